"""An entry of the corpus as the pages about it see it: which one, whose, and what tells it from a later wording."""

import hashlib
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain, count

from starlette.exceptions import HTTPException

from bot.console.knowledge.belonging import belongs
from bot.console.knowledge.trying import LONGEST_QUESTION
from bot.console.web.visit import Visit
from corpus.change import Key, Kind
from corpus.entry_text import written
from corpus.records import Item

FRESH = {Kind.ARTICLE: "article", Kind.GUIDE: "guide", Kind.DEPARTMENT: "department"}
"""How the ids begin that are made up for new entries."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What came from the form of an entry. `opened` is the mark of what it was filled from, None when it was no form of ours.

    `looking` asks for nothing but a look, at the answer to a `question` too.
    """

    boxes: Mapping[str, str]
    opened: str | None = None
    looking: bool = False
    question: str = ""

    def fits(self, standing: Item | None) -> bool:
        """Whether what stands in the draft is still what the form was filled from."""
        return self.opened in (None, mark(standing))


async def typed(visit: Visit) -> Typed:
    """The form of an entry as it was sent."""
    sent = {name: str(value) for name, value in (await visit.form()).items()}
    question = " ".join(sent.pop("question", "").split())[:LONGEST_QUESTION]
    return Typed(sent, sent.pop("opened", None), sent.pop("do", "") == "look", question)


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


def fresh_id(kind: Kind, known: Container[Key], day: date) -> str:
    """An id that nothing has, for editors who care for none."""
    ids = (f"{FRESH[kind]}-{day:%Y%m%d}{end}" for end in chain(("",), (f"-{number}" for number in count(2))))
    return next(each for each in ids if Key(kind, each) not in known)
