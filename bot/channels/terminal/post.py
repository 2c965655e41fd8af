"""What another process has for a citizen at a terminal: put into the outbox there, shown here."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from bot.channels.terminal.delivery import citizen_reads
from bot.core.case_ports import Case
from bot.core.consultation import effects as fx
from bot.core.model import Button, ButtonKind, Citation, Outgoing, Span, Style
from bot.core.ports import LOCAL, OutboxItem, UnitOfWork
from bot.service.consult import ConsultService

METHOD = "@show"


class PostedDelivery:
    """`bot.service.consult.Delivery` for staff who are not at the citizen's terminal."""

    def __init__(self, consult: ConsultService) -> None:
        self._consult = consult

    async def staffed(self, unit: UnitOfWork, department: str) -> bool:  # noqa: ARG002 (of the protocol)
        """See the protocol."""
        return True

    async def deliver(self, unit: UnitOfWork, case: Case, todo: Sequence[fx.Effect], at: datetime) -> None:
        """See the protocol."""
        for number, effect in enumerate(todo):
            if isinstance(effect, fx.CitizenEffect):
                outgoing = await citizen_reads(unit, self._consult, case, effect, at)
                key = f"{case.id}:{case.consultation.revision}:{number}"
                await unit.outbox.put([OutboxItem(key, box(case.consultation.citizen), METHOD, _written(outgoing))], at)


def box(citizen: str) -> str:
    """Where a citizen's post lies."""
    return LOCAL + citizen


async def collect(unit: UnitOfWork, citizen: str, at: datetime) -> tuple[Outgoing, ...]:
    """The citizen's post, which is thereby delivered."""
    return tuple(_read(item.payload) for item in await unit.outbox.collect(box(citizen), at))


def _written(outgoing: Outgoing) -> dict[str, Any]:
    sources = [asdict(each) | {"published": each.published and each.published.isoformat()} for each in outgoing.sources]
    return {
        "text": [[span.text, span.style.value] for span in outgoing.text],
        "sources": sources,
        "buttons": [[[each.kind.value, each.label, each.value] for each in row] for row in outgoing.buttons],
    }


def _read(data: dict[str, Any]) -> Outgoing:
    sources = tuple(
        Citation(**each | {"published": each["published"] and date.fromisoformat(each["published"])})
        for each in data["sources"]
    )
    buttons = tuple(
        tuple(Button(ButtonKind(kind), label, value) for kind, label, value in row) for row in data["buttons"]
    )
    return Outgoing(tuple(Span(text, Style(style)) for text, style in data["text"]), sources, buttons)
