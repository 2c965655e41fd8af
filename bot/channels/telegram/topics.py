"""What is called in a department's group, completed with the case as it stands when the call's turn comes.

Whatever is to be done in a topic first makes sure of the topic, then of its card: a lost topic mends itself.
"""

from datetime import datetime
from typing import Any

from bot.channels import consult_render as render
from bot.channels.telegram.calls import LOW, Call, Elsewhere, Job, Payload, answering, copying, message_payload
from bot.channels.telegram.messages import calls
from bot.composer import consult_wording as wording
from bot.core.case_ports import Case, Place
from bot.core.model import Outgoing, Span
from bot.core.ports import Clock, OutboxItem, UnitOfWork
from bot.service.consult import ConsultService
from bot.service.staff_desk import StaffDesk


class Topics:
    """Completes jobs in groups."""

    def __init__(self, consult: ConsultService, staff: StaffDesk, clock: Clock) -> None:
        self._consult, self._staff, self._clock = consult, staff, clock
        self._titles: dict[str, str] = {}
        self._queues: dict[str, str] = {}

    async def call(self, unit: UnitOfWork, item: OutboxItem) -> Call | None:
        """The call to make now; None when there is nothing to do any more. Raises Elsewhere."""
        match item.method:
            case Job.QUEUE:
                return await self._queue(unit, item)
            case Job.MARK | Job.PIN:
                return Call(item.payload["call"], item.payload["parameters"])
        case = await unit.cases.get(item.payload["case"])
        if case is None or not case.group:
            return None
        if item.method == Job.TITLE:  # from the other lane: it must not make a topic beside the one being made
            return self._retitled(case)
        if item.chat != case.group:
            raise Elsewhere(case.group)
        if case.thread is None:
            return None if case.consultation.is_finished and item.method == Job.CLOSE else self._open(case)
        if case.card is None and item.method != Job.OPEN:
            return await self._card(unit, case, Job.CARD)
        return await self._in_topic(unit, case, item)

    async def _in_topic(self, unit: UnitOfWork, case: Case, item: OutboxItem) -> Call | None:
        where = {"chat_id": int(case.group), "message_thread_id": case.thread}
        match item.method:
            case Job.CARD:
                fresh = case.shown >= case.consultation.revision
                return None if fresh else await self._card(unit, case)
            case Job.SAY:
                about = item.payload.get("answers") or await self._place_of(unit, case, item.payload.get("about"))
                return Call("sendMessage", where | item.payload["message"] | answering(about))
            case Job.COPY:
                return await self._copy(unit, case, item, where)
            case Job.CLOSE:
                return Call("closeForumTopic", where)  # also when it has been reopened since: that comes next
            case Job.REOPEN:
                return Call("reopenForumTopic", where)
            case _:
                return None

    def _retitled(self, case: Case) -> Call | None:
        title = self._title(case)
        if case.thread is None or self._titles.get(case.id) == title:
            return None
        where = {"chat_id": int(case.group), "message_thread_id": case.thread}
        return Call("editForumTopic", where | {"name": title})

    def _open(self, case: Case) -> Call:
        return Call("createForumTopic", {"chat_id": int(case.group), "name": self._title(case)}, Job.OPEN)

    async def _card(self, unit: UnitOfWork, case: Case, first: Job | None = None) -> Call:
        told = case.consultation
        transcript = await unit.messages.of(case.id)
        question = transcript[0].text if transcript else case.question
        passages = self._consult.suggestions(question, self._clock.now())
        shown = message_payload(render.card(case, self._consult.name(told.department), transcript, passages))
        if case.card is None:
            where: Payload = {"chat_id": int(case.group), "message_thread_id": case.thread}
            return Call("sendMessage", where | shown, first)
        return Call("editMessageText", {"chat_id": int(case.group), "message_id": case.card} | shown)

    async def _copy(self, unit: UnitOfWork, case: Case, item: OutboxItem, where: Payload) -> Call | None:
        message = await unit.messages.get(item.payload["message"])
        if message is None or not message.parts:
            return None
        copy = copying(message.chat, message.parts, case.group)
        place = Place(message.chat, message.reply_to) if message.reply_to is not None else None
        answered = await unit.messages.counterpart(place) if place else None
        about = answering(answered.message if answered and answered.chat == case.group else None)
        if copy.method == "copyMessages":
            about = {}  # it has no such parameter
        return Call(copy.method, copy.payload | where | about)

    async def _place_of(self, unit: UnitOfWork, case: Case, message: str | None) -> int | None:
        """Where a message of the case stands in its topic."""
        if message is None:
            return None
        known = await unit.messages.get(message)
        if known is not None and known.chat == case.group and known.parts:
            return known.parts[0]
        copies = [place.message for place in await unit.messages.copies(message) if place.chat == case.group]
        return copies[0] if copies else None

    async def _queue(self, unit: UnitOfWork, item: OutboxItem) -> Call | None:
        chat = item.chat.rstrip(LOW)
        desk = await unit.desks.at(chat)
        if desk is None:
            return None
        text = await self._staff.queue(unit, (desk.department,) if desk.department else None)
        if self._queues.get(chat) == text and desk.queue is not None:
            return None
        payload = message_payload(Outgoing((Span(wording.QUEUE_HEAD + text),))) | {"chat_id": int(chat)}
        if desk.queue is None:
            return Call("sendMessage", payload)
        return Call("editMessageText", payload | {"message_id": desk.queue})

    async def done(self, unit: UnitOfWork, item: OutboxItem, call: Call, result: Any) -> None:
        """Keep what a call has led to. Raises Elsewhere when it was made in a group that the case has left since."""
        if item.method == Job.QUEUE:
            return await self._queue_shown(unit, item, call, result)
        case = await unit.cases.get(item.payload.get("case", ""))
        if case is None:
            return None
        if str(call.payload["chat_id"]) != case.group:
            raise Elsewhere(case.group)
        match call.method:
            case "createForumTopic":
                self._titles[case.id] = call.payload["name"]
                await unit.cases.place(render.placed(case, thread=result["message_thread_id"]))
            case "editForumTopic":
                self._titles[case.id] = call.payload["name"]
            case "sendMessage" if Job.CARD in (item.method, call.first):
                await self._card_shown(unit, case, result["message_id"])
            case "editMessageText":
                await unit.cases.place(render.placed(case, shown=case.consultation.revision))
            case "copyMessage" | "copyMessages":
                await self._copied(unit, case, item, result)
        return None

    async def _card_shown(self, unit: UnitOfWork, case: Case, message: int) -> None:
        """The card stands for the question: who answers it, answers the question in the citizen's chat."""
        await unit.cases.place(render.placed(case, card=message, shown=case.consultation.revision))
        asked = await unit.messages.get(case.consultation.question)
        if asked is not None and asked.parts:
            await unit.messages.link(asked.id, Place(asked.chat, asked.parts[0]), Place(case.group, message))

    async def _copied(self, unit: UnitOfWork, case: Case, item: OutboxItem, result: Any) -> None:
        message = await unit.messages.get(item.payload["message"])
        if message is None:
            return
        missing = await linked(unit, message.id, message.chat, message.parts, case.group, result)
        if missing:
            told = wording.PARTS_MISSING.format(count=missing)
            await unit.outbox.put(
                [
                    say(case, told, f"missing:{message.id}"),
                    *calls(Outgoing((Span(told),)), case.chat, f"missing:{message.id}:citizen"),
                ],
                self._clock.now(),
            )

    async def _queue_shown(self, unit: UnitOfWork, item: OutboxItem, call: Call, result: Any) -> None:
        chat = item.chat.rstrip(LOW)
        self._queues[chat] = call.payload["text"].removeprefix(wording.QUEUE_HEAD)
        if call.method != "sendMessage":
            return
        message = result["message_id"]
        await unit.desks.pinned(chat, message)
        parameters = {"chat_id": int(chat), "message_id": message, "disable_notification": True}
        pin = OutboxItem(
            f"pin:{chat}:{message}", item.chat, Job.PIN, {"call": "pinChatMessage", "parameters": parameters}
        )
        await unit.outbox.put([pin], self._clock.now())

    def _title(self, case: Case) -> str:
        return wording.title(case.consultation, self._consult.name(case.consultation.department))


