from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from corpus.check import check
from corpus.model import Article, Corpus, Department, Guide, GuideField
from corpus.resemblance import near_duplicates
from corpus.validity import last_day
from tests.corpus.strategies import corpora

DAY = date(2018, 6, 1)
DEPARTMENT = Department("desk", "咨询台", desk=True)
ARTICLE = Article("dog", "养犬", "养犬要办养犬许可证。", published=DAY, departments=("desk",))
CAT = Article("cat", "猫", "养猫不用办证，疫苗在镇里打。", published=DAY, departments=("desk",))
FULL = dict.fromkeys((GuideField.PLACE, GuideField.MATERIALS, GuideField.PHONE), ("有",))
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
        (with_article(replace(CAT, id="Dog")), "文章 Dog", "小写字母"),
        (with_article(replace(CAT, id="a" * 41)), f"文章 {'a' * 41}", "最多40个字符"),
        (
            with_article(replace(CAT, departments=("zoo",))),
            "文章 cat",
            "没有编号为 zoo 的部门",
        ),
        (with_article(replace(CAT, superseded_by="new")), "文章 cat", "new 不存在"),
        (with_article(replace(CAT, superseded_by="cat")), "文章 cat", "cat 不存在"),
        (with_article(replace(CAT, published=None)), "文章 cat", "缺少发布日期"),
        (
            with_article(replace(CAT, valid_from=DAY, valid_until=date(2018, 5, 1))),
            "文章 cat",
            "早于",
        ),
        (with_article(replace(ARTICLE, id="cat")), "文章 cat", "有效期重叠"),
        (with_article(replace(CAT, body="喵。")), "文章 cat", "太短"),
        (with_article(replace(CAT, body="喵" * 900)), "文章 cat", "太长"),
        (with_article(replace(CAT, body="## 猫")), "文章 cat", "没有正文"),
        (with_article(replace(CAT, title="猫" * 10_000)), "文章 cat", "标题有10000个字"),
        (with_article(replace(CAT, published=date(2999, 1, 1))), "文章 cat", "发布日期 2999-01-01 不会是真的"),
        (with_guide(replace(GUIDE, valid_until=date(9999, 12, 31))), "办事指南 licence", "截止日期空着就行"),
        (with_guide(replace(GUIDE, department="zoo")), "办事指南 licence", "没有编号为 zoo 的部门"),
        (with_guide(replace(GUIDE, article_id="cat")), "办事指南 licence", "没有编号为 cat 的文章"),
        (with_guide(replace(GUIDE, article_id=None, fields=FULL)), "办事指南 licence", "没有出处"),
        (with_guide(replace(GUIDE, fields={})), "办事指南 licence", "一个栏目也没有填"),
        (with_guide(replace(GUIDE, published=None)), "办事指南 licence", "缺少发布日期"),
        (replace(GOOD, departments=(replace(DEPARTMENT, desk=False),)), "部门", "现在有0个"),
        (
            with_guide(replace(GUIDE, article_id=None, source="窗口")),
            "办事指南 licence",
            "没有写地点或网上办理、材料、咨询电话",
        ),
        (with_article(replace(CAT, body=f"{ARTICLE.body}吧")), "文章 cat", "与 dog《养犬》的正文有"),
    ],
)
def test_each_kind_of_mistake_is_found_and_nothing_else(corpus: Corpus, where: str, told: str) -> None:
    """One mistake gives one problem, which names the entry and what is wrong."""
    (problem,) = check(corpus)

    assert problem.where == where
    assert told in problem.message


def test_articles_that_supersede_each_other_are_named() -> None:
    """None of them would ever be quoted."""
    old, new = replace(ARTICLE, superseded_by="cat"), replace(CAT, superseded_by="dog")

    assert {problem.where for problem in check(replace(GOOD, articles=(old, new)))} == {"文章 dog", "文章 cat"}


@pytest.mark.parametrize(
    ("successor", "until", "last"),
    [
        ({"valid_from": date(2019, 1, 1)}, None, date(2018, 12, 31)),
        ({"valid_from": date(2019, 1, 1)}, date(2018, 9, 1), date(2018, 9, 1)),
        ({}, None, date(2018, 5, 31)),
        ({"published": None}, None, date.min),
    ],
)
def test_a_superseded_article_ends_when_the_next_begins(
    successor: dict[str, date | None], until: date | None, last: date
) -> None:
    """On the day before, unless its own last day is earlier; without any date the newer one always counts."""
    old = replace(ARTICLE, superseded_by="cat", valid_until=until)

    assert last_day(old, {"dog": old, "cat": replace(CAT, **successor)}) == last  # type: ignore[arg-type]


def test_texts_of_one_title_may_follow_each_other() -> None:
    """A new edition that begins the day after the old one ends is in order."""
    old = replace(ARTICLE, valid_until=date(2018, 12, 31), superseded_by="dog-2019")
    new = replace(ARTICLE, id="dog-2019", valid_from=date(2019, 1, 1))

    assert check(replace(GOOD, articles=(old, new))) == ()


@pytest.mark.parametrize("blocks", [True, False])
def test_what_blocks_is_told_from_what_the_editor_decides(blocks: bool) -> None:
    """A reference to nothing stops a publication; a missing date does not."""
    mistake = {"departments": ("zoo",)} if blocks else {"published": None}
    (problem,) = check(with_article(replace(CAT, **mistake)))

    assert problem.blocks is blocks


def test_copies_are_found_in_a_large_corpus_without_comparing_all() -> None:
    """Of two thousand articles the one that was copied with a few words changed is named, beside its original."""
    bodies = [
        f"第{number}条" + "".join(chr(0x4E00 + (number * 37 + at * at * 11) % 5000) for at in range(200))
        for number in range(2000)
    ]
    bodies.append(bodies[700].replace("第700条", "第七百条"))

    ((one, other, alike),) = near_duplicates(bodies)

    assert (one, other) == (700, 2000)
    assert alike > 0.9


@given(corpora)
def test_any_corpus_can_be_checked(corpus: Corpus) -> None:
    """However broken a corpus is, checking names problems and never fails."""
    assert all(problem.where and problem.message for problem in check(corpus))
