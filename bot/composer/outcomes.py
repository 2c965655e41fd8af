"""What the rules can say, as typed values; `wording` turns each into what the citizen reads."""

from dataclasses import dataclass
from enum import StrEnum

from bot.composer.extract import Candidate
from bot.composer.headline import Headline
from bot.composer.kinds import Wanted
from bot.composer.talk import Talk
from corpus.model import Department


class Why(StrEnum):
    """Why a question is handed to a department."""

    ASKED_FOR = "asked_for"
    FACT_MISSING = "fact_missing"
    NOT_IN_CORPUS = "not_in_corpus"
    OTHER_TOWN = "other_town"
    DEPARTMENT_UNKNOWN = "department_unknown"
    FIELD_MISSING = "field_missing"


@dataclass(frozen=True, slots=True)
class Quoted:
    """An answer in the source's words, with the direct answer in front where it is sure."""

    quotes: tuple[Candidate, ...]
    department: Department | None
    headline: Headline
    confidence: float


@dataclass(frozen=True, slots=True)
class Above:
    """A further question whose best quote an earlier one of the message has shown; `new` are its quotes not shown yet."""

    asked: str
    quoted: Quoted
    new: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class HandOver:
    """An offer to connect the department. `reason` is the responsibility that matched, `wanted` the fact not known.

    `asked` are the questions of one message that it holds for, where they are several.
    """

    why: Why
    department: Department | None
    reason: str = ""
    wanted: Wanted | None = None
    nearest: Candidate | None = None
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choose:
    """Two readings; each option is a full question."""

    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Courtesy:
    """Small talk and its kind."""

    talk: Talk


@dataclass(frozen=True, slots=True)
class Declined:
    """Not a matter of this district's offices. `about` is a kind of talk, or a place beyond the district, or None."""

    about: Talk | str | None = None
    number: str = ""


Result = Quoted | Above | HandOver | Choose | Courtesy | Declined
