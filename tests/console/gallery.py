"""Pictures of every page of the console, to be looked at: `python -m tests.console.gallery FOLDER [NAME …]`.

Plays the week of `sanfang demo`, does by hand what it lacks (a linked question, a publication, a draft), and takes every page
light and dark, at the width of a desk (1280) and of a phone (390). With names only the pages whose name begins so.
"""

import argparse
import asyncio
import secrets
import socket
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from playwright.async_api import Browser, Page, async_playwright

from bot.bootstrap.asking import open_services
from bot.bootstrap.console import open_accounts, open_console
from bot.config import Settings, load_settings
from bot.core.accounts import Role
from bot.core.hours import SHANGHAI
from bot.service.demo import SetClock, play_week, week
from tests.console.browser import FLAGS, chromium

WIDTHS = {"desk": 1280, "phone": 390}
TALLEST = 4000
"""Pixels of a page that are taken at most."""


async def main(folder: Path, names: tuple[str, ...]) -> None:
    """Take the pictures."""
    with tempfile.TemporaryDirectory() as home, socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
        settings = replace(load_settings({}), home=Path(home), console_listen=f"127.0.0.1:{port}")
        free.close()
        async with _console(settings) as (url, password), async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            page = await browser.new_page(base_url=url, locale="zh-CN")
            await page.goto("/sign-in")
            await _picture(browser, page, "/sign-in", folder / "sign-in")
            await _sign_in(page, password)
            places = await _deeds(page)
            for name, place in places.items():
                if not names or name.startswith(names):
                    _tell(f"{name} {place}")
                    await _picture(browser, page, place, folder / name)
            await browser.close()


@asynccontextmanager
async def _console(settings: Settings) -> AsyncIterator[tuple[str, str]]:
    """A running console with a played week: its address, and the password handed to 'demo'."""
    clock = SetClock(datetime.now(SHANGHAI) - timedelta(days=8))
    async with open_services(settings, clock) as services:
        asks = week(services.snapshot.current.corpus, datetime.now(SHANGHAI).date() - timedelta(days=1))
        await play_week(services.database, services.ask, services.consult, clock, asks, lambda _day, _asked: None)
    async with open_accounts(settings) as keeper:
        handed = await keeper.add("", "demo", "方敏", Role.ADMIN, ())
        await keeper.add("", "reader", "只看的同事", Role.READER, ())
    async with open_console(settings) as url:
        yield url, handed.password


async def _sign_in(page: Page, password: str) -> None:
    chosen = secrets.token_hex(8)
    await page.get_by_label("登录名").fill("demo")
    await page.get_by_label("密码", exact=True).fill(password)
    await page.get_by_role("button", name="登录").click()
    await page.get_by_label("现在的密码").fill(password)
    for label in ("新密码", "再写一次"):
        await page.get_by_label(label).fill(chosen)
    await page.get_by_role("button", name="换密码").click()
    await page.goto("/")


