"""Tests that one issue of a bulletin says the same in whatever format it comes."""

from collections.abc import Callable

import pytest

from corpus.draft import Draft, draft_from_json, draft_to_json
from corpus.formats.parsers import parse
from corpus.model import Article, CorpusFormatError
from corpus.segment import passages
from tests.corpus.formats import samples
from tests.corpus.formats.hostile import zipped

FORMATS: dict[str, Callable[[], bytes]] = {
    "issue.txt": lambda: samples.as_text().encode(),
    "bom.txt": lambda: samples.as_text().encode("utf-8-sig"),
    "windows.txt": lambda: samples.as_text().replace("\n", "\r\n").encode("gb18030"),
    "wide.txt": lambda: samples.as_text().encode("utf-16"),
    "wide-without-mark.txt": lambda: samples.as_text().encode("utf-16-be"),
    "without-suffix": lambda: samples.as_text().encode(),
    "issue.docx": samples.as_docx,
    "misnamed.doc": samples.as_docx,
    "issue.html": samples.as_html,
    "issue.mhtml": samples.as_mhtml,
    "misnamed.txt": samples.as_html,
    "issue.pdf": samples.as_pdf,
    "narrow.pdf": lambda: samples.as_pdf(26),
    "wide.pdf": lambda: samples.as_pdf(40),
    "issue.zip": lambda: zipped({"简报/第七期.docx": samples.as_docx(), "__MACOSX/._第七期.docx": b"?"}),
}


def read(name: str) -> tuple[Draft, ...]:
    """The drafts of the issue in one of its formats."""
    return parse(name, FORMATS[name](), samples.DEPARTMENTS)


def articles(drafts: tuple[Draft, ...]) -> list[Article]:
    """The articles among drafts."""
    return [draft.item for draft in drafts if isinstance(draft.item, Article)]


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_articles_come_from_every_format(name: str) -> None:
    """Title, number, date, departments and every word of the body are those of the text."""
    assert articles(read(name)) == articles(read("issue.txt"))


@pytest.mark.parametrize("name", FORMATS)
def test_every_passage_tells_where_it_stands(name: str) -> None:
    """A draft has one place for each passage, and all in Chinese."""
    for draft in read(name):
        assert isinstance(draft.item, Article)
        assert len(draft.places) == len(passages(draft.item))
        assert all(place.startswith("第") for place in draft.places)


def test_places_are_lines_pages_or_paragraphs() -> None:
    """A text tells its lines, a PDF its pages, a Word document its paragraphs."""
    assert read("issue.txt")[1].places[0] == "第33行"
    assert read("issue.pdf")[0].places == ("第1页", "第1页", "第1页", "第2页")
    assert read("issue.docx")[0].places == ("第10段", "第11段", "第12段", "第13段")


def test_a_member_of_an_archive_is_named_with_it() -> None:
    """The editor sees which file of the archive an article is from."""
    assert {draft.file for draft in read("issue.zip")} == {"issue.zip › 简报/第七期.docx"}


def test_drafts_survive_json() -> None:
    """What goes between processes comes back as it was."""
    for draft in (*read("issue.txt"), *parse("a.txt", samples.as_text().encode())):
        assert draft_from_json(draft_to_json(draft)) == draft


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.txt", b"", "空文件"),
        ("a.txt", b" \n\n ", "没有文字"),
        ("a.exe", b"MZ..", "不认识这种文件"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "另存为 .docx"),
        ("a.txt", b"{\\rtf1 }", "RTF"),
        ("a.pdf", b"\x89PNG\r\n", "是图片"),
        ("a.zip", b"PK\x03\x04....", "压缩包已损坏"),
        ("a.zip", zipped({"notes.bak": b"x"}), "不认识这种文件"),
        ("a.zip", zipped({".DS_Store": b"x"}), "没有可以导入的文件"),
        ("a.zip", zipped({"b.zip": zipped({"c.txt": b"c"})}), "压缩包里还有压缩包"),
        ("a.docx", zipped({"OFD.xml": b"<x/>"}), "OFD"),
        ("a.pdf", b"%PDF-1.7\nbroken", "已损坏"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(name: str, data: bytes, told: str) -> None:
    """The complaint starts with the file's name and says what to do."""
    with pytest.raises(CorpusFormatError, match=f"^{name}") as error:
        parse(name, data)

    assert told in str(error.value)
