"""What every test may rely on: an own data directory, no settings from outside, and the command as a user runs it."""

import gc
import os
import subprocess
import sys
from asyncio import create_subprocess_exec
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bot.cli.app import SELDOM
from tests import forking

ROOT = Path(__file__).parent.parent

# The same examples on every run, and none of them judged by how busy the machine is.
settings.register_profile("sanfang", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("sanfang")

# No garbage is looked for while thousands of tests are collected, and never among them afterwards.
gc.disable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What belongs to one worker comes first: mypy, the browser and PostgreSQL take longest, and nobody waits for them."""
    items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)


def pytest_collection_finish() -> None:
    """What is there now stays to the end; from here on garbage is looked for as seldom as in the program itself."""
    gc.freeze()
    gc.set_threshold(SELDOM)
    gc.enable()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are numbered: as a name they would be long, and those of a packed file differ with the time of day."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """The developer's own settings never reach a test."""
    for name in [name for name in os.environ if name.startswith("SANFANG_")]:
        monkeypatch.delenv(name)
    monkeypatch.delenv("NO_COLOR", raising=False)


@dataclass(frozen=True, slots=True)
class Sanfang:
    """The `sanfang` command in a process of its own, with its own data directory."""

    home: Path

    def environment(self, **settings: str) -> dict[str, str]:
        """The environment of the process: `settings` are names without the prefix."""
        own = {f"SANFANG_{name.upper()}": value for name, value in settings.items()}
        inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return {**inherited, "HOME": str(self.home), "SANFANG_HOME": str(self.home), **own}

    def run(self, *arguments: str, stdin: bytes = b"", **settings: str) -> subprocess.CompletedProcess[bytes]:
        """Run to the end; output as bytes."""
        return forking.run("bot", *arguments, env=self.environment(**settings), stdin=stdin)


@asynccontextmanager
async def serving(sanfang: Sanfang, **settings: str) -> AsyncIterator[Process]:
    """`sanfang serve` in a process of its own; whatever becomes of the test, it does not outlive it."""
    command = (sys.executable, "-m", "bot", "serve")
    process = await create_subprocess_exec(
        *command, env=sanfang.environment(**settings), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


@pytest.fixture
def sanfang(tmp_path: Path) -> Sanfang:
    """The command, on a machine where it never ran."""
    return Sanfang(tmp_path)
