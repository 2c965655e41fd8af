"""The values of the corpus: everything the bot may quote, and who is responsible for what.

CorpusError
└── CorpusFormatError    a file that cannot be read as corpus; says which file, where, and what to do
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class CorpusError(Exception):
    """Anything wrong with the corpus that its editor has to mend."""


class CorpusFormatError(CorpusError):
    """A file that cannot be read as corpus."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a bulletin.

    `body` holds paragraphs separated by one blank line; a line starting with `## ` is a section heading.
    `departments` are ids, the responsible one first. `asked_as` are ways of asking that staff linked to it.
    `valid_from` and `valid_until` are inclusive; `superseded_by` is an article id.
    """

    id: str
    title: str
    body: str
    bulletin: str = ""
    number: int | None = None
    published: date | None = None
    departments: tuple[str, ...] = ()
    asked_as: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    superseded_by: str | None = None

    @property
    def source(self) -> str:
        """The bulletin and its number as shown to a citizen, e.g. `《…情况交流》第23期`."""
        return self.bulletin if self.number is None else f"{self.bulletin}第{self.number}期"

    def valid_on(self, day: date) -> bool:
        """Whether the article may be quoted to a citizen who asks on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


@dataclass(frozen=True, slots=True)
class Passage:
    """A quotable piece of an article: one paragraph or one point. `text` is a verbatim part of the article's body.

    `id` is the article's id, `#`, and a short digest of the text: it survives edits elsewhere in the article.
    `section` is the heading it stands under, or empty; `order` counts passages within the article from 0.
    """

    id: str
    article_id: str
    title: str
    section: str
    text: str
    order: int


class GuideField(StrEnum):
    """The fields of a service guide (办事指南) that a citizen may ask for."""

    PLACE = "place"
    PHONE = "phone"
    COMPLAINT_PHONE = "complaint_phone"
    HOURS = "hours"
    MATERIALS = "materials"
    STEPS = "steps"
    CONDITIONS = "conditions"
    LEGAL_LIMIT = "legal_limit"
    PROMISED_LIMIT = "promised_limit"
    FEE = "fee"
    ONLINE = "online"
    AGENT = "agent"
    DELIVERY = "delivery"
    BASIS = "basis"


@dataclass(frozen=True, slots=True)
class Guide:
    """One matter as a record (一事一表).

    `fields` maps a field to its lines (a list has several, in order); a field that the office has not given is absent.
    `article_id` names the article the record was drawn from, or is None when the record itself is the source.
    `situations` are the menu's headings in citizens' words (我要养狗, 老人 …).
    """

    id: str
    name: str
    department: str
    aliases: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()
    fields: Mapping[GuideField, tuple[str, ...]] = field(default_factory=dict)
    article_id: str | None = None
    source: str = ""
    published: date | None = None
    asked_as: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None

    def get(self, name: GuideField) -> tuple[str, ...]:
        """The lines of a field; empty when the office has not given it."""
        return self.fields.get(name, ())


@dataclass(frozen=True, slots=True)
class Department:
    """A department of the district.

    `aliases` are other names in use, `former` and `later` the names before and after a reorganisation.
    `responsibilities` are phrases in citizens' words, each short enough to be shown as the reason of a routing.
    `desk` marks the one that takes what nobody else does.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    responsibilities: tuple[str, ...] = ()
    phone: str = ""
    desk: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Every name a citizen may use for it, the official one first."""
        return (self.name, *self.aliases, *self.former, *self.later)


@dataclass(frozen=True, slots=True)
class Glossary:
    """Words the segmenter has to know, and groups of words that mean the same to a citizen.

    Each group of `synonyms` starts with the term the corpus uses; the rest are what citizens say instead.
    """

    words: tuple[str, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Corpus:
    """Everything the bot knows, as one immutable value."""

    articles: tuple[Article, ...] = ()
    guides: tuple[Guide, ...] = ()
    departments: tuple[Department, ...] = ()
    glossary: Glossary = Glossary()

    def article(self, article_id: str) -> Article | None:
        """The article with this id, or None."""
        return next((article for article in self.articles if article.id == article_id), None)

    def department(self, department_id: str) -> Department | None:
        """The department with this id, or None."""
        return next((department for department in self.departments if department.id == department_id), None)

    @property
    def desk(self) -> Department | None:
        """The department that takes what nobody else does, or None."""
        return next((department for department in self.departments if department.desk), None)
