"""What a parser read from a file, before an editor accepted it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from corpus.jsonable import article_from_json, department_from_json, glossary_from_json, guide_from_json, to_json
from corpus.model import Article, Department, Glossary, Guide
from corpus.records import Item, Record


@dataclass(frozen=True, slots=True)
class Draft:
    """One item as read. `file` is the file's name, that of a member of an archive after ` › `.

    `places` tells in Chinese where in the file it stands (第3页, 第12行): for an article one for each of its passages,
    otherwise one. `warnings` tell the editor in Chinese what was guessed or is missing.
    """

    item: Item
    file: str
    places: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


_READERS: Mapping[str, Callable[[Record], Item]] = {
    Article.__name__: article_from_json,
    Guide.__name__: guide_from_json,
    Department.__name__: department_from_json,
    Glossary.__name__: glossary_from_json,
}


def draft_to_json(draft: Draft) -> dict[str, Any]:
    """The draft as JSON data."""
    return {
        "kind": type(draft.item).__name__,
        "item": to_json(draft.item),
        "file": draft.file,
        "places": list(draft.places),
        "warnings": list(draft.warnings),
    }


def draft_from_json(data: Record) -> Draft:
    """The draft in JSON data. Raises CorpusFormatError when its item is none of the corpus."""
    item = _READERS[data["kind"]](data["item"])
    return Draft(item, data["file"], tuple(data["places"]), tuple(data["warnings"]))
