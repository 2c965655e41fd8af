"""统计 and 答不上的 in a real browser: by keyboard, read aloud, printed, with nothing that the page's policy forbids."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page

from bot.core.accounts import Role
from tests.console.browser import listening, signed_in
from tests.console.office import Office
from tests.console.test_insight import NASTY, fill

pytestmark = [pytest.mark.xdist_group("chromium"), pytest.mark.asyncio(loop_scope="session")]


@asynccontextmanager
async def opened(folder: Path, browser: Browser) -> AsyncIterator[tuple[Office, Page, list[str]]]:
    """A console with some questions, a page on it whose visitor is an editor, and what the browser complained of."""
    async with listening(folder, browser) as office:
        await fill(office)
        page = await signed_in(office, browser, (await office.account(role=Role.EDITOR)).name)
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield office, page, complaints


async def test_a_cluster_is_settled_and_the_measures_are_read_and_printed(tmp_path: Path, browser: Browser) -> None:
    """An editor answers by keyboard alone; what a citizen typed stays text; a bulletin prints."""
    async with opened(tmp_path, browser) as (_, page, complaints):
        await page.goto("/unanswered")
        await page.get_by_role("link", name=NASTY).press("Enter")
        await page.get_by_label("给市民看的答复").type("到窗口提取。")
        await page.get_by_role("button", name="存成草稿").press("Enter")
        await page.get_by_role("status").wait_for()
        assert "已答待入库" in await page.locator("h1").inner_text()

        await page.goto("/statistics?since=2026-02-20&until=2026-03-02")
        assert await page.get_by_role("img", name="办理结果 机器人直接答复 33.3%").is_visible()
        drawn = page.locator("svg[aria-labelledby^=results] .color-0 rect").first
        assert await drawn.evaluate("each => getComputedStyle(each).fill") == "rgb(22, 104, 184)"

        await page.goto("/statistics/bulletin?since=2026-02-20&until=2026-03-02")
        await page.emulate_media(media="print")
        assert not await page.locator("header.bar").is_visible()
        assert await page.get_by_text("有效咨询 3 件").is_visible()
        assert (await page.pdf()).startswith(b"%PDF")
        assert await page.locator("img").count() == 0
        assert complaints == []
