"""Jobs of the consultation in the outbox: completed when their turn comes, kept when done, mended when refused."""

import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.channels.consult_render import placed
from bot.channels.telegram.calls import IN_TOPIC, LOW, Call, Job
from bot.channels.telegram.conversation import CHANNEL
from bot.channels.telegram.messages import EDIT, SEND
from bot.channels.telegram.pace import backoff
from bot.channels.telegram.relay import EXCERPT, Relay
from bot.channels.telegram.topics import Topics, moved, say
from bot.channels.telegram.verdicts import Verdict, judge, pause
from bot.composer import consult_wording as wording
from bot.core.consultation import InvalidTransition, events
from bot.core.ports import Clock, Database, OutboxItem, UnitOfWork
from bot.service.consult import BusyError, ConsultService, Delivery

RIGHTS_PAUSE = 20.0
"""Seconds until a group that does not let the bot in is tried again."""
MOST_REPEATS = 8
"""How often what may or may not have arrived is sent again: some two minutes."""
_GONE = ("message thread not found", "topic_id_invalid", "topic_deleted")
_DELETED = "message to edit not found"
_UNEDITABLE = (_DELETED, "message can't be edited")
_NO_RIGHTS = ("not enough rights", "chat_admin_required", "the chat is not a forum")
_UNCOPYABLE = ("can't be copied", "message to copy not found", "no messages to copy")

log = logging.getLogger(__name__)
Invoke = Callable[[str, dict[str, Any]], Awaitable[Any]]


