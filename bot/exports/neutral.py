"""Text that a spreadsheet must not run. What citizens typed goes into cells, and a cell may be a formula."""

from unicodedata import category, normalize

from bot.composer.report import Cell

STARTS = frozenset("=+-@")
"""What makes a spreadsheet take a text for a formula; wide and small forms are folded before."""
_QUOTES = frozenset("\"'`‘’“”＂＇")


def neutral(cell: Cell) -> Cell:
    """The cell, with an apostrophe in front of a text that would be taken for a formula."""
    return f"'{cell}" if isinstance(cell, str) and _runs(cell) else cell


def _runs(text: str) -> bool:
    """Whether a formula begins after what spreadsheets and people skip: blanks, invisible characters, quotes."""
    if text[:1] in ("\t", "\r", "\n"):
        return True
    first = next((each for each in text if not _skipped(each)), " ")
    return normalize("NFKC", first)[0] in STARTS


def _skipped(each: str) -> bool:
    return each.isspace() or each in _QUOTES or category(each) in ("Cf", "Cc")
