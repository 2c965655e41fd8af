"""What changed in the corpus, as those read it who watch it: each thing with what it said before and says now."""

from dataclasses import dataclass
from datetime import date

from bot.composer import notice_wording as wording
from bot.composer.terms import FIELDS
from bot.core.deep_link import link_to
from corpus.diff import Entry, diff
from corpus.model import Article, Corpus, Department, Guide


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed. Whoever watches one of `links` (payloads of deep links) is told."""

    links: frozenset[str]
    title: str
    lines: tuple[str, ...]


def changes_between(old: Corpus, new: Corpus) -> tuple[Change, ...]:
    """Everything that differs for a reader, changed things first; other words for searching are no change."""
    difference = diff(old, new)
    changed = [_change(after, _lines(before, after), before, after) for before, after in difference.changed]
    added = [_change(entry, (wording.ADDED,), entry) for entry in difference.added]
    withdrawn = [_change(entry, (wording.WITHDRAWN,), entry) for entry in difference.withdrawn]
    return tuple(change for change in (*changed, *withdrawn, *added) if change.lines)


def _change(entry: Entry, lines: tuple[str, ...], *versions: Entry) -> Change:
    """Those who watch a department are told of all that is its business."""
    links = {str(link_to(each)) for each in versions}
    links |= {str(link_to(Department(name, name))) for each in versions for name in _departments(each)}
    return Change(frozenset(links), title_of(entry), lines)


def title_of(entry: Entry) -> str:
    """What a guide, an article or a department is called."""
    return f"《{entry.title}》" if isinstance(entry, Article) else entry.name


def _departments(entry: Entry) -> tuple[str, ...]:
    match entry:
        case Guide():
            return (entry.department,)
        case Article():
            return entry.departments
        case Department():
            return ()


def _lines(old: Entry, new: Entry) -> tuple[str, ...]:
    match old, new:
        case Guide(), Guide():
            return (*_named(old, new, "name"), *_guide_fields(old, new), *_validity(old, new))
        case Article(), Article():
            text = wording.replaced(wording.TEXT, _paragraphs(old), _paragraphs(new))
            return (*_named(old, new, "title"), *text, *_validity(old, new), *_superseded(old, new))
        case Department(), Department():
            return (*_named(old, new, "name"), *_named(old, new, "phone"))
    return ()


def _named(old: Entry, new: Entry, attribute: str) -> tuple[str, ...]:
    before, after = getattr(old, attribute), getattr(new, attribute)
    return wording.replaced(wording.ATTRIBUTES[attribute], _some(before), _some(after))


def _guide_fields(old: Guide, new: Guide) -> tuple[str, ...]:
    names = [name for name in FIELDS if old.get(name) != new.get(name)]
    return tuple(line for name in names for line in wording.replaced(FIELDS[name], old.get(name), new.get(name)))


def _validity(old: Guide | Article, new: Guide | Article) -> tuple[str, ...]:
    return tuple(
        line
        for name in ("valid_from", "valid_until")
        for line in wording.replaced(wording.ATTRIBUTES[name], _day(old, name), _day(new, name))
    )


def _superseded(old: Article, new: Article) -> tuple[str, ...]:
    return (wording.SUPERSEDED,) if new.superseded_by and old.superseded_by != new.superseded_by else ()


def _paragraphs(article: Article) -> tuple[str, ...]:
    return tuple(part.removeprefix("## ") for part in article.body.split("\n\n"))


def _day(entry: Guide | Article, name: str) -> tuple[str, ...]:
    day: date | None = getattr(entry, name)
    return (day.isoformat(),) if day else ()


def _some(text: str) -> tuple[str, ...]:
    return (text,) if text else ()
