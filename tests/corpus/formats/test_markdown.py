import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.formats.markdown import parse, write
from corpus.model import Article, CorpusFormatError
from tests.corpus.strategies import articles

FILE = """+++
id = "b01-card"
title = "怎样办卡"
published = 2018-06-01
+++

第一段。

第二段。
"""


@given(articles)
@example(Article("a", "题", "一段。\n+++\n二段。"))
def test_export_and_import_are_identical(article: Article) -> None:
    """Whatever article is written to a file is read back as it was."""
    assert parse("a.md", write(article)) == article
    assert parse("a.md", write(article).encode()) == article


@given(articles, st.sampled_from(["\r\n", "\r"]))
def test_line_ends_of_any_system_are_read_alike(article: Article, end: str) -> None:
    """A file saved on Windows, with its byte order mark, holds the same article."""
    data = write(article).replace("\n", end).encode("utf-8-sig")

    assert parse("a.md", data) == article


def test_blank_lines_and_trailing_blanks_do_not_count() -> None:
    """Layout that no reader sees does not change the body."""
    untidy = FILE.replace("第一段。\n\n第二段。", "\n\n第一段。  \n\n\n \n第二段。\n\n")

    assert parse("a.md", untidy) == parse("a.md", FILE)
    assert parse("a.md", FILE).body == "第一段。\n\n第二段。"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('id = "b01-card"\n', "", "缺少 id"),
        ('title = "怎样办卡"', 'title = ""', "缺少 title"),
        ('title = "怎样办卡"', "title = 7", "title 写法不对"),
        ('title = "怎样办卡"', 'titel = "怎样办卡"', "缺少 title"),
        ("published = 2018-06-01", "published = 2018-06-01T08:00:00", "published 不是日期"),
        ("published = 2018-06-01", 'published = "六月一日"', "published 不是日期"),
        ("published = 2018-06-01", 'publish = "2018-06-01"', "不认识 publish"),
        ("published = 2018-06-01", 'number = "三"', "number 写法不对"),
        ("published = 2018-06-01", "number = true", "number 写法不对"),
        ("published = 2018-06-01", 'departments = "desk"', "departments 写法不对"),
        ("published = 2018-06-01", "departments = [1]", "departments 里有不是文字"),
        ("published = 2018-06-01", 'body = "正文"', "正文请写在"),
        ('title = "怎样办卡"', 'title = "怎样办卡', "第3行"),
        ("published = 2018-06-01", "published = 2018-6-1", "第4行"),
        ("第一段。\n\n第二段。", "", "没有正文"),
        ("+++\nid", "id", "第1行应是 +++"),
        ("\n+++\n\n", "\n\n", "第1行应是 +++"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_remedy(old: str, new: str, told: str) -> None:
    """Every mistake in a file is told in Chinese, with the file's name first."""
    assert old in FILE

    with pytest.raises(CorpusFormatError, match=r"^articles/b01-card\.md") as error:
        parse("articles/b01-card.md", FILE.replace(old, new))

    assert told in str(error.value)


def test_a_file_in_another_encoding_is_refused() -> None:
    """GBK bytes are not guessed at; the editor is told to save as UTF-8."""
    with pytest.raises(CorpusFormatError, match="UTF-8"):
        parse("a.md", FILE.encode("gbk"))
