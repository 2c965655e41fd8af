"""The main use case: a citizen asks, the bot decides, the log remembers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta, timezone

from bot.composer.compose import Composed, compose
from bot.core.model import Decision, LoggedHit, LogRecord, Question
from bot.core.ports import Clock, Database
from bot.core.privacy import PersonalData, mask
from bot.service.snapshot import Snapshot, SnapshotHolder
from retrieval.text import clean, sanitize

CONVERSATION = timedelta(minutes=30)
"""How long a citizen's earlier questions belong to the same conversation."""
REMEMBERED = 5
"""How many earlier questions are looked at."""
CHINA = timezone(timedelta(hours=8))
"""The citizen's time zone; China has had no other offset since 1991."""
LONGEST_KEPT = 4096
"""Characters of a message that are kept in the log."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question decided but not yet logged. `personal_data` was found in it and is not in the record."""

    composed: Composed
    record: LogRecord
    personal_data: tuple[PersonalData, ...]

    @property
    def decision(self) -> Decision:
        """What to reply."""
        return self.composed.decision


class AskService:
    """Answers questions from the snapshot in force."""

    def __init__(self, database: Database, snapshot: SnapshotHolder, clock: Clock) -> None:
        self._database = database
        self._snapshot = snapshot
        self._clock = clock

    async def ask(self, question: Question) -> Decision:
        """Decide on a question and log it. Raises StoreError."""
        asked = await self.decide(question)
        async with self._database.write() as unit:
            await unit.questions.add(asked.record)
        return asked.decision

    async def decide(self, question: Question) -> Asked:
        """Decide on a question without writing: the caller adds the record in a transaction of its own."""
        masked = mask(sanitize(question.text[: 4 * LONGEST_KEPT])[:LONGEST_KEPT])
        history = await self._history(question) if question.history is None else question.history
        snapshot = self._snapshot.current
        today = question.asked_at.astimezone(CHINA).date()
        # Not in a thread: it takes milliseconds, and threads of one interpreter would only take turns.
        composed = compose(masked.text, history, snapshot.knowledge, today)
        record = self._record(question, masked.text, composed, snapshot)
        return Asked(composed, record, masked.kinds)

    async def _history(self, question: Question) -> Sequence[str]:
        """What the citizen asked lately, without the question that this one corrects."""
        async with self._database.read() as unit:
            earlier = await unit.questions.history(question.citizen, question.asked_at - CONVERSATION, REMEMBERED)
            revised = await unit.questions.get(question.revises) if question.revises else None
        return [text for text in earlier if revised is None or text != revised.clean_text]

    def _record(self, question: Question, text: str, composed: Composed, snapshot: Snapshot) -> LogRecord:
        decision, decided_at = composed.decision, self._clock.now()
        hits = {found.passage.id: found.hit for found in composed.found}
        return LogRecord(
            id=question.id,
            channel=question.channel,
            citizen=question.citizen,
            masked_text=text,
            clean_text=clean(text),
            asked_at=question.asked_at,
            decided_at=decided_at,
            latency_ms=max(0.0, (decided_at - question.asked_at).total_seconds() * 1000),
            understanding=composed.understanding.as_json() | {"trace": [list(step) for step in decision.trace]},
            hits=tuple(LoggedHit(name, hit.score, hit.coverage, hit.matched) for name, hit in hits.items()),
            outcome=decision.outcome,
            rule=decision.rule,
            confidence=decision.confidence,
            department=decision.department.id if decision.department else None,
            reply=decision.text,
            citations=decision.citations,
            corpus_version=snapshot.version,
            revises=question.revises,
        )
