"""A real Chromium, and consoles that listen on this machine for it."""

import os
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, async_playwright

from bot.console.web.address import Address
from bot.console.web.server import serving_console
from tests.console.office import PASSWORD, Office, open_office

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


def chromium() -> str:
    """Where it is; without it the test is skipped, but fails where CI promises one."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is not installed: CI has to test in it")
        pytest.skip("Chromium is not installed")
    return found


@asynccontextmanager
async def launched() -> AsyncIterator[Browser]:
    """A browser."""
    program = chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        await browser.close()


@asynccontextmanager
async def listening(folder: Path, browser: Browser, *, second_person: bool = False) -> AsyncIterator[Office]:
    """A console that the browser can reach; what the browser has opened on it ends with it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = Address("127.0.0.1", port, f"http://127.0.0.1:{port}")
    async with (
        open_office(folder, address, second_person=second_person) as office,
        serving_console(office.app, address),
    ):
        yield office
        for context in browser.contexts:
            await context.close()


async def signed_in(office: Office, browser: Browser, name: str, **options: Any) -> Page:
    """A page of somebody who has typed name and password."""
    context = await browser.new_context(base_url=office.address.url, locale="zh-CN", **options)
    page = await context.new_page()
    await page.goto("/sign-in")
    await page.get_by_label("登录名").fill(name)
    await page.get_by_label("密码", exact=True).fill(PASSWORD)
    await page.get_by_role("button", name="登录").click()
    await page.wait_for_url("**/")
    return page
