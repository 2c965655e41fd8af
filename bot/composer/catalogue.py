"""The corpus as lists to leaf through: what there is for a situation, at a department, in all."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bot.core.deep_link import DeepLink, Directory, Item, LinkKind, link_to, token_of
from bot.core.page_ref import PageKind, PageRef
from corpus.model import Article, Corpus, Department, Guide
from retrieval.sounds import readings


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list and the page it leads to."""

    label: str
    ref: PageRef


@dataclass(frozen=True, slots=True)
class Listing:
    """A list with its heading; `parent` is where it is chosen from."""

    title: str
    entries: tuple[Entry, ...]
    parent: PageKind


class Catalogue:
    """What citizens can find in a corpus on a day. Lists are in alphabetical order, by sound."""

    def __init__(self, corpus: Corpus, today: date) -> None:
        self.corpus, self.today = corpus, today

    @cached_property
    def guides(self) -> tuple[Guide, ...]:
        """The guides in force today."""
        return tuple(sorted((each for each in self.corpus.guides if _in_force(each, self.today)), key=_by_name))

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """The articles in force today, the newest first."""
        valid = (each for each in self.corpus.articles if each.valid_on(self.today))
        return tuple(sorted(valid, key=_by_date, reverse=True))

    @cached_property
    def directory(self) -> Directory:
        """Everything by its link, also what is not in force today."""
        return Directory(self.corpus)

    def find(self, kind: LinkKind, token: str) -> Item | None:
        """The item behind a token, or None when it is there no more."""
        return self.directory.find(DeepLink(kind, token))

    def guide(self, token: str) -> Guide | None:
        """The guide behind a token."""
        found = self.find(LinkKind.GUIDE, token)
        return found if isinstance(found, Guide) else None

    def office(self, key: str) -> Department:
        """The department with this id, or one known by nothing but this name."""
        return self.corpus.department(key) or Department(key, key)

    def listing(self, ref: PageRef) -> Listing | None:
        """The list of a page, or None when it has none, or not any more."""
        match ref.kind:
            case PageKind.SITUATIONS:
                return Listing("", self._situations, PageKind.HOME)
            case PageKind.DEPARTMENTS:
                return Listing("", self._departments, PageKind.HOME)
            case PageKind.GUIDES:
                return Listing("", tuple(map(_entry, self.guides)), PageKind.HOME)
            case PageKind.ARTICLES:
                return Listing("", tuple(map(_entry, self.articles)), PageKind.HOME)
            case PageKind.SITUATION:
                return self._situation(ref.token)
            case PageKind.DEPARTMENT:
                return self._department(ref.token)
        return None

    def guides_of(self, article: Article) -> tuple[Guide, ...]:
        """The guides drawn from an article."""
        return tuple(guide for guide in self.guides if guide.article_id == article.id)

    @cached_property
    def _situations(self) -> tuple[Entry, ...]:
        names = sorted({name for guide in self.guides for name in guide.situations}, key=_sound)
        return tuple(Entry(name, PageRef(PageKind.SITUATION, token_of(name))) for name in names)

    @cached_property
    def _departments(self) -> tuple[Entry, ...]:
        """The departments that have something to show."""
        keys = {guide.department for guide in self.guides}
        keys |= {key for article in self.articles for key in article.departments}
        offices = sorted(map(self.office, keys), key=_by_name)
        return tuple(Entry(each.name, PageRef(PageKind.DEPARTMENT, token_of(each.id))) for each in offices)

    def _situation(self, token: str) -> Listing | None:
        name = next((each for guide in self.guides for each in guide.situations if token_of(each) == token), None)
        if name is None:
            return None
        entries = tuple(_entry(each) for each in self.guides if name in each.situations)
        return Listing(name, entries, PageKind.SITUATIONS)

    def _department(self, token: str) -> Listing | None:
        office = self.find(LinkKind.DEPARTMENT, token)
        if not isinstance(office, Department):
            return None
        guides = (each for each in self.guides if each.department == office.id)
        articles = (each for each in self.articles if office.id in each.departments)
        return Listing(office.name, (*map(_entry, guides), *map(_entry, articles)), PageKind.DEPARTMENTS)


def _entry(item: Guide | Article) -> Entry:
    link = link_to(item)
    if isinstance(item, Guide):
        return Entry(item.name, PageRef(PageKind.GUIDE, link.token))
    return Entry(f"📰 {item.title}", PageRef(PageKind.ARTICLE, link.token))


def _in_force(guide: Guide, today: date) -> bool:
    return (guide.valid_from is None or guide.valid_from <= today) and (
        guide.valid_until is None or today <= guide.valid_until
    )


def _by_name(item: Guide | Department) -> tuple[list[str], str]:
    return _sound(item.name)


def _sound(name: str) -> tuple[list[str], str]:
    """Where a name stands in a Chinese index; quotation marks and brackets do not count."""
    return [next(iter(readings(character)), character) for character in name.lstrip("“《「『（(〈 ")], name


def _by_date(article: Article) -> tuple[date, str]:
    return article.published or date.min, article.title
