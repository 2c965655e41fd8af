"""One entry of the corpus: looked at, tried, changed in a form, written anew."""

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.composer.publishing_wording import BAD_ID, KINDS, TAKEN
from bot.console import wording
from bot.console.knowledge import editing_wording as told
from bot.console.knowledge.belonging import belongs
from bot.console.knowledge.colleagues import colleagues
from bot.console.knowledge.differences import compared
from bot.console.knowledge.entries import Typed, fresh_id, key_of_page, kind_of_page, mark, require_own, typed
from bot.console.knowledge.entry_form import FORMS, Box, FormError, entered, filled, lines, outline
from bot.console.knowledge.listing import name_of
from bot.console.knowledge.preview import preview
from bot.console.knowledge.trying import tried
from bot.console.web.page import Page, act
from bot.console.web.visit import Visit
from bot.core.errors import EditingError
from bot.core.hours import SHANGHAI
from bot.service.publishing import Preparation
from corpus.change import Key, Kind, entries
from corpus.check_names import is_id
from corpus.model import CorpusFormatError
from corpus.records import Item

LONGEST_FORM = 2_000_000
ID = Box("id", told.ID, hint=told.ID_HINT, needed=True)
NOTHING: Mapping[str, str] = {}


async def edit(visit: Visit) -> Response:
    """The form of an entry, and beside it what citizens read."""
    return await shown(visit, key_of_page(visit))


async def save(visit: Visit) -> Response:
    """What stands in the boxes as the entry's next wording, unless somebody has changed it meanwhile; or just a look."""
    key, given = key_of_page(visit), await typed(visit)
    now = await visit.console.drafting.prepared()
    standing = entries(now.after).get(key)
    known = standing or entries(now.before).get(key)
    if known is not None:
        require_own(visit, known)
    elif given.opened is None:
        raise HTTPException(404)
    if given.looking:
        return await shown(visit, key, given)
    if not given.fits(standing):
        return await shown(visit, key, given, status=409)
    return await _put(visit, key, given, now)


async def begin(visit: Visit) -> Response:
    """An empty form for a new entry."""
    kind = _new_kind(visit)
    now = await visit.console.drafting.prepared()
    key = Key(kind, fresh_id(kind, entries(now.after) | entries(now.before), visit.now.astimezone(SHANGHAI).date()))
    own = [each.name for each in now.after.departments if each.id in visit.account.departments][:1]
    boxes = {ID.name: key.id} | {name: own[0] for name in ("department", "departments") if own}
    return await shown(visit, key, Typed(boxes), new=True)


async def add(visit: Visit) -> Response:
    """A new entry, into the draft; or just a look."""
    kind, given = _new_kind(visit), await typed(visit)
    key = Key(kind, given.boxes.get(ID.name, "").strip())
    now = await visit.console.drafting.prepared()
    wrong = {}
    if not is_id(key.id):
        wrong[ID.name] = BAD_ID.format(id=key.id)
    elif key in entries(now.after) | entries(now.before):
        wrong[ID.name] = TAKEN.format(id=key.id, kind=KINDS[kind])
    if given.looking or wrong:
        return await shown(visit, key, given, wrong=wrong, status=409 if wrong else 200, new=True)
    return await _put(visit, key, given, now, new=True)


async def shown(
    visit: Visit,
    key: Key,
    given: Typed | None = None,
    said: str = "",
    wrong: Mapping[str, str] = NOTHING,
    status: int = 200,
    *,
    new: bool = False,
) -> Response:
    """The page of an entry; what was `given` stays in its boxes, and what is `wrong` stands beside them."""
    now = await visit.console.drafting.prepared()
    standing, published = entries(now.after).get(key), entries(now.before).get(key)
    item = None if new else standing or published
    if given is None and item is None:
        raise HTTPException(404)
    departments = now.after.departments
    boxes = given.boxes if given else filled(item, key.kind, departments) if item else NOTHING
    seen = preview(key, boxes, now.after, visit.now.astimezone(SHANGHAI).date())
    looking = given is not None and given.looking
    answers = await tried(visit, given.question, seen.corpus) if given and given.question and seen.item else None
    return visit.show(
        "corpus_entry.html", status, key=key, item_name=name_of(item) if item else "", kind_name=KINDS[key.kind],
        boxes_of=(ID, *FORMS[key.kind]) if new else FORMS[key.kind], given=boxes, said=said, departments=departments,
        wrong=wrong or (seen.wrong if looking else NOTHING), seen=seen, change=None if new else now.change_of(key),
        new=new, saved=visit.query("saved"), published=published is not None, looking=looking, tried=answers,
        gone=standing is None and published is not None, opened=mark(None if new else standing),
        moved=NOTHING if new else await _moved(visit, given, key, standing, now), question=given.question if given else "",
        foreign=item is not None and not belongs(visit.account, item), people=await colleagues(visit),
    )  # fmt: skip


async def who(visit: Visit, now: Preparation, key: Key) -> str:
    """Who changed an entry last, as far as the draft tells."""
    change = now.change_of(key)
    if change is None:
        return told.SOMEBODY
    if change.editor == visit.account.name:
        return told.YOURSELF
    return (await colleagues(visit)).get(change.editor, change.editor)


async def _put(visit: Visit, key: Key, given: Typed, now: Preparation, *, new: bool = False) -> Response:
    standing = entries(now.after).get(key)
    try:
        item = entered(key, given.boxes, now.after.departments)
        if not belongs(visit.account, item):
            raise EditingError(wording.GIVEN_AWAY)
        await visit.console.drafting.put(
            item, visit.account.name, instead_of=standing, new=standing is None, actor=visit.account.id
        )
    except FormError as error:
        return await shown(visit, key, given, wrong=error.wrong, status=409, new=new)
    except (CorpusFormatError, EditingError) as error:
        return await shown(visit, key, given, str(error), status=409, new=new)
    return visit.go("corpus.entry", {"saved": "1"}, kind=key.kind.value, id=key.id or "-")


async def _moved(
    visit: Visit, given: Typed | None, key: Key, standing: Item | None, now: Preparation
) -> Mapping[str, object]:
    """What somebody else has made of the entry since the form was filled, beside what was typed; empty when nothing."""
    if given is None or given.fits(standing):
        return {}
    by = await who(visit, now, key)
    if standing is None:
        return {"said": told.GONE_MEANWHILE.format(who=by), "lines": []}
    theirs = outline(standing, key.kind, now.after.departments)
    return {"said": told.MOVED.format(who=by), "lines": compared(theirs, lines(key.kind, given.boxes))}


def _new_kind(visit: Visit) -> Kind:
    kind = kind_of_page(visit)
    if kind is Kind.GLOSSARY:
        raise HTTPException(404)
    return kind


PAGES = (
    Page("corpus.new", "/corpus/new/{kind}", begin),
    act("corpus.add", "/corpus/new/{kind}", add, LONGEST_FORM),
    Page("corpus.entry", "/corpus/{kind}/{id}", edit),
    act("corpus.save", "/corpus/{kind}/{id}", save, LONGEST_FORM),
)
