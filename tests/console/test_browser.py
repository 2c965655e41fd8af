"""The console as staff use it, in a real Chromium."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from bot.bootstrap.terminal import open_terminal
from bot.channels.terminal.screen import Screen
from bot.console.shield import POLICY
from bot.core.accounts import Role
from bot.core.console_ports import Review, Verdict
from bot.service.publishing import Drafting
from corpus.model import Article
from tests.console.browser import listening, signed_in
from tests.console.log import logged, missed
from tests.console.office import Office
from tests.console.payloads import PAYLOADS
from tests.store.samples import CITATION, record

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
    """The page follows what the citizen writes by itself, and what the clerk types meanwhile is kept."""
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
        await page.get_by_role("button", name="发送").click()
        await expect(page.locator("li.staff")).to_contain_text("要带身份证")
        assert "要带身份证" in await terminal.news()
        await page.get_by_role("button", name="办结").click()
        await expect(page.get_by_text("已办结").first).to_be_visible()


async def test_nothing_that_a_stranger_writes_runs_or_changes_a_page(tmp_path: Path, browser: Browser) -> None:
    """Hundreds of payloads in every field: no script, no new element, the text as typed; a control shows the detector works."""
    assert len(PAYLOADS) >= 700
    batches = ["\n".join(PAYLOADS[start : start + BATCH]) for start in range(0, len(PAYLOADS), BATCH)]
    async with listening(tmp_path, browser) as office:
        account = await office.account(role=Role.ADMIN)
        case = await fill(office, account.id, ["平常的一句话", "平常的一句话", *batches, "平常的一句话"])
        page = await signed_in(office, browser, account.name)
        hits = watch(page)
        await page.goto("/log/p1")
        plain = await elements(page)
        for number, text in enumerate(batches, 2):
            await page.goto(f"/log/p{number}")
            assert await elements(page) == plain
            assert await page.locator("h1").text_content() == text
            assert await page.get_by_label("备注").input_value() == text.replace("\n", "")
        for path in (
            f"/cases/{case}",
            "/log",
            "/cases",
            "/corpus",
            "/corpus/articles/evil",
            "/corpus/publish",
            "/people",
            "/audit",
            "/",
        ):
            await page.goto(path)
            strange = await page.evaluate(
                "document.querySelectorAll('script:not([src]),iframe,object,embed,base,style,svg,math,video').length"
            )
            assert strange == 0, path
        for payload in PAYLOADS[::160]:
            await page.goto("/log")
            await page.get_by_label("搜索问题").fill(payload[:90])
            async with page.expect_navigation():
                await page.keyboard.press("Enter")
            assert await page.get_by_label("搜索问题").input_value() == payload[:90].strip()
        assert hits == []
        await control(page, hits)


async def control(page: Page, hits: list[str]) -> None:
    """Unescaped, the same payloads run; unescaped under our policy, they do not."""
    raw = "".join(f"<p>{payload}</p>" for payload in PAYLOADS[:6])
    await page.route(
        "**/policy-control",
        lambda route: route.fulfill(body=raw, content_type="text/html", headers={"Content-Security-Policy": POLICY}),
    )
    await page.route("**/bare-control", lambda route: route.fulfill(body=raw, content_type="text/html"))
    await page.goto("/policy-control")
    await page.wait_for_timeout(200)
    assert hits == []
    await page.goto("/bare-control")
    await page.wait_for_timeout(200)
    assert hits


def watch(page: Page) -> list[str]:
    """Every dialog that a page opens."""
    hits: list[str] = []

    async def dismiss(dialog: object) -> None:
        hits.append(str(dialog))
        await dialog.dismiss()  # type: ignore[attr-defined]

    page.on("dialog", dismiss)
    return hits


async def elements(page: Page) -> list[str]:
    """The page's structure: its elements in order."""
    found: list[str] = await page.evaluate("[...document.querySelectorAll('*')].map(each => each.tagName)")
    return [name for name in found if name != "OPTION"]


async def fill(office: Office, reviewer: str, texts: list[str]) -> str:
    """The texts in every field that somebody else than the reader writes."""
    evil = "\n".join(texts[1:])
    for number, text in enumerate(texts):
        citation = CITATION.__class__("a1", text, text, CITATION.published, "a1#x", text, text)
        await logged(
            office,
            record(
                f"p{number}", masked_text=text, clean_text=text, reply=text, citations=(citation,), citizen=f"c{number}"
            ),
        )
        async with office.database.write() as unit:
            await unit.reviews.give(Review(f"p{number}", Verdict.WRONG, reviewer, office.clock.at, text))
    await Drafting(office.database, office.clock).put(
        Article("evil", evil[:200], evil, evil[:200], departments=("d1",)), evil[:100]
    )
    terminal = open_terminal(office.services, Screen(), desk=False)
    offered = await terminal.reply("我要找人工")
    await terminal.reply(re.findall(r"\[(\d) ✍", offered)[0])
    async with office.database.write() as unit:
        (case,) = await unit.cases.queue(None, "terminal")
        for number, text in enumerate(texts):
            first = (await unit.messages.of(case.id))[0]
            await unit.messages.add(
                first.__class__(f"m{number}", case.id, first.side, first.author, text, first.at, "terminal", ())
            )
    return case.id


async def test_axe_finds_no_serious_issue(tmp_path: Path, browser: Browser) -> None:
    """Labels, contrast, headings and landmarks of every page on a desktop, and of the main ones on a phone in the dark."""
    async with listening(tmp_path, browser) as office:
        account = await office.account(role=Role.ADMIN)
        case = await fill(office, account.id, ["平常的一句话", "狗证怎么办"])
        main = ("/", "/log", "/log/p1", f"/cases/{case}", "/corpus?try=狗证哪天办")
        others = ("/cases", "/corpus/articles/a1", "/corpus/publish", "/corpus/history", "/people", "/people/wangfang",
                  "/me", "/audit")  # fmt: skip
        desktop = await signed_in(
            office, browser, account.name, bypass_csp=True, viewport={"width": 1280, "height": 900}
        )
        phone = await signed_in(
            office, browser, account.name, bypass_csp=True, color_scheme="dark", viewport={"width": 390, "height": 800}
        )
        found = [*await issues(desktop, (*main, *others)), *await issues(phone, main)]

    assert found == []


async def issues(page: Page, paths: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """What axe holds against the pages, and which of them is wider than the screen."""
    found = []
    for path in paths:
        await page.goto(path)
        report = (await Axe().run(page)).response
        serious = [each for each in report["violations"] if each["impact"] in SERIOUS]
        found += [(path, each["id"], each["nodes"][0]["html"][:120]) for each in serious]
        if not await page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            found.append((path, "wider than the screen", ""))
    return found
