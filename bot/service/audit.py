"""Checking the audit trail."""

from dataclasses import dataclass

from bot.core.audit import GENESIS, first_broken
from bot.core.ports import UnitOfWork

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Checked:
    """How many records there are, the digest that seals them all, and the first one that does not fit, or None."""

    records: int
    head: str
    broken: int | None


async def verify(unit: UnitOfWork) -> Checked:
    """Compute the chain anew."""
    records, head = 0, GENESIS
    while batch := await unit.audit.after(records, BATCH):
        broken = first_broken(batch, head, records + 1)
        if broken is not None:
            return Checked(records + len(batch), head, broken)
        records, head = batch[-1].seq, batch[-1].digest
    return Checked(records, head, None)
