"""What a step makes the two sides of the terminal read."""

from collections.abc import Sequence
from datetime import datetime

from bot.channels import consult_render as render
from bot.channels.terminal.screen import Screen
from bot.composer import consult_wording as wording
from bot.core.case_ports import Case
from bot.core.consultation import effects as fx
from bot.core.model import Button, Outgoing, Span
from bot.core.ports import UnitOfWork
from bot.service.consult import ConsultService, digest_of

DESK = "┃柜台┃ "


class TerminalDelivery:
    """Collects what is to be shown; `take` empties it. `desk` tells whether somebody plays the staff."""

    def __init__(self, consult: ConsultService, screen: Screen, *, desk: bool) -> None:
        self._consult, self._screen, self._desk = consult, screen, desk
        self._shown: list[str] = []
        self.citizens_buttons: Sequence[Button] | None = None

    async def staffed(self, unit: UnitOfWork, department: str) -> bool:  # noqa: ARG002 (of the protocol)
        """See `Delivery`."""
        return self._desk

    def take(self) -> str:
        """What has come up since the last time."""
        shown, self._shown = self._shown, []
        return "\n".join(shown)

    def arrived(self, messages: Sequence[Outgoing]) -> None:
        """What another process had for the citizen."""
        for outgoing in messages:
            self._to_citizen(outgoing)

    async def deliver(self, unit: UnitOfWork, case: Case, todo: Sequence[fx.Effect], at: datetime) -> None:
        """See `Delivery`."""
        for effect in todo:
            if isinstance(effect, fx.CitizenEffect):
                self._to_citizen(await citizen_reads(unit, self._consult, case, effect, at))
            elif self._desk:
                await self._to_desk(unit, case, effect, at)

    async def _to_desk(self, unit: UnitOfWork, case: Case, effect: fx.Effect, at: datetime) -> None:
        name = self._consult.name(case.consultation.department)
        match effect:
            case fx.OpenTopic() | fx.HandOver() | fx.ReopenTopic():
                transcript = await unit.messages.of(case.id)
                passages = self._consult.suggestions(transcript[0].text if transcript else case.question, at)
                self._desk_reads(render.card(case, name, transcript, passages))
            case fx.SuggestPassages(message=message):
                passages = await self._consult.suggest(unit, case, message, at)
                if passages:
                    self._desk_reads(render.suggestions(case, passages))
            case fx.RelayToStaff(message=message):
                said = await unit.messages.get(message)
                self._desk_says(f"市民：{said.text if said else ''}")
            case fx.EditAtStaff(message=message):
                said = await unit.messages.get(message)
                self._desk_says(wording.CITIZEN_EDITED.format(text=said.text if said else ""))
            case _:
                self._desk_says(render.staff_line(effect))

    def _desk_reads(self, outgoing: Outgoing) -> None:
        self._desk_says(self._screen.message(outgoing, with_buttons=False).strip())

    def _desk_says(self, text: str) -> None:
        if text:
            self._shown.append("\n".join(DESK + line for line in text.splitlines()))

    def _to_citizen(self, outgoing: Outgoing) -> None:
        if outgoing.text:
            self._shown.append(self._screen.message(outgoing))
            if outgoing.buttons:
                self.citizens_buttons = [button for row in outgoing.buttons for button in row]


async def citizen_reads(
    unit: UnitOfWork, consult: ConsultService, case: Case, effect: fx.CitizenEffect, at: datetime
) -> Outgoing:
    """What an effect says to a citizen at a terminal; empty for what a terminal does not show."""
    department = getattr(effect, "department", case.consultation.department)
    name, hours = consult.name(department), consult.hours(department)
    match effect:
        case fx.RelayToCitizen(message=message, badge=badge):
            said = await unit.messages.get(message)
            return Outgoing((Span(wording.window(name, badge) + (said.text if said else "")),))
        case fx.SendPassage(passage=passage, badge=badge):
            found = consult.passage(digest_of(passage), at)
            return render.passage_message(found, wording.window(name, badge)) if found else Outgoing(())
        case fx.SendSummary():
            question, reply = await render.question_and_reply(unit, consult, case, at)
            text = wording.summary(effect, name, question, reply, at)
            return Outgoing(text, buttons=render.rating_buttons(case))
        case fx.EditAtCitizen(message=message, badge=badge):  # what stands on a terminal stays: the new words follow
            said = await unit.messages.get(message)
            return Outgoing((Span(wording.window(name, badge) + (said.text if said else "") + wording.CORRECTED),))
        case fx.RetractAtCitizen(message=message):
            said, holder = await unit.messages.get(message), case.consultation.holder
            window = wording.window(name, holder.badge if holder else "")
            return Outgoing((Span(wording.RETRACTED_LATER.format(window=window, text=said.text if said else "")),))
        case fx.TellCancelled(receipt=""):
            return Outgoing(())  # a mere offer ends silently
        case _:
            return render.citizen_message(effect, case, name, hours)
