"""An entry as citizens would read it, from what stands in its boxes; nothing is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.composer.catalogue import Catalogue
from bot.composer.pages import page
from bot.composer.publishing_wording import KINDS
from bot.console.knowledge.entry_form import FormError, entered
from bot.core.deep_link import token_of
from bot.core.model import Outgoing
from bot.core.page_ref import PageKind, PageRef
from corpus.change import Change, Key, Kind, applied
from corpus.check import check
from corpus.model import Article, Corpus, CorpusFormatError, Passage
from corpus.problem import Problem
from corpus.records import Item
from corpus.segment import passages

PAGES = {Kind.GUIDE: PageKind.GUIDE, Kind.DEPARTMENT: PageKind.DEPARTMENT}
"""What citizens find as a page; an article is quoted piece by piece, and nobody reads the glossary."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What citizens would read, and what is to be mended first; `corpus` is the one that it would be part of.

    `wrong` is what cannot be read, by the name of the box; there is nothing to show then.
    """

    wrong: Mapping[str, str] = field(default_factory=dict)
    item: Item | None = None
    corpus: Corpus = field(default_factory=Corpus)
    page: Outgoing | None = None
    cut: tuple[Passage, ...] = ()
    problems: tuple[Problem, ...] = ()


def preview(key: Key, boxes: Mapping[str, str], corpus: Corpus, today: date) -> Preview:
    """The entry with these boxes, within a corpus."""
    try:
        item = entered(key, boxes, corpus.departments)
    except FormError as error:
        return Preview(error.wrong)
    except CorpusFormatError as error:
        return Preview({"": str(error)})
    after = applied(corpus, [Change(key, item)])
    shown = page(PageRef(PAGES[key.kind], token_of(key.id)), Catalogue(after, today)) if key.kind in PAGES else None
    cut = passages(item) if isinstance(item, Article) else ()
    where = f"{KINDS[key.kind]} {key.id}"
    problems = tuple(each for each in check(_around(item, key, after)) if each.where == where)
    return Preview({}, item, after, shown, cut, problems)


def _around(item: Item, key: Key, corpus: Corpus) -> Corpus:
    """The part of a corpus that an entry is checked against: what it names, and what has its name."""
    named = {key.id, getattr(item, "superseded_by", None), getattr(item, "article_id", None)}
    title = getattr(item, "title", "")
    return Corpus(
        articles=tuple(each for each in corpus.articles if each.id in named or each.title == title),
        guides=tuple(each for each in corpus.guides if each.id == key.id or each.name == getattr(item, "name", "")),
        departments=corpus.departments,
        glossary=corpus.glossary,
    )
