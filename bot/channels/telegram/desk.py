"""The departments' groups: what staff write, order and tap, if they are staff."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

from telegram.error import TelegramError

from bot.channels.telegram.albums import QUIET, Albums
from bot.channels.telegram.calls import LOW, Job, answering, message_payload
from bot.channels.telegram.choosing import Choosing
from bot.channels.telegram.conversation import CHANNEL
from bot.channels.telegram.delivery import TelegramDelivery
from bot.channels.telegram.group_updates import Migrated, Said, Standing, Tapped, understand_group
from bot.channels.telegram.rights import Right, Rights
from bot.channels.telegram.topics import moved
from bot.channels.telegram.verdicts import pause
from bot.composer import consult_wording as wording
from bot.core.case_buttons import CaseButton
from bot.core.case_ports import Case, CaseEvent, CaseMessage, Place, Side
from bot.core.consultation import Staff
from bot.core.model import Outgoing, Span
from bot.core.ports import Clock, Database, InboxItem, OutboxItem, UnitOfWork
from bot.core.pseudonym import pseudonym
from bot.service.consult import ConsultService
from bot.service.redirect import CHOOSING, Redirect
from bot.service.staff_desk import StaffDesk
from bot.service.staff_orders import OrderError, Verb, is_note, read_order, read_use

UNSURE_SECONDS = 2.0
BIND, DUTY_DESK = "/bind", "/desk"
AnswerTap = Callable[[str, str], Awaitable[None]]

log = logging.getLogger(__name__)


class GroupDesk:
    """Handles the updates of groups; each is done in one transaction with everything it leads to."""

    def __init__(
        self, consult: ConsultService, staff: StaffDesk, delivery: TelegramDelivery, rights: Rights,
        database: Database, clock: Clock, key: bytes, admins: Sequence[int], bot: int, answer_tap: AnswerTap,
    ) -> None:  # fmt: skip
        self._consult, self._staff, self._delivery, self._rights = consult, staff, delivery, rights
        self._database, self._clock, self._key, self._answer_tap = database, clock, key, answer_tap
        self._admins, self._bot = frozenset(map(str, admins)), bot
        self._albums, self._choosing = Albums(), Choosing(Redirect(consult, staff))

    async def handle(self, item: InboxItem) -> float:
        """Do what the update asks for; the seconds until it is to be looked at again, 0 when it is done."""
        try:
            return await self._handle(item)
        except TelegramError as error:  # Telegram cannot say now who somebody is: the update waits, however long
            return pause(error) or UNSURE_SECONDS

    async def _handle(self, item: InboxItem) -> float:
        match understand_group(item.payload):
            case Said(edited=True) as said:
                await self._corrected(item, said)
            case Said() as said:
                return await self._said(item, said)
            case Tapped() as tapped:
                await self._tapped(item, tapped)
            case Migrated(new):
                async with self._database.write() as unit:
                    await unit.inbox.done(item.update_id, self._clock.now())
                    await moved(unit, chat_of(item), new, CHANNEL, self._clock.now())
            case Standing(able):
                await self._standing(item, able)
            case _:
                await self._ignore(item)
        return 0.0

    async def _said(self, item: InboxItem, said: Said) -> float:
        chat, text = chat_of(item), said.text.strip()
        if said.strange:
            await self._refused(item, said)
        elif text.split(maxsplit=1)[:1] and text.split(maxsplit=1)[0].partition("@")[0] in (BIND, DUTY_DESK):
            await self._bind(item, said, text)
        elif said.thread is None and not text.startswith("/"):
            await self._ignore(item)  # chatter in General
        elif not await self._bound(chat):
            await self._ignore(item)
        else:
            return await self._in_topic(item, said, await self._rights.of(chat, said.person))
        return 0.0

    async def _in_topic(self, item: InboxItem, said: Said, right: Right) -> float:
        if right is Right.NONE:
            await self._refused(item, said)
            return 0.0
        chat = chat_of(item)
        async with self._database.write() as unit:
            items = await self._albums.complete(unit, item)
            if not items:
                return QUIET
            if not await self._done(unit, items):
                return 0.0
            case = await unit.cases.in_topic(chat, said.thread) if said.thread is not None else None
            staff = await self._staff_of(unit, chat, said.person)
            gone = await self._elsewhere(unit, chat, said) if case is None else ""
            try:
                told = gone or await self._heard(unit, case, staff, said, items, right)
            except OrderError as error:
                told = str(error)
            if told:
                answer = _answer(item, said, told, case)
                await unit.outbox.put(_in_closed(answer) if gone else [answer], self._clock.now())
        return 0.0

    async def _heard(
        self, unit: UnitOfWork, case: Case | None, staff: Staff, said: Said, items: Sequence[InboxItem], right: Right
    ) -> str:
        order = None if is_note(said.text) else read_order(said.text)
        if order is not None:
            if order.verb is Verb.TAKEOVER and right < Right.SUPERVISOR:
                raise OrderError(wording.NOT_SUPERVISOR)
            about = await self._about(unit, case, said)
            return await self._staff.ordered(unit, case, staff, order, self._clock.now(), about)
        number = read_use(said.text)
        if case is not None and number is not None:
            return await self._staff.use(unit, case, staff, number, self._clock.now())
        if case is not None:
            return await self._staff.said(unit, case, staff, self._message(case, staff, said, items))
        return ""

    async def _elsewhere(self, unit: UnitOfWork, chat: str, said: Said) -> str:
        """For whoever writes in a topic that a case has left: where it is, and that nobody there reads it."""
        left = await unit.cases.left_topic(chat, said.thread) if said.thread is not None else None
        if left is None or is_note(said.text):
            return ""
        name = self._consult.name(left.consultation.department)
        return wording.IS_ELSEWHERE.format(receipt=left.consultation.receipt, department=name)

    def _message(self, case: Case, staff: Staff, said: Said, items: Sequence[InboxItem]) -> CaseMessage:
        chat = chat_of(items[0])
        parts = tuple(each.payload["message"] for each in items)
        text = next((each.payload["text"] for each in items if each.payload.get("text")), "")
        return CaseMessage(
            id=self._id(chat, said.message),
            case=case.id,
            side=Side.NOTE if is_note(text) else Side.STAFF,
            author=staff.id,
            text=text,
            at=said.sent,
            chat=chat,
            parts=parts,
            kind=said.kind,
            exact=not any("found" in each.payload for each in items),
            reply_to=said.reply,
        )

    async def _corrected(self, item: InboxItem, said: Said) -> None:
        chat = chat_of(item)
        right = Right.NONE if said.strange else await self._rights.of(chat, said.person)
        async with self._database.write() as unit:
            message = await unit.messages.at(Place(chat, said.message))
            if not await self._done(unit, [item]) or message is None:
                return
            case, staff = await unit.cases.get(message.case), await self._staff_of(unit, chat, said.person)
            if case is None or right is Right.NONE or message.author != staff.id:
                return
            now = self._clock.now()
            told = await self._staff.corrected(unit, case, staff, message, said.text, now, exact=said.exact)
            if told:
                await unit.outbox.put([_answer(item, said, told, case)], now)

    async def _tapped(self, item: InboxItem, tapped: Tapped) -> None:
        chat = chat_of(item)
        right = await self._rights.of(chat, tapped.person)
        told = wording.EXPIRED if tapped.button is None else wording.NOT_STAFF
        async with self._database.write() as unit:
            case = await unit.cases.get(tapped.button.case) if tapped.button else None
            if not await self._done(unit, [item]):
                return
            # The button's case must be this group's: data can be forged.
            if case is not None and tapped.button is not None and right is not Right.NONE and case.group == chat:
                staff = await self._staff_of(unit, chat, tapped.person)
                try:
                    told = await self._pressed(unit, case, staff, tapped, tapped.button)
                except OrderError as error:
                    told = str(error)
        await self._answer_tap(tapped.query, told)

    async def _pressed(self, unit: UnitOfWork, case: Case, staff: Staff, tapped: Tapped, button: CaseButton) -> str:
        if button.verb not in CHOOSING:
            return await self._staff.tapped(unit, case, staff, button, self._clock.now())
        await self._choosing.tapped(unit, case, staff, tapped, button, self._clock.now())
        return ""

    async def _bind(self, item: InboxItem, said: Said, text: str) -> None:
        chat, (order, _, name) = chat_of(item), text.partition(" ")
        duty = order.partition("@")[0] == DUTY_DESK
        department = "" if duty else self._consult.find_department(name.strip())
        refusal = await self._not_bindable(chat, said, department, name.strip())
        async with self._database.write() as unit:
            if not await self._done(unit, [item]):
                return
            if not refusal and department is not None:
                await self._bound_now(unit, chat, department, said.person)
            told = refusal or (
                wording.BOUND_DESK if duty else wording.BOUND.format(department=self._consult.name(department or ""))
            )
            await unit.outbox.put([_answer(item, said, told)], self._clock.now())

    async def _not_bindable(self, chat: str, said: Said, department: str | None, name: str) -> str:
        """Why the group cannot be bound; empty when it can."""
        if said.person not in self._admins:
            return wording.NOT_ADMIN
        if department is None:
            return (wording.UNKNOWN_DEPARTMENT.format(name=name) if name else "") + wording.BIND_HOW
        if not said.forum:
            return wording.BIND_NOT_FORUM
        return "" if await self._rights.may_manage_topics(chat, self._bot) else wording.BIND_NO_RIGHTS

    async def _bound_now(self, unit: UnitOfWork, chat: str, department: str, person: str) -> None:
        """The group gets every case that has waited for it."""
        now = self._clock.now()
        await unit.desks.bind(department, chat, self._pseudonym(person), now)
        for case in await unit.cases.queue((department,) if department else None, CHANNEL):
            desk = await unit.desks.of(case.consultation.department)
            if desk is not None and desk.chat == chat:
                await self._delivery.adopt(unit, case, now)
        board = OutboxItem(f"queue:{chat}:{now.isoformat()}", chat + LOW, Job.QUEUE, {})
        await unit.outbox.put([board], now)

    async def _standing(self, item: InboxItem, able: bool) -> None:
        """The bot has gained or lost its rights: the administrators hear of a loss."""
        chat = chat_of(item)
        self._rights.forget(chat)
        async with self._database.write() as unit:
            desk = await unit.desks.at(chat)
            if not await self._done(unit, [item]) or able or desk is None:
                return
            told = wording.LOST_RIGHTS.format(title=self._consult.name(desk.department))
            text = message_payload(Outgoing((Span(told),)))
            warnings = [
                OutboxItem(f"rights:{item.update_id}:{admin}", admin, "sendMessage", {"chat_id": int(admin)} | text)
                for admin in sorted(self._admins)
            ]
            await unit.outbox.put(warnings, self._clock.now())

    async def _refused(self, item: InboxItem, said: Said) -> None:
        """Not staff, or nobody knows who: never relayed, and the attempt is kept."""
        log.warning("群 %s：一条不是工作人员本人发的消息没有转达", chat_of(item))
        async with self._database.write() as unit:
            case = await unit.cases.in_topic(chat_of(item), said.thread) if said.thread is not None else None
            if await self._done(unit, [item]) and case is not None:
                who, at = self._pseudonym(said.person), self._clock.now()
                refused = CaseEvent(case.id, at, who, "Refused", case.consultation.revision, {"message": said.message})
                await unit.cases.record(refused)

    async def _about(self, unit: UnitOfWork, case: Case | None, said: Said) -> CaseMessage | None:
        """The staff's message that an order answers."""
        if case is None or said.reply is None:
            return None
        about = await unit.messages.at(Place(case.group, said.reply))
        return about if about is not None and about.case == case.id else None

    async def _bound(self, chat: str) -> bool:
        async with self._database.read() as unit:
            return await unit.desks.at(chat) is not None

    async def _staff_of(self, unit: UnitOfWork, chat: str, person: str) -> Staff:
        staff = self._pseudonym(person)
        return Staff(staff, await unit.desks.badge(chat, staff))

    async def _done(self, unit: UnitOfWork, items: Sequence[InboxItem]) -> bool:
        """Mark the updates as done; False when they already were."""
        now: datetime = self._clock.now()
        return all([await unit.inbox.done(each.update_id, now) for each in items])

    async def _ignore(self, item: InboxItem) -> None:
        async with self._database.write() as unit:
            await self._done(unit, [item])

    def _pseudonym(self, person: str) -> str:
        return pseudonym(self._key, f"{CHANNEL}-staff", person)

    def _id(self, chat: str, message: int) -> str:
        return pseudonym(self._key, f"{CHANNEL}-message", f"{chat}:{message}")


def chat_of(item: InboxItem) -> str:
    """The chat of an update; a topic of a group has a lane of its own."""
    return item.chat.partition("/")[0]


def _answer(item: InboxItem, said: Said, text: str, case: Case | None = None) -> OutboxItem:
    """Words to a member of staff, below what they wrote."""
    chat, key, shown = chat_of(item), f"told:{item.update_id}", message_payload(Outgoing((Span(text),)))
    if case is not None:
        return OutboxItem(key, chat, Job.SAY, {"case": case.id, "message": shown, "answers": said.message})
    payload: dict[str, Any] = {"chat_id": int(chat)} | shown | answering(said.message)
    where = {"message_thread_id": said.thread} if said.thread is not None else {}
    return OutboxItem(key, chat, "sendMessage", payload | where)


def _in_closed(answer: OutboxItem) -> list[OutboxItem]:
    """Words in a topic that is closed, and stays so."""
    where = {name: answer.payload[name] for name in ("chat_id", "message_thread_id")}
    return [
        OutboxItem(f"{answer.key}:open", answer.chat, "reopenForumTopic", where),
        answer,
        OutboxItem(f"{answer.key}:close", answer.chat, "closeForumTopic", where),
    ]
