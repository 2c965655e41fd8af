"""Checking the audit trail."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.audit import GENESIS, AuditRecord, first_broken
from bot.core.ports import UnitOfWork

BATCH = 1000
LOWEST = -(2**31)


@dataclass(frozen=True, slots=True)
class Checked:
    """How many records there are, the digest that seals them all, and the first one that does not fit, or None."""

    records: int
    head: str
    broken: int | None


async def verify(unit: UnitOfWork) -> Checked:
    """Compute the chain anew, from the lowest number that a record could have been given.

    Records cut off at its end leave a whole chain, and so does one written anew from a changed record on by somebody
    who may write the database: both show only beside a seal that was noted elsewhere.
    """
    records, head, last = 0, GENESIS, LOWEST
    while batch := await unit.audit.after(last, BATCH):
        broken = first_broken(batch, head, records + 1)
        if broken is not None:
            return Checked(records + len(batch), head, broken)
        records, head, last = batch[-1].seq, batch[-1].digest, batch[-1].seq
    return Checked(records, head, None)


def broken_among(newest_first: Sequence[AuditRecord]) -> int | None:
    """The first of consecutive records that does not fit; the oldest is only what the next is sealed with."""
    *later, oldest = newest_first or (None,)
    if oldest is None:
        return None
    if oldest.seq == 1 and first_broken([oldest]) is not None:
        return 1
    return first_broken(reversed(later), oldest.digest, oldest.seq + 1)
