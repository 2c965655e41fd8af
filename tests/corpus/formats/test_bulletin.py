"""Tests of how a bulletin is taken apart."""

from datetime import date

import pytest

from corpus.draft import Draft
from corpus.formats.parsers import parse
from corpus.model import Article, CorpusFormatError, Department
from corpus.segment import passages
from tests.corpus.formats import samples


def read(text: str, departments: tuple[Department, ...] = samples.DEPARTMENTS) -> list[Draft]:
    """The drafts in a text."""
    return list(parse("issue.txt", text.encode(), departments))


def articles(text: str) -> list[Article]:
    """The articles in a text."""
    return [draft.item for draft in read(text) if isinstance(draft.item, Article)]


def issue(*lines: str, head: tuple[str, ...] = samples.MASTHEAD) -> str:
    """An issue with this text under its masthead."""
    return "\n\n".join([*head, *lines])


def test_masthead_titles_and_signatures() -> None:
    """Every article has the issue's name, number and date; titles lose their blanks; signatures become departments."""
    found = articles(samples.as_text())

    assert [article.title for article in found] == list(samples.CONTENTS)
    assert {(article.bulletin, article.number) for article in found} == {("《临江“只进一扇门”简报》", 7)}
    assert {article.published for article in found} == {date(2023, 4, 12)}
    assert [article.departments for article in found] == [("library",), ("town-heqiao",), ("parks",), ("water",)]
    assert len({article.id for article in found}) == 4


def test_words_that_pages_broke_are_whole() -> None:
    """The text goes on where a page ended in mid-word, and Markdown and blanks between characters are gone."""
    text = "\n".join(article.body for article in articles(samples.as_text()))

    for words in ("旧证同时作废", "水量和水费", "从2月1日起", "## 一、窗口进村，办事不出门\n"):
        assert words in text
    assert "*" not in text


def test_points_and_sections() -> None:
    """一、 becomes a heading, and a long paragraph is cut at 一是."""
    library, town, *_ = articles(samples.as_text())

    assert [passage.text[:3] for passage in passages(library)] == ["过去，", "一是填", "二是等", "三是押"]
    assert [passage.section[:2] for passage in passages(town)] == ["", "一、", "二、"]


def test_the_footer_belongs_to_no_article() -> None:
    """报 and 发 end the last article."""
    assert not any("报：" in article.body or "发：" in article.body for article in articles(samples.as_text()))


@pytest.mark.parametrize(
    ("head", "number", "published"),
    [
        (("简讯", "（第十二期）", "二〇二一年十二月三十一日"), 12, date(2021, 12, 31)),
        (("工作简讯（第3期）", "某办编 2020年1月2日"), 3, date(2020, 1, 2)),
        (("简讯", "2019年第105期（总第300期）", "内部资料", "某某办公室主办", "2019-5-6"), 105, date(2019, 5, 6)),
        (("简讯", "第一百零二期"), 102, None),
    ],
)
def test_mastheads_of_other_offices(head: tuple[str, ...], number: int, published: date | None) -> None:
    """Numbers and dates in Chinese, on lines of their own or with others."""
    (draft,) = read(issue("标题", "正文只有一句话。（区图书馆）", head=head))
    article = draft.item

    assert isinstance(article, Article)
    assert (article.title, article.number, article.published) == ("标题", number, published)
    assert any("没有找到日期" in warning for warning in draft.warnings) is (published is None)


def test_a_title_broken_over_lines_is_found_by_the_contents() -> None:
    """A title that the contents give in one line may take three in the body."""
    titles = ("目录", "1. 甲项工作开展得又快又好受到普遍欢迎……1", "2. 乙项工作……3")
    text = issue(*titles, "甲项工作开展得", "又快又好", "受到普遍欢迎", "甲的正文。", "乙项工作", "乙的正文。")

    assert [(a.title, a.body) for a in articles(text)] == [
        ("甲项工作开展得又快又好受到普遍欢迎", "甲的正文。"),
        ("乙项工作", "乙的正文。"),
    ]


def test_a_department_the_corpus_does_not_know_becomes_a_draft() -> None:
    """The editor gets the department by its name; two articles that name it share it."""
    drafts = read(issue("【甲事】第一件事做完了。（区档案局）", "【乙事】第二件事也做完了。（区档案局）"))
    items = [draft.item for draft in drafts]

    assert items[0] == Department("qu-dang-an-ju", "区档案局")
    assert "部门表里没有" in drafts[0].warnings[0]
    assert [item.departments for item in items if isinstance(item, Article)] == [("qu-dang-an-ju",)] * 2


def test_a_fuller_name_is_the_same_department() -> None:
    """临江区图书馆 signs for 区图书馆, and several may sign."""
    (article,) = articles(issue("【甲事】事情做完了。（临江区图书馆、园林处）"))

    assert article.departments == ("library", "parks")


def test_brackets_at_the_end_that_name_no_department_stay() -> None:
    """A remark is not a signature."""
    (article,) = articles(issue("标题", "区图书馆周一闭馆（节日除外）"))

    assert article.body == "区图书馆周一闭馆（节日除外）"
    assert article.departments == ("library",)


def test_what_was_guessed_is_told() -> None:
    """An unsigned article's department is marked for the editor, and so is a text that breaks off."""
    (draft,) = read(issue("图书馆添了新书", "新书有三百本。借阅时间从周二到周"))

    assert [warning[:12] for warning in draft.warnings] == ["文末没有写（来稿部门），", "第11行“…百本。借阅时"]


def test_a_title_without_text_is_refused() -> None:
    """The title that lacks its text is named."""
    with pytest.raises(CorpusFormatError, match="“乙事”后面没有正文"):
        read(issue("【甲事】做完了。", "【乙事】"))


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_title_that_the_contents_spell_otherwise_is_refused(place: int) -> None:
    """Else its text would go to the article above it."""
    titles = ["还书箱进村", "新书到了", "夜里亮灯"]
    pieces = [line for title in titles for line in (title, "正文在这里。")]
    titles[place] = "别的说法"

    with pytest.raises(CorpusFormatError, match="目录里的“别的说法”在正文里没有找到"):
        read(issue(*(f"- {title}" for title in titles), *pieces))


def test_an_issue_without_articles_is_refused() -> None:
    """A masthead alone is no bulletin."""
    with pytest.raises(CorpusFormatError, match="后面却没有文章"):
        read(issue())


def test_a_list_of_sections_without_text_stays_a_list() -> None:
    """一、二、三、 that nothing follows are items, not headings."""
    (article,) = articles(issue("标题", "要带三样东西：", "一、身份证。", "二、户口簿。", "三、照片。"))

    assert article.body == "要带三样东西：\n\n一、身份证。\n\n二、户口簿。\n\n三、照片。"
