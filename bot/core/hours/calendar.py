"""Working days of China: public holidays, make-up days, and what we say of a year not yet announced."""

from dataclasses import dataclass, field
from datetime import date, timedelta, timezone

import chinese_calendar

# China has had one fixed offset since 1991; a fixed zone needs no time zone database on the machine.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")

_ANNOUNCED = range(min(chinese_calendar.holidays).year, max(chinese_calendar.holidays).year + 1)
_STATUTORY = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The State Council's yearly notices, with the office's own additions.

    `rest` and `work` overrule the notices day by day. `years` are those that `rest` and `work` describe in full.
    `festivals` are statutory holidays by the moon or the sun, observed in years for which there is no notice yet.
    """

    rest: frozenset[date] = field(default_factory=frozenset)
    work: frozenset[date] = field(default_factory=frozenset)
    years: frozenset[int] = field(default_factory=frozenset)
    festivals: frozenset[date] = field(default_factory=frozenset)

    def is_certain(self, day: date) -> bool:
        """Whether the day is settled by a notice or by the office, not only by what the law fixes."""
        return day in self.rest or day in self.work or day.year in self.years or day.year in _ANNOUNCED

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on the day. Without a notice: Monday to Friday, statutory holidays off."""
        if day in self.work or day in self.rest:
            return day in self.work
        if day.year not in self.years and day in chinese_calendar.workdays:
            return True
        return day.weekday() < 5 and not self.is_holiday(day)

    def is_holiday(self, day: date) -> bool:
        """Whether a festival, or a day taken off for it, falls on the day; an ordinary weekend is none."""
        if day in self.work or day in self.rest:
            return day in self.rest
        if day.year in self.years:
            return False
        if day.year in _ANNOUNCED:
            return day in chinese_calendar.holidays
        return (day.month, day.day) in _STATUTORY or day in self.festivals
