"""What is searched, what is asked of the index, and what comes back."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Document:
    """One searchable unit: a passage, a guide or a department's responsibilities. `title` is searched with the text.

    Neighbouring documents of the same non-empty `group` are parts of one text, in its order: each is also known by the
    text that it stands in. `valid_from` and `valid_until` are inclusive; None means unbounded.
    """

    id: str
    title: str
    text: str
    source: str = ""
    departments: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    group: str = ""


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
    """A document found. `score` is comparable within one search only, `coverage` the idf-weighted share of the query's
    content words present there or in what it stands under (0..1), `matched` those words, in query order."""

    document: Document
    score: float
    coverage: float
    matched: tuple[str, ...]
