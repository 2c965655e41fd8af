"""What is wrong with the ids and names of entries."""

import re
from collections import Counter
from collections.abc import Iterator

from corpus.model import Corpus
from corpus.problem import Problem

LONGEST_NAME = 120
"""Characters of a title, a name or a source: each is shown whole above or below an answer."""
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_id(name: str) -> bool:
    """Whether an entry may be called so: it becomes a file's name and a part of an address."""
    return _ID.fullmatch(name) is not None and len(name) <= 40


def id_form(corpus: Corpus) -> Iterator[Problem]:
    """Ids are lower-case Latin letters, digits and single hyphens, at most 40 characters."""
    for kind, ids in _kinds(corpus):
        for name in ids:
            if not is_id(name):
                yield Problem(f"{kind} {name}", "编号只能用小写字母、数字和连字符，最多40个字符，请改名。")


def duplicate_ids(corpus: Corpus) -> Iterator[Problem]:
    """No two entries of a kind share an id."""
    for kind, ids in _kinds(corpus):
        for name, count in Counter(ids).items():
            if count > 1:
                yield Problem(f"{kind} {name}", f"编号用了{count}次，请给其余的换一个编号。")


def overlong_names(corpus: Corpus) -> Iterator[Problem]:
    """What is shown with every answer can be read on a phone."""
    named = [("文章", each.id, "标题", each.title) for each in corpus.articles]
    named += [("文章", each.id, "出处", each.bulletin) for each in corpus.articles]
    named += [("办事指南", each.id, "名称", each.name) for each in corpus.guides]
    named += [("办事指南", each.id, "出处", each.source) for each in corpus.guides]
    named += [("部门", each.id, "名称", each.name) for each in corpus.departments]
    for kind, name, label, text in named:
        if len(text) > LONGEST_NAME:
            told = f"{label}有{len(text)}个字，手机上读不下，请改短到{LONGEST_NAME}字以内。"
            yield Problem(f"{kind} {name}", told)


def _kinds(corpus: Corpus) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "文章", tuple(article.id for article in corpus.articles)
    yield "办事指南", tuple(guide.id for guide in corpus.guides)
    yield "部门", tuple(department.id for department in corpus.departments)
