"""Values of the corpus to plain records and back: the one place that knows which key holds what.

A record is a dict of strings, numbers, booleans, dates and lists. Keys whose value is empty are left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from corpus.model import Article, CorpusFormatError, Department, Glossary, Guide, GuideField

Item = Article | Guide | Department | Glossary
Record = Mapping[str, Any]


def to_record(item: Item) -> dict[str, Any]:
    """The record of an item, keys in the order of its class."""
    pairs = ((field.name, _plain(getattr(item, field.name))) for field in fields(item))
    return {key: value for key, value in pairs if not _is_empty(value)}


def _is_empty(value: Any) -> bool:
    """Whether a value goes without saying; the number 0 does not."""
    return value is None or value is False or value in ("", [], {})


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(lines) for key, lines in value.items()}
    if isinstance(value, tuple):
        return [_plain(element) for element in value]
    return value


class Reader:
    """Reads a stranger's record key by key; every complaint names the place and says what to do.

    `where` is the file, and the entry within it where there are several. Raises CorpusFormatError.
    """

    def __init__(self, where: str, record: Record) -> None:
        self.where = where
        self._record = record
        self._seen: set[str] = set()

    def error(self, message: str) -> CorpusFormatError:
        """The complaint, ready to be raised."""
        return CorpusFormatError(f"{self.where}：{message}")

    def _take(self, key: str, kind: type, form: str) -> Any:
        self._seen.add(key)
        value = self._record.get(key)
        if value is not None and (not isinstance(value, kind) or isinstance(value, bool) is not (kind is bool)):
            raise self.error(f"{key} 写法不对，应写成 {form}。")
        return value

    def text(self, key: str) -> str:
        """An optional string; empty when absent."""
        value: str | None = self._take(key, str, f'{key} = "……"')
        return value or ""

    def needed(self, key: str) -> str:
        """A string that must be there."""
        if value := self.text(key):
            return value
        raise self.error(f'缺少 {key}，请补上 {key} = "……"。')

    def optional(self, key: str) -> str | None:
        """A string, or None when absent."""
        return self.text(key) or None

    def texts(self, key: str) -> tuple[str, ...]:
        """An optional list of strings."""
        value = self._take(key, list, f'{key} = ["……", "……"]') or []
        if not all(isinstance(element, str) and element for element in value):
            raise self.error(f"{key} 里有不是文字或空白的一项，请改正或删去。")
        return tuple(value)

    def number(self, key: str) -> int | None:
        """An optional whole number."""
        value: int | None = self._take(key, int, f"{key} = 23")
        return value

    def flag(self, key: str) -> bool:
        """A yes or no; no when absent."""
        return bool(self._take(key, bool, f"{key} = true"))

    def day(self, key: str) -> date | None:
        """An optional date, native or as ISO text."""
        self._seen.add(key)
        value = self._record.get(key)
        if value is None or type(value) is date:
            return value
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            raise self.error(f"{key} 不是日期，应写成 {key} = 2018-10-22。") from None

    def table(self, key: str) -> "Reader":
        """An optional table, as a reader of its own."""
        value = self._take(key, dict, f"[{key}]")
        return Reader(f"{self.where} 的 [{key}]", value or {})

    def lists(self, key: str) -> Iterator[tuple[str, ...]]:
        """An optional list of lists of strings."""
        value = self._take(key, list, f'{key} = [["……", "……"]]') or []
        for position, group in enumerate(value, 1):
            yield Reader(self.where, {f"{key} 第{position}组": group}).texts(f"{key} 第{position}组")

    def finish(self) -> None:
        """Complain about keys that nobody reads: most are typing errors."""
        if unknown := sorted(set(self._record) - self._seen):
            raise self.error(f"不认识 {'、'.join(unknown)}，请检查拼写；能用的有 {'、'.join(sorted(self._seen))}。")


def to_article(reader: Reader) -> Article:
    """The article in a record."""
    article = Article(
        id=reader.needed("id"),
        title=reader.needed("title"),
        body=reader.needed("body"),
        bulletin=reader.text("bulletin"),
        number=reader.number("number"),
        published=reader.day("published"),
        departments=reader.texts("departments"),
        asked_as=reader.texts("asked_as"),
        valid_from=reader.day("valid_from"),
        valid_until=reader.day("valid_until"),
        superseded_by=reader.optional("superseded_by"),
    )
    reader.finish()
    return article


def to_guide(reader: Reader) -> Guide:
    """The service guide in a record."""
    guide = Guide(
        id=reader.needed("id"),
        name=reader.needed("name"),
        department=reader.needed("department"),
        aliases=reader.texts("aliases"),
        situations=reader.texts("situations"),
        fields=_guide_fields(reader.table("fields")),
        article_id=reader.optional("article_id"),
        source=reader.text("source"),
        published=reader.day("published"),
        asked_as=reader.texts("asked_as"),
        valid_from=reader.day("valid_from"),
        valid_until=reader.day("valid_until"),
    )
    reader.finish()
    return guide


def _guide_fields(reader: Reader) -> dict[GuideField, tuple[str, ...]]:
    given = {name: reader.texts(name) for name in GuideField}
    reader.finish()
    return {name: lines for name, lines in given.items() if lines}


def to_department(reader: Reader) -> Department:
    """The department in a record."""
    department = Department(
        id=reader.needed("id"),
        name=reader.needed("name"),
        aliases=reader.texts("aliases"),
        former=reader.texts("former"),
        later=reader.texts("later"),
        responsibilities=reader.texts("responsibilities"),
        phone=reader.text("phone"),
        desk=reader.flag("desk"),
    )
    reader.finish()
    return department


def to_glossary(reader: Reader) -> Glossary:
    """The glossary in a record."""
    glossary = Glossary(words=reader.texts("words"), synonyms=tuple(reader.lists("synonyms")))
    reader.finish()
    return glossary
