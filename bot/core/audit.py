"""The audit trail: who did what, each record sealed with the one before it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

GENESIS = "0" * 64
"""What stands before the first record."""
COMMAND_LINE = "command line"
"""Who acts where nobody is signed in."""


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """One act. `actor` is an account's id, COMMAND_LINE, or empty for the machinery; `detail` is plain JSON without texts of citizens.

    `digest` seals this record and, by the digest before it, all earlier ones.
    """

    seq: int
    at: datetime
    actor: str
    act: str
    subject: str
    detail: Mapping[str, Any]
    digest: str


def seal(previous: str, seq: int, at: datetime, actor: str, act: str, subject: str, detail: Mapping[str, Any]) -> str:
    """The digest of a record that follows the one with the digest `previous`."""
    content = [previous, seq, at.astimezone(UTC).isoformat(), actor, act, subject, detail]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def first_broken(records: Iterable[AuditRecord], previous: str = GENESIS, number: int = 1) -> int | None:
    """The number of the first record that was changed, removed or put in; None when the chain is whole.

    `previous` is the digest before the first of `records`, `number` the number it should have.
    """
    for expected, each in enumerate(records, number):
        sealed = seal(previous, each.seq, each.at, each.actor, each.act, each.subject, each.detail)
        if each.seq != expected or each.digest != sealed:
            return expected
        previous = each.digest
    return None
