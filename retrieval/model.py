"""What is searched, what is asked of the index, and what comes back."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Document:
    """One searchable unit: a passage, a guide or a department's responsibilities. `title` is searched with the text.

    `valid_from` and `valid_until` are inclusive; None means unbounded.
    """

    id: str
    title: str
    text: str
    source: str = ""
    departments: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A search: clean text, the citizen's date, and filters that hold inside the search (empty = no filter)."""

    text: str
    on: date | None = None
    departments: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    limit: int = 10


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found. `score` is the BM25 sum, `coverage` the idf-weighted share of the query's terms present (0..1),
    `matched` the query's words found there, in query order."""

    document: Document
    score: float
    coverage: float
    matched: tuple[str, ...]
