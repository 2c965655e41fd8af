"""Random talk with faults, from a few fixed seeds."""

from pathlib import Path

import pytest

from bot.service.snapshot import SnapshotHolder
from tests.three_way.conftest import fast
from tests.three_way.simulation import simulate


@pytest.mark.parametrize("seed", [1, 2])
async def test_nobody_reads_another_and_nothing_is_lost(
    seed: int, tmp_path: Path, snapshot: SnapshotHolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever citizens, staff, topics and the line do: every relayed word arrives, at the right person, in order."""
    fast(monkeypatch)

    await simulate(snapshot, tmp_path, seed, 100)
