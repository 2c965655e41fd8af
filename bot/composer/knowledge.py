"""The corpus made ready to be asked: passages, guides and departments behind the same searching machinery."""

import logging
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock

from bot.composer.lexicon import Lexicon
from bot.composer.route import Routing
from bot.composer.units import Unit, units_of
from corpus.model import Article, Corpus, Department, Guide, Passage
from corpus.segment import passages
from corpus.validity import last_day
from retrieval.confidence import calibrate, features
from retrieval.indexing import Progress, quiet
from retrieval.model import Document, Hit, Query
from retrieval.pinyin import Repairer
from retrieval.rarity import rarity
from retrieval.retriever import Retriever
from retrieval.text import normalize
from retrieval.tokens import Tokenizer

logger = logging.getLogger(__name__)

LARGE = 1000
"""Passages from which a collection is calibrated to know what it cannot answer, and learning what it says takes long."""
MENDED = 30_000
"""Passages up to which typing errors are mended: learning what a collection says takes half a second for every thousand."""
SOFTENED = 0.7
"""The exponent that keeps a word which is both everyday and common here from vanishing altogether."""


@dataclass(frozen=True, slots=True)
class Found:
    """A passage found, with the article it stands in. `text` and `context` are clean: for matching, never for quoting."""

    passage: Passage
    article: Article
    hit: Hit
    text: str
    context: str


