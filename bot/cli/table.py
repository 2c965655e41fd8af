"""A plain table in which 汉字 count as two columns."""

import shutil
import sys
from collections.abc import Sequence

from wcwidth import clip, ljust, width


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows under their head; in a terminal, lines are cut at its right edge."""
    cells = [head, *rows]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(map(ljust, row, widths)).rstrip() for row in cells]
    if sys.stdout.isatty():
        columns = shutil.get_terminal_size().columns
        lines = [clip(line, 0, columns) for line in lines]
    return "\n".join(lines)
