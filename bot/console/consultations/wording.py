"""The words of consultations in the console."""

import re
from datetime import datetime

from bot.composer import consult_wording
from bot.core.case_ports import Side

CONCLUSIONS = consult_wording.CONCLUSIONS
OWN_CASES = "您在办的"
WAITING, IN_HAND, PROMISED, UNREACHABLE = "待接", "在办", "已承诺", "联系不上"
STEPS = {
    "Claim": "接单",
    "Takeover": "接管",
    "Release": "退回待接",
    "Reassign": "改派给{department}：{reason}",
    "Reopen": "市民重新打开",
}
"""The steps of a case that are shown between its messages."""
PASSAGE_GONE = "（发过一段原文，现在的语料里已经没有了）"
DELIVERY = {
    "sent": "已送到",
    "pending": "还没送到",
    "sending": "正在送",
    "ambiguous": "⚠ 可能没送到",
    "dead": "⚠ 没有送到",
}
"""How far words have come to the citizen."""
SIDES = {Side.CITIZEN: "市民", Side.STAFF: "窗口", Side.NOTE: "备注"}
BUSY = "有人刚动过这件，您的操作没有执行。请看一眼现在的样子，再试一次。"
ATTACHMENT = "（附件）"
ERASED = "（文字已删除）"
TAKEN_BACK = "说过，已撤回"


def without_order(told: str) -> str:
    """A remark without the example of an order, which only a group takes: in the console there are boxes."""
    return re.sub("：/.*", "。", told)


def waited(since: datetime, now: datetime) -> str:
    """How long somebody has waited: 3 分钟, 2 小时, 5 天."""
    minutes = max(0, int((now - since).total_seconds()) // 60)
    if minutes < 60:
        return f"{minutes} 分钟"
    return f"{minutes // 60} 小时" if minutes < 48 * 60 else f"{minutes // (24 * 60)} 天"