class Jobs:
    """Between the sender and the consultations."""

    def __init__(
        self,
        topics: Topics,
        relay: Relay,
        consult: ConsultService,
        delivery: Delivery,
        database: Database,
        clock: Clock,
        invoke: Invoke,
    ) -> None:
        self._invoke = invoke
        self._repeated: Counter[int] = Counter()
        self._topics, self._relay, self._consult, self._delivery = topics, relay, consult, delivery
        self._database, self._clock = database, clock

    async def call(self, item: OutboxItem) -> Call | None:
        """The call to make for an item; None when there is nothing left to do."""
        if not item.method.startswith("@"):
            return Call(item.method, item.payload)
        async with self._database.read() as unit:
            if item.method in (Job.RELAY, Job.CORRECT, Job.RETRACT):
                return await self._relay.call(unit, item)
            return await self._topics.call(unit, item)

    async def done(self, unit: UnitOfWork, item: OutboxItem, call: Call, result: Any) -> None:
        """Keep what came of a call, in the transaction that marks the item as sent."""
        self._repeated.pop(item.id, None)
        if item.method in (Job.RELAY, Job.CORRECT, Job.RETRACT):
            await self._relay.done(unit, item, result)
        elif item.method.startswith("@"):
            await self._topics.done(unit, item, call, result)

    async def mend(self, item: OutboxItem, call: Call, error: TelegramError) -> float | None:
        """Remove the cause of a refusal: seconds until the item is tried again; None when it is like any other error."""
        if isinstance(error, ChatMigrated):
            return await self._migrated(item, error.new_chat_id)
        turned = item.method == EDIT and item.chat.isdecimal()
        if not turned and not item.method.startswith("@"):
            return None
        if judge(error) in (Verdict.ONCE_MORE, Verdict.UNKNOWN) and self._repeated[item.id] < MOST_REPEATS:
            self._repeated[item.id] += 1
            return backoff(self._repeated[item.id])  # rather twice than never
        if turned and any(part in error.message.lower() for part in _UNEDITABLE):
            await self._shown_below(item)
            return None
        return await self._mend_group(item, call, error) if item.chat.startswith("-") else None

    async def _mend_group(self, item: OutboxItem, call: Call, error: TelegramError) -> float | None:
        text = error.message.lower()
        if _DELETED in text and item.method in (Job.QUEUE, Job.CARD):
            return await self._anew(item)
        if isinstance(error, Forbidden) or any(part in text for part in _NO_RIGHTS):
            log.error("群 %s：机器人没有需要的权限，恢复后自动继续", item.chat.rstrip(LOW))
            return None if item.method in (Job.MARK, Job.PIN) else RIGHTS_PAUSE
        if not isinstance(error, BadRequest) or item.method not in IN_TOPIC:
            return None
        if any(part in text for part in _GONE):
            return await self._topic_lost(item, call)
        if "topic_closed" in text:
            return await self._reopen(item)
        return None

    async def _topic_lost(self, item: OutboxItem, call: Call) -> float | None:
        """Forget the topic: the item makes a new one, with the card that tells what was said, and then has its turn."""
        try:
            async with self._database.write() as unit:
                case = await unit.cases.get(item.payload["case"])
                if case is None:
                    return None
                if case.thread != call.payload.get("message_thread_id"):
                    return 0.0  # it has been made again in the meantime
                await self._consult.act(unit, self._delivery, case, events.TopicLost(at=self._clock.now()))
        except BusyError:
            return backoff(0)
        except InvalidTransition:
            return None  # nobody needs the topic of a case that is over
        return 0.0

    async def _anew(self, item: OutboxItem) -> float | None:
        """Somebody deleted the queue message or the card: the item writes it again."""
        async with self._database.write() as unit:
            if item.method == Job.QUEUE:
                await unit.desks.pinned(item.chat.rstrip(LOW), None)
            elif case := await unit.cases.get(item.payload["case"]):
                await unit.cases.place(placed(case, card=None))
        return 0.0

    async def _shown_below(self, item: OutboxItem) -> None:
        """A page that cannot be turned any more is shown in a message of its own."""
        page = {name: value for name, value in item.payload.items() if name != "message_id"}
        async with self._database.write() as unit:
            await unit.outbox.put([OutboxItem(f"{item.key}:below", item.chat, SEND, page)], self._clock.now())

    async def _reopen(self, item: OutboxItem) -> float | None:
        """Open the topic, then the item has its turn; the topic of a case that is over is closed again after it."""
        if self._repeated[item.id] >= MOST_REPEATS:
            return None
        self._repeated[item.id] += 1
        async with self._database.write() as unit:
            case = await unit.cases.get(item.payload["case"])
            if case is None or case.thread is None:
                return None
            if case.consultation.is_finished:
                again = OutboxItem(f"close:{item.key}", item.chat, Job.CLOSE, {"case": case.id})
                await unit.outbox.put([again], self._clock.now())
        try:
            await self._invoke("reopenForumTopic", {"chat_id": int(case.group), "message_thread_id": case.thread})
        except TelegramError as error:  # deleted or opened meanwhile: the item's own call finds out
            return pause(error) or backoff(0)
        return 0.0

    async def _migrated(self, item: OutboxItem, new: int) -> float | None:
        async with self._database.write() as unit:
            await moved(unit, item.chat.rstrip(LOW), str(new), CHANNEL, self._clock.now())
        return 0.0 if item.method in (*IN_TOPIC, Job.QUEUE) else None

    async def gave_up(self, unit: UnitOfWork, item: OutboxItem, verdict: Verdict, error: TelegramError) -> None:
        """An item that will never arrive: tell those who rely on it, in the transaction that marks it as dead."""
        now = self._clock.now()
        if verdict is Verdict.UNREACHABLE and not item.chat.startswith("-"):
            case = await unit.cases.in_chat(item.chat)
            if case is not None:
                try:
                    await self._consult.act(unit, self._delivery, case, events.CitizenGone(at=now))
                except InvalidTransition:
                    log.debug("案件 %s 已不在联系市民", case.id)
        if item.method == Job.RELAY:
            await self._relay.failed(unit, item, _reason(verdict, error))
        if item.method == Job.COPY:
            case = await unit.cases.get(item.payload["case"])
            message = await unit.messages.get(item.payload["message"])
            if case is not None and message is not None:
                text = message.text[:EXCERPT]
                told = wording.NOT_COPIED.format(reason=_reason(verdict, error), text=text)
                await unit.outbox.put([say(case, told, f"uncopied:{item.key}")], now)


def _reason(verdict: Verdict, error: TelegramError) -> str:
    """Why words did not arrive, for the staff."""
    if any(part in error.message.lower() for part in _UNCOPYABLE):
        return wording.UNCOPYABLE
    return {Verdict.UNREACHABLE: wording.BLOCKED, Verdict.UNKNOWN: wording.UNCERTAIN}.get(verdict, wording.REFUSED)