class Knowledge:
    """An immutable corpus with its indexes. Questions are answered from one of these as a whole."""

    def __init__(self, corpus: Corpus, passage_index: Retriever, guide_index: Retriever, lexicon: Lexicon) -> None:
        self.corpus = corpus
        self.lexicon = lexicon
        self.articles = {article.id: article for article in corpus.articles}
        self.guides = {guide.id: guide for guide in corpus.guides}
        self.routing = Routing(corpus.departments)
        self.departments = {department.id: department for department in corpus.departments}
        self._parts = {article.id: passages(article) for article in corpus.articles}
        self.passages = {passage.id: passage for parts in self._parts.values() for passage in parts}
        self._passage_index = passage_index
        self._guide_index = guide_index
        self._guide_documents = {document.id: document for document in guide_index.documents}
        self._calibration = calibrate(passage_index) if len(passage_index) >= LARGE else None
        self._heaviest = passage_index.weight("\0")
        self._towns = {name: town.id for town in corpus.departments for name in _town_names(town)}
        responsibilities = [phrase for department in corpus.departments for phrase in department.responsibilities]
        self._business = normalize("\n".join((*responsibilities, *(guide.name for guide in corpus.guides))))
        self.town_ids = frozenset(self._towns.values())
        self._contexts: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        self._learning = Lock()
        self._repairer: Repairer | None = None

    @classmethod
    def build(cls, corpus: Corpus, folder: Path | None = None, progress: Progress = quiet) -> "Knowledge":
        """Index a corpus; with a folder, the index is kept there and opened at once when it is still of this corpus.

        `progress` is told how far the passages are.
        """
        tokenizer = Tokenizer()
        names = [name for department in corpus.departments for name in department.names]
        return cls(
            corpus,
            _retriever(passage_documents(corpus), tokenizer, folder / "passages" if folder else None, progress),
            _retriever(guide_documents(corpus), tokenizer, folder / "guides" if folder else None),
            Lexicon(corpus.glossary, tokenizer.words, names),
        )

    def repaired(self, text: str) -> str:
        """A clean text as it was probably meant, where it was typed wrongly; as it stands in a very large corpus, and while
        another thread is still learning what a large one says."""
        learning = self._repairer is None and self._learning.locked() and len(self.passages) > LARGE
        return text if learning or len(self.passages) > MENDED else self._learnt().repair(text).text

    def learn(self) -> None:
        """Learn what the corpus says, so that no mistyped question has to wait for it: half a second for 1,000 passages."""
        if len(self.passages) <= MENDED:
            self._learnt()

    def _learnt(self) -> Repairer:
        with self._learning:
            if self._repairer is None:
                terms = (word for group in self.corpus.glossary.synonyms for word in group)
                said = (self.normal(f"{each.title}\n{each.section}\n{each.text}") for each in self.passages.values())
                self._repairer = Repairer((*said, self._business, *terms))
            return self._repairer

    def units(self, text: str) -> tuple[Unit, ...]:
        """The content of a clean text as weighted units."""
        return units_of(text, self.lexicon, self.weigh)

    def weigh(self, word: str) -> float:
        """0..1: how much a word says, in ordinary Chinese and in this corpus."""
        here = self._passage_index.weight(word) / self._heaviest if self._heaviest else 1.0
        return float((rarity(word) * here) ** SOFTENED)

    def is_business(self, unit: Unit) -> bool:
        """Whether a unit is a word of government business: it stands in a department's responsibilities or a guide's name."""
        return any(variant in self._business for variant in unit.variants)

    def about(self, text: str, found: Sequence[Found]) -> float:
        """The probability that a large collection answers a clean text at all; 1 for a small one, which has no near misses
        by the hundred."""
        if self._calibration is None:
            return 1.0
        hits = [each.hit for each in found]
        return self._calibration.confidence(features(self._passage_index, self._expanded(text), hits)).about

    def find(self, text: str, on: date, limit: int = 12) -> tuple[Found, ...]:
        """The best passages for a clean text on a date, best first; terms that citizens say are searched as the corpus's own too.

        Where editors made the text a way of asking for an article, that article's passages come first.
        """
        linked = self._linked_to(text)
        titles = " ".join(normalize(self.articles[name].title) for name in sorted(linked))
        hits = self._passage_index.search(Query(f"{self._expanded(text)} {titles}".rstrip(), on=on, limit=limit))
        first = sorted(hits, key=lambda hit: hit.document.group not in linked)
        return tuple(self._found(hit) for hit in first)

    def linked(self, text: str, on: date) -> tuple[Found, ...]:
        """The passages, best first, of the article that editors made a clean text a way of asking for; none on other days."""
        names = self._linked_to(text)
        return tuple(found for found in self.find(text, on) if found.article.id in names) if names else ()

    def whole(self, found: Found) -> tuple[Found, ...]:
        """Every passage of an article of which one was found, in order."""
        return tuple(self._as_found(each, found.article, found.hit) for each in self._parts[found.article.id])

    def beside(self, found: Found) -> tuple[Found, ...]:
        """The passages right before and after one that was found, as if found with the same score."""
        parts, order = self._parts[found.article.id], found.passage.order
        near = (*parts[max(order - 1, 0) : order], *parts[order + 1 : order + 2])
        return tuple(self._as_found(each, found.article, found.hit) for each in near)

    def sought(self, text: str) -> Mapping[str, float]:
        """The pairs of characters that are looked for when a clean text is searched for, with their weights here."""
        return self._passage_index.pairs(self._expanded(text))

    def find_guides(self, text: str, on: date, limit: int = 30) -> tuple[tuple[Guide, Hit], ...]:
        """The best guides for a clean text on a date, best first."""
        hits = self._guide_index.search(Query(self._expanded(text), on=on, limit=limit))
        return tuple((self.guides[hit.document.id], hit) for hit in hits)

    def _linked_to(self, text: str) -> frozenset[str]:
        return self._linked.get(_asked_form(text), frozenset())

    @cached_property
    def _linked(self) -> Mapping[str, frozenset[str]]:
        """The ways of asking, each with the ids of the articles that editors linked it to."""
        linked: defaultdict[str, set[str]] = defaultdict(set)
        for article in self.corpus.articles:
            for question in article.asked_as:
                linked[_asked_form(normalize(question))].add(article.id)
        return {form: frozenset(names) for form, names in linked.items()}

    def towns_in(self, text: str) -> frozenset[str]:
        """The ids of the towns and streets that a clean text names."""
        return frozenset(town for name, town in self._towns.items() if name in text)

    def words(self, text: str) -> Sequence[str]:
        """The words of a clean text, terms of the glossary kept whole."""
        return [piece for piece, _ in self.lexicon.split(text)]

    def guide_names(self, guide: Guide) -> tuple[str, ...]:
        """The clean name of a guide and its other names."""
        return tuple(self.normal(name) for name in (guide.name, *guide.aliases))

    def guide_document(self, guide: Guide) -> Document:
        """The document by which a guide is searched."""
        return self._guide_documents[guide.id]

    def department_of(self, article: Article) -> Department | None:
        """The department responsible for what an article says."""
        return next((self.departments[name] for name in article.departments if name in self.departments), None)

    def normal(self, text: str) -> str:
        """`normalize`, remembered: the same sentences are looked at again and again."""
        if text not in self._texts:
            if len(self._texts) > 50_000:
                self._texts.clear()
            self._texts[text] = normalize(text)
        return self._texts[text]

    def department_for(self, key: str) -> Department | None:
        """The department with this id, or one known by nothing but this name; None for no name."""
        return self.departments.get(key) or (Department(key, key) if key else None)

    def context(self, article: Article) -> str:
        """What can be taken as said wherever one is in the article: its title, departments and ways of asking. Clean."""
        if article.id not in self._contexts:
            names = [
                name for key in article.departments if key in self.departments for name in self.departments[key].names
            ]
            self._contexts[article.id] = normalize("\n".join((article.title, *names, *article.asked_as)))
        return self._contexts[article.id]

    def _expanded(self, text: str) -> str:
        return " ".join((text, *self.lexicon.canonical(text)))

    def _found(self, hit: Hit) -> Found:
        passage = self.passages[hit.document.id]
        return self._as_found(passage, self.articles[passage.article_id], hit)

    def _as_found(self, passage: Passage, article: Article, hit: Hit) -> Found:
        return Found(passage, article, hit, self.normal(f"{passage.section}\n{passage.text}"), self.context(article))


