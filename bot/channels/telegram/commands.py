"""The commands in Telegram's own menu, for each kind of chat and language; told to Telegram when they have changed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from telegram.error import TelegramError

from bot.channels.telegram.pace import backoff

Invoke = Callable[[str, dict[str, Any]], Awaitable[Any]]

PRIVATE, GROUPS, DESKS = "all_private_chats", "all_group_chats", "all_chat_administrators"
CHINESE, ENGLISH = "", "en"
"""Chinese is for everybody whose language has no menu of its own."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Listed:
    """A command as listed in the menu."""

    name: str
    scopes: tuple[str, ...]
    chinese: str
    english: str


COMMANDS = (
    Listed("menu", (PRIVATE,), "按情况、事项、部门找办事指南", "Find a service guide"),
    Listed("my", (PRIVATE,), "我转给窗口的咨询办到哪一步", "My enquiries with the offices"),
    Listed("watch", (PRIVATE,), "关注一项内容，有变化告诉我", "Tell me when something changes"),
    Listed("watching", (PRIVATE,), "我关注了什么", "What I watch"),
    Listed("privacy", (PRIVATE,), "保存了什么、保存多久", "What is kept about me"),
    Listed("forget", (PRIVATE,), "删除我的记录", "Delete my data"),
    Listed("help", (PRIVATE, GROUPS, DESKS), "怎么用", "How it works"),
    Listed("bind", (DESKS,), "把这个群绑定为一个部门的窗口", "Make this group a department's desk"),
    Listed("desk", (DESKS,), "把这个群绑定为值班台", "Make this group the duty desk"),
)


async def introduce(invoke: Invoke) -> None:
    """Tell Telegram every menu that it does not show yet; while it cannot be reached, again later."""
    todo = [(scope, language) for scope in (PRIVATE, GROUPS, DESKS) for language in (CHINESE, ENGLISH)]
    failures = 0
    while todo:
        try:
            await _introduce(invoke, *todo[0])
        except TelegramError as error:
            log.info("命令菜单暂时设不上（%s）", type(error).__name__)
            failures += 1
            await asyncio.sleep(backoff(failures))
        else:
            del todo[0]


async def _introduce(invoke: Invoke, scope: str, language: str) -> None:
    where = {"scope": {"type": scope}, "language_code": language}
    wanted = menu(scope, language)
    if await invoke("getMyCommands", where) != wanted:
        await invoke("setMyCommands", where | {"commands": wanted})


def menu(scope: str, language: str) -> list[dict[str, str]]:
    """The commands of a scope as Telegram is told them."""
    return [
        {"command": each.name, "description": each.english if language == ENGLISH else each.chinese}
        for each in COMMANDS
        if scope in each.scopes
    ]
