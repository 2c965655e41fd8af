"""The data directory: one server at a time, one key for ever."""

import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.core.errors import AlreadyRunningError, StoreError
from bot.core.pseudonym import pseudonym
from bot.store.data_directory import KEY_FILE, pseudonym_key, serving


def test_one_server_per_directory(tmp_path: Path) -> None:
    """A second server is refused while the first runs, and welcome afterwards."""
    with serving(tmp_path), pytest.raises(AlreadyRunningError, match="SANFANG_HOME"), serving(tmp_path):
        pass
    with serving(tmp_path):
        pass


def test_a_killed_server_leaves_no_lock(tmp_path: Path) -> None:
    """The lock goes with the process, however it ends."""
    code = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom bot.store.data_directory import serving\n"
        "with serving(Path(sys.argv[1])): os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path)]).returncode == -9
    with serving(tmp_path):
        pass


def test_the_key_is_made_once_and_private(tmp_path: Path) -> None:
    """Many first uses at once agree on one key of 32 bytes that only its owner can read."""
    home = tmp_path / "new"
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(pseudonym_key, [home] * 16))

    assert keys == {(home / KEY_FILE).read_bytes()}
    assert len(keys.pop()) == 32
    assert stat.S_IMODE((home / KEY_FILE).stat().st_mode) == 0o600
    assert [path.name for path in home.iterdir()] == [KEY_FILE]


def test_a_damaged_key_is_an_error(tmp_path: Path) -> None:
    """A truncated key is never used: it would give every citizen a new name."""
    (tmp_path / KEY_FILE).write_bytes(b"short")
    with pytest.raises(StoreError, match="备份"):
        pseudonym_key(tmp_path)


def test_pseudonyms() -> None:
    """A pseudonym depends on key, channel and person, and shows none of them."""
    names = {
        pseudonym(key, channel, person)
        for key in (b"k1", b"k2")
        for channel in ("telegram", "terminal")
        for person in ("7", "77")
    }

    assert len(names) == 8
    assert pseudonym(b"k1", "telegram", "7") == pseudonym(b"k1", "telegram", "7")
    assert all(len(name) == 16 for name in names)