async def linked(unit: UnitOfWork, message: str, chat: str, parts: tuple[int, ...], to: str, result: Any) -> int:
    """Keep where the parts of a message were copied to; returns how many could not be copied.

    Telegram does not say which of an album were left out: then none is linked, rather than the wrong one.
    """
    copies = result if isinstance(result, list) else [result]
    if len(copies) == len(parts):
        for source, copy in zip(parts, copies, strict=True):
            await unit.messages.link(message, Place(chat, source), Place(to, copy["message_id"]))
    return len(parts) - len(copies)


def say(case: Case, text: str, key: str, about: str | None = None) -> OutboxItem:
    """Words in a case's topic, as an answer to the message `about`."""
    payload = {"case": case.id, "message": message_payload(Outgoing((Span(text),))), "about": about}
    return OutboxItem(key, case.group, Job.SAY, payload)


async def moved(unit: UnitOfWork, old: str, new: str, channel: str, at: datetime) -> None:
    """A group has become a supergroup under another id: everything that names it follows, and topics are made anew."""
    for kept in (unit.cases, unit.desks, unit.messages):
        await kept.moved(old, new)
    for lane in ("", LOW):
        await unit.outbox.moved(old + lane, new + lane)
    cases = [case for case in await unit.cases.queue(None, channel) if case.group == new]
    cards = [OutboxItem(f"moved:{new}:{case.id}", new, Job.CARD, {"case": case.id}) for case in cases]
    await unit.outbox.put(cards, at)
