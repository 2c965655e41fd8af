"""One console for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.console.office import Office, open_office


@pytest_asyncio.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """A console with no account yet."""
    async with open_office(tmp_path) as opened:
        yield opened
