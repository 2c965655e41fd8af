"""导入: files into the draft, and what became of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.responses import Response

from bot.console.knowledge import importing_wording as told
from bot.console.knowledge.belonging import belongs
from bot.console.knowledge.listing import name_of
from bot.console.pages.corpus import LARGEST_FILES, MOST_FILES, Undo, show
from bot.console.questions.highlight import revealed
from bot.console.web.aside import aside
from bot.console.web.page import Page, act
from bot.console.web.received import moment
from bot.console.web.visit import Visit
from bot.core.errors import EditingError
from bot.service.publishing import Imported, Preparation
from corpus import sandbox
from corpus.change import Key, entries, key_of
from corpus.draft import Draft
from corpus.model import CorpusFormatError, Department
from corpus.records import Item

Kept = Sequence[Mapping[Key, Item]]
"""The entries in force, and those of the draft."""
HEARD_OUT = 200_000_000
"""Bytes that are listened to, though not kept, so that whoever sends too much is told so."""
MOST_HEARD = 500
"""Files that are counted, so that whoever sends too many is told so."""


@dataclass(frozen=True, slots=True)
class File:
    """What a file held: drafts, or why it could not be read. `name` as typed, with what nobody sees in it written out."""

    name: str
    drafts: Sequence[Draft] = ()
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """What became of an entry of a file; `guessed` counts what its editor has to look at."""

    key: Key
    name: str
    what: str
    guessed: int


async def take(visit: Visit) -> Response:
    """All files that can be read, or none when they are too many or too big."""
    if visit.length > LARGEST_FILES:
        await visit.hear_out()
        return await show(visit, said=told.TOO_BIG, status=413)
    form = await visit.form(MOST_HEARD)
    try:
        sent = [each for each in form.getlist("file") if isinstance(each, UploadFile) and each.filename]
        if not sent or len(sent) > MOST_FILES:
            said = told.TOO_MANY.format(count=len(sent)) if sent else told.NO_FILE
            return await show(visit, said=said, status=409)
        now = await visit.console.drafting.prepared()
        read = [await _read(each, now.after.departments) for each in sent]
    finally:
        await form.close()
    await visit.check_trust()
    return await _taken(visit, read, now)


async def _taken(visit: Visit, read: Sequence[File], now: Preparation) -> Response:
    """What may be changed goes into the draft, all at once."""
    kept = (entries(now.before), entries(now.after))
    own = [draft for file in read for draft in file.drafts if _is_own(visit, draft, kept)]
    found = Imported()
    if own:
        try:
            found = await visit.console.drafting.take(own, visit.account.name, actor=visit.account.id)
        except EditingError as error:
            return await show(visit, said=f"{error}\n{told.NOTHING_TAKEN}", status=409)
    done = told.DONE.format(all=len(own), new=len(found.added), changed=len(found.changed), same=len(found.same))
    rows = [(file, _lines(visit, file, found, kept)) for file in read]
    if not own:
        return await show(visit, said=told.NOTHING_TAKEN, status=409, files=rows)
    taken = [*found.added, *found.changed]
    over = sum(now.change_of(key) is not None for key in taken)
    return await show(
        visit, done=done + (told.OVER.format(count=over) if over else ""), undo=await _undo(visit, taken), files=rows
    )


async def take_back(visit: Visit) -> Response:
    """Undo an import: whatever it changed and nobody has touched since is as it is published."""
    at = moment(await visit.field("at"))
    changes = (await visit.console.drafting.prepared()).changes
    own = [each for each in changes if each.at == at and each.editor == visit.account.name]
    count = await visit.console.drafting.take_back(own, actor=visit.account.id)
    if not count:
        return await show(visit, said=told.NOTHING_LEFT, status=409)
    return await show(visit, done=told.TAKEN_BACK.format(count=count))


async def _undo(visit: Visit, taken: Sequence[Key]) -> Undo | None:
    """All that one import changed bears one time."""
    change = (await visit.console.drafting.prepared()).change_of(taken[0]) if taken else None
    return Undo(visit.link("corpus.import.undo"), {"at": change.at.isoformat()}) if change else None


async def _read(upload: UploadFile, departments: Sequence[Department]) -> File:
    name = (upload.filename or "").replace("\\", "/").rpartition("/")[2]
    content = await upload.read()
    try:
        return File(revealed(name), await aside(sandbox.read, name, content, departments))
    except CorpusFormatError as error:
        return File(revealed(name), refused=str(error).removeprefix(f"{name}："))


def _lines(visit: Visit, file: File, found: Imported, kept: Kept) -> list[Line]:
    whats = dict.fromkeys(found.added, told.NEW) | dict.fromkeys(found.changed, told.CHANGED)
    return [
        Line(
            key_of(draft.item),
            name_of(draft.item),
            whats.get(key_of(draft.item), told.SAME) if _is_own(visit, draft, kept) else told.FOREIGN,
            len(draft.warnings),
        )
        for draft in file.drafts
    ]


def _is_own(visit: Visit, draft: Draft, kept: Kept) -> bool:
    """Whether the account may change the entry, and what is in its place."""
    known = (each.get(key_of(draft.item), draft.item) for each in kept)
    return all(belongs(visit.account, each) for each in (draft.item, *known))


PAGES: tuple[Page, ...] = (
    act("corpus.import", "/corpus/import", take, HEARD_OUT),
    act("corpus.import.undo", "/corpus/import/undo", take_back),
)
