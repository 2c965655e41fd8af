"""The bundled corpus asked in one line, and a small corpus of the tests' own."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from bot.composer.compose import Composed, compose
from bot.composer.knowledge import Knowledge
from corpus.folder import bundled

TODAY = date(2026, 3, 2)


@cache
def bundled_knowledge() -> Knowledge:
    """The corpus that comes with Sanfang, indexed once for all tests of a process."""
    return Knowledge.build(bundled())


def asked(text: str, history: Sequence[str] = (), knowledge: Knowledge | None = None) -> Composed:
    """The message composed on `TODAY`, from the bundled corpus when no other is given."""
    return compose(text, history, knowledge or bundled_knowledge(), TODAY)
