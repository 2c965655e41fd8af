"""What a question may be a way of asking for: what the search finds, then the rest by name, never a list without end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.composer.search import search
from bot.service.snapshot import Snapshot
from corpus.change import Kind
from corpus.model import Article, Guide
from retrieval.text import clean

MOST = 200
"""Entries offered by name at most; beyond that they are looked for."""
NEAR = 8
Choice = tuple[str, str]
"""The key of an article or guide as `kind:id`, and its name."""


@dataclass(frozen=True, slots=True)
class Targets:
    """`near` are likely, `others` all the rest in whose names `wanted` stands; `more` when not all are offered."""

    near: list[Choice]
    others: list[Choice]
    more: bool
    wanted: str = ""


def targets(snapshot: Snapshot, question: str, today: date, wanted: str = "", found: Iterable[str] = ()) -> Targets:
    """The choices for a question; `found` are ids of articles that are likely for other reasons."""
    corpus = snapshot.corpus
    names = {_key(each): each.name for each in corpus.guides} | {_key(each): each.title for each in corpus.articles}
    matches = search(clean(wanted or question), snapshot.knowledge, today)
    likely = [_key(each if isinstance(each, Guide) else each.article) for each in matches]
    likely += [] if wanted else [f"{Kind.ARTICLE}:{each}" for each in found]
    near = [key for key in dict.fromkeys(likely) if key in names][:NEAR]
    others = [key for key, name in names.items() if key not in near and wanted.casefold() in name.casefold()]
    return Targets(
        [(key, names[key]) for key in near], [(key, names[key]) for key in others[:MOST]], len(others) > MOST, wanted
    )


def _key(each: Article | Guide) -> str:
    return f"{Kind.GUIDE if isinstance(each, Guide) else Kind.ARTICLE}:{each.id}"
