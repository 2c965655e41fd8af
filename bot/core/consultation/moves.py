"""Moves that handlers share: into a state, with the deadline that belongs to it."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.core.consultation.effects import (
    CitizenEffect,
    Effect,
    Notice,
    NoticeKind,
    RingStaff,
    TellInWriting,
    TellOutOfHours,
    TellWaiting,
)
from bot.core.consultation.values import Availability, Consultation, Deadline, DeadlineKind, Staff, State

Result = tuple[Consultation, tuple[Effect, ...]]


def enter(consultation: Consultation, state: State, at: datetime, **changes: Any) -> Consultation:
    """The consultation in `state` from `at` on, with the state's own deadline."""
    moved = replace(consultation, state=state, **changes)
    return replace(moved, deadline=_deadline(moved, at))


def enter_queue(consultation: Consultation, office: Availability, at: datetime, **changes: Any) -> Consultation:
    """The consultation waiting for somebody of an open department, or for a closed one to open."""
    closed = office.opens_at is not None
    moved = replace(consultation, holder=None, waiting_since=at, **changes)
    moved = replace(moved, due=office.due, opens_at=office.opens_at, live=moved.live and not closed)
    return enter(moved, State.OUT_OF_HOURS if closed else State.WAITING, at)


def queued(consultation: Consultation) -> tuple[Effect, ...]:
    """What a consultation that has just been queued makes citizen and staff read."""
    ring = (RingStaff(consultation.id, consultation.department),) if consultation.state is State.WAITING else ()
    return (told(consultation), *ring)


def told(consultation: Consultation) -> CitizenEffect:
    """What the citizen reads about a queued consultation: called, closed, or kept in writing."""
    id_, department, receipt = consultation.id, consultation.department, consultation.receipt
    away = consultation.state is State.OUT_OF_HOURS
    if away and consultation.due is not None and consultation.opens_at is not None:
        return TellOutOfHours(id_, department, receipt, consultation.opens_at, consultation.due)
    if consultation.due is not None and not consultation.live:
        return TellInWriting(id_, department, receipt, consultation.due)
    return TellWaiting(id_, department, receipt)


def ladder(consultation: Consultation, kind: DeadlineKind, since: datetime, step: int = 0) -> Deadline | None:
    """The deadline of escalation number `step` for an act awaited `since`; None after the last."""
    rungs = consultation.policy.claim if kind is DeadlineKind.CLAIM else consultation.policy.reply
    return Deadline(kind, since + rungs[step].after, step) if step < len(rungs) else None


def notice(consultation: Consultation, staff: Staff, kind: NoticeKind) -> Result:
    """Nothing happens but an explanation to one member of staff."""
    return consultation, (Notice(consultation.id, staff, kind, consultation.holder),)


def _deadline(consultation: Consultation, at: datetime) -> Deadline | None:
    policy = consultation.policy
    match consultation.state:
        case State.WAITING if consultation.live:
            return ladder(consultation, DeadlineKind.CLAIM, at) or _due(consultation)
        case State.WAITING | State.PROMISED:
            return _due(consultation)
        case State.OUT_OF_HOURS if consultation.opens_at is not None:
            return Deadline(DeadlineKind.OPENING, consultation.opens_at)
        case State.CLAIMED:
            return ladder(consultation, DeadlineKind.REPLY, at)
        case State.ANSWERED:
            return Deadline(DeadlineKind.IDLE, at + policy.idle)
        case State.RESOLVED:
            return Deadline(DeadlineKind.RATING, at + policy.rating)
        case State.UNREACHABLE:
            return Deadline(DeadlineKind.ABSENCE, at + policy.absence)
        case _:
            return None


def _due(consultation: Consultation) -> Deadline | None:
    return Deadline(DeadlineKind.DUE, consultation.due) if consultation.due is not None else None
