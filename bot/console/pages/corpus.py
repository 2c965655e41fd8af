"""知识: the entries, the draft, and a question tried on it."""

import asyncio
from collections.abc import Mapping

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.composer.compose import compose
from bot.composer.knowledge import Knowledge
from bot.composer.publishing_wording import KINDS
from bot.console import wording
from bot.console.belonging import belongs
from bot.console.corpus_list import listed, name_of, read_list_query
from bot.console.entry_form import FORMS, FormError, entered, filled
from bot.console.page import Page, act
from bot.console.visit import Visit
from bot.core.errors import EditingError
from bot.core.hours import SHANGHAI
from bot.core.model import Decision
from bot.service.publishing import Preparation
from bot.service.publishing.preparation import entry
from corpus import sandbox
from corpus.change import Key, Kind, entries, key_of
from corpus.draft import Draft
from corpus.model import Article, CorpusFormatError
from corpus.records import Item
from corpus.segment import passages

LARGEST = 20_000_000
LONGEST_QUESTION = 500
ENTRY_BODY = 2_000_000
Boxes = Mapping[str, str]
"""Text by the name of a box."""


async def show(visit: Visit, said: str = "", done: str = "", status: int = 200) -> Response:
    """The entries, what was changed, and what a question would be answered."""
    now = await visit.console.drafting.prepared()
    question, query = visit.query("try")[:LONGEST_QUESTION], read_list_query(visit.request.query_params)
    tried = await _tried(visit, now, question) if question else None
    return visit.show(
        "corpus.html", status, found=listed(now, query), query=query, kinds=KINDS,
        changes=now.changes, version=now.version, question=question, tried=tried, said=said, done=done,
        departments=now.after.departments,
    )  # fmt: skip


async def edit(visit: Visit, given: Boxes | None = None, wrong: Boxes | None = None, said: str = "") -> Response:
    """One entry as a form, its passages beside it; what was `given` stays in its boxes, and what is `wrong` beside them."""
    key = _key(visit)
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
    key, given = _key(visit), {name: str(value) for name, value in (await visit.form()).items()}
    now = await visit.console.drafting.prepared()
    try:
        _own(visit, entry(now.after, key))
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
    key = _key(visit)
    try:
        _own(visit, entry((await visit.console.drafting.prepared()).after, key))
        await visit.console.drafting.withdraw(key, visit.account.name, actor=visit.account.id)
    except EditingError as error:
        return await edit(visit, said=str(error))
    return visit.go("corpus")


async def discard(visit: Visit) -> Response:
    """The entry stays as it is published."""
    key, now = _key(visit), await visit.console.drafting.prepared()
    item = entries(now.after).get(key) or entries(now.before).get(key)
    if item is None or now.change_of(key) is None:
        raise HTTPException(404)
    _own(visit, item)
    await visit.console.drafting.discard([key], actor=visit.account.id)
    return visit.go("corpus")


async def take(visit: Visit) -> Response:
    """Files into the draft, each read in a limited process."""
    now = await visit.console.drafting.prepared()
    drafts: list[Draft] = []
    refused: list[str] = []
    for file in (await visit.form()).getlist("file"):
        if isinstance(file, UploadFile) and file.filename:
            name = file.filename.replace("\\", "/").rpartition("/")[2]
            content = await file.read()
            await file.close()
            try:
                drafts += await asyncio.to_thread(sandbox.read, name, content, now.after.departments)
            except CorpusFormatError as error:
                refused.append(str(error))
    if not drafts:
        return await show(visit, said="\n".join(refused) or "请先选文件。", status=409)
    drafts, foreign = _divided(visit, drafts, now)
    if foreign:
        refused.append(wording.FOREIGN_ENTRIES.format(names="、".join(name_of(draft.item) for draft in foreign)))
    if not drafts:
        return await show(visit, said="\n".join(refused), status=409)
    try:
        found = await visit.console.drafting.take(drafts, visit.account.name, actor=visit.account.id)
    except EditingError as error:
        return await show(visit, said="\n".join((*refused, str(error))), status=409)
    done = f"读到 {len(drafts)} 条：新增 {len(found.added)}，更新 {len(found.changed)}，没有变化 {len(found.same)}。"
    return await show(visit, said="\n".join(refused), done=done)


async def _tried(visit: Visit, now: Preparation, question: str) -> tuple[Decision, Decision]:
    """What citizens are answered now, and what the draft would answer."""
    today, current = visit.now.astimezone(SHANGHAI).date(), visit.console.snapshot.current.knowledge

    def both() -> tuple[Decision, Decision]:
        draft = Knowledge.build(now.after) if now.changes else current
        return compose(question, (), current, today).decision, compose(question, (), draft, today).decision

    return await asyncio.to_thread(both)


def _divided(visit: Visit, drafts: list[Draft], now: Preparation) -> tuple[list[Draft], list[Draft]]:
    """What the account may change, and what is, or would take the place of, other departments' entries."""
    known = entries(now.before) | entries(now.after)

    def own(draft: Draft) -> bool:
        return belongs(visit.account, draft.item) and belongs(visit.account, known.get(key_of(draft.item), draft.item))

    return [each for each in drafts if own(each)], [each for each in drafts if not own(each)]


def _own(visit: Visit, item: Item) -> None:
    """Raises a 403 when the entry is not the account's to change."""
    if not belongs(visit.account, item):
        raise HTTPException(403)


def _key(visit: Visit) -> Key:
    kind, name = visit.path("kind"), visit.path("id")
    if kind not in set(Kind):
        raise HTTPException(404)
    return Key(Kind(kind), "" if name == "-" else name)


PAGES = (
    Page("corpus", "/corpus", show),
    act("corpus.import", "/corpus/import", take, LARGEST),
    Page("corpus.entry", "/corpus/{kind}/{id}", edit),
    act("corpus.save", "/corpus/{kind}/{id}", save, ENTRY_BODY),
    act("corpus.withdraw", "/corpus/{kind}/{id}/withdraw", withdraw),
    act("corpus.discard", "/corpus/{kind}/{id}/discard", discard),
)
