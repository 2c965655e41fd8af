"""Text that a spreadsheet must not run. What citizens typed goes into cells, and a cell may be a formula."""

from bot.composer.report import Cell

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take a text for a formula, in their wide forms too."""


def neutral(cell: Cell) -> Cell:
    """The cell, with an apostrophe in front of a text that would be taken for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(STARTS) else cell
