"""The console as staff use it, in a real Chromium."""

import asyncio
import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from bot.bootstrap.terminal import open_terminal
from bot.channels.terminal.screen import Screen
from bot.core.console_ports import Verdict
from tests.console.browser import listening, signed_in
from tests.console.log import logged, missed
from tests.console.office import Office
from tests.store.samples import record

pytestmark = [pytest.mark.xdist_group("chromium"), pytest.mark.asyncio(loop_scope="session")]
BATCH = 120
SERIOUS = ("serious", "critical")


async def test_a_clerk_works_through_the_log_by_keyboard(tmp_path: Path, browser: Browser) -> None:
    """Sign in, filter, open, judge with one key, undo with another; then the same page on paper, and without script."""
    async with listening(tmp_path, browser) as office:
        account = await office.account()
        await logged(office, record("q1"), missed("q2"), missed("q3", "社保卡丢了"), missed("q4", "居住证怎么办"))
        page = await signed_in(office, browser, account.name)
        await page.get_by_role("link", name="提问记录").click()
        await page.get_by_role("link", name=re.compile("转部门")).click()
        await expect(page.locator("[data-row]")).to_have_count(3)
        await page.keyboard.press("j")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", level=1)).to_have_text("居住证怎么办")
        await page.keyboard.press("5")
        await expect(page.get_by_role("heading", level=1)).to_have_text("社保卡丢了")
        await page.keyboard.press("z")
        await expect(page.get_by_role("heading", level=1)).to_have_text("居住证怎么办")
        await page.keyboard.press("n")
        await page.keyboard.type("先看 3 号窗口")
        await page.keyboard.press("Escape")
        await page.keyboard.press("2")
        await expect(page.get_by_role("heading", level=1)).to_have_text("社保卡丢了")
        async with office.reading() as unit:
            kept = await unit.reviews.of(["q1", "q2", "q3", "q4"])
        assert [(name, each.verdict, each.note) for name, each in kept.items()] == [
            ("q4", Verdict.PARTIAL, "先看 3 号窗口")
        ]

        await page.emulate_media(media="print")
        await expect(page.get_by_role("navigation", name="主要页面")).to_be_hidden()
        await expect(page.get_by_text("市民看到的")).to_be_visible()
        await without_script(office, browser)


async def without_script(office: Office, browser: Browser) -> None:
    """Everything works with plain links and buttons."""
    page = await signed_in(office, browser, "wangfang", java_script_enabled=False)
    await page.goto("/log/q2")
    await page.get_by_role("button", name="该答未答").click()
    await expect(page.get_by_role("button", name="撤回")).to_be_visible()


async def test_a_case_is_answered_while_the_citizen_sits_at_a_terminal(tmp_path: Path, browser: Browser) -> None:
    """The page follows what the citizen writes by itself; what the clerk types is kept meanwhile, and when the page is left."""
    async with listening(tmp_path, browser) as office:
        await office.account()
        terminal = open_terminal(office.services, Screen(), desk=False)
        offered = await terminal.reply("我要找人工")
        await terminal.reply(re.findall(r"\[(\d) ✍", offered)[0])
        page = await signed_in(office, browser, "wangfang")
        await page.get_by_role("link", name="三方通话").click()
        await page.get_by_role("link", name="我要找人工").click()
        await page.get_by_role("button", name="接单").click()
        reply = page.get_by_label("答复市民")
        await reply.fill("要带身份证")
        assert "已接通" in await terminal.news()
        await terminal.reply("要照片吗")
        await expect(page.get_by_text("要照片吗")).to_be_visible()
        await expect(reply).to_have_value("要带身份证")
        await reply.press("Escape")
        await page.keyboard.press("u")
        await page.get_by_role("link", name="我要找人工").click()
        await expect(reply).to_have_value("要带身份证")
        await reply.press("Control+Enter")
        await expect(page.locator("li.staff")).to_contain_text("要带身份证")
        await expect(reply).to_have_value("")
        assert "要带身份证" in await terminal.news()
        await page.get_by_role("button", name="办结").click()
        await expect(page.get_by_text("已办结").first).to_be_visible()
        await follows_while_it_is_seen(office, page)


async def follows_while_it_is_seen(office: Office, page: Page) -> None:
    """A page that nobody looks at holds no connection, of which a browser has six for a server."""
    for hidden, open_ in ((True, 0), (False, 1)):
        await page.evaluate(
            "hidden => { Object.defineProperty(document, 'hidden', { get: () => hidden, configurable: true });"
            " document.dispatchEvent(new Event('visibilitychange')); }",
            hidden,
        )
        async with asyncio.timeout(10):
            while len(office.app.state.streams) != open_:  # noqa: ASYNC110 (it tells nobody)
                await asyncio.sleep(0.05)
