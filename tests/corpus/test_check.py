from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from corpus.check import check
from corpus.model import Article, Corpus, Department, Guide, GuideField
from tests.corpus.strategies import corpora

DAY = date(2018, 6, 1)
DEPARTMENT = Department("desk", "咨询台", desk=True)
ARTICLE = Article("dog", "养犬", "养犬要办养犬许可证。", published=DAY, departments=("desk",))
GUIDE = Guide("licence", "养犬许可证", "desk", fields={GuideField.FEE: ("免费",)}, article_id="dog", published=DAY)
GOOD = Corpus(articles=(ARTICLE,), guides=(GUIDE,), departments=(DEPARTMENT,))


def with_article(article: Article) -> Corpus:
    """The good corpus with one article more."""
    return replace(GOOD, articles=(ARTICLE, article))


def with_guide(guide: Guide) -> Corpus:
    """The good corpus with another guide."""
    return replace(GOOD, guides=(guide,))


def test_a_good_corpus_has_no_problems() -> None:
    """Nothing is found where nothing is wrong."""
    assert check(GOOD) == ()


@pytest.mark.parametrize(
    ("corpus", "where", "told"),
    [
        (with_article(replace(ARTICLE, title="另一篇")), "文章 dog", "用了2次"),
        (replace(GOOD, departments=(DEPARTMENT, replace(DEPARTMENT, desk=False))), "部门 desk", "用了2次"),
        (with_article(replace(ARTICLE, id="Dog", title="另一篇")), "文章 Dog", "小写字母"),
        (with_article(replace(ARTICLE, id="a" * 41, title="另一篇")), f"文章 {'a' * 41}", "最多40个字符"),
        (
            with_article(replace(ARTICLE, id="cat", title="猫", departments=("zoo",))),
            "文章 cat",
            "没有编号为 zoo 的部门",
        ),
        (with_article(replace(ARTICLE, id="cat", title="猫", superseded_by="new")), "文章 cat", "new 不存在"),
        (with_article(replace(ARTICLE, id="cat", title="猫", superseded_by="cat")), "文章 cat", "cat 不存在"),
        (with_article(replace(ARTICLE, id="cat", title="猫", published=None)), "文章 cat", "缺少发布日期"),
        (
            with_article(replace(ARTICLE, id="cat", title="猫", valid_from=DAY, valid_until=date(2018, 5, 1))),
            "文章 cat",
            "早于",
        ),
        (with_article(replace(ARTICLE, id="cat")), "文章 cat", "有效期重叠"),
        (with_article(replace(ARTICLE, id="cat", title="猫", body="喵。")), "文章 cat", "太短"),
        (with_article(replace(ARTICLE, id="cat", title="猫", body="喵" * 900)), "文章 cat", "太长"),
        (with_article(replace(ARTICLE, id="cat", title="猫", body="## 猫")), "文章 cat", "没有正文"),
        (with_guide(replace(GUIDE, department="zoo")), "办事指南 licence", "没有编号为 zoo 的部门"),
        (with_guide(replace(GUIDE, article_id="cat")), "办事指南 licence", "没有编号为 cat 的文章"),
        (with_guide(replace(GUIDE, article_id=None)), "办事指南 licence", "没有出处"),
        (with_guide(replace(GUIDE, fields={})), "办事指南 licence", "一个栏目也没有填"),
        (with_guide(replace(GUIDE, published=None)), "办事指南 licence", "缺少发布日期"),
        (replace(GOOD, departments=(replace(DEPARTMENT, desk=False),)), "部门", "现在有0个"),
    ],
)
def test_each_kind_of_mistake_is_found_and_nothing_else(corpus: Corpus, where: str, told: str) -> None:
    """One mistake gives one problem, which names the entry and what is wrong."""
    (problem,) = check(corpus)

    assert problem.where == where
    assert told in problem.message


def test_texts_of_one_title_may_follow_each_other() -> None:
    """A new edition that begins the day after the old one ends is in order."""
    old = replace(ARTICLE, valid_until=date(2018, 12, 31), superseded_by="dog-2019")
    new = replace(ARTICLE, id="dog-2019", valid_from=date(2019, 1, 1))

    assert check(replace(GOOD, articles=(old, new))) == ()


@given(corpora)
def test_any_corpus_can_be_checked(corpus: Corpus) -> None:
    """However broken a corpus is, checking names problems and never fails."""
    assert all(problem.where and problem.message for problem in check(corpus))
