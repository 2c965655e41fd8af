"""The staff's side of the terminal: lines that begin with 柜台：."""

import re
from uuid import uuid4

from bot.channels.terminal.delivery import DESK, TerminalDelivery
from bot.composer import consult_wording as wording
from bot.core.case_ports import Case, CaseMessage, Side
from bot.core.consultation import Staff, find_receipt
from bot.core.ports import Clock, Database, UnitOfWork
from bot.core.privacy import mask
from bot.service.staff_desk import StaffDesk
from bot.service.staff_orders import OrderError, is_note, read_order, read_use

CHANNEL = "terminal"
STAFF = Staff("terminal-desk", "01")
PREFIX = re.compile(r"(?:柜台|desk)\s*[:：]\s*", re.IGNORECASE)
_RECEIPT = re.compile(r"#\d{4}-\d{2,4}\s*")
_WORDS = {"接单": "/claim", "退回": "/release", "接管": "/takeover", "无效": "/spam", "撤回": "/retract",
          "推荐入库": "/promote", "队列": "/queue",
          "谁在办": "/who", "办公时间": "/hours", "不属本窗口": "/resolve 不属职权"}  # fmt: skip
_ORDERS = re.compile(r"/[a-z]+")
_STARTS = {"办结": "/resolve", "承诺": "/promise", "改派": "/reassign"}
_SAID = {order: word for word, order in reversed((*_WORDS.items(), *_STARTS.items()))}
"""How each order is written at this desk."""
MASKED = "个人信息不存也不发，写成了：{text}"
HELP = """柜台的话以“柜台：”开头：
柜台：接单            接下最新的一件（别的写明受理号：#0312-07 接单）
柜台：可以，带身份证来  答复市民
柜台：// 先问一下科室   内部备注，市民看不到
柜台：采用第1条        把建议的原文发给市民，附出处
柜台：承诺 3           三个工作日内答复
柜台：改派 区税务局 涉税   转给另一个部门
柜台：办结            一次答复；或 办结 不属职权 该找哪里、办结 无效
柜台：退回、无效、推荐入库、队列"""


class TerminalDesk:
    """One member of staff, of every department."""

    def __init__(self, staff: StaffDesk, delivery: TerminalDelivery, database: Database, clock: Clock) -> None:
        self._staff, self._delivery, self._database, self._clock = staff, delivery, database, clock

    async def reply(self, line: str) -> str:
        """What to show for a line of staff, its prefix taken off."""
        if line in ("", "帮助", "/help"):
            return HELP
        async with self._database.write() as unit:
            try:
                told = await self._hear(unit, line)
            except OrderError as error:
                told = str(error)
        told = _ORDERS.sub(lambda found: _SAID.get(found[0], found[0]), told)
        shown = "\n".join(DESK + each for each in told.splitlines())
        return "\n".join(filter(None, (self._delivery.take(), shown)))

    async def _hear(self, unit: UnitOfWork, line: str) -> str:
        case, line = await self._case(unit, line), _RECEIPT.sub("", line, count=1)
        now = self._clock.now()
        used = read_use(line)
        if case is not None and used is not None:
            return await self._staff.use(unit, case, STAFF, used, now)
        if line == "接单" and case is not None and case.consultation.is_finished:
            raise OrderError(wording.NO_QUEUE)
        order = read_order(_as_order(line)) if not is_note(line) else None
        if order is not None:
            return await self._staff.ordered(unit, case, STAFF, order, now)
        if case is None:
            return wording.NO_CASE
        side = Side.NOTE if is_note(line) else Side.STAFF
        masked = mask(line)
        message = CaseMessage(uuid4().hex, case.id, side, STAFF.id, masked.text, now, CHANNEL, ())
        told = await self._staff.said(unit, case, STAFF, message)
        return "\n".join(filter(None, (told, MASKED.format(text=masked.text) if masked.found else "")))

    async def _case(self, unit: UnitOfWork, line: str) -> Case | None:
        """The case named by its receipt, else the newest one under way, else the newest of all."""
        if _RECEIPT.match(line):
            return await unit.cases.by_receipt(find_receipt(line) or "")
        cases = await unit.cases.queue(None, CHANNEL)
        return cases[-1] if cases else await unit.cases.newest(CHANNEL)


def _as_order(line: str) -> str:
    """A Chinese word as the command it stands for. Raises OrderError for a word that stands alone and does not here."""
    first, _, rest = line.partition(" ")
    if rest and first in _WORDS:
        raise OrderError(wording.STANDS_ALONE.format(word=first))
    return _WORDS.get(line) or (f"{_STARTS[first]} {rest}" if first in _STARTS else line)
