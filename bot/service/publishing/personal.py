"""Personal data must not enter the corpus: what is published is shown to everybody."""

from collections.abc import Iterable, Iterator

from bot.composer import publishing_wording as wording
from bot.core.privacy import PersonalData, mask
from corpus.model import Article, Guide, GuideField
from corpus.problem import Problem
from corpus.records import Item
from corpus.segment import passages

OFFICES_OWN = frozenset({GuideField.PHONE, GuideField.COMPLAINT_PHONE, GuideField.PLACE, GuideField.DELIVERY})
"""Fields whose numbers and addresses are the office's own."""
PUBLIC = frozenset({PersonalData.NAME, PersonalData.ADDRESS, PersonalData.EMAIL})
"""Kinds that an official text may well hold: an official's name, where an office is."""


def personal_data(items: Iterable[Item]) -> Iterator[Problem]:
    """Passages and fields of these entries that seem to hold somebody's personal data."""
    for item in items:
        if isinstance(item, Article):
            yield from _in_article(item)
        elif isinstance(item, Guide):
            yield from _in_guide(item)


def _in_article(article: Article) -> Iterator[Problem]:
    if not _kinds(f"{article.title}\n{article.body}"):
        return
    for passage in passages(article):
        if kinds := _kinds(passage.text):
            told = wording.PERSONAL.format(order=passage.order + 1, kinds=kinds)
            yield Problem(f"文章 {article.id}", told, blocks=False)


def _in_guide(guide: Guide) -> Iterator[Problem]:
    for name, lines in guide.fields.items():
        if name not in OFFICES_OWN and (kinds := _kinds("\n".join(lines))):
            told = wording.PERSONAL_FIELD.format(name=wording.FIELDS[name], kinds=kinds)
            yield Problem(f"办事指南 {guide.id}", told, blocks=False)


def _kinds(text: str) -> str:
    return "、".join(kind for kind in mask(text).kinds if kind not in PUBLIC)
