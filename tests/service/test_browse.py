"""Pages follow the corpus in force and the day; a question from a page is logged like any other."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.core.deep_link import link_to
from bot.core.model import Outcome, Question, plain
from bot.core.page_ref import PageKind, PageRef, WindowQuestion
from bot.service.browse import BrowseService
from bot.service.snapshot import Snapshot, SnapshotHolder
from corpus.model import GuideField
from tests.composer.small import CORPUS, FERRY

EVENING = datetime(2026, 3, 10, 15, 59, tzinfo=UTC)


class HandClock:
    """Shows what it is set to."""

    def __init__(self) -> None:
        self.time = EVENING

    def now(self) -> datetime:
        """The time."""
        return self.time


def test_an_old_button_shows_what_is_published_now() -> None:
    """The same reference leads to the guide as it is in the new corpus, and to the menu once it is withdrawn."""
    holder = SnapshotHolder(Snapshot.build(1, CORPUS))
    browse, ferry = BrowseService(holder, HandClock()), PageRef(PageKind.GUIDE, link_to(FERRY).token)
    assert "还没写明：" in plain(browse.page(ferry).text)

    free = replace(FERRY, fields={**FERRY.fields, GuideField.FEE: ("不收费",)})
    holder.replace(Snapshot.build(2, replace(CORPUS, guides=(free,))))
    assert "💰 费用　不收费" in plain(browse.page(ferry).text)
    holder.replace(Snapshot.build(3, replace(CORPUS, guides=())))
    assert "没有了" in plain(browse.page(ferry).text)


def test_the_day_is_that_of_the_citizen() -> None:
    """At midnight in China what is over leaves the lists, though in UTC it is still the day before."""
    over = replace(FERRY, valid_until=date(2026, 3, 10))
    clock = HandClock()
    browse = BrowseService(SnapshotHolder(Snapshot.build(1, replace(CORPUS, guides=(over,)))), clock)

    assert len(browse.catalogue.guides) == 1
    clock.time += timedelta(minutes=1)
    assert list(browse.catalogue.guides) == []


def test_a_question_for_the_window_is_the_departments() -> None:
    """Its words are filled in, it is a hand-off to the guide's department, and its record says by what it came about."""
    browse = BrowseService(SnapshotHolder(Snapshot.build(1, CORPUS)), HandClock())
    question = Question("q1", "test", "c1", "", EVENING)
    asked = browse.for_window(question, WindowQuestion(link_to(FERRY).token, GuideField.FEE))

    assert asked is not None
    assert asked.decision.outcome is Outcome.HANDOFF
    assert "区交通局" in asked.decision.text
    assert (asked.record.masked_text, asked.record.department, asked.record.rule) == (
        "轮渡船员适任证书核发：要多少钱？",
        "transport",
        "asked_at_guide",
    )
    assert browse.for_window(question, WindowQuestion("A" * 12)) is None


def test_links_of_other_kinds_lead_nowhere() -> None:
    """The greeting is for them."""
    browse = BrowseService(SnapshotHolder(Snapshot.build(1, CORPUS)), HandClock())

    assert browse.linked("menu") is None
    department = browse.linked(str(link_to(CORPUS.departments[1])))
    assert department is not None
    assert plain(department.text).startswith("区交通局")
