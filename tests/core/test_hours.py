"""Office hours, public holidays, make-up days and promised dates."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import SettingsError
from bot.core.hours import SHANGHAI, Due, Opening, Session, bundled_schedule, parse_schedule

HOURS = bundled_schedule().default
DAYS = st.dates(date(2024, 1, 1), date(2029, 12, 31))


def at(moment: str) -> datetime:
    """A time in Shanghai."""
    return datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-03-10T08:29:59", False),
        ("2026-03-10T08:30:00", True),
        ("2026-03-10T11:59:59", True),
        ("2026-03-10T12:00:00", False),
        ("2026-03-10T16:59", True),
        ("2026-03-10T17:00", False),
        ("2026-03-14T10:00", False),
        ("2026-02-14T10:00", True),
        ("2026-02-28T10:00", True),
        ("2026-09-20T10:00", True),
        ("2026-02-16T10:00", False),
        ("2026-10-07T10:00", False),
        ("2025-10-11T10:00", True),
    ],
)
def test_open_on_working_days_and_make_up_days(moment: str, expected: bool) -> None:
    """Open in the sessions of working days and make-up weekends, closed at noon, on weekends and holidays."""
    assert HOURS.is_open(at(moment)) is expected


def test_times_of_any_zone_are_understood_and_naive_ones_refused() -> None:
    """01:00 UTC is nine in the morning in Shanghai; a time without a zone is an error."""
    assert HOURS.is_open(datetime(2026, 3, 10, 1, tzinfo=UTC))
    with pytest.raises(ValueError, match="time zone"):
        HOURS.is_open(datetime(2026, 3, 10, 9))  # noqa: DTZ001 — the mistake under test


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2026-03-10T09:15", "2026-03-10T09:15"),
        ("2026-03-10T12:10", "2026-03-10T13:30"),
        ("2026-03-13T18:00", "2026-03-16T08:30"),
        ("2026-02-14T17:00", "2026-02-24T08:30"),
        ("2026-09-30T20:00", "2026-10-08T08:30"),
        ("2026-02-27T17:30", "2026-02-28T08:30"),
    ],
)
def test_next_opening(moment: str, opening: str) -> None:
    """Now when open, else after lunch, after the weekend, after the festival, or on a make-up Saturday."""
    assert HOURS.next_opening(at(moment)) == Opening(at(opening), certain=True)


@pytest.mark.parametrize(
    ("day", "count", "due"),
    [
        (date(2026, 3, 10), 1, date(2026, 3, 11)),
        (date(2026, 3, 13), 1, date(2026, 3, 16)),
        (date(2026, 2, 14), 1, date(2026, 2, 24)),
        (date(2026, 2, 14), 5, date(2026, 2, 28)),
        (date(2026, 2, 13), 1, date(2026, 2, 14)),
        (date(2026, 5, 8), 1, date(2026, 5, 9)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2025, 9, 30), 3, date(2025, 10, 11)),
    ],
)
def test_promised_dates_count_working_days(day: date, count: int, due: date) -> None:
    """The day itself is not counted; make-up Saturdays count, the festival does not."""
    assert HOURS.add_working_days(day, count) == Due(due, certain=True)


def test_last_working_day_before_the_spring_festival_of_2026() -> None:
    """Saturday 14 February is worked; after closing, the next opening and a promise of one day fall after the holiday."""
    evening = at("2026-02-14T17:05")

    assert not HOURS.is_open(evening)
    assert HOURS.next_opening(evening).at == at("2026-02-24T08:30")
    assert HOURS.add_working_days(evening.date(), 1).day == date(2026, 2, 24)


def test_a_year_without_a_notice_is_answered_carefully_and_says_so() -> None:
    """Statutory holidays are kept, the rest is Monday to Friday, and the date is marked as not certain."""
    assert HOURS.add_working_days(date(2026, 12, 31), 1) == Due(date(2027, 1, 4), certain=False)
    assert HOURS.next_opening(at("2027-02-05T10:00")) == Opening(at("2027-02-09T08:30"), certain=False)
    assert HOURS.next_opening(at("2027-10-01T10:00")) == Opening(at("2027-10-04T08:30"), certain=False)


def test_a_notice_newer_than_the_release_can_be_written_down() -> None:
    """`years` with its `rest` and `work` makes a year certain, and nothing else is a holiday in it."""
    hours = parse_schedule(
        """
        [calendar]
        years = [2027]
        rest = [2027-01-01, 2027-01-02, 2027-01-03]
        work = [2027-01-09]
        [default]
        workdays = ["09:00-17:00"]
        """
    ).default

    assert hours.next_opening(at("2026-12-31T18:00")) == Opening(at("2027-01-04T09:00"), certain=True)
    assert hours.add_working_days(date(2027, 1, 8), 1) == Due(date(2027, 1, 9), certain=True)
    assert hours.is_open(at("2027-05-03T10:00"))


def test_an_own_calendar_replaces_the_notice_of_that_year() -> None:
    """A year described in full knows no holiday and no make-up day but the office's own."""
    hours = parse_schedule(
        """
        [calendar]
        years = [2026]
        rest = [2026-02-16]
        [default]
        workdays = ["09:00-17:00"]
        sunday = ["09:00-10:00"]
        """
    ).default

    assert not hours.is_open(at("2026-02-14T09:30"))
    assert not hours.is_open(at("2026-02-16T09:30"))
    assert hours.is_open(at("2026-02-17T09:30"))
    assert hours.is_open(at("2026-02-15T09:30"))


