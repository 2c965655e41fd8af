"""The whole bot and the strict server, for those who leaf through the corpus."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.service.snapshot import SnapshotHolder
from tests.three_way.conftest import Office, fast, opened, snapshot

__all__ = ["snapshot"]


@pytest_asyncio.fixture
async def office(tmp_path: Path, snapshot: SnapshotHolder, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Office]:
    """An open office; at the end there is no violation of the Bot API and nothing left to do."""
    fast(monkeypatch)
    async with opened(tmp_path, snapshot) as office:
        yield office
