"""Until when an article may be quoted: its own last day, and the day on which another takes its place."""

from collections.abc import Mapping
from datetime import date, timedelta

from corpus.model import Article


def last_day(article: Article, articles: Mapping[str, Article]) -> date | None:
    """The last day on which an article is in force; None when there is none, `date.min` when it never is any more.

    What supersedes it begins on its `valid_from`, or on the day it was published; undated, it always takes precedence.
    """
    successor = articles.get(article.superseded_by or "")
    if successor is None or successor.id == article.id:
        return article.valid_until
    begins = successor.valid_from or successor.published
    ended = begins - timedelta(days=1) if begins and begins > date.min else date.min
    return min(article.valid_until or date.max, ended)
