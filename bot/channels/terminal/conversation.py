"""One citizen's talk with the bot in a shell: a line in, a text out."""

import re
from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

from bot.channels.consult_render import (
    further_buttons,
    needs_people,
    offered,
    one_at_a_time,
    question_and_reply,
    solved_without,
    still_waiting,
)
from bot.channels.render import another, render
from bot.channels.terminal.delivery import TerminalDelivery
from bot.channels.terminal.own_data import CHANNEL, OwnData
from bot.channels.terminal.post import box, collect
from bot.channels.terminal.receipts import left, receipt_of, resumed
from bot.channels.terminal.screen import Screen
from bot.composer.consult_wording import ADDED, EXPIRED, my_line, offer_after_miss, offer_again
from bot.composer.wording import EXAMPLES
from bot.core.case_buttons import CaseButton, CaseVerb, read_case_button
from bot.core.case_ports import Case, CaseMessage, Side
from bot.core.consultation import State
from bot.core.model import Button, ButtonKind, Decision, LogRecord, Outgoing, Question, Rating, Span
from bot.core.page_ref import HOME, WindowQuestion, read_page_ref, read_window_question
from bot.core.ports import Clock, Database, UnitOfWork
from bot.core.privacy import mask
from bot.service.ask import AskService
from bot.service.browse import BrowseService
from bot.service.citizen_desk import CitizenDesk
from bot.service.consult import ConsultService, relays

GREETING = "您好，我是三方。办事的流程、材料、地点、时限都可以问我，回答都注明出处。"
HELP = """直接输入问题，按回车。
编号（如 1）  按下方括号里的按钮
↑ ↓           找回先前问过的问题
/menu         按情况、事项、部门找办事指南
/start g_…    打开卡片上的链接（网址里 start= 后面的部分）
/my           看转给窗口的咨询办到哪一步
#0312-07      输入受理号，接着上次的咨询，看窗口的答复
/privacy      看保存了什么、保存多久
/forget       删除您的记录
/help         显示这些说明
/quit         结束，也可按 Ctrl-D"""
THANKS = {
    Rating.SOLVED: "谢谢，已记下。还有别的事请接着问。",
    Rating.UNSOLVED: "谢谢，已记下没答到。换个说法再问一次，或者问得具体些。",
}
NOT_RATED = "这条评价没有记上，请再问一次后评价。"
NO_BUTTON = "现在没有这个编号的按钮，请直接输入问题。"
NO_RECEIPT = "终端里没有 {receipt} 这件咨询。受理号在转接时告诉过您，像 #0312-07；在 Telegram 里问的，请到那里看。"
LAST_REPLY = "{window}窗口上次答复：{reply}"
NO_NOTICES = "终端里收不到更新通知，请在 Telegram 里用 /watch。输入 /menu 可以看现在的办事指南。"
FAREWELL = "再见。"
ENDINGS = frozenset({"/quit", "/exit", "/q", "再见", "拜拜", "退出", "quit", "exit", "bye"})
_NUMBER = re.compile(r"[0-9]{1,2}")
_COMMAND = re.compile(r"/[A-Za-z_]*")


