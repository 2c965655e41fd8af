"""Runs every pattern of the composer over hostile strings; a program of its own, so that one that never ends can be ended."""

import importlib
import pkgutil
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import bot.composer
from tests.composer.asking import bundled_knowledge

LENGTH = 5_000
"""More than is ever kept of a message."""


def patterns() -> dict[str, re.Pattern[str]]:
    """Every compiled pattern that a module of the composer holds, by module and source."""
    found = {}
    for module in pkgutil.iter_modules(bot.composer.__path__, "bot.composer."):
        for value in vars(importlib.import_module(module.name)).values():
            found.update({f"{module.name} {pattern.pattern}": pattern for pattern in _within(value)})
    for value in vars(bundled_knowledge().lexicon).values():
        found.update({f"lexicon {pattern.pattern}": pattern for pattern in _within(value)})
    return found


def _within(value: object) -> Iterator[re.Pattern[str]]:
    """The patterns in a value and in whatever it is made of."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from (pattern for each in (*value.keys(), *value.values()) for pattern in _within(each))
    elif isinstance(value, list | tuple | set | frozenset):
        yield from (pattern for each in value for pattern in _within(each))
    elif is_dataclass(value) and not isinstance(value, type):
        yield from (pattern for field in fields(value) for pattern in _within(getattr(value, field.name)))


def hostile(pattern: re.Pattern[str]) -> Iterator[str]:
    """Long strings of what the pattern likes, ending in what it does not."""
    words = re.findall(r"[\u4e00-\u9fff]{1,4}", pattern.pattern) or ["的"]
    pieces = [
        "1",
        "0-",
        "、一",
        "a",
        " ",
        "(",
        "。\n",
        words[0],
        words[-1],
        "".join(words)[:400],
        f"{words[0]}1{words[-1]}、",
    ]
    return (piece * (LENGTH // len(piece)) + "\x01" for piece in pieces)


def main() -> None:
    """Print how many patterns were run, and the slowest."""
    slowest = (0.0, "")
    every = patterns()
    for name, pattern in every.items():
        start = time.monotonic()
        for text in hostile(pattern):
            pattern.fullmatch(text)
            sum(1 for _ in pattern.finditer(text))
        slowest = max(slowest, (time.monotonic() - start, name[:120]))
    sys.stdout.write(f"{len(every)} patterns, slowest {slowest[0]:.2f} s: {slowest[1]}\n")


if __name__ == "__main__":
    main()
