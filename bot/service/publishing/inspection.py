"""The review of the draft as it stands: made once, however many people look at it and however often."""

import asyncio
from dataclasses import dataclass
from datetime import date

from bot.core.hours import SHANGHAI
from bot.core.ports import Clock, Database
from bot.service.publishing.publisher import Publisher, Review

Draft = tuple[int, str, date]
"""The version in force, the mark of the draft on it, and the day: what is valid today may not be tomorrow."""


@dataclass(frozen=True, slots=True)
class Underway:
    """How far a review has come: golden questions asked, of how many; of 0 while the draft is still being indexed."""

    asked: int
    questions: int


class Inspection:
    """Reviews the draft in the background, one review at a time."""

    def __init__(self, publisher: Publisher, database: Database, clock: Clock) -> None:
        self._publisher, self._database, self._clock = publisher, database, clock
        self._draft: Draft | None = None
        self._task: asyncio.Task[Review] | None = None
        self._underway = Underway(0, 0)

    async def look(self, patience: float) -> Review | Underway:
        """The review of the draft as it is now, or after `patience` seconds how far it has come. Raises StoreError."""
        draft = await self._draft_now()
        if self._task is not None and self._draft != draft:
            await asyncio.wait({self._task}, timeout=patience)
        task = self._task  # while one waits, others who look may have begun the next one, or let go of a failed one
        if task is None or (task.done() and self._draft != draft):
            task = self._start(draft)
        elif self._draft != draft:
            return self._underway
        done, _ = await asyncio.wait({task}, timeout=patience)
        if not done:
            return self._underway
        if task.exception() is not None and self._task is task:
            self._task = None
        return task.result()

    async def _draft_now(self) -> Draft:
        async with self._database.read() as unit:
            version, mark = await unit.corpus.current() or 0, await unit.draft.mark()
        return version, mark, self._clock.now().astimezone(SHANGHAI).date()

    def _start(self, draft: Draft) -> asyncio.Task[Review]:
        self._draft, self._underway = draft, Underway(0, 0)
        self._task = asyncio.create_task(self._publisher.review(self._tell))
        return self._task

    def _tell(self, asked: int, questions: int) -> None:
        self._underway = Underway(asked, questions)
