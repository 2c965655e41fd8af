"""Publishing: look at what a publication would change, do it whole or not at all, and go back."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.composer import publishing_wording as wording
from bot.composer.knowledge import Knowledge
from bot.core.audit import COMMAND_LINE
from bot.core.corpus_ports import DraftChange, Version
from bot.core.errors import EditingError
from bot.core.hours import SHANGHAI
from bot.core.ports import Clock, Database, UnitOfWork
from bot.faults import crash_point
from bot.service.index_shelf import IndexShelf
from bot.service.judge import Gold
from bot.service.publishing.golden import GoldenChange, GoldenQuestion, Progress, golden_questions, golden_run
from bot.service.publishing.personal import personal_data
from bot.service.publishing.preparation import Preparation, prepared
from corpus.change import entries
from corpus.check import check
from corpus.diff import CorpusChange, diff
from corpus.model import Corpus
from corpus.problem import Problem
from corpus.records import Item

SOLVED = 200
"""How many of the answers that citizens called right are asked again."""


def quiet(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Review:
    """What an editor looks at before publishing. `asked` counts the golden questions, `golden` holds those that change."""

    preparation: Preparation
    change: CorpusChange
    problems: tuple[Problem, ...]
    personal: tuple[Problem, ...]
    golden: tuple[GoldenChange, ...] = ()
    asked: int = 0

    @property
    def blocking(self) -> tuple[Problem, ...]:
        """What has to be mended first."""
        return tuple(problem for problem in self.problems if problem.blocks)

    @property
    def to_confirm(self) -> dict[str, str]:
        """What has to be confirmed, by the name to confirm it by: lost answers and personal data."""
        lost = {change.name: _lost(change) for change in self.golden if change.regression}
        private = {name: wording.PRIVATE.format(name=name, told=told) for name, told in self._private()}
        return lost | private

    def _private(self) -> Iterable[tuple[str, str]]:
        return ((problem.where.rpartition(" ")[2], problem.message) for problem in self.personal)


@dataclass(frozen=True, slots=True)
class Order:
    """Who publishes, who agreed, and why. `confirmed` are the names of `Review.to_confirm`, `actor` is the account that acts."""

    author: str
    reason: str
    approver: str = ""
    confirmed: frozenset[str] = frozenset()
    actor: str = COMMAND_LINE


@dataclass(frozen=True, slots=True)
class Published:
    """A new version, and how it differs from the one before."""

    version: int
    change: CorpusChange


class Publisher:
    """Makes versions. `second_person` demands an approver who is not the author; `golds` are the office's own questions.

    The index of what is about to be published is put on the `shelf` beforehand: the running bot then only opens it.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        second_person: bool = False,
        golds: Sequence[Gold] = (),
        shelf: IndexShelf | None = None,
    ) -> None:
        self._database, self._clock, self._second_person = database, clock, second_person
        self._golds, self._shelf = golds, shelf

    @property
    def second_person(self) -> bool:
        """Whether nothing is published by one person alone."""
        return self._second_person

    async def review(self, progress: Progress = quiet) -> Review:
        """What a publication would change, golden run included. Takes seconds, and holds up nobody. Raises StoreError."""
        async with self._database.read() as unit:
            now = await prepared(unit)
            solved = await unit.questions.solved(SOLVED)
        questions = golden_questions(self._golds, now.before, solved)
        return await asyncio.to_thread(self._reviewed, now, questions, progress)

    async def problems(self) -> tuple[Preparation, tuple[Problem, ...]]:
        """What is wrong with the draft, without asking it anything. Raises StoreError."""
        async with self._database.read() as unit:
            now = await prepared(unit)
        found = await asyncio.to_thread(lambda: (*check(now.after), *personal_data(_touched(now))))
        return now, found

    def allow(self, order: Order, review: Review) -> None:
        """Raises EditingError when the reviewed draft may not be published on this order."""
        self._two_persons(order, review.preparation.changes)
        if not review.change:
            raise EditingError(wording.NOTHING, wording.IMPORT_TYPED)
        if review.blocking:
            problems = "\n".join(f"  {problem}" for problem in review.blocking)
            raise EditingError(wording.BLOCKED.format(count=len(review.blocking), problems=problems))
        open_names = {name: told for name, told in review.to_confirm.items() if name not in order.confirmed}
        if open_names:
            told, names = "\n".join(open_names.values()), ",".join(open_names)
            said = wording.UNCONFIRMED.format(count=len(open_names), told=told)
            raise EditingError(said, wording.CONFIRM_TYPED.format(names=names))

    async def publish(self, order: Order, review: Review) -> Published:
        """Put the reviewed draft in force. Raises EditingError when it may not be, or is not what was reviewed, StoreError."""
        self.allow(order, review)
        now = review.preparation
        async with self._database.write() as unit:
            await unit.corpus.prepare(now.after)
        crash_point("before_publish")
        async with self._database.write() as unit:
            await unit.draft.alone()
            if (await unit.corpus.current() or 0, await unit.draft.mark()) != (now.version, now.mark):
                raise EditingError(wording.MOVED)
            version = await unit.corpus.publish(now.after, *_signed(order), self._clock.now(), order.approver)
            await unit.draft.published(version)
            await self._audit(unit, order, "published", version)
            crash_point("in_history")
        crash_point("after_publish")
        return Published(version, review.change)

    async def rollback(self, version: int, order: Order) -> Published:
        """Put an old version's content in force again, as a new version; the draft stays. Raises EditingError, StoreError."""
        self._two_persons(order, ())
        async with self._database.read() as unit:
            current = await unit.corpus.current()
            old = await unit.corpus.load(version)
            if current is None or version == current:
                raise EditingError(wording.SAME_VERSION.format(version=version))
            change = diff(await unit.corpus.load(current), old)
        if not change:
            raise EditingError(wording.SAME_CONTENT.format(version=version))
        await asyncio.to_thread(self._indexed, old)
        async with self._database.write() as unit:
            if await unit.corpus.current() != current:
                raise EditingError(wording.MOVED)
            number = await self._restored(unit, old, version, order)
            await self._audit(unit, order, "rolled back", number)
        return Published(number, change)

    async def history(self, limit: int = 20) -> Sequence[Version]:
        """The newest versions, newest first. Raises StoreError."""
        async with self._database.read() as unit:
            return await unit.corpus.history(limit)

    async def edits(self, version: int) -> Sequence[DraftChange]:
        """What editors changed in a version, and where each entry came from; nothing for a rollback. Raises StoreError."""
        async with self._database.read() as unit:
            await unit.corpus.about(version)
            return await unit.draft.of_version(version)

    async def about(self, version: int) -> Version:
        """What is kept of a version beside its content. Raises StoreError when there is none."""
        async with self._database.read() as unit:
            return await unit.corpus.about(version)

    async def content(self, version: int) -> Corpus:
        """The corpus of a version. Raises StoreError when there is none."""
        async with self._database.read() as unit:
            return await unit.corpus.load(version)

    async def difference(self, older: int, newer: int) -> CorpusChange:
        """What changed between two versions. Raises StoreError."""
        async with self._database.read() as unit:
            return diff(await unit.corpus.load(older), await unit.corpus.load(newer))

    async def _restored(self, unit: UnitOfWork, old: Corpus, version: int, order: Order) -> int:
        author, reason = _signed(order)
        told = wording.ROLLED_BACK.format(version=version, reason=reason).removesuffix("：")
        return await unit.corpus.publish(old, author, told, self._clock.now(), order.approver, restores=version)

    async def _audit(self, unit: UnitOfWork, order: Order, act: str, version: int) -> None:
        await unit.audit.append(order.actor, act, str(version), {}, self._clock.now())

    def _two_persons(self, order: Order, changes: Sequence[DraftChange]) -> None:
        """Raises EditingError when the second person is missing, or is no second one."""
        if not order.author.strip():
            raise EditingError(wording.NO_AUTHOR)
        if not self._second_person:
            return
        if not order.approver.strip():
            raise EditingError(wording.NO_APPROVER, wording.APPROVER_TYPED)
        hands = {order.author, *(name for change in changes for name in change.hands)}
        if order.approver.strip() in {name.strip() for name in hands}:
            raise EditingError(wording.SAME_PERSON.format(names="、".join(sorted(hands))))

    def _reviewed(self, now: Preparation, questions: Sequence[GoldenQuestion], progress: Progress) -> Review:
        change = diff(now.before, now.after)
        golden: tuple[GoldenChange, ...] = ()
        if change:
            today, after = self._clock.now().astimezone(SHANGHAI).date(), self._indexed(now.after)
            golden = golden_run(self._indexed(now.before), after, questions, today, progress) if questions else ()
        personal = tuple(personal_data(_touched(now)))
        return Review(now, change, check(now.after), personal, golden, len(questions) if change else 0)

    def _indexed(self, corpus: Corpus) -> Knowledge:
        return Knowledge.build(corpus, self._shelf.place(corpus) if self._shelf else None)


def _touched(now: Preparation) -> Sequence[Item]:
    """The entries that the draft changes, as they become."""
    known = entries(now.after)
    return [known[each.key] for each in now.changes if each.key in known]


def _signed(order: Order) -> tuple[str, str]:
    return order.author.strip(), order.reason.strip()


def _lost(change: GoldenChange) -> str:
    return wording.REGRESSION.format(name=change.name, question=change.question)
