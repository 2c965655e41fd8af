"""What a printed card says of a guide: the three clear facts (三个明确), by whom, until when, and where to read on."""

from dataclasses import dataclass
from datetime import date

from bot.composer import card_wording as wording
from bot.core.deep_link import link_to
from corpus.model import Department, Guide, GuideField

INSTEAD = {
    GuideField.AGENT: wording.AGENT,
    GuideField.STEPS: wording.STEPS,
    GuideField.ONLINE: wording.ONLINE,
    GuideField.CONDITIONS: wording.CONDITIONS,
    GuideField.FEE: wording.FEE,
}
"""What a card tells where two or all of the three facts are missing, the most useful first."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What the office has given under a label; or, when `missing`, the sentence that it has not."""

    label: str
    lines: tuple[str, ...]
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A card as text. `url` is what its code leads to, `holds` says until when the card may be believed."""

    id: str
    title: str
    department: str
    facts: tuple[Fact, ...]
    holds: tuple[str, str]
    url: str


def card_of(guide: Guide, department: Department, username: str, today: date) -> Card:
    """The card of a guide, leading to the bot of this name; `today` is the day of printing."""
    return Card(
        guide.id,
        guide.name,
        department.name,
        _facts(guide, department),
        _holds(guide, today),
        link_to(guide).url(username),
    )


def _facts(guide: Guide, department: Department) -> tuple[Fact, ...]:
    """The three; where most of them are missing, what else is known takes their place, and one line says what is missing."""
    phone = (department.phone,) if department.phone else ()
    given = {
        wording.PLACE: guide.get(GuideField.PLACE),
        wording.PHONE: guide.get(GuideField.PHONE) or phone,
        wording.MATERIALS: guide.get(GuideField.MATERIALS),
    }
    missing = [label for label, lines in given.items() if not lines]
    if len(missing) < 2:
        return tuple(_fact(label, lines) if lines else _missing(label) for label, lines in given.items())
    known = [_fact(label, lines) for label, lines in given.items() if lines]
    others = [_fact(label, guide.get(name)) for name, label in INSTEAD.items() if guide.get(name)]
    briefly = "、".join(wording.BRIEFLY[label] for label in missing)
    return (*known, *others[:1], Fact(wording.NOT_TOLD, (wording.ASK.format(what=briefly),), missing=True))


def _fact(label: str, lines: tuple[str, ...]) -> Fact:
    counted = label == wording.MATERIALS and len(lines) > 1
    return Fact(wording.COUNTED.format(label=label, count=len(lines)) if counted else label, _numbered(lines))


def _missing(label: str) -> Fact:
    return Fact(label, (wording.MISSING,), missing=True)


def _numbered(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{number}. {line}" for number, line in enumerate(lines, 1)) if len(lines) > 1 else lines


def _holds(guide: Guide, today: date) -> tuple[str, str]:
    start = guide.valid_from if guide.valid_from and guide.valid_from > today else None
    return wording.holds(start, guide.valid_until, guide.published, today)
