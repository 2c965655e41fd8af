"""Telling the watchers: of what changed with a publication, however it was published, and of what staff write."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Protocol

from bot.composer import notice_wording as wording
from bot.composer.changes import Change, changes_between
from bot.core.model import Outgoing, Span
from bot.core.notice_ports import NoticeRun, Watch, Watcher
from bot.core.ports import Clock, Database, UnitOfWork
from bot.service.watching import end_button

PAGE = 25
ENOUGH = 10
"""With so many notices still to be sent, no more are queued: the queue belongs to the answers."""
MOST_CHANGES = 4
MOST_LINES = 3

log = logging.getLogger(__name__)


class Courier(Protocol):
    """A channel that takes notices, to be sent when there is nothing more urgent."""

    channel: str

    async def waiting(self, unit: UnitOfWork) -> int:
        """How many are not sent yet."""

    async def queue(self, unit: UnitOfWork, notices: Sequence[tuple[str, Watcher, Outgoing]]) -> None:
        """Take (key, whom, what); a key that was taken before is ignored."""


class NoticeService:
    """Compares the version that was last told with the one in force, and tells the watchers page by page.

    A page's notices and the place where the next page begins are one transaction, so after a kill nobody is left out
    and nobody is queued twice.
    """

    def __init__(self, database: Database, courier: Courier, clock: Clock) -> None:
        self._database, self._courier, self._clock = database, courier, clock
        self._changes: tuple[tuple[int, int], tuple[Change, ...]] | None = None

    async def step(self) -> bool:
        """Queue the next page, if any; True while there is more to do. Raises StoreError."""
        channel = self._courier.channel
        async with self._database.read() as unit:
            told, current = await unit.notices.told(channel), await unit.corpus.current()
            run = await unit.notices.current(channel)
            full = run is not None and await self._courier.waiting(unit) >= ENOUGH
        if run is None and current is not None and current != told:
            await self._begin(NoticeRun(0, channel, told, current))
            return True
        if run is not None and not full:
            await self._page(run)
        return run is not None

    async def _begin(self, run: NoticeRun) -> None:
        """A run for a new version; before the first there was nothing to watch."""
        async with self._database.write() as unit:
            await unit.notices.begin(run, self._clock.now(), finished=run.old is None)

    async def _page(self, run: NoticeRun) -> None:
        changes = await self._changes_of(run)
        async with self._database.write() as unit:
            page = await unit.watches.page(run.channel, run.cursor, PAGE)
            notices = [
                (f"notice:{run.id}:{watcher.citizen}", watcher, notice)
                for watcher, watched in page
                if (notice := await self._notice(unit, run, changes, watched))
            ]
            cursor = page[-1][0].citizen if page else run.cursor
            finished = None if len(page) == PAGE else self._clock.now()
            if await unit.notices.advance(run, cursor, len(notices), finished):
                await self._courier.queue(unit, notices)

    async def _notice(
        self, unit: UnitOfWork, run: NoticeRun, changes: Sequence[Change], watched: Sequence[Watch]
    ) -> Outgoing | None:
        if run.letter is None:
            return notice_of(changes, watched)
        letter = await unit.letters.get(run.letter)
        concerned = [each for each in watched if letter and each.link == letter.link]
        if letter is None or not concerned:
            return None
        return Outgoing(wording.letter(letter.name, letter.words), buttons=((end_button(concerned[0]),),))

    async def _changes_of(self, run: NoticeRun) -> tuple[Change, ...]:
        """What changed, worked out once for a run, beside the loop: a corpus may be large."""
        if run.old is None or run.new is None:
            return ()
        versions = (run.old, run.new)
        if self._changes is None or self._changes[0] != versions:
            async with self._database.read() as unit:
                old, new = await unit.corpus.load(run.old), await unit.corpus.load(run.new)
            self._changes = versions, await asyncio.to_thread(changes_between, old, new)
        return self._changes[1]


def notice_of(changes: Sequence[Change], watched: Sequence[Watch]) -> Outgoing | None:
    """One short message of all that changed for somebody who watches these; None when nothing did."""
    links = {each.link: each for each in watched}
    concerning = [change for change in changes if change.links & links.keys()]
    if not concerning:
        return None
    shown = concerning[:MOST_CHANGES]
    text = [wording.heading(wording.HEADING)]
    for change in shown:
        text += wording.change(change.title, change.lines[:MOST_LINES])
    if len(concerning) > len(shown):
        text.append(Span(wording.MORE.format(count=len(concerning) - len(shown))))
    causes = [watch for link, watch in links.items() if any(link in change.links for change in concerning)]
    return Outgoing(tuple(text), buttons=tuple((end_button(each),) for each in causes[:MOST_CHANGES]))
