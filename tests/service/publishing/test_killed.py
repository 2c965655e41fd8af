"""A publication that is killed: the old version or the new one, never between."""

import os
import signal
import sqlite3
from pathlib import Path

import pytest

from bot.faults import VARIABLE
from tests.forking import run
from tests.service.publishing.conftest import Office
from tests.service.publishing.test_publisher import KIOSKS, QUESTION


def publish_and_die(home: Path, point: str) -> int:
    """Run the publishing process; its exit code."""
    url = f"sqlite+aiosqlite:///{home / 'sanfang.db'}"
    return run("tests.service.publishing.publish_once", url, env={**os.environ, VARIABLE: point}).returncode


@pytest.mark.parametrize(
    ("point", "published"),
    [
        ("before_publish", False),
        ("in_version", False),
        ("in_publish", False),
        ("in_history", False),
        ("after_publish", True),
    ],
)
async def test_a_killed_publication_leaves_the_old_or_the_new(
    office: Office, home: Path, point: str, published: bool
) -> None:
    """Killed before the commit nothing has happened and the draft waits; killed after it, everything has."""
    await office.drafting.put(KIOSKS, "小王")

    assert publish_and_die(home, point) == -signal.SIGKILL

    assert ("99个" in await office.answer(QUESTION)) is published
    assert bool((await office.drafting.prepared()).changes) is not published
    assert len(await office.publisher.history()) == 1 + published
    async with office.database.read() as unit:
        assert ("published" in [each.act for each in await unit.audit.page(None, 9)]) is published
    with sqlite3.connect(home / "sanfang.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
    if not published:  # the lock of the dead process is gone, and the same draft is published
        await office.confirm_all()
        assert "99个" in await office.answer(QUESTION)
