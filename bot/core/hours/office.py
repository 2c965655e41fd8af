"""Office hours of a department, and the schedule that knows them all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice

from bot.core.hours.calendar import SHANGHAI, WorkCalendar


@dataclass(frozen=True, slots=True, order=True)
class Session:
    """A stretch of opening within a day, in minutes after midnight; `closes` is not included and at most 1440."""

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not 0 <= self.opens < self.closes <= 24 * 60:
            raise ValueError(f"not a session: {self.opens}–{self.closes}")

    def __str__(self) -> str:
        return "-".join(f"{minute // 60:02}:{minute % 60:02}" for minute in (self.opens, self.closes))


@dataclass(frozen=True, slots=True)
class Opening:
    """When an office opens next (aware, Asia/Shanghai). Not `certain`: that year's holidays are not announced yet."""

    at: datetime
    certain: bool


@dataclass(frozen=True, slots=True)
class Due:
    """The day a promise falls due. Not `certain`: a day counted on is in a year whose holidays are not announced yet."""

    day: date
    certain: bool


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When one department works. `workdays` are the sessions of a working day, make-up days included.

    `weekdays` (Monday is 1) replaces them for a day of the week that is not a public holiday, and may open a weekend.
    `dates` replaces everything for one date; an empty tuple closes it. Times are those of Asia/Shanghai.
    """

    calendar: WorkCalendar
    workdays: tuple[Session, ...]
    weekdays: Mapping[int, tuple[Session, ...]] = field(default_factory=dict)
    dates: Mapping[date, tuple[Session, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.workdays:
            raise ValueError("an office without a session on working days never opens")

    def sessions(self, day: date) -> tuple[Session, ...]:
        """The sessions of a day, in order; empty when closed."""
        if day in self.dates:
            return self.dates[day]
        working, weekend = self.calendar.is_working_day(day), day.weekday() >= 5
        if working:
            return self.workdays if weekend else self.weekdays.get(day.isoweekday(), self.workdays)
        return self.weekdays.get(day.isoweekday(), ()) if weekend and not self.calendar.is_holiday(day) else ()

    def is_open(self, at: datetime) -> bool:
        """Whether somebody should be there. Raises ValueError for a naive time."""
        return self.closing(at) is not None

    def closing(self, at: datetime) -> datetime | None:
        """When the session that holds `at` ends; None when closed. Raises ValueError for a naive time."""
        local = _local(at)
        for opens, closes in self._stretches(local.date()):
            if opens <= local < closes:
                return closes
        return None

    def next_opening(self, at: datetime) -> Opening:
        """The first moment from `at` on at which the office is open: `at` itself when it is."""
        local = _local(at)
        to_come = (
            stretch for day in _days_from(local.date()) for stretch in self._stretches(day) if local < stretch[1]
        )
        opens = max(next(to_come)[0], local)
        return Opening(opens, self._certain(local.date(), opens.date()))

    def add_working_days(self, day: date, count: int) -> Due:
        """The `count`-th working day after `day`, which itself is not counted; at least 1, or ValueError."""
        if count < 1:
            raise ValueError("a promise needs at least one working day")
        worked = (later for later in _days_from(day + timedelta(days=1)) if self._works(later))
        due = next(islice(worked, count - 1, None))
        return Due(due, self._certain(day, due))

    def end_of(self, day: date) -> datetime:
        """When the day's last session ends, or midnight after a day without one: a promise for `day` is late then."""
        stretches = self._stretches(day)
        return stretches[-1][1] if stretches else _moment(day, 24 * 60)

    def _works(self, day: date) -> bool:
        return self.calendar.is_working_day(day) and bool(self.sessions(day))

    def _stretches(self, day: date) -> list[tuple[datetime, datetime]]:
        return [(_moment(day, session.opens), _moment(day, session.closes)) for session in self.sessions(day)]

    def _certain(self, first: date, last: date) -> bool:
        return all(self.calendar.is_certain(day) for day in (first, last))


@dataclass(frozen=True, slots=True)
class Schedule:
    """Office hours of every department; one that is not listed keeps the default hours."""

    default: OfficeHours
    departments: Mapping[str, OfficeHours] = field(default_factory=dict)

    def of(self, department_id: str | None) -> OfficeHours:
        """The hours of a department, or the default ones."""
        return self.departments.get(department_id or "", self.default)


def _local(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a time without a time zone")
    return at.astimezone(SHANGHAI)


def _moment(day: date, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI) + timedelta(minutes=minute)


def _days_from(day: date) -> Iterator[date]:
    while True:
        yield day
        day += timedelta(days=1)
