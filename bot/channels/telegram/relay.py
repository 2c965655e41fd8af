"""What staff say, on its way to the citizen: in the name of the window, with what became of it marked in the topic."""

from datetime import timedelta
from typing import Any

from bot.channels.consult_render import NAMED
from bot.channels.telegram.calls import LOW, Call, Job, Payload, answering, copying
from bot.channels.telegram.entities import MAX_UNITS, parts, utf16_units
from bot.channels.telegram.topics import linked, say
from bot.composer import consult_wording as wording
from bot.core.case_ports import Case, CaseMessage, Place, Side
from bot.core.model import Span, Style
from bot.core.ports import Clock, OutboxItem, UnitOfWork
from bot.service.consult import ConsultService

DELIVERED = "👌"
"""Telegram lets bots react with few emoji; ✅ is not among them."""
CAPTIONED = NAMED - {"text"}
LONGEST_CAPTION = 1024
DELETABLE = timedelta(hours=47)
"""Telegram lets a bot delete its messages for 48 hours, and edit them for ever."""
EXCERPT = 60
"""Characters of a message that are repeated when it did not arrive."""


def named(message: CaseMessage, window: str) -> bool:
    """Whether the message, as it is worded now, can carry the window's name: there is room for it, and nothing masked."""
    if not message.exact or message.kind not in NAMED:
        return False
    most = MAX_UNITS if message.kind == "text" else LONGEST_CAPTION
    return utf16_units(f"{window}\n{message.text}{wording.CORRECTED}") <= most


class Relay:
    """Completes jobs in citizens' chats."""

    def __init__(self, consult: ConsultService, clock: Clock) -> None:
        self._consult, self._clock = consult, clock

    async def call(self, unit: UnitOfWork, item: OutboxItem) -> Call | None:
        """The call to make now; None when there is nothing to do any more."""
        message = await unit.messages.get(item.payload["message"])
        case = await unit.cases.get(item.payload["case"])
        if message is None or case is None:
            return None
        match item.method:
            case Job.RELAY if message.side is Side.NOTE:
                return None  # taken back before it went out
            case Job.RELAY:
                return await self._relay(unit, case, message, item.payload)
            case Job.CORRECT:
                return await self._correct(unit, case, message, item.payload)
            case _:
                return await self._retract(unit, case, message)

    async def _retract(self, unit: UnitOfWork, case: Case, message: CaseMessage) -> Call | None:
        """Gone; what Telegram no longer lets a bot delete says that it does not hold."""
        copies = await unit.messages.copies(message.id)
        numbers = [place.message for place in copies if place.chat == case.chat]
        if not numbers:
            return None
        if message.kind == "text" and self._clock.now() - message.at > DELETABLE:
            gone = {"message_id": numbers[0], "text": wording.RETRACTED}
            return Call("editMessageText", {"chat_id": int(case.chat)} | gone)
        return Call("deleteMessages", {"chat_id": int(case.chat), "message_ids": numbers})

    async def _relay(self, unit: UnitOfWork, case: Case, message: CaseMessage, payload: Payload) -> Call:
        about = await self._about(unit, case, message)
        words, fits = self._words(payload, message.text), named(message, self._window(payload))
        if not message.parts or (message.kind == "text" and fits and not payload.get("bare")):
            return Call("sendMessage", {"chat_id": int(case.chat)} | words | about)
        copy = copying(message.chat, message.parts, case.chat)
        if copy.method == "copyMessages":
            return copy
        if message.kind in CAPTIONED and fits and not payload.get("bare"):
            about |= {"caption": words["text"], "caption_entities": words["entities"]}
        return Call(copy.method, copy.payload | about)

    async def _correct(self, unit: UnitOfWork, case: Case, message: CaseMessage, payload: Payload) -> Call | None:
        copies = [place for place in await unit.messages.copies(message.id) if place.chat == case.chat]
        if not copies:
            return None
        words = self._words(payload, message.text + wording.CORRECTED)
        place = {"chat_id": int(case.chat), "message_id": copies[0].message}
        if message.kind == "text":
            return Call("editMessageText", place | words)
        caption = {"caption": words["text"], "caption_entities": words["entities"]}
        return Call("editMessageCaption", place | caption) if message.kind in CAPTIONED else None

    def _words(self, payload: Payload, text: str) -> Payload:
        part = parts((Span(self._window(payload), Style.BOLD), Span("\n" + text if text else "")))[0]
        return {"text": part.text, "entities": list(part.entities)}

    def _window(self, payload: Payload) -> str:
        return wording.window(self._consult.name(payload["department"]), payload["badge"])

    async def _about(self, unit: UnitOfWork, case: Case, message: CaseMessage) -> Payload:
        """Which of the citizen's messages, or of the window's earlier ones, it answers."""
        if message.reply_to is None:
            return {}
        there = await unit.messages.counterpart(Place(message.chat, message.reply_to))
        return answering(there.message if there and there.chat == case.chat else None)

    async def done(self, unit: UnitOfWork, item: OutboxItem, result: Any) -> None:
        """Keep the copy, and mark the staff's message as delivered."""
        message = await unit.messages.get(item.payload["message"])
        case = await unit.cases.get(item.payload["case"])
        if item.method != Job.RELAY or message is None or case is None:
            return None
        if not message.parts:  # written in the console: there is nothing to mark, but it may be corrected or taken back
            return await unit.messages.link(message.id, Place(message.id, 0), Place(case.chat, result["message_id"]))
        missing = await linked(unit, message.id, message.chat, message.parts, case.chat, result)
        if missing:
            told = say(case, wording.PARTS_MISSING.format(count=missing), f"missing:{message.id}", message.id)
            return await unit.outbox.put([told], self._clock.now())
        await unit.outbox.put([_mark(message)], self._clock.now())
        return None

    async def failed(self, unit: UnitOfWork, item: OutboxItem, reason: str) -> None:
        """Tell the topic which words the citizen did not get."""
        case = await unit.cases.get(item.payload["case"])
        message = await unit.messages.get(item.payload["message"])
        if case is not None and message is not None and item.method == Job.RELAY:
            why = wording.UNDELIVERED.format(reason=reason, text=message.text[:EXCERPT])
            await unit.outbox.put([say(case, why, f"undelivered:{item.key}", message.id)], self._clock.now())


def _mark(message: CaseMessage) -> OutboxItem:
    parameters = {
        "chat_id": int(message.chat),
        "message_id": message.parts[0],
        "reaction": [{"type": "emoji", "emoji": DELIVERED}],
    }
    payload = {"call": "setMessageReaction", "parameters": parameters}
    return OutboxItem(f"mark:{message.id}:{message.version}", message.chat + LOW, Job.MARK, payload)
