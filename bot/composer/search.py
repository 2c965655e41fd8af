"""Guides and articles for a few words, as a search box gives them: no answer, only where to look."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.composer.knowledge import Knowledge
from bot.core.model import Citation, Outgoing, Span, Style
from corpus.model import Article, Guide, Passage

GUIDES, ARTICLES = 10, 5
"""Matches given at most."""
COVERED = 0.5
"""The share of the words, weighted, that has to stand there."""


@dataclass(frozen=True, slots=True)
class ArticleMatch:
    """An article with the passage that fits best."""

    article: Article
    passage: Passage


Match = Guide | ArticleMatch


def search(text: str, knowledge: Knowledge, today: date) -> tuple[Match, ...]:
    """The guides and then the articles for a clean text, each best first; empty for an empty text."""
    guides = (guide for guide, hit in knowledge.find_guides(text, today, GUIDES) if hit.coverage >= COVERED)
    return (*guides, *_articles(text, knowledge, today)) if text else ()


def _articles(text: str, knowledge: Knowledge, today: date) -> Iterator[ArticleMatch]:
    seen: set[str] = set()
    for found in knowledge.find(text, today):
        if found.article.id not in seen and found.hit.coverage >= COVERED and len(seen) < ARTICLES:
            seen.add(found.article.id)
            yield ArticleMatch(found.article, found.passage)


def excerpt(match: ArticleMatch) -> Outgoing:
    """The article's title and the passage, word for word, with the source."""
    article, passage = match.article, match.passage
    source = Citation(
        article.id, article.title, article.source, article.published, passage.id, passage.text, passage.text
    )
    text = (Span(article.title, Style.BOLD), Span("\n「"), Span(passage.text, Style.QUOTE), Span("」"))
    return Outgoing(text, (source,))
