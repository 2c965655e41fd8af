"""Who was told what is no longer so, and a correction to them: written, looked at once more, sent."""

import hashlib

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.composer.publishing_wording import FATES
from bot.composer.report import Names
from bot.console import wording
from bot.console.web.page import Page, act
from bot.console.web.visit import Visit
from bot.core.ports import UnitOfWork
from bot.core.privacy import mask
from bot.service.publishing import Affected
from bot.service.publishing.recall import correction
from bot.service.reviewing import visible
from corpus.change import Kind

LONGEST = 1000
KINDS = frozenset({Kind.ARTICLE, Kind.GUIDE})


async def show(visit: Visit, words: str = "", said: str = "", status: int = 200, *, look: bool = False) -> Response:
    """The citizens of one entry; with `look` also what they would read."""
    found = await _found(visit)
    waiting = [each for each in found if _reachable(visit, each)]
    letter = "".join(span.text for span in correction(waiting[0], words).text) if look and waiting else ""
    return visit.show(
        "affected.html", status, found=found, waiting=waiting, words=words, letter=letter, said=said, fates=FATES,
        mark=_mark(waiting, words), sent=visit.number("sent"), kind=visit.path("kind"), id=visit.path("id"),
        longest=LONGEST, name=Names.of(visit.console.snapshot.current.corpus).matter(visit.path("id")),
    )  # fmt: skip


async def correct(visit: Visit) -> Response:
    """First what they would read; sent once the very same has been looked at."""
    words, mark = mask((await visit.field("words"))[:LONGEST]).text.strip(), await visit.field("mark")
    if not words:
        return await show(visit, said=wording.NOTHING_SAID, status=409)
    waiting = [each for each in await _found(visit) if _reachable(visit, each)]
    if not mark or not waiting:
        return await show(visit, words, look=True)
    if mark != _mark(waiting, words):
        return await show(visit, words, wording.CORRECTION_MOVED, 409, look=True)
    name, console = visit.path("id"), visit.console
    count = await console.recall.correct(console.courier, waiting, words, actor=visit.account.id, subject=name)
    console.wake()
    return visit.go("corpus.affected", {"sent": str(count)}, kind=visit.path("kind"), id=name)


async def _found(visit: Visit) -> list[Affected]:
    """Those whose matter is the account's business."""
    if visit.path("kind") not in KINDS:
        raise HTTPException(404)
    found = await visit.console.recall.affected(visit.path("id"))
    async with visit.console.database.read() as unit:
        return [each for each in found if await _own(visit, unit, each)]


async def _own(visit: Visit, unit: UnitOfWork, each: Affected) -> bool:
    if not each.case:
        return await visible(unit, visit.account, each.id)
    case = await unit.cases.get(each.id)
    return case is not None and visit.account.sees(case.consultation.department)


def _reachable(visit: Visit, each: Affected) -> bool:
    return bool(each.chat) and not each.corrected and each.channel == visit.console.courier.channel


def _mark(waiting: list[Affected], words: str) -> str:
    """Tells these words to these people from any others."""
    return hashlib.sha256("\n".join((words, *(each.key for each in waiting))).encode()).hexdigest()


PAGES = (
    Page("corpus.affected", "/corpus/{kind}/{id}/affected", show),
    act("corpus.correct", "/corpus/{kind}/{id}/affected", correct),
)
