"""Tests of the gate before anything is unpacked, and of archives of documents."""

import io
import struct
from datetime import date
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest

from corpus.folder import bundled, save_folder
from corpus.formats.parsers import parse
from corpus.model import Article, Corpus, CorpusFormatError
from tests.corpus.formats.hostile import zipped

NOTE = "还书箱\n\n还书箱夜里亮灯。".encode()


def with_zip64(data: bytes) -> bytes:
    """The archive with a ZIP64 locator that points nowhere."""
    end = data.rindex(b"PK\x05\x06")
    return data[:end] + struct.pack("<4sLQL", b"PK\x06\x07", 0, 9, 1) + data[end:]


def encrypted(data: bytes) -> bytes:
    """The archive with its first member marked as encrypted."""
    at = data.index(b"PK\x01\x02") + 8
    return data[:at] + b"\x01\x00" + data[at + 2 :]


def corrupted(data: bytes) -> bytes:
    """The archive with a byte of its first member changed."""
    return data[:50] + bytes([data[50] ^ 0xFF]) + data[51:]


def twice(name: str) -> bytes:
    """An archive with two members of one name."""
    data = zipped({name: NOTE, name.replace("a", "b"): NOTE})
    return data.replace(name.replace("a", "b").encode(), name.encode())


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (zipped({"../a.txt": NOTE}), "文件名重复或不规范"),
        (zipped({"/etc/a.txt": NOTE}), "文件名重复或不规范"),
        (zipped({"c:/a.txt": NOTE}), "文件名重复或不规范"),
        (twice("a.txt"), "文件名重复或不规范"),
        (encrypted(zipped({"a.txt": NOTE})), "有密码"),
        (corrupted(zipped({"a.txt": NOTE})), "已损坏"),
        (with_zip64(zipped({"a.txt": NOTE})), "ZIP64|已损坏"),
        (zipped({"a.txt": b"x" * 20_000_000}), "压缩率"),
        (zipped({"a.txt": NOTE})[:-30], "压缩包已损坏"),
    ],
)
def test_an_archive_that_lies_is_refused(data: bytes, told: str) -> None:
    """Names that lead outside, passwords, damage and bombs are told apart."""
    with pytest.raises(CorpusFormatError, match=told):
        parse("a.zip", data)


def test_names_that_a_chinese_system_wrote_are_readable() -> None:
    """Names in GB18030 without a mark are those the office sees."""
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr(ZipInfo("__.txt"), NOTE)
    data = stream.getvalue().replace(b"__.txt", "简".encode("gb18030") + b".txt")

    assert parse("a.zip", data)[-1].file == "a.zip › 简.txt"


def test_an_exported_folder_comes_back_from_an_archive(tmp_path: Path) -> None:
    """The whole bundled corpus, zipped, is read as it was."""
    corpus = bundled()
    save_folder(corpus, tmp_path)
    files = {str(path.relative_to(tmp_path)): path.read_bytes() for path in tmp_path.rglob("*.*")}

    found = [draft.item for draft in parse("corpus.zip", zipped(files))]

    assert set(map(repr, found)) == set(
        map(repr, (*corpus.articles, *corpus.guides, *corpus.departments, corpus.glossary))
    )


def test_passages_of_our_own_markdown_tell_their_lines() -> None:
    """The line in the file, front matter included."""
    article = Article("a", "题", "第一段。\n\n## 节\n\n第二段。", published=date(2023, 1, 2))
    text = '+++\nid = "a"\ntitle = "题"\npublished = 2023-01-02\n+++\n\n第一段。\n\n## 节\n\n第二段。\n'
    (draft,) = parse("a.md", text.encode())

    assert (draft.item, draft.places) == (article, ("第7行", "第11行"))
    assert Corpus(articles=(article,)).article("a") == draft.item
