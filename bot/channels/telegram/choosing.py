"""The choice of another department in a topic: asked in a message of its own, which then tells what became of it."""

from datetime import datetime

from bot.channels.redirect_render import choice_message
from bot.channels.telegram.calls import Job, message_payload
from bot.channels.telegram.group_updates import Tapped
from bot.composer import redirect_wording as wording
from bot.core.case_buttons import CaseButton, CaseVerb
from bot.core.case_ports import Case
from bot.core.consultation import Staff
from bot.core.model import Outgoing, Span
from bot.core.ports import OutboxItem, UnitOfWork
from bot.service.redirect import Redirect


class Choosing:
    """Answers the buttons of `redirect.CHOOSING`."""

    def __init__(self, redirect: Redirect) -> None:
        self._redirect = redirect

    async def tapped(
        self, unit: UnitOfWork, case: Case, staff: Staff, tapped: Tapped, button: CaseButton, at: datetime
    ) -> None:
        """Ask, turn the page, or hand the case over. Raises OrderError with what to tell whoever tapped."""
        match button.verb:
            case CaseVerb.TO:
                name = await self._redirect.chosen(unit, case, staff, button, at)
                await unit.outbox.put([_changed(case, tapped, _text(wording.CHOSEN.format(name=name)))], at)
            case CaseVerb.KEEP:
                await unit.outbox.put([_changed(case, tapped, _text(wording.KEPT))], at)
            case CaseVerb.PAGE:
                choice = await self._redirect.choice(unit, case, staff, button)
                await unit.outbox.put([_changed(case, tapped, choice_message(case, choice))], at)
            case _:
                asked = choice_message(case, await self._redirect.choice(unit, case, staff, button))
                key = f"choose:{case.id}:{button.seen}:{button.verb}:{tapped.message}"  # a double tap asks once
                payload = {"case": case.id, "message": message_payload(asked), "about": None}
                await unit.outbox.put([OutboxItem(key, case.group, Job.SAY, payload)], at)


def _text(words: str) -> Outgoing:
    return Outgoing((Span(words),))


def _changed(case: Case, tapped: Tapped, outgoing: Outgoing) -> OutboxItem:
    """The tapped message with other words."""
    where = {"chat_id": int(case.group), "message_id": tapped.message}
    return OutboxItem(f"chose:{tapped.query}", case.group, "editMessageText", where | message_payload(outgoing))
