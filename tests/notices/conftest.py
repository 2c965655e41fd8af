"""The whole bot, the strict server, and editors who publish."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from bot.service.snapshot import SnapshotHolder
from corpus.model import Corpus, Guide
from tests.three_way.conftest import TUESDAY, Office, fast, opened, snapshot

__all__ = ["snapshot"]


@pytest_asyncio.fixture
async def office(tmp_path: Path, snapshot: SnapshotHolder, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Office]:
    """An open office; at the end there is no violation of the Bot API and nothing left to do."""
    fast(monkeypatch)
    async with opened(tmp_path, snapshot) as office:
        yield office


def guide_of(corpus: Corpus, guide_id: str) -> Guide:
    """A guide by its id."""
    return next(guide for guide in corpus.guides if guide.id == guide_id)


def with_guide(corpus: Corpus, guide: Guide) -> Corpus:
    """The corpus with this guide in place of the one with its id."""
    return replace(corpus, guides=tuple(guide if each.id == guide.id else each for each in corpus.guides))


async def publish(office: Office, corpus: Corpus) -> int:
    """Publish as any process may do it: behind the running bot's back."""
    async with office.database.write() as unit:
        return await unit.corpus.publish(corpus, "编辑", "更新", TUESDAY)
