"""Texts longer than a page: where to stop, and the parts one after another."""

from dataclasses import replace

from bot.composer import menu_wording as wording
from bot.composer.menu import Row, button
from bot.core.model import Citation, Outgoing, Span, Style
from bot.core.page_ref import PageRef

PART = 2500
"""Characters of a part."""
_ENDS = "\n。；！？"


def beginning(text: str, most: int) -> str:
    """The text, or as many whole lines and sentences of its beginning as fit; at the worst a hard cut."""
    if len(text) <= most:
        return text
    end = max(text.rfind(mark, most // 2, most) for mark in _ENDS)
    return text[: end + 1 if end >= 0 else most].rstrip()


def parts(text: str, most: int = PART) -> tuple[str, ...]:
    """The text in parts of at most `most` characters; none is empty."""
    found = []
    while text:
        part = beginning(text, most)
        found.append(part)
        text = text[len(part) :].lstrip()
    return tuple(found)


def part_page(
    ref: PageRef, head: str, text: str, sources: tuple[Citation, ...], last: Row, rows: tuple[Row, ...] = (),
    *, fold: bool = False,
) -> Outgoing:  # fmt: skip
    """The part of a text that the reference's path numbers, from 0, with the way to those before and after it."""
    every = parts(text) or (wording.NOTHING,)
    number = min(int(ref.path or "0"), len(every) - 1)
    turn = tuple(
        button(label, replace(ref, path=str(at)))
        for label, at in ((wording.EARLIER, number - 1), (wording.LATER, number + 1))
        if 0 <= at < len(every)
    )
    note = wording.CONTINUED.format(number=number + 1, parts=len(every)) if turn else ""
    shown = (Span(head, Style.BOLD), Span(note + "\n\n"), Span(every[number], Style.FOLD if fold else Style.PLAIN))
    return Outgoing(shown, sources, tuple(row for row in (*rows, turn, last) if row))
