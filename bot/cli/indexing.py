"""How far the index is, shown where somebody waits for it."""

import sys
from typing import Any

import click

LONG = 20_000
"""Steps of work from which it takes long enough to be told about: about a second."""


class IndexBar:
    """Progress of building an index: a bar on standard error once, and only where somebody watches."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._shown = 0

    def __call__(self, done: int, total: int) -> None:
        """So much of the work is done."""
        if total < LONG or not sys.stderr.isatty():
            return
        if self._bar is None:
            self._bar = click.progressbar(length=total, label="建索引", file=sys.stderr)
        self._bar.update(done - self._shown)
        self._shown = done
        if done >= total:
            self._bar.render_finish()
            self._bar, self._shown = None, 0
