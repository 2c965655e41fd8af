"""What a step of a consultation puts into the outbox for Telegram."""

from collections.abc import Sequence
from datetime import datetime

from bot.channels import consult_render as render
from bot.channels.telegram.calls import LOW, Job, Payload, message_payload
from bot.channels.telegram.entities import MAX_UNITS, utf16_units
from bot.channels.telegram.messages import calls
from bot.channels.telegram.relay import named
from bot.composer import consult_wording as wording
from bot.core.case_ports import LEFT, Case, CaseEvent, Side, left_behind
from bot.core.consultation import State
from bot.core.consultation import effects as fx
from bot.core.model import Outgoing, Span, Style
from bot.core.ports import OutboxItem, UnitOfWork
from bot.faults import crash_point
from bot.service.consult import ConsultService, digest_of


class TelegramDelivery:
    """Queues calls in the step's transaction; what is written into topics waits until there is a group."""

    def __init__(self, consult: ConsultService) -> None:
        self._consult = consult

    async def staffed(self, unit: UnitOfWork, department: str) -> bool:
        """See `Delivery`."""
        return await unit.desks.of(department) is not None

    async def deliver(self, unit: UnitOfWork, case: Case, todo: Sequence[fx.Effect], at: datetime) -> None:
        """See `Delivery`."""
        case = await self._housed(unit, case, todo, at)
        for number, effect in enumerate(todo):
            key = f"{case.id}:{case.consultation.revision}:{number}"
            if isinstance(effect, fx.CitizenEffect):
                await unit.outbox.put(await self._to_citizen(unit, case, effect, key, at), at)
            elif case.group:
                await unit.outbox.put(await self._to_topic(unit, case, effect, key, at), at)
        if case.group and any(isinstance(each, fx.UpdateCard | fx.OpenTopic | fx.HandOver) for each in todo):
            await unit.outbox.put(_board(case), at)
        crash_point("in_case")

    async def _housed(self, unit: UnitOfWork, case: Case, todo: Sequence[fx.Effect], at: datetime) -> Case:
        """The case with the group it belongs to; a topic in another group, or one that is lost, is left behind."""
        left = case
        if not case.group or any(isinstance(each, fx.HandOver | fx.RebuildTopic) for each in todo):
            desk = await unit.desks.of(case.consultation.department)
            old, new = case.group, desk.chat if desk else ""
            if old and new and old != new:  # what has not been said yet is said there, and in order
                await unit.outbox.moved(old, new, f"{case.id}:")
            case = render.placed(case, group=new, thread=None, card=None, shown=0)
            await unit.cases.place(case)
        for effect in todo:
            if isinstance(effect, fx.HandOver) and left.group:
                await unit.outbox.put(self._farewell(left, effect), at)
                await self._remembered(unit, left, effect, at)
        return case

    async def _remembered(self, unit: UnitOfWork, left: Case, effect: fx.HandOver, at: datetime) -> None:
        """Who writes in the old topic will have to be told where the case is."""
        if left.thread is not None:
            told, topic = left.consultation, left_behind(left.group, left.thread)
            await unit.cases.record(CaseEvent(left.id, at, effect.staff.id, LEFT, told.revision, topic))

    def _farewell(self, case: Case, effect: fx.HandOver) -> list[OutboxItem]:
        """The last words in the old topic, which is then closed: plain calls, for the case will be elsewhere by then."""
        if case.thread is None:
            return []
        where: Payload = {"chat_id": int(case.group), "message_thread_id": case.thread}
        told = wording.HANDED_OVER.format(department=self._consult.name(effect.new), reason=effect.reason)
        key = f"{case.id}:{case.consultation.revision}:farewell"
        said = where | message_payload(Outgoing((Span(told),)))
        queue = OutboxItem(f"{key}:queue", case.group + LOW, Job.QUEUE, {})
        return [
            OutboxItem(f"{key}:say", case.group, "sendMessage", said),
            OutboxItem(f"{key}:close", case.group, "closeForumTopic", where),
            queue,
        ]

    async def _to_citizen(
        self, unit: UnitOfWork, case: Case, effect: fx.CitizenEffect, key: str, at: datetime
    ) -> Sequence[OutboxItem]:
        department = getattr(effect, "department", case.consultation.department)
        name, hours = self._consult.name(department), self._consult.hours(department)
        match effect:
            case fx.RelayToCitizen(message=message, badge=badge):
                return await self._relayed(unit, case, message, wording.window(name, badge), key, effect)
            case fx.EditAtCitizen():
                return await self._corrected(unit, case, effect, name, key)
            case fx.RetractAtCitizen(message=message):
                gone = OutboxItem(key, case.chat, Job.RETRACT, {"case": case.id, "message": message})
                holder = case.consultation.holder
                badge, form = holder.badge if holder else "", wording.RETRACTED_IN_CONSOLE
                return [gone, *await self._in_console(unit, case, message, form, badge, key)]
            case fx.SendPassage(passage=passage, badge=badge):
                found = self._consult.passage(digest_of(passage), at)
                outgoing = render.passage_message(found, wording.window(name, badge)) if found else None
            case fx.SendSummary():
                question, reply = await render.question_and_reply(unit, self._consult, case, at)
                text = wording.summary(effect, name, question, reply, at)
                outgoing = Outgoing(text, buttons=render.rating_buttons(case))
            case fx.TellCancelled(receipt=""):
                outgoing = None
            case _:
                outgoing = render.citizen_message(effect, case, name, hours)
        return calls(outgoing, case.chat, key) if outgoing else ()

    async def _relayed(
        self, unit: UnitOfWork, case: Case, message: str, window: str, key: str, effect: fx.RelayToCitizen
    ) -> list[OutboxItem]:
        """The words under the window's name: in one message where Telegram allows it, else the name goes ahead."""
        said = await unit.messages.get(message)
        payload = {"case": case.id, "message": message, "department": effect.department, "badge": effect.badge}
        relay = OutboxItem(key, case.chat, Job.RELAY, payload)
        if said is not None and not said.parts:
            return [relay, *self._colleagues(case, wording.FROM_CONSOLE, effect.badge, said.text, key)]
        if said is None or (named(said, window) and len(said.parts) == 1):
            return [relay]
        ahead = Outgoing((Span(wording.RELAYED_BARE.format(window=window), Style.BOLD),))
        bare = OutboxItem(key, case.chat, Job.RELAY, payload | {"bare": True})
        return [*calls(ahead, case.chat, f"{key}:window"), bare]

    async def _in_console(
        self, unit: UnitOfWork, case: Case, message: str, form: str, badge: str, key: str
    ) -> list[OutboxItem]:
        """For colleagues: what somebody did to words from the console; those written in the topic stand there already."""
        said = await unit.messages.get(message)
        return [] if said is None or said.parts else self._colleagues(case, form, badge, said.text, key)

    def _colleagues(self, case: Case, form: str, badge: str, text: str, key: str) -> list[OutboxItem]:
        """What somebody wrote in the console, for those in the topic."""
        words = Outgoing((Span(form.format(badge=badge, text=text)),))
        return [self._say(case, words, f"{key}:console")] if case.group else []

    async def _corrected(
        self, unit: UnitOfWork, case: Case, effect: fx.EditAtCitizen, name: str, key: str
    ) -> list[OutboxItem]:
        payload = {"case": case.id, "message": effect.message, "department": effect.department, "badge": effect.badge}
        said = await unit.messages.get(effect.message)
        window = wording.window(name, effect.badge)
        if said is None or named(said, window) or (said.exact and len(said.parts) > 1):
            edit = OutboxItem(key, case.chat, Job.CORRECT, payload)
            form = wording.CORRECTED_IN_CONSOLE
            return [edit, *await self._in_console(unit, case, effect.message, form, effect.badge, key)]
        ahead = Outgoing((Span(window + wording.CORRECTED, Style.BOLD),))
        again = OutboxItem(key, case.chat, Job.RELAY, payload | {"bare": True})
        return [*calls(ahead, case.chat, f"{key}:window"), again]

    async def _to_topic(
        self, unit: UnitOfWork, case: Case, effect: fx.Effect, key: str, at: datetime
    ) -> list[OutboxItem]:
        this = {"case": case.id}
        match effect:
            case fx.OpenTopic() | fx.RebuildTopic() | fx.HandOver():
                return [OutboxItem(key, case.group, Job.CARD, this), *self._handed_over(case, effect, key)]
            case fx.UpdateCard():
                return [
                    OutboxItem(key, case.group, Job.CARD, this),
                    OutboxItem(f"{key}:title", case.group + LOW, Job.TITLE, this),
                ]
            case fx.CloseTopic():
                return [OutboxItem(key, case.group, Job.CLOSE, this)]
            case fx.ReopenTopic():
                return [OutboxItem(key, case.group, Job.REOPEN, this)]
            case fx.RelayToStaff(message=message):
                return [OutboxItem(key, case.group, Job.COPY, this | {"message": message})]
            case fx.EditAtStaff(message=message):
                return await self._citizen_corrected(unit, case, message, key)
            case fx.SuggestPassages(message=message):
                passages = await self._consult.suggest(unit, case, message, at)
                return [self._say(case, render.suggestions(case, passages), key)] if passages else []
            case fx.KeepNote(message=message, staff=staff):
                return await self._in_console(unit, case, message, wording.NOTE_FROM_CONSOLE, staff.badge, key)
            case fx.TellStaff() | fx.Escalate() | fx.RingStaff():
                return [self._say(case, Outgoing((Span(render.staff_line(effect)),)), key)]
            case _:
                return []

    async def _citizen_corrected(self, unit: UnitOfWork, case: Case, message: str, key: str) -> list[OutboxItem]:
        """The new words below the old ones; copied when they are too long for that, or masked in what is kept."""
        said = await unit.messages.get(message)
        if said is None:
            return []
        text = wording.CITIZEN_EDITED.format(text=said.text)
        if said.exact and utf16_units(text) <= MAX_UNITS:
            return [self._say(case, Outgoing((Span(text),)), key, message)]
        ahead = self._say(case, Outgoing((Span(wording.CITIZEN_EDITED_BARE),)), f"{key}:ahead", message)
        return [ahead, OutboxItem(key, case.group, Job.COPY, {"case": case.id, "message": message})]

    def _handed_over(self, case: Case, effect: fx.Effect, key: str) -> list[OutboxItem]:
        if not isinstance(effect, fx.HandOver):
            return []
        told = wording.TAKEN_FROM.format(department=self._consult.name(effect.old), reason=effect.reason)
        return [self._say(case, Outgoing((Span(told),)), f"{key}:from")]

    def _say(self, case: Case, outgoing: Outgoing, key: str, about: str | None = None) -> OutboxItem:
        payload = {"case": case.id, "message": message_payload(outgoing), "about": about}
        return OutboxItem(key, case.group, Job.SAY, payload)

    async def adopt(self, unit: UnitOfWork, case: Case, at: datetime) -> None:
        """A group has come for a case that waited without one: its topic, and whatever the citizen has said since."""
        if case.group or case.consultation.state is State.OFFERED:
            return
        opened = (fx.OpenTopic(case.id, case.consultation.department),)
        said = [each for each in await unit.messages.of(case.id) if each.side is Side.CITIZEN][1:]
        await self.deliver(unit, case, (*opened, *(fx.RelayToStaff(case.id, each.id) for each in said)), at)


def _board(case: Case) -> list[OutboxItem]:
    """The group's queue message, brought up to date when there is nothing more urgent."""
    return [OutboxItem(f"queue:{case.id}:{case.consultation.revision}", case.group + LOW, Job.QUEUE, {})]