async def _deeds(page: Page) -> dict[str, str]:
    """Link, publish, edit, so that no page is empty; then the pages by name, in the order of the menu."""
    missed, answered = await _first(page, "/log?outcome=handoff"), await _first(page, "/log?outcome=answer")
    await page.goto(missed)
    await page.keyboard.press("5")
    await page.get_by_text("上一条已记为").wait_for()
    await page.goto(missed)
    await page.get_by_label("条文或事项").select_option(await _likeliest(page))
    await page.get_by_role("button", name="作为它的一种问法").click()
    article, guide = await _first(page, "/corpus?kind=articles"), await _first(page, "/corpus?kind=guides")
    cited = await _cited(page, answered)
    await _edited(page, cited, "2018", "2019")
    await page.goto("/corpus/publish")
    for box in await page.get_by_role("checkbox").all():
        await box.check()
    await page.get_by_label("为什么发布").fill("市民常这样问")
    await page.get_by_role("button", name="发布", exact=True).click()
    await page.wait_for_url("**/corpus/history*")
    history = page.url
    await _edited(page, article, "可由", "现在由")
    await page.goto(guide)
    await page.get_by_role("button", name="撤下").click()
    cluster = await _first(page, "/unanswered", "tbody a")
    busy, over = await _first(page, "/cases", ".board a"), await _first(page, "/cases", "tbody a")
    return {
        "today": "/",
        "log": "/log",
        "log-filtered": "/log?outcome=handoff&q=%E5%8A%9E",
        "log-nothing": "/log?q=%E6%B2%A1%E6%9C%89%E8%BF%99%E5%8F%A5",
        "entry-answered": answered,
        "entry-missed": missed,
        "unanswered": "/unanswered",
        "unanswered-all": "/unanswered?status=all",
        "cluster": cluster,
        "cases": "/cases",
        "case-open": busy,
        "case-over": over,
        "corpus": "/corpus",
        "corpus-try": "/corpus?try=%E7%8B%97%E8%AF%81%E6%80%8E%E4%B9%88%E5%8A%9E",
        "corpus-article": article,
        "corpus-guide": guide,
        "corpus-departments": await _first(page, "/corpus?kind=departments"),
        "corpus-glossary": await _first(page, "/corpus?kind=glossary"),
        "corpus-new": "/corpus/new/guides",
        "corpus-publish": "/corpus/publish",
        "corpus-history": history,
        "corpus-version-new": "/corpus/history/2",
        "corpus-version-old": "/corpus/history/1",
        "corpus-affected": f"{cited.partition('?')[0]}/affected",
        "statistics": "/statistics",
        "statistics-print": "/statistics/bulletin",
        "people": "/people",
        "person": await _first(page, "/people", "tbody a"),
        "own": "/me",
        "own-factor": "/me/factor",
        "audit": "/audit",
        "error": "/log/nothing",
    }


async def _first(page: Page, place: str, links: str = "[data-row] a") -> str:
    """Where the first link of a list leads."""
    await page.goto(place)
    return await page.locator(links).first.get_attribute("href") or ""


async def _likeliest(page: Page) -> str:
    """The first article or guide that the page of a question offers."""
    return await page.locator("select[name=key] optgroup option").first.get_attribute("value") or ""


async def _cited(page: Page, answered: str) -> str:
    """The entry from which a question was answered."""
    await page.goto(answered)
    kind, _, name = (await _likeliest(page)).partition(":")
    return f"/corpus/{kind}/{name}"


async def _edited(page: Page, place: str, old: str, new: str) -> None:
    """Other words, and another last line, in an article."""
    await page.goto(place)
    box = page.get_by_label("正文")
    await box.fill(f"{(await box.input_value()).rstrip().replace(old, new)}\n\n周末和节假日不办理。")
    await page.get_by_role("button", name="存进草稿").click()
    await page.get_by_text("已存进草稿").wait_for()


async def _picture(browser: Browser, page: Page, place: str, file: Path) -> None:
    """One page in its four forms, with the session of `page`."""
    file.parent.mkdir(parents=True, exist_ok=True)
    state = await page.context.storage_state()
    for scheme in ("light", "dark"):
        for width_name, width in WIDTHS.items():
            context = await browser.new_context(
                base_url=_origin(page),
                storage_state=state,
                viewport={"width": width, "height": 900},
                color_scheme="dark" if scheme == "dark" else "light",
                locale="zh-CN",
            )
            shown = await context.new_page()
            await shown.goto(place)
            height = min(TALLEST, await shown.evaluate("document.documentElement.scrollHeight"))
            await shown.set_viewport_size({"width": width, "height": height})
            wide = await shown.evaluate("document.documentElement.scrollWidth > innerWidth")
            await shown.screenshot(path=file.with_name(f"{file.name}-{scheme}-{width_name}.png"))
            if wide:
                _tell(f"  wider than {width} pixels")
            await context.close()


def _tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _origin(page: Page) -> str:
    parts = urlsplit(page.url)
    return f"{parts.scheme}://{parts.netloc}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*")
    told = parser.parse_args()
    asyncio.run(main(told.folder, tuple(told.names)))
