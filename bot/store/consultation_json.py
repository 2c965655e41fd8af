"""A consultation as plain JSON data, and back."""

from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from bot.core.consultation import (
    Conclusion,
    Consultation,
    Deadline,
    DeadlineKind,
    Escalation,
    Level,
    Policy,
    Staff,
    State,
)

_TIMES = ("created_at", "due", "opens_at", "waiting_since", "first_response_at", "resolved_at")
_STATES = {"state": State, "resume": State, "conclusion": Conclusion}
_LADDERS = ("claim", "reply")


def to_json(case: Consultation) -> dict[str, Any]:
    """Plain JSON data."""
    data = {each.name: getattr(case, each.name) for each in fields(Consultation)}
    data |= {name: data[name].isoformat() if data[name] else None for name in _TIMES}
    data["policy"] = _policy_to_json(case.policy)
    data["holder"] = [case.holder.id, case.holder.badge] if case.holder else None
    data["deadline"] = [case.deadline.kind, case.deadline.at.isoformat(), case.deadline.step] if case.deadline else None
    return data


def from_json(data: dict[str, Any]) -> Consultation:
    """The consultation of `to_json`."""
    values = dict(data)
    values |= {name: datetime.fromisoformat(values[name]) if values[name] else None for name in _TIMES}
    values |= {name: kind(values[name]) if values[name] else None for name, kind in _STATES.items()}
    values["policy"] = _policy_from_json(values["policy"])
    values["holder"] = Staff(*values["holder"]) if values["holder"] else None
    if values["deadline"]:
        kind, at, step = values["deadline"]
        values["deadline"] = Deadline(DeadlineKind(kind), datetime.fromisoformat(at), step)
    return Consultation(**values)


def _policy_to_json(policy: Policy) -> dict[str, Any]:
    ladders = {name: [[rung.after.total_seconds(), rung.level] for rung in getattr(policy, name)] for name in _LADDERS}
    spans = {
        each.name: getattr(policy, each.name).total_seconds() for each in fields(Policy) if each.name not in _LADDERS
    }
    return ladders | spans


def _policy_from_json(data: dict[str, Any]) -> Policy:
    ladders: dict[str, Any] = {
        name: tuple(Escalation(timedelta(seconds=after), Level(level)) for after, level in data[name])
        for name in _LADDERS
    }
    spans = {name: timedelta(seconds=value) for name, value in data.items() if name not in _LADDERS}
    return Policy(**ladders | spans)