_SAID_ANYHOW = re.compile(r"[\W_]+|[吗呢呀啊吧嘛么]+$")


def _asked_form(text: str) -> str:
    """A clean question without what is said either way: punctuation, blanks, the particle at its end."""
    return _SAID_ANYHOW.sub("", _SAID_ANYHOW.sub("", text))


def _retriever(
    documents: Sequence[Document], tokenizer: Tokenizer, folder: Path | None, progress: Progress = quiet
) -> Retriever:
    """Documents searchable from a folder, or in memory where there is none to write to."""
    if folder:
        try:
            return Retriever.open(documents, folder, progress)
        except OSError as error:
            logger.warning("the index cannot be kept in %s and is built in memory: %s", folder, error.strerror)
    return Retriever.build(documents, tokenizer, progress)


def passage_documents(corpus: Corpus) -> Sequence[Document]:
    """Every passage as a document, under the title of its article and its section."""
    articles = {article.id: article for article in corpus.articles}
    return [
        Document(
            passage.id,
            normalize(f"{article.title} {passage.section}"),
            normalize(passage.text),
            source=article.source,
            departments=article.departments,
            valid_from=article.valid_from,
            valid_until=last_day(article, articles),
            group=article.id,
        )
        for article in corpus.articles
        for passage in passages(article)
    ]


def guide_documents(corpus: Corpus) -> Sequence[Document]:
    """Every guide as a document: its names and ways of asking."""
    return [
        Document(
            guide.id,
            normalize(" ".join((guide.name, *guide.aliases))),
            normalize("\n".join(guide.asked_as)),
            departments=(guide.department,),
            valid_from=guide.valid_from,
            valid_until=guide.valid_until,
        )
        for guide in corpus.guides
    ]


def _town_names(department: Department) -> Sequence[str]:
    """The names under which a town or street is spoken of; none for other departments."""
    if not department.name.endswith(("镇人民政府", "街道办事处")):
        return ()
    place = department.name.removesuffix("人民政府").removesuffix("办事处")
    bare = place.removesuffix("镇").removesuffix("街道")
    return (place, bare) if len(bare) > 1 else (place,)
