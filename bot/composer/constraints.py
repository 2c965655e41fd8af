"""What a question fixes beforehand: a town, a year, a day, an issue of the bulletin. A passage about another one is no answer."""

import re
from datetime import date

from bot.composer.knowledge import Found, Knowledge
from bot.composer.understand import Part
from corpus.model import Article

_RELATIVE = {"大前年": -3, "前年": -2, "去年": -1, "上一年": -1, "明年": 1, "后年": 2}
_DAY = re.compile(r"(\d{1,2})月(?:份)?(\d{1,2})[日号]")
_ISSUE = re.compile(r"第(\d+)期")


def contradicts(part: Part, found: Found, knowledge: Knowledge, today: date) -> bool:
    """Whether the passage speaks of another town, year, day or issue than the question."""
    return (
        _other_town(part, found.article, knowledge)
        or _other_year(part, found.article, today)
        or _names_other(_DAY, part.text, found.text)
        or _names_other(_ISSUE, part.text, f"{found.text} 第{found.article.number}期")
    )


def _other_town(part: Part, article: Article, knowledge: Knowledge) -> bool:
    town = next((key for key in article.departments[:1] if key in knowledge.town_ids), None)
    return bool(part.towns) and town is not None and town not in part.towns


def _other_year(part: Part, article: Article, today: date) -> bool:
    published = str(article.published.year) if article.published else ""
    relative = {str(today.year + shift) for word, shift in _RELATIVE.items() if word in part.text}
    years = (part.years | relative) - {published}
    return bool(years) and not any(year in article.body for year in years)


def _names_other(pattern: re.Pattern[str], question: str, text: str) -> bool:
    """Whether the question names days or issues of which the text names none."""
    asked = {match.groups() for match in pattern.finditer(question)}
    return bool(asked) and asked.isdisjoint(match.groups() for match in pattern.finditer(text))
