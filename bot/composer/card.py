"""What a printed card says of a guide: the three clear facts (三个明确), by whom, until when, and where to read on."""

from dataclasses import dataclass
from datetime import date

from bot.composer import card_wording as wording
from bot.core.deep_link import link_to
from corpus.model import Department, Guide, GuideField


@dataclass(frozen=True, slots=True)
class Fact:
    """One of the three. `lines` are what the office has given; without any, the card says that it is missing."""

    label: str
    lines: tuple[str, ...]

    @property
    def missing(self) -> bool:
        """Whether the office has not told it."""
        return not self.lines


@dataclass(frozen=True, slots=True)
class Card:
    """A card as text. `url` is what its code leads to, `holds` says until when the card may be believed."""

    id: str
    title: str
    department: str
    facts: tuple[Fact, ...]
    holds: tuple[str, ...]
    url: str


def card_of(guide: Guide, department: Department, username: str, today: date) -> Card:
    """The card of a guide, leading to the bot of this name; `today` is the day of printing."""
    materials = guide.get(GuideField.MATERIALS)
    label = wording.COUNTED if len(materials) > 1 else "{label}"
    facts = (
        Fact(wording.PLACE, _numbered(guide.get(GuideField.PLACE))),
        Fact(wording.PHONE, guide.get(GuideField.PHONE) or ((department.phone,) if department.phone else ())),
        Fact(label.format(label=wording.MATERIALS, count=len(materials)), _numbered(materials)),
    )
    return Card(guide.id, guide.name, department.name, facts, _holds(guide, today), link_to(guide).url(username))


def _numbered(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{number}. {line}" for number, line in enumerate(lines, 1)) if len(lines) > 1 else lines


def _holds(guide: Guide, today: date) -> tuple[str, ...]:
    """A guide without a date is dated by the day of printing."""
    start = guide.valid_from if guide.valid_from and guide.valid_from > today else None
    return wording.holds(start, guide.valid_until, guide.published or today)