class Conversation:
    """One person's lines and the bot's; the next line may press one of the buttons on the screen."""

    def __init__(
        self, ask: AskService, browse: BrowseService, consult: ConsultService, delivery: TerminalDelivery,
        database: Database, clock: Clock, screen: Screen, own: OwnData,
    ) -> None:  # fmt: skip
        self._browse, self._own = browse, own
        self._ask, self._database, self._clock, self._screen = ask, database, clock, screen
        self._consult, self._delivery, self._desk = consult, delivery, CitizenDesk(consult, delivery)
        self._citizen = f"{CHANNEL}-{uuid4().hex}"
        self._buttons: Sequence[Button] = ()
        self._said = ""

    def greeting(self) -> str:
        """The first words, with examples to try."""
        lines = (
            "比如：",
            *(f"  · {example}" for example in EXAMPLES),
            "输入 /menu 找办事指南，/help 看用法，Ctrl-D 结束。",
        )
        return GREETING + "\n" + self._screen.note("\n".join(lines))

    async def reply(self, line: str) -> str:
        """What to show for a line: the thanks for a rating, the answer to a question, or the help for any other command."""
        if line.casefold() == "/my":
            async with self._database.read() as unit:
                return self._screen.text((Span(await self._desk.mine(unit, self._citizen)),))
        command = line.casefold().split(maxsplit=1)[:1]
        if command == ["/menu"]:
            return self._show(self._browse.page(HOME))
        if command in (["/watch"], ["/watching"]):
            return self._screen.note(NO_NOTICES)
        if line.casefold().startswith("/start "):
            return self._show(self._browse.linked(line.split()[-1]) or self._browse.page(HOME))
        if said := self._own.ordered(line):
            return self._show(said)
        if line == "帮助" or _COMMAND.fullmatch(line):
            return self._screen.note(HELP)
        if (receipt := receipt_of(line)) and (shown := await self._came_back(receipt)):
            return shown
        button = self._pressed(line)
        if button is None and _NUMBER.fullmatch(line) and not await self._is_talking():
            return self._screen.note(NO_BUTTON)
        return await self._press(button) if button else await self._heard(line)

    async def _press(self, button: Button) -> str:
        """What a button leads to; one that leads nowhere any more says so."""
        match button.kind:
            case ButtonKind.CASE:
                return await self._tapped(button)
            case ButtonKind.ASK:
                return await self._heard(button.value)
            case ButtonKind.OPEN | ButtonKind.PAGE if ref := read_page_ref(button.value):
                return self._show(self._browse.page(ref))
            case ButtonKind.WINDOW if asked := read_window_question(button.value):
                return await self._to_window(asked)
            case ButtonKind.FORGET:
                return self._show(await self._own.answered(self._citizen, button.value))
            case ButtonKind.SOLVED | ButtonKind.UNSOLVED | ButtonKind.NOT_THIS:
                return await self._rated(button)
        return self._screen.note(EXPIRED)

    async def left(self) -> Sequence[str]:
        """The receipt numbers for which something has waited since their citizens left."""
        async with self._database.read() as unit:
            return await left(unit)

    async def post(self) -> Sequence[Outgoing]:
        """What staff who work elsewhere have sent."""
        async with self._database.read() as unit:
            if not await unit.outbox.waiting(box(self._citizen)):
                return ()
        async with self._database.write() as unit:
            return await collect(unit, self._citizen, self._clock.now())

    async def _came_back(self, receipt: str) -> str:
        """Whoever has the number goes on as the citizen it was given to; empty when it is said to the people on the line."""
        async with self._database.write() as unit:
            own = await self._talking(unit)
            here = own is not None and own.consultation.receipt == receipt
            found = None if here else await resumed(unit, receipt, self._clock.now())
        if found is None:
            return "" if own else self._screen.note(NO_RECEIPT.format(receipt=receipt))
        case, messages = found
        told = self._screen.text((Span(my_line(case.consultation, self._name(case), case.question)),))
        return "\n\n".join(filter(None, (told, self._goes_on(case, messages) or await self._last_reply(case))))

    def _goes_on(self, case: Case, messages: Sequence[Outgoing]) -> str:
        """From now on as this case's citizen; what waited for them."""
        self._citizen = case.consultation.citizen
        self._buttons, self._delivery.citizens_buttons = (), None  # what is on the screen was somebody else's
        self._delivery.arrived(messages)
        return self._delivery.take()

    async def _last_reply(self, case: Case) -> str:
        """What the window said last, to be read again; also when a terminal ended before it could show it."""
        async with self._database.read() as unit:
            _, reply = await question_and_reply(unit, self._consult, case, self._clock.now())
        return LAST_REPLY.format(window=self._name(case), reply=reply) if reply else ""

    async def _is_talking(self) -> bool:
        """Whether what is typed is for people: a number may then be an answer."""
        async with self._database.read() as unit:
            return await self._talking(unit) is not None

    async def _talking(self, unit: UnitOfWork) -> Case | None:
        """The case in which people are on the line, if there is one."""
        case = await unit.cases.unfinished(self._citizen)
        return case if case is not None and relays(case.consultation) else None

    def _pressed(self, line: str) -> Button | None:
        if self._delivery.citizens_buttons is not None:
            self._buttons, self._delivery.citizens_buttons = self._delivery.citizens_buttons, None
        number = int(line) if _NUMBER.fullmatch(line) else 0
        return self._buttons[number - 1] if 0 < number <= len(self._buttons) else None

    async def _heard(self, text: str) -> str:
        """To the people on the line, if there are any; else the bot answers."""
        async with self._database.write() as unit:
            case = await self._talking(unit)
            if case is not None:
                await self._desk.said(unit, case, self._message(case, text))
                return self._delivery.take()
        return await self._answer(text)

    async def _answer(self, text: str) -> str:
        question = Question(uuid4().hex, CHANNEL, self._citizen, text, self._clock.now())
        asked, self._said = await self._ask.decide(question), text
        more = await self._browse.further(asked.record.clean_text, asked.decision)
        async with self._database.write() as unit:
            await unit.questions.add(asked.record)
            plain = render(asked.decision, question.id, mask(text).kinds, more)
            outgoing = await self._with_offer(unit, asked.record, asked.decision, plain)
        return self._show(outgoing)

    async def _to_window(self, asked: WindowQuestion) -> str:
        """A question that a guide's page has filled in: logged, and offered to its department."""
        question = Question(uuid4().hex, CHANNEL, self._citizen, "", self._clock.now())
        ready = self._browse.for_window(question, asked)
        if ready is None:
            return self._screen.note(EXPIRED)
        self._said = ready.record.masked_text
        async with self._database.write() as unit:
            await unit.questions.add(ready.record)
            plain = Outgoing(ready.decision.reply)
            return self._show(await self._with_offer(unit, ready.record, ready.decision, plain))

    async def _with_offer(
        self, unit: UnitOfWork, record: LogRecord, decision: Decision, outgoing: Outgoing
    ) -> Outgoing:
        """Below a hand-off: the offer to connect; to somebody whose case waits: to put the words into it."""
        case = await unit.cases.unfinished(self._citizen)
        if case is not None and case.consultation.state is not State.OFFERED:
            rows = further_buttons(case, record.id, decision, quoted=True)
            return replace(outgoing, buttons=(*outgoing.buttons, *rows))
        if not needs_people(decision):
            return outgoing
        return await self._offer(unit, record, outgoing)

    async def _offer(self, unit: UnitOfWork, record: LogRecord, outgoing: Outgoing) -> Outgoing:
        case = await self._consult.offer(unit, record, CHANNEL, None)
        if case is None:
            return outgoing
        hours, now = self._consult.hours(case.consultation.department), self._clock.now()
        staffed = await self._delivery.staffed(unit, case.consultation.department)
        return offered(outgoing, case, hours, now, staffed=staffed)

    async def _tapped(self, button: Button) -> str:
        tapped = read_case_button(button.value)
        async with self._database.write() as unit:
            case = await unit.cases.get(tapped.case) if tapped else None
            if tapped is None or case is None:
                return self._screen.note(EXPIRED)
            if tapped.verb is CaseVerb.ADD:
                await self._desk.said(unit, case, self._message(case, self._said))
                told = ADDED.format(receipt=case.consultation.receipt)
            elif tapped.verb in (CaseVerb.NEW, CaseVerb.SWITCH):
                return await self._anew(unit, case, tapped)
            elif tapped.verb is CaseVerb.SOLVED:
                return await self._solved(unit, case, tapped)
            else:
                told = await self._desk.tapped(unit, case, tapped, self._clock.now())
        return "\n".join(filter(None, (self._delivery.take(), self._screen.note(told) if told else "")))

    async def _anew(self, unit: UnitOfWork, case: Case, button: CaseButton) -> str:
        """Offer people for a further question: at once, or after the case that is under way has been ended."""
        if button.verb is CaseVerb.NEW and not case.consultation.is_finished:
            return self._show(one_at_a_time(case, button.extra, self._name(case)))
        if not await self._desk.make_room(unit, case, button, self._clock.now()):
            return self._screen.note(EXPIRED)
        record = await self._desk.anew(unit, button, self._citizen)
        if record is None:
            return self._screen.note(EXPIRED)
        name = self._consult.name(self._consult.department_id(record.department))
        shown = self._show(await self._offer(unit, record, Outgoing(offer_again(name))))
        return "\n".join(filter(None, (self._delivery.take(), shown)))

    async def _solved(self, unit: UnitOfWork, case: Case, button: CaseButton) -> str:
        told = await self._desk.tapped(unit, case, button, self._clock.now())
        ended = await unit.cases.get(case.id)
        shown = self._screen.note(told) if told or ended is None else self._show(solved_without(ended))
        return "\n".join(filter(None, (self._delivery.take(), shown)))

    def _show(self, outgoing: Outgoing) -> str:
        """The message; its buttons are those on the screen from now on."""
        self._buttons = [button for row in outgoing.buttons for button in row]
        return self._screen.message(outgoing)

    def _name(self, case: Case) -> str:
        return self._consult.name(case.consultation.department)

    def _message(self, case: Case, text: str) -> CaseMessage:
        now = self._clock.now()
        return CaseMessage(uuid4().hex, case.id, Side.CITIZEN, self._citizen, mask(text).text, now, CHANNEL, ())

    async def _rated(self, button: Button) -> str:
        rating = Rating.SOLVED if button.kind is ButtonKind.SOLVED else Rating.UNSOLVED
        async with self._database.write() as unit:
            kept = await unit.questions.rate(button.value, self._citizen, rating, self._clock.now())
            record = await unit.questions.get(button.value) if kept else None
            if record is not None and rating is Rating.UNSOLVED:
                return await self._after_miss(unit, record, button.kind)
            case = await self._desk.waiting(unit, record) if record else None
            if case is not None:
                return self._show(still_waiting(case, self._name(case)))
        return self._screen.note(THANKS[rating] if kept else NOT_RATED)

    async def _after_miss(self, unit: UnitOfWork, record: LogRecord, kind: ButtonKind) -> str:
        """An answer that missed: the next best article, and after that the department."""
        nearest = self._browse.next_best(record) if kind is ButtonKind.UNSOLVED else None
        if nearest:
            return self._show(another(nearest, record.id))
        name = self._consult.name(self._consult.department_id(record.department))
        return self._show(await self._offer(unit, record, Outgoing(offer_after_miss(name))))
