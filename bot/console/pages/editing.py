"""One entry of the corpus: changed in a form, taken out, put back."""

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.composer.publishing_wording import KINDS
from bot.console import wording
from bot.console.belonging import belongs
from bot.console.corpus_list import name_of
from bot.console.entries import key_of_page, require_own
from bot.console.entry_form import FORMS, FormError, entered, filled
from bot.console.page import Page, act
from bot.console.visit import Visit
from bot.core.errors import EditingError
from bot.service.publishing.preparation import entry
from corpus.change import entries
from corpus.model import Article, CorpusFormatError
from corpus.segment import passages

LONGEST_FORM = 2_000_000
Boxes = Mapping[str, str]
"""Text by the name of a box."""


async def edit(visit: Visit, given: Boxes | None = None, wrong: Boxes | None = None, said: str = "") -> Response:
    """One entry as a form, its passages beside it; what was `given` stays in its boxes, and what is `wrong` beside them."""
    key = key_of_page(visit)
    now = await visit.console.drafting.prepared()
    item = entries(now.after).get(key) or entries(now.before).get(key)
    if item is None:
        raise HTTPException(404)
    cut = passages(item) if isinstance(item, Article) else ()
    return visit.show(
        "corpus_entry.html", 409 if said or wrong else 200, key=key, item_name=name_of(item), kind_name=KINDS[key.kind],
        boxes_of=FORMS[key.kind], given=given or filled(item, key.kind, now.after.departments), wrong=wrong or {},
        said=said, cut=cut, departments=now.after.departments, change=now.change_of(key), saved=visit.query("saved"),
        published=key in entries(now.before), gone=key not in entries(now.after),
    )  # fmt: skip


async def save(visit: Visit) -> Response:
    """What stands in the boxes as the entry's next wording."""
    key, given = key_of_page(visit), {name: str(value) for name, value in (await visit.form()).items()}
    now = await visit.console.drafting.prepared()
    try:
        require_own(visit, entry(now.after, key))
        item = entered(key, given, now.after.departments)
        if not belongs(visit.account, item):
            raise EditingError(wording.GIVEN_AWAY)
        await visit.console.drafting.put(item, visit.account.name, actor=visit.account.id)
    except FormError as error:
        return await edit(visit, given, error.wrong)
    except (CorpusFormatError, EditingError) as error:
        return await edit(visit, given, said=str(error))
    return visit.go("corpus.entry", {"saved": "1"}, kind=key.kind.value, id=key.id or "-")


async def withdraw(visit: Visit) -> Response:
    """The entry will not be in the next version."""
    key = key_of_page(visit)
    try:
        require_own(visit, entry((await visit.console.drafting.prepared()).after, key))
        await visit.console.drafting.withdraw(key, visit.account.name, actor=visit.account.id)
    except EditingError as error:
        return await edit(visit, said=str(error))
    return visit.go("corpus")


async def discard(visit: Visit) -> Response:
    """The entry stays as it is published."""
    key, now = key_of_page(visit), await visit.console.drafting.prepared()
    item = entries(now.after).get(key) or entries(now.before).get(key)
    if item is None or now.change_of(key) is None:
        raise HTTPException(404)
    require_own(visit, item)
    await visit.console.drafting.discard([key], actor=visit.account.id)
    return visit.go("corpus")


PAGES = (
    Page("corpus.entry", "/corpus/{kind}/{id}", edit),
    act("corpus.save", "/corpus/{kind}/{id}", save, LONGEST_FORM),
    act("corpus.withdraw", "/corpus/{kind}/{id}/withdraw", withdraw),
    act("corpus.discard", "/corpus/{kind}/{id}/discard", discard),
)
