"""The schedule as a TOML document: the office's own hours and its additions to the public holidays."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from importlib.resources import files
from itertools import pairwise
from typing import Any

from bot.core.errors import SettingsError
from bot.core.hours.calendar import WorkCalendar
from bot.core.hours.office import OfficeHours, Schedule, Session

_SESSION = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")
_WEEKDAYS = {"monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 7}
_CALENDAR_KEYS = frozenset({"rest", "work", "years", "festivals"})


def bundled_schedule() -> Schedule:
    """The hours that apply until the office states its own."""
    return parse_schedule(files("bot.core.hours").joinpath("office_hours.toml").read_text("utf-8"))


def parse_schedule(text: str) -> Schedule:
    """Read a schedule. Raises SettingsError, naming the place, when it cannot be understood."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"办公时间文件不是有效的 TOML：{error}") from error
    _only(tables, {"calendar", "default", "department"}, "办公时间文件")
    calendar = _calendar(_table(tables, "calendar", "办公时间文件"))
    default = _hours(calendar, _table(tables, "default", "办公时间文件"), "default")
    departments = {
        name: _hours(calendar, _table({name: table}, name, "department"), f"department.{name}")
        for name, table in _table(tables, "department", "办公时间文件").items()
    }
    return Schedule(default, departments)


def _calendar(table: Mapping[str, Any]) -> WorkCalendar:
    _only(table, _CALENDAR_KEYS, "calendar")
    dates = {key: frozenset(_dates(table.get(key, []), f"calendar.{key}")) for key in ("rest", "work", "festivals")}
    years = table.get("years", [])
    if not isinstance(years, list) or not all(type(year) is int for year in years):
        raise SettingsError("办公时间文件 calendar.years 应是年份列表，例如 [2027]")
    if both := dates["rest"] & dates["work"]:
        raise SettingsError(f"办公时间文件里 {min(both)} 既写了放假又写了上班，请只留一处")
    return WorkCalendar(dates["rest"], dates["work"], frozenset(years), dates["festivals"])


def _hours(calendar: WorkCalendar, table: Mapping[str, Any], place: str) -> OfficeHours:
    _only(table, {"workdays", "dates", *_WEEKDAYS}, place)
    workdays = _sessions(table.get("workdays", []), f"{place}.workdays")
    if not workdays:
        raise SettingsError(f'办公时间文件 {place} 缺少 workdays，例如 workdays = ["08:30-12:00", "13:30-17:00"]')
    weekdays = {number: _sessions(table[day], f"{place}.{day}") for day, number in _WEEKDAYS.items() if day in table}
    dates = {
        _date(day, f"{place}.dates"): _sessions(sessions, f"{place}.dates.{day}")
        for day, sessions in _table(table, "dates", place).items()
    }
    return OfficeHours(calendar, workdays, weekdays, dates)


def _sessions(values: object, place: str) -> tuple[Session, ...]:
    if not isinstance(values, list):
        raise SettingsError(f'办公时间文件 {place} 应是时段列表，例如 ["08:30-12:00"]，不上班写 []')
    sessions = tuple(_session(value, place) for value in values)
    if any(earlier.closes > later.opens for earlier, later in pairwise(sessions)):
        raise SettingsError(f"办公时间文件 {place} 的时段重叠或没有按先后写")
    return sessions


def _session(value: object, place: str) -> Session:
    match = _SESSION.fullmatch(str(value))
    try:
        if match is None:
            raise ValueError(value)
        hours = [int(part) for part in match.groups()]
        if max(hours[1], hours[3]) > 59:
            raise ValueError(value)
        return Session(hours[0] * 60 + hours[1], hours[2] * 60 + hours[3])
    except ValueError as error:
        raise SettingsError(f"办公时间文件 {place} 里的“{value}”不是时段，应写成 08:30-12:00") from error


def _dates(values: object, place: str) -> list[date]:
    if not isinstance(values, list):
        raise SettingsError(f"办公时间文件 {place} 应是日期列表，例如 [2027-02-06]")
    return [_date(value, place) for value in values]


def _date(value: object, place: str) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise SettingsError(f"办公时间文件 {place} 里的“{value}”不是日期，应写成 2027-02-06") from error


def _table(tables: Mapping[str, Any], key: str, place: str) -> Mapping[str, Any]:
    table = tables.get(key, {})
    if not isinstance(table, dict):
        raise SettingsError(f"{place} 里的 {key} 应是一张表，写成 [{key}]")
    return table


def _only(table: Mapping[str, Any], known: set[str] | frozenset[str], place: str) -> None:
    if unknown := sorted(set(table) - known):
        raise SettingsError(f"{place} 里不认识 {unknown[0]}，可以写：{'、'.join(sorted(known))}")
