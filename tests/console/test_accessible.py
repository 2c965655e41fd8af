"""Every page for everybody: what axe-core finds, in light and dark, on a desk and on a phone."""

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page

from tests.console.browser import listening, signed_in
from tests.console.scene import addresses, everything

pytestmark = [pytest.mark.xdist_group("chromium"), pytest.mark.asyncio(loop_scope="session")]
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 800}
SERIOUS = ("serious", "critical")
BRIEF: dict[str, Any] = {"resultTypes": ["violations"]}
OF_LOOKS = BRIEF | {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
"""What depends on colours; the rest of a page is the same by day and night."""
SAME = re.compile(r"(articles|guides|departments) x[1-9]\d*|(articles|departments) x0|glossary -|clusters|tried")
"""Pages made like others that are looked at."""


async def test_axe_finds_no_serious_issue_on_any_page(tmp_path: Path, browser: Browser) -> None:
    """Labels, contrast, headings and landmarks, each page filled; and no page is wider than a phone."""
    async with listening(tmp_path, browser) as office:
        found, account = await everything(office, lambda field: f"平常的一句话{field}")
        page = await signed_in(office, browser, account.name, bypass_csp=True, viewport=DESK)
        paths = [path for name, path in addresses(found).items() if not SAME.fullmatch(name)]
        wrong = [issue for path in paths for issue in await issues(page, path)]
        await page.context.clear_cookies()
        wrong += [issue for path in ("/sign-in", "/nowhere") for issue in await issues(page, path)]

    assert len(paths) >= 24
    assert wrong == []


async def issues(page: Page, path: str) -> list[tuple[str, str, str]]:
    """What axe holds against the page, on a desk and then in the dark on a phone, and whether it is too wide for that."""
    await page.emulate_media(color_scheme="light")
    await page.set_viewport_size(DESK)  # type: ignore[arg-type]
    await page.goto(path)
    found = await serious(page)
    await page.emulate_media(color_scheme="dark")
    await page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    found += [f"on a phone: {each}" for each in await serious(page, OF_LOOKS)]
    if not await page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
        found.append("wider than a phone")
    return [(path, each, "") for each in found]


async def serious(page: Page, options: dict[str, Any] = BRIEF) -> list[str]:
    """The issues that keep somebody from using the page, with the first place of each."""
    report = (await Axe().run(page, options=options)).response
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in report["violations"] if each["impact"] in SERIOUS
    ]
