"""The card on an A6 page: large type, three clear facts, a code. What does not fit is made smaller, then folded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

import rjieba

from bot.cards.fonts import Fonts
from bot.cards.sheet import A6, Box, Colour, Sheet, Text
from bot.cards.wrap import wrapped
from bot.composer import card_wording as wording
from bot.composer.card import Card, Fact

WIDTH, HEIGHT = A6
MARGIN = 17.0
INNER = WIDTH - 2 * MARGIN
CODE = 92.0
"""Side of the code: 32 mm. Its quiet zone lies in the margin."""
FOOT = HEIGHT - MARGIN - CODE - 14
LEADING = 1.34
TITLE_SIZES, TITLE_LINES = (25.0, 22.0, 19.0, 17.0, 15.0), 3
SIZES = (18.0, 17.0, 16.0, 15.0, 14.0, 13.0, 12.0)
LABEL = 13.0
MISSING = 13.0
GAP = 9.0

WHITE, BLACK, BLUE, GREY, LINE = (255, 255, 255), (0, 0, 0), (10, 55, 105), (60, 60, 60), (190, 200, 212)


@dataclass(frozen=True, slots=True)
class Block:
    """A fact in lines at a size."""

    fact: Fact
    lines: tuple[str, ...]


def lay_out(card: Card, fonts: Fonts, modules: Sequence[Sequence[bool]]) -> Sheet:
    """The page. `modules` is the code as rows of dark and light. Raises CardError when a character cannot be printed."""
    return _Layout(card, fonts).sheet(modules)


class _Layout:
    def __init__(self, card: Card, fonts: Fonts) -> None:
        self._card, self._fonts = card, fonts
        self._items: list[Box | Text] = []

    def sheet(self, modules: Sequence[Sequence[bool]]) -> Sheet:
        self._box(0, 0, WIDTH, HEIGHT, WHITE)
        top = self._head()
        self._facts(top + GAP)
        self._foot()
        self._code(modules)
        shown = [item for item in self._items if isinstance(item, Text)]
        self._fonts.regular.check(item.text for item in shown if not item.bold)
        self._fonts.bold.check(item.text for item in shown if item.bold)
        about = "\n".join(item.text for item in shown)
        return Sheet(A6, tuple(self._items), f"{wording.KICKER}：{self._card.title}", about)

    def _head(self) -> float:
        """The title in a dark band; returns where the band ends."""
        size, lines = self._largest(TITLE_SIZES, lambda size: self._title(INNER, size), TITLE_LINES)
        shown = self._balanced(lines, size) if len(lines) <= TITLE_LINES else _cut(lines, TITLE_LINES)
        height = MARGIN + 18 + len(shown) * size * 1.22 + 8
        self._box(0, 0, WIDTH, height, BLUE)
        self._text(MARGIN, MARGIN + 8, wording.KICKER, 12.0, WHITE, bold=True)
        for number, line in enumerate(shown, 1):
            self._text(MARGIN, MARGIN + 14 + number * size * 1.22, line, size, WHITE, bold=True)
        return height

    def _balanced(self, lines: list[str], size: float) -> list[str]:
        """The title in lines of about one length, so that no short word stands alone."""
        width = INNER
        while width > INNER / 2 and len(self._title(width - size / 2, size)) == len(lines):
            width -= size / 2
        return self._title(width, size)

    def _title(self, width: float, size: float) -> list[str]:
        """The title in lines, its words kept whole."""
        return wrapped(self._card.title, width, lambda line: self._fonts.bold.width(line, size), rjieba.cut)

    def _facts(self, top: float) -> None:
        room = FOOT - GAP - top
        size, blocks = next(
            ((size, blocks) for size in SIZES if _height(blocks := self._blocks(size), size) <= room),
            (SIZES[-1], self._blocks(SIZES[-1])),
        )
        blocks = _folded(blocks, size, room)
        spare = max(0.0, room - _height(blocks, size))
        gap = GAP + min(14.0, spare / (len(blocks) + 1))
        y = top + min(10.0, spare / (len(blocks) + 1))
        for number, block in enumerate(blocks):
            if number:
                self._box(MARGIN, y - gap / 2 - 0.4, INNER, 0.8, LINE)
            y = self._block(block, y, size) + gap

    def _block(self, block: Block, y: float, size: float) -> float:
        size = _size(block.fact, size)
        self._box(MARGIN, y + 1.5, 4, LABEL, BLUE)
        self._text(MARGIN + 10, y + LABEL, block.fact.label, LABEL, BLUE, bold=True)
        y += LABEL * LEADING
        for line in block.lines:
            y += size * LEADING
            self._text(
                MARGIN, y - size * 0.26, line, size, GREY if block.fact.missing else BLACK, bold=not block.fact.missing
            )
        return y

    def _foot(self) -> None:
        self._box(MARGIN, FOOT, INNER, 1.2, BLUE)
        self._text(MARGIN, FOOT + 30, wording.SCAN, 21.0, BLUE, bold=True)
        self._text(MARGIN, FOOT + 47, wording.SCAN_MORE, 12.0, BLACK, bold=False)
        y = self._department(FOOT + 53)
        for line in self._card.holds:
            y += 13.5
            self._text(MARGIN, y, line, 10.5, BLACK, bold=False)

    def _department(self, y: float) -> float:
        """Who answers for it, in one line or two; returns where the last one stands."""
        width = INNER - CODE - 12
        size, lines = self._largest(
            (14.0, 13.0, 12.0, 11.0), lambda size: self._wrap(self._card.department, width, size, bold=True), 1
        )
        for line in _cut(lines, 2):
            y += size * 1.25
            self._text(MARGIN, y, line, size, BLACK, bold=True)
        return y

    def _code(self, modules: Sequence[Sequence[bool]]) -> None:
        """The code as runs of boxes; nothing else comes nearer to it than four modules."""
        side = CODE / len(modules)
        left, top = WIDTH - MARGIN - CODE, FOOT + 14
        for row, line in enumerate(modules):
            for start, end in _runs(line):
                self._box(left + start * side, top + row * side, (end - start) * side, side, BLACK)

    def _blocks(self, size: float) -> list[Block]:
        return [self._in_lines(fact, size) for fact in self._card.facts]

    def _in_lines(self, fact: Fact, size: float) -> Block:
        split = (self._wrap(line, INNER, _size(fact, size), bold=not fact.missing) for line in fact.lines)
        return Block(fact, tuple(chain.from_iterable(split)))

    def _wrap(self, text: str, width: float, size: float, *, bold: bool) -> list[str]:
        face = self._fonts.face(bold)
        return wrapped(text, width, lambda line: face.width(line, size))

    def _largest(
        self, sizes: Sequence[float], lines: Callable[[float], list[str]], most: int
    ) -> tuple[float, list[str]]:
        """The largest size at which there are at most so many lines, or the smallest."""
        return next(
            ((size, found) for size in sizes if len(found := lines(size)) <= most), (sizes[-1], lines(sizes[-1]))
        )

    def _text(self, x: float, y: float, text: str, size: float, colour: Colour, *, bold: bool) -> None:
        self._items.append(Text(x, y, text, size, colour, bold))

    def _box(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        self._items.append(Box(x, y, width, height, colour))


def _size(fact: Fact, size: float) -> float:
    """What is missing is said in small letters."""
    return min(size, MISSING) if fact.missing else size


def _height(blocks: Sequence[Block], size: float) -> float:
    text = sum(len(block.lines) * _size(block.fact, size) for block in blocks)
    return (len(blocks) * LABEL + text) * LEADING + (len(blocks) - 1) * GAP


def _folded(blocks: list[Block], size: float, room: float) -> list[Block]:
    """The longest facts cut, line by line, until all fit; the last line of a cut one says where the rest is."""
    counts = [len(block.lines) for block in blocks]
    while _height(blocks, size) - (sum(len(b.lines) for b in blocks) - sum(counts)) * size * LEADING > room:
        longest = counts.index(max(counts))
        if counts[longest] == 1:
            break
        counts[longest] -= 1
    return [
        block if count == len(block.lines) else Block(block.fact, (*block.lines[: count - 1], wording.FOLDED))
        for block, count in zip(blocks, counts, strict=True)
    ]


def _cut(lines: Sequence[str], most: int) -> Sequence[str]:
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1][:-1]}…"]


def _runs(line: Sequence[bool]) -> list[tuple[int, int]]:
    """Where dark modules stand together."""
    edges = [
        number
        for number in range(len(line) + 1)
        if (line[number - 1] if number else False) != (line[number] if number < len(line) else False)
    ]
    return list(zip(edges[::2], edges[1::2], strict=True))
