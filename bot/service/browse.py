"""What a citizen finds without asking: pages of the corpus in force, and a question taken to the window."""

import asyncio
from dataclasses import dataclass, replace
from datetime import date

from bot.composer import menu_wording as wording
from bot.composer.catalogue import Catalogue
from bot.composer.further import Further, Trials, further, next_best
from bot.composer.guide_page import window_question
from bot.composer.pages import linked, page
from bot.composer.search import Match, search
from bot.core.deep_link import read_payload
from bot.core.model import Citation, Decision, DepartmentRef, LogRecord, Outcome, Outgoing, Question, Span, Style
from bot.core.page_ref import PageRef, WindowQuestion
from bot.core.ports import Clock
from bot.service.ask import CHINA
from bot.service.snapshot import Snapshot, SnapshotHolder
from corpus.model import Guide
from retrieval.text import clean

RULE = "asked_at_guide"
"""The rule's name in the log of a question that a guide's button took to the window."""


@dataclass(frozen=True, slots=True)
class ForWindow:
    """A question for the window: what the citizen reads, and the record of it, not yet logged."""

    decision: Decision
    record: LogRecord


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What is kept of a snapshot on a day."""

    snapshot: Snapshot
    catalogue: Catalogue
    trials: Trials


class BrowseService:
    """Shows the snapshot in force. `username` is the bot's name in the channel, for links to it; empty without links."""

    def __init__(self, snapshot: SnapshotHolder, clock: Clock) -> None:
        self._snapshot, self._clock = snapshot, clock
        self._shelf = self._shelve()

    @property
    def catalogue(self) -> Catalogue:
        """The corpus in force as it is found today."""
        return self._current().catalogue

    def page(self, ref: PageRef, username: str = "") -> Outgoing:
        """The page as the corpus stands now."""
        shelf = self._current()
        return page(ref, shelf.catalogue, username, shelf.trials.answers)

    def linked(self, payload: str, username: str = "") -> Outgoing | None:
        """The page that a deep link's payload leads to; None for a payload that is no link."""
        link = read_payload(payload)
        return self.page(linked(link), username) if link is not None else None

    def question_of(self, asked: WindowQuestion) -> str | None:
        """The words of a question for the window; None when its guide is there no more."""
        guide = self.catalogue.guide(asked.token)
        return window_question(guide, asked.field) if guide else None

    def for_window(self, question: Question, asked: WindowQuestion) -> ForWindow | None:
        """A question for the window of a guide's department, ready to be logged and offered; None when the guide is gone."""
        guide = self.catalogue.guide(asked.token)
        if guide is None:
            return None
        question = replace(question, text=window_question(guide, asked.field))
        decision = self._handed_over(question, guide)
        return ForWindow(decision, self._record(question, decision))

    def search(self, text: str) -> tuple[Match, ...]:
        """Guides and articles for a few words as they were typed."""
        return search(clean(text), self._snapshot.current.knowledge, self._today())

    async def further(self, text: str, decision: Decision) -> Further:
        """What may follow the decision on a clean text; worked out beside the loop, for it tries several questions."""
        return await asyncio.to_thread(further, text, decision, self._current().trials)

    def next_best(self, missed: LogRecord) -> Citation | None:
        """What another article says on the matter of a question whose answer missed; None when none does."""
        return next_best(missed.clean_text, missed.citations, self._snapshot.current.knowledge, self._today())

    def _handed_over(self, question: Question, guide: Guide) -> Decision:
        office = self.catalogue.office(guide.department)
        before, after = wording.CONSULT.format(department="\0", question=question.text).split("\0")
        reply = (Span(before), Span(office.name, Style.BOLD), Span(after))
        return Decision(Outcome.HANDOFF, RULE, reply, 1.0, department=DepartmentRef(office.id, office.name))

    def _record(self, question: Question, decision: Decision) -> LogRecord:
        now = self._clock.now()
        return LogRecord(
            id=question.id,
            channel=question.channel,
            citizen=question.citizen,
            masked_text=question.text,
            clean_text=clean(question.text),
            asked_at=question.asked_at,
            decided_at=now,
            latency_ms=max(0.0, (now - question.asked_at).total_seconds() * 1000),
            understanding={},
            hits=(),
            outcome=decision.outcome,
            rule=decision.rule,
            confidence=decision.confidence,
            department=decision.department.id if decision.department else None,
            reply=decision.text,
            citations=(),
            corpus_version=self._snapshot.current.version,
        )

    def _current(self) -> "_Shelf":
        if self._shelf.snapshot is not self._snapshot.current or self._shelf.catalogue.today != self._today():
            self._shelf = self._shelve()
        return self._shelf

    def _shelve(self) -> "_Shelf":
        snapshot, today = self._snapshot.current, self._today()
        return _Shelf(snapshot, Catalogue(snapshot.corpus, today), Trials(snapshot.knowledge, today))

    def _today(self) -> date:
        return self._clock.now().astimezone(CHINA).date()