DEPARTMENT = parse_schedule(
    """
    [default]
    workdays = ["08:30-12:00", "13:30-17:00"]
    [department.exit-entry]
    workdays = ["09:00-16:30"]
    friday = ["09:00-12:00"]
    saturday = ["09:00-11:30"]
    [department.exit-entry.dates]
    2026-03-11 = []
    2026-02-18 = ["10:00-11:00"]
    [department.desk]
    workdays = ["00:00-24:00"]
    """
)


@pytest.mark.parametrize(
    ("day", "sessions"),
    [
        (date(2026, 3, 10), ["09:00-16:30"]),
        (date(2026, 3, 13), ["09:00-12:00"]),
        (date(2026, 3, 14), ["09:00-11:30"]),
        (date(2026, 3, 15), []),
        (date(2026, 3, 11), []),
        (date(2026, 2, 18), ["10:00-11:00"]),
        (date(2026, 2, 14), ["09:00-16:30"]),
        (date(2026, 2, 21), []),
        (date(2026, 2, 20), []),
    ],
)
def test_a_department_has_its_own_hours(day: date, sessions: list[str]) -> None:
    """Own weekdays, a Saturday morning that a festival closes, a make-up Saturday worked in full, single dates."""
    assert [str(session) for session in DEPARTMENT.of("exit-entry").sessions(day)] == sessions


def test_a_department_that_is_not_listed_keeps_the_default() -> None:
    """Unknown and missing departments have the default hours."""
    assert DEPARTMENT.of("civil-affairs") is DEPARTMENT.of(None) is DEPARTMENT.default


def test_a_closed_date_is_no_working_day_of_that_department() -> None:
    """A promise skips a day on which the department is closed; a Saturday morning is not counted either."""
    hours = DEPARTMENT.of("exit-entry")

    assert hours.add_working_days(date(2026, 3, 10), 1).day == date(2026, 3, 12)
    assert hours.add_working_days(date(2026, 3, 13), 1).day == date(2026, 3, 16)


def test_a_promise_is_late_after_the_last_session() -> None:
    """A promise for a day runs out when the office closes, or at midnight when it is closed all day."""
    assert HOURS.end_of(date(2026, 3, 10)) == at("2026-03-10T17:00")
    assert HOURS.end_of(date(2026, 3, 14)) == at("2026-03-15T00:00")
    assert DEPARTMENT.of("desk").end_of(date(2026, 3, 10)) == at("2026-03-11T00:00")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[default", "TOML"),
        ("[default]\n", "workdays"),
        ("default = 1", "default"),
        ('[default]\nworkdays = ["9-12"]', "9-12"),
        ('[default]\nworkdays = ["09:60-12:00"]', "09:60"),
        ('[default]\nworkdays = ["12:00-09:00"]', "12:00-09:00"),
        ('[default]\nworkdays = ["09:00-12:00", "11:00-13:00"]', "重叠"),
        ('[default]\nworkdays = "09:00-12:00"', "列表"),
        ('[default]\nworkdays = ["09:00-12:00"]\nmontag = []', "montag"),
        ('[default]\nworkdays = ["09:00-12:00"]\n[default.dates]\nsoon = []', "soon"),
        ('[default]\nworkdays = ["09:00-12:00"]\n[calendar]\nrest = ["2027-13-01"]', "2027-13-01"),
        ('[default]\nworkdays = ["09:00-12:00"]\n[calendar]\nrest = 1', "列表"),
        ('[default]\nworkdays = ["09:00-12:00"]\n[calendar]\nyears = ["2027"]', "年份"),
        ('[default]\nworkdays = ["09:00-12:00"]\n[calendar]\nrest = [2027-01-01]\nwork = [2027-01-01]', "2027-01-01"),
    ],
)
def test_a_wrong_schedule_is_refused_with_its_place(text: str, says: str) -> None:
    """Every mistake ends in a message that names what is wrong."""
    with pytest.raises(SettingsError, match=says):
        parse_schedule(text)


def test_impossible_hours_and_promises_are_refused() -> None:
    """Sessions must lie within a day, and a promise needs a positive number of days."""
    with pytest.raises(ValueError, match="session"):
        Session(600, 600)
    with pytest.raises(ValueError, match="at least one"):
        HOURS.add_working_days(date(2026, 3, 10), 0)


@given(DAYS, st.integers(1, 12), st.integers(1, 12))
def test_working_days_add_up(day: date, first: int, second: int) -> None:
    """Adding n and then m working days is adding n + m, and the result is always a day with hours."""
    due = HOURS.add_working_days(HOURS.add_working_days(day, first).day, second).day

    assert due == HOURS.add_working_days(day, first + second).day
    assert HOURS.sessions(due)


@given(DAYS, st.times())
def test_the_next_opening_is_the_first_open_moment(day: date, clock: time) -> None:
    """The office is open at its next opening, and not in the minute before unless it is already open."""
    now = datetime.combine(day, clock, SHANGHAI)
    opening = HOURS.next_opening(now).at

    assert opening >= now
    assert HOURS.is_open(opening)
    assert HOURS.is_open(now) == (opening == now)
    if opening > now:
        assert not HOURS.is_open(max(now, opening - timedelta(minutes=1)))
