"""An outgoing message as text for a terminal or a pipe."""

import itertools
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TextIO

from bot.channels.render import source_line
from bot.channels.terminal.layout import Line, Run, lay_out
from bot.core.model import Button, ButtonKind, Citation, Outgoing, RichText, Style

BOLD, DIM, ACCENT = "1", "2", "36"
STYLES = {Style.PLAIN: "", Style.BOLD: BOLD, Style.QUOTE: ACCENT, Style.FOLD: ""}
WIDEST = 80


@dataclass(frozen=True, slots=True)
class Screen:
    """How wide lines may be (None: no limit), and whether colours are shown."""

    width: int | None = None
    colour: bool = False

    @classmethod
    def of(cls, stream: TextIO) -> "Screen":
        """What `stream` can show: a pipe gets neither colours nor wrapping, NO_COLOR takes the colours from a terminal."""
        if not stream.isatty():
            return cls()
        columns = shutil.get_terminal_size().columns
        return cls(min(columns, WIDEST), not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb")

    def message(self, outgoing: Outgoing, *, with_buttons: bool = True) -> str:
        """The whole message: text, sources dimmed, buttons as numbers to type (without them, the questions they would ask)."""
        blocks = [self.text(outgoing.text), *map(self.source, outgoing.sources)]
        if with_buttons and outgoing.buttons:
            blocks.append(self.buttons(outgoing.buttons))
        elif not with_buttons:
            buttons = (button for row in outgoing.buttons for button in row)
            blocks += [f"  · {button.value}" for button in buttons if button.kind is ButtonKind.ASK]
        return "\n".join(blocks)

    def text(self, text: RichText) -> str:
        """The bot's words."""
        return self._painted(tuple(Run(span.text, STYLES[span.style]) for span in text))

    def source(self, citation: Citation) -> str:
        """One line: where the words stand."""
        return self.note(source_line(citation), indent="   ")

    def buttons(self, rows: Iterable[Sequence[Button]]) -> str:
        """The buttons in their rows, each with the number that presses it."""
        numbers = itertools.count(1)
        lines = ("   ".join(f"[{next(numbers)} {button.label}]" for button in row) for row in rows)
        return self.note("\n".join(lines))

    def note(self, text: str, indent: str = "") -> str:
        """A dimmed remark beside the bot's words."""
        return self._painted((Run(text, DIM),), indent)

    def _painted(self, runs: tuple[Run, ...], indent: str = "") -> str:
        return "\n".join(self._line(line) for line in lay_out(runs, self.width, indent))

    def _line(self, line: Line) -> str:
        return "".join(f"\x1b[{run.style}m{run.text}\x1b[0m" if self.colour and run.style else run.text for run in line)
