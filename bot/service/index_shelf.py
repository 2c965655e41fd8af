"""Where search indexes are kept: a folder for each content of the corpus, so that who publishes builds what the bot opens."""

import hashlib
import os
import shutil
from contextlib import suppress
from pathlib import Path

from corpus.model import Corpus

KEPT = 3
"""Folders that stay: the version in force, the draft, and one to go back to."""
PARTS = ("passages", "guides")
CUT = "cut"
"""What spares the next build from cutting the same texts again; its files are sealed, and may be shared by links."""


class IndexShelf:
    """The folders below one directory. Several processes may use it at once."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def place(self, corpus: Corpus) -> Path:
        """The folder for a corpus, with what can be used of the last one; the oldest others go."""
        folder = self._home / _key(corpus)
        with suppress(OSError):  # without a place to write to, an index is built in memory
            if not folder.exists():
                self._begin(folder)
            os.utime(folder)
            for old in self._newest_first()[KEPT:]:
                shutil.rmtree(old, ignore_errors=True)
        return folder

    def _begin(self, folder: Path) -> None:
        """Made aside and renamed, so that nobody finds half of it."""
        aside = folder.with_name(f".{folder.name}-{os.getpid()}")
        aside.mkdir(parents=True, exist_ok=True)
        for last in self._newest_first()[:1]:
            for part in PARTS:
                with suppress(OSError):
                    shutil.copytree(last / part / CUT, aside / part / CUT, copy_function=os.link)
        try:
            aside.rename(folder)
        except OSError:  # another process was faster
            shutil.rmtree(aside, ignore_errors=True)

    def _newest_first(self) -> list[Path]:
        folders = [each for each in self._home.iterdir() if each.is_dir() and not each.name.startswith(".")]
        return sorted(folders, key=lambda each: each.stat().st_mtime_ns, reverse=True)


def _key(corpus: Corpus) -> str:
    return hashlib.sha256(repr((corpus.articles, corpus.guides)).encode("utf-8", "surrogatepass")).hexdigest()[:24]
