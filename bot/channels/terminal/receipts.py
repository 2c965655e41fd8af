"""Coming back to a terminal: a receipt number leads to the consultation, and to what was answered in the meantime."""

from collections.abc import Sequence
from datetime import datetime

from bot.channels.terminal.own_data import CHANNEL
from bot.channels.terminal.post import collect
from bot.core.case_ports import Case
from bot.core.consultation import find_receipt
from bot.core.model import Outgoing
from bot.core.ports import LOCAL, UnitOfWork

LONGEST = 12
"""Characters of a line that says nothing but a receipt number."""


def receipt_of(line: str) -> str | None:
    """The receipt number, if the line is nothing else."""
    return find_receipt(line) if len(line.strip()) <= LONGEST else None


async def left(unit: UnitOfWork) -> Sequence[str]:
    """The receipt numbers of consultations whose citizen had gone when there was something to say."""
    citizens = [box.removeprefix(LOCAL) for box in await unit.outbox.boxes()]
    latest = [case for each in citizens for case in await unit.cases.latest(each, 1)]
    return [case.consultation.receipt for case in latest]


async def resumed(unit: UnitOfWork, receipt: str, at: datetime) -> tuple[Case, Sequence[Outgoing]] | None:
    """The consultation and what waited for its citizen; None when no terminal has had it."""
    case = await unit.cases.by_receipt(receipt)
    if case is None or case.channel != CHANNEL:
        return None
    return case, await collect(unit, case.consultation.citizen, at)
