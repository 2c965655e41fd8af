"""An entry of the corpus as the pages about it see it: which one, whose, and what tells it from a later wording."""

import hashlib

from starlette.exceptions import HTTPException

from bot.console.belonging import belongs
from bot.console.visit import Visit
from corpus.change import Key, Kind
from corpus.entry_text import written
from corpus.records import Item


def key_of_page(visit: Visit) -> Key:
    """Which entry the address names. Raises a 404 for no kind of entry."""
    return Key(kind_of_page(visit), "" if visit.path("id") == "-" else visit.path("id"))


def kind_of_page(visit: Visit) -> Kind:
    """The kind of entry in the address. Raises a 404 when there is none such."""
    kind = visit.path("kind")
    if kind not in set(Kind):
        raise HTTPException(404)
    return Kind(kind)


def require_own(visit: Visit, item: Item) -> None:
    """Raises a 403 when the entry is not the account's to change."""
    if not belongs(visit.account, item):
        raise HTTPException(403)


def mark(item: Item | None) -> str:
    """Tells this wording of an entry from any other; empty where there is none."""
    return hashlib.sha256(written(item).encode()).hexdigest()[:24] if item else ""
