"""三方通话: citizen, department and bot in one conversation, as a pure state machine.

`offer()` begins a consultation, `step()` moves it. Events and effects are used by module: `events.Claim`, `effects.TellClaimed`.
"""

from bot.core.consultation import effects, events
from bot.core.consultation.errors import InvalidTransition, StaleEvent
from bot.core.consultation.measures import Bucket, answered_at_once, bucket
from bot.core.consultation.receipt import find_receipt, receipt_number
from bot.core.consultation.table import TABLE, step
from bot.core.consultation.values import (
    FINISHED,
    HELD,
    Availability,
    Conclusion,
    Consultation,
    Deadline,
    DeadlineKind,
    Escalation,
    Level,
    Policy,
    Staff,
    State,
    offer,
)

__all__ = [
    "FINISHED",
    "HELD",
    "TABLE",
    "Availability",
    "Bucket",
    "Conclusion",
    "Consultation",
    "Deadline",
    "DeadlineKind",
    "Escalation",
    "InvalidTransition",
    "Level",
    "Policy",
    "Staff",
    "StaleEvent",
    "State",
    "answered_at_once",
    "bucket",
    "effects",
    "events",
    "find_receipt",
    "offer",
    "receipt_number",
    "step",
]
