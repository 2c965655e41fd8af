"""When a department can be reached, and which day a promise falls due."""

from bot.core.hours.calendar import SHANGHAI, WorkCalendar
from bot.core.hours.office import Due, OfficeHours, Opening, Schedule, Session
from bot.core.hours.parse import bundled_schedule, parse_schedule

__all__ = [
    "SHANGHAI",
    "Due",
    "OfficeHours",
    "Opening",
    "Schedule",
    "Session",
    "WorkCalendar",
    "bundled_schedule",
    "parse_schedule",
]
