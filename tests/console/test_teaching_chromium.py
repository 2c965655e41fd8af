"""The bot is taught in a real browser: from what nobody could answer to the same words answered in the same chat."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, Dialog, Page, expect

from bot.bootstrap.terminal import open_terminal
from bot.channels.terminal.screen import Screen
from bot.core.accounts import Role
from corpus.entry_text import written
from tests.console.browser import listening, signed_in
from tests.store.samples import CORPUS

pytestmark = [pytest.mark.xdist_group("chromium"), pytest.mark.asyncio(loop_scope="session")]
MISSED, LINE = "狗狗上户口哪天能弄", "周三办理"
UNKNOWN, ANSWER = "公积金怎么提取", "到窗口提取，带身份证。"


async def test_what_was_not_answered_is_taught_approved_and_answered(tmp_path: Path, browser: Browser) -> None:
    """One links a question and answers a cluster, a second person publishes both, the citizen asks again."""
    async with listening(tmp_path, browser, second_person=True) as office:
        terminal = open_terminal(office.services, Screen(), desk=False)
        before = [await terminal.reply(MISSED), await terminal.reply(UNKNOWN)]
        reviewer = await signed_in(office, browser, (await office.account("li", Role.REVIEWER)).name)
        await link(reviewer)
        await answer(reviewer)
        await reviewer.goto("/corpus/publish")
        await expect(reviewer.get_by_text("要由有“审批发布”角色的同事来做")).to_be_visible()
        await expect(reviewer.get_by_role("button", name="发布")).to_have_count(0)

        approver = await signed_in(office, browser, (await office.account("chen", Role.APPROVER)).name)
        await publish(approver)
        row = approver.get_by_role("row").filter(has_text="补上市民的问法")
        await expect(row).to_contain_text("li")
        await expect(row).to_contain_text("chen")
        await reviewer.goto("/unanswered?status=answered")
        await expect(reviewer.get_by_role("row").filter(has_text=UNKNOWN)).to_contain_text("已入库")
        after = [await terminal.reply(MISSED), await terminal.reply(UNKNOWN)]

    assert [LINE in before[0], ANSWER in before[1]] == [False, False]
    assert [LINE in after[0], ANSWER in after[1]] == [True, True]


async def link(page: Page) -> None:
    """The missed question, found in the log, becomes a way of asking for the article."""
    await page.goto("/log")
    await page.get_by_role("link", name=MISSED).click()
    await page.get_by_label("条文或事项").select_option(label="狗证怎么办")
    await page.get_by_role("button", name="作为它的一种问法").click()
    await expect(page.get_by_text("关联：狗证怎么办")).to_be_visible()


async def answer(page: Page) -> None:
    """The cluster is answered; it waits for the publication."""
    await page.goto("/unanswered")
    await page.get_by_role("link", name=UNKNOWN).click()
    await page.get_by_label("给市民看的答复").fill(ANSWER)
    await page.get_by_role("button", name="存成草稿").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("已答待入库")


async def publish(page: Page) -> None:
    """The approver sees what changes and what it does to the golden questions, agrees, and sees it in the history."""
    await page.goto("/corpus/publish")
    await expect(page.locator(".diff").filter(has_text=MISSED)).to_be_visible()
    await expect(page.locator(".diff").filter(has_text=ANSWER)).to_be_visible()
    await expect(page.get_by_role("heading", name="试题")).to_contain_text("问了")
    await page.get_by_label("为什么发布").fill("补上市民的问法")
    await page.get_by_role("button", name="发布").click()
    await expect(page.get_by_role("status")).to_have_text("第 2 版已生效。")


async def test_files_are_dropped_anywhere_on_the_page(tmp_path: Path, browser: Browser) -> None:
    """What will be read is listed, too many are held back with the reason, and each file's fate is told."""
    async with listening(tmp_path, browser) as office:
        page = await signed_in(office, browser, (await office.account("li", Role.EDITOR)).name)
        await page.goto("/corpus")
        await drop(page, [f"{each}.md" for each in range(21)])
        await expect(page.locator(".wrong")).to_contain_text("一次最多 20 个文件，您选了 21 个")
        await page.get_by_role("button", name="读进草稿").click()
        await expect(page).to_have_url(re.compile("/corpus$"))
        await drop(page, ["<b>猫证.md", "坏的.docx"])
        await expect(page.get_by_role("listitem").filter(has_text="<b>猫证.md（1 KB）")).to_be_visible()
        await page.get_by_role("button", name="读进草稿").click()
        await expect(page.get_by_role("row").filter(has_text="<b>猫证.md")).to_contain_text("新增：猫证怎么办")
        await expect(page.get_by_role("row").filter(has_text="坏的.docx")).to_contain_text("没有读成")


async def drop(page: Page, names: list[str]) -> None:
    """Let files of these names go over the page's heading."""
    text = written(CORPUS.articles[0]).replace("a1", "a9").replace("狗证怎么办", "猫证怎么办")
    carried = await page.evaluate_handle(
        """([names, text]) => {
            const carried = new DataTransfer();
            for (const name of names) carried.items.add(new File([text], name));
            return carried;
        }""",
        [names, text],
    )
    for event in ("dragover", "drop"):
        await page.dispatch_event("h1", event, {"dataTransfer": carried})


async def test_the_preview_follows_what_is_typed(tmp_path: Path, browser: Browser) -> None:
    """By itself, under the page's policy; a mistake is named and the last good view stays; nothing is kept or left unasked."""
    async with listening(tmp_path, browser) as office:
        page = await signed_in(office, browser, (await office.account("li", Role.EDITOR)).name)
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        await page.goto("/corpus/articles/a1")
        seen = page.locator("[data-part=preview]")
        await page.get_by_label("正文").fill("<b>周五</b>也能办，免费。")
        await expect(seen).to_contain_text("<b>周五</b>也能办")
        await page.get_by_text("还空着的").click()
        await page.get_by_label("从哪天起有效").fill("明天")
        await expect(page.get_by_text("还读不成")).to_be_visible()
        await expect(seen).to_contain_text("周五")
        asked: list[str] = []

        async def stay(dialog: Dialog) -> None:
            asked.append(dialog.type)
            await dialog.dismiss()

        page.on("dialog", stay)
        await page.get_by_role("link", name="← 知识").click()
        await expect(page.get_by_label("正文")).to_have_value("<b>周五</b>也能办，免费。")
        async with office.reading() as unit:
            assert not await unit.draft.changes()

        await page.get_by_label("从哪天起有效").fill("")
        await page.get_by_label("标题").press("Enter")
        await expect(page.get_by_text("只是看看，还没有存")).to_be_visible()
        await page.get_by_role("link", name="← 知识").click()
        await expect(page.get_by_label("正文")).to_have_value("<b>周五</b>也能办，免费。")

    assert (asked, complaints) == (["beforeunload"] * 2, [])
