"""One console for each test, one browser for all of them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from bot.console.pages import publishing
from tests.console.browser import launched
from tests.console.office import Office, open_office


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is, the page for publishing shows the review, not how far that has come."""
    monkeypatch.setattr(publishing, "PATIENCE", 60)


@pytest_asyncio.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """A console with no account yet."""
    async with open_office(tmp_path) as opened:
        yield opened


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Started once: each test opens windows of its own in it, on the same event loop."""
    async with launched() as started:
        yield started
