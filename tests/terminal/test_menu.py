"""The menu in the terminal: pages by numbers, and a guide's question taken to the window."""

import asyncio
import re
from collections.abc import Sequence
from pathlib import Path

from bot.bootstrap.asking import open_services
from bot.bootstrap.terminal import open_terminal
from bot.channels.terminal.screen import Screen
from bot.config import Settings


def walk(home: Path, *labels: str) -> list[str]:
    """The screens that follow /menu when the buttons with these in their labels are pressed, one after the other."""
    return asyncio.run(_walked(home, labels))


async def _walked(home: Path, labels: Sequence[str]) -> list[str]:
    async with open_services(Settings(home=home)) as services:
        terminal = open_terminal(services, Screen(), desk=True)
        screens = [await terminal.reply("/menu")]
        for label in labels:
            button = re.search(rf"\[(\d+) [^\]]*{label}", screens[-1])
            assert button is not None, screens[-1]
            screens.append(await terminal.reply(button[1]))
        return screens


def test_from_the_menu_to_the_window(tmp_path: Path) -> None:
    """By situation to a guide, and what it does not say is asked, with the question filled in."""
    screens = walk(tmp_path, "我的情况", "下一页", "我要养狗", "养犬许可证", "问窗口", "费用", "留言")

    assert "第2/3页" in screens[2]
    assert "📍 地点　还没写明" in screens[4]
    assert "📄 第23期 · 2018-10-22" in screens[4]
    assert "[" not in screens[4].split("📄 第23期")[0]  # no button before the source
    assert "「养犬许可证申领：要多少钱？」" in screens[6]
    assert "问：养犬许可证申领：要多少钱？" in screens[7]
    assert "受理号" in screens[7]


def test_the_link_of_a_card_opens_its_page(tmp_path: Path) -> None:
    """And what is no link of ours opens the menu."""

    async def shown() -> list[str]:
        async with open_services(Settings(home=tmp_path)) as services:
            terminal = open_terminal(services, Screen(), desk=False)
            return [await terminal.reply(f"/start {payload}") for payload in ("g_IsB6P0ndQrZe", "g_nothing")]

    guide, menu = asyncio.run(shown())
    assert guide.startswith("养犬许可证申领")
    assert menu.startswith("📋 办事菜单")


def test_back_leads_back(tmp_path: Path) -> None:
    """From an article by way of its guide, and to the list that one came from."""
    screens = walk(tmp_path, "找哪个部门", "下一页", "区招商局", "外地来杭", "看原文", "返回", "返回")

    assert screens[5].startswith("区招商局推进")
    assert screens[6].startswith("外地来杭投资企业落户认证\n由 区招商局 办理")
    assert "办事菜单" in screens[7]


def test_commands_of_the_menu_take_what_follows_them(tmp_path: Path) -> None:
    """Words behind /menu are no question, and /watch says where it can be used."""

    async def said() -> list[str]:
        async with open_services(Settings(home=tmp_path)) as services:
            terminal = open_terminal(services, Screen(), desk=True)
            return [await terminal.reply(line) for line in ("/menu 3", "/watch 养犬", "/watching")]

    menu, watch, watching = asyncio.run(said())
    assert "办事菜单" in menu
    assert "请在 Telegram 里" in watch
    assert watching == watch
