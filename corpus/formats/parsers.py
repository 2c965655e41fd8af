"""Every format that can be imported, by suffix and by content."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath

from corpus.draft import Draft
from corpus.formats import docx, html, jsonl, mhtml, own, pdf, spreadsheet, text
from corpus.formats.archive import Archive
from corpus.formats.directory import Directory
from corpus.formats.source import Parser, Source
from corpus.model import Department, Glossary

LARGEST = 50_000_000
"""Bytes a file may have."""


def parse(name: str, data: bytes, departments: Iterable[Department] = ()) -> tuple[Draft, ...]:
    """Everything in a file as drafts, with the departments it names and the corpus does not know.

    `departments` are those of the corpus. Raises CorpusFormatError with a sentence for the editor. For a stranger's
    file call `corpus.sandbox.read`, which does this in a limited process.
    """
    source = Source(name, data, Directory(departments))
    if not data:
        raise source.refusal("是空文件。")
    if len(data) > LARGEST:
        raise source.refusal(f"超过{LARGEST // 1_000_000}MB，请拆成几个文件。")
    drafts = _parse(source)
    return tuple(_distinct((*source.directory.unknown(), *drafts)))


def _parse(source: Source) -> tuple[Draft, ...]:
    kind = _kind(source)
    if kind in REFUSED:
        raise source.refusal(REFUSED[kind])
    if kind not in PARSERS:
        known = "、".join(suffix.removeprefix(".") for suffix in PARSERS)
        raise source.refusal(f"不认识这种文件。能导入的有：{known}。")
    return PARSERS[kind](source)


def _parse_zip(source: Source) -> tuple[Draft, ...]:
    """Everything in the files of an archive; an archive within is refused."""
    found: list[Draft] = []
    for member in Archive(source).documents():
        if _kind(member) == ".zip":
            raise member.refusal("压缩包里还有压缩包，请先解开。")
        found += _parse(member)
    if not found:
        raise source.refusal("压缩包里没有可以导入的文件。")
    return tuple(found)


PARSERS: Mapping[str, Parser] = {
    ".txt": text.parse,
    ".md": own.parse_markdown,
    ".docx": docx.parse,
    ".pdf": pdf.parse,
    ".html": html.parse,
    ".htm": html.parse,
    ".mhtml": mhtml.parse,
    ".mht": mhtml.parse,
    ".xlsx": spreadsheet.parse_xlsx,
    ".csv": spreadsheet.parse_csv,
    ".jsonl": jsonl.parse,
    ".json": jsonl.parse,
    ".toml": own.parse_toml,
    ".zip": _parse_zip,
}

REFUSED: Mapping[str, str] = {
    ".doc": "是旧版 Office 格式，或者有密码。请去掉密码，在 Word 或 Excel 里另存为 .docx 或 .xlsx 再导入。",
    ".rtf": "是 RTF 格式。请在 Word 里另存为 .docx 再导入。",
    ".ofd": "是 OFD 格式。请另存为 PDF 或 .docx 再导入。",
    ".rar": "是 RAR 或 7z 压缩包。请先解开，或改用 zip。",
    ".image": "是图片，没有文字。请改用 Word 原稿，或先做文字识别（OCR）再导入。",
}
"""Formats that are known and not read, with what to do instead."""

_MAGIC = (
    (b"%PDF-", ".pdf"),
    (b"\xd0\xcf\x11\xe0", ".doc"),
    (b"{\\rtf", ".rtf"),
    (b"Rar!", ".rar"),
    (b"7z\xbc\xaf\x27\x1c", ".rar"),
    (b"\x89PNG", ".image"),
    (b"\xff\xd8\xff", ".image"),
    (b"GIF8", ".image"),
    (b"II*\0", ".image"),
)
_PARTS = (("word/document.xml", ".docx"), ("xl/workbook.xml", ".xlsx"), ("OFD.xml", ".ofd"))


def _kind(source: Source) -> str:
    """The format: by content where that is certain, since names lie, otherwise by suffix."""
    head = source.data[:1_024]
    for magic, kind in _MAGIC:
        if head.lstrip()[: len(magic)] == magic:
            return kind
    if head.startswith(b"PK\x03\x04"):
        archive = Archive(source)
        return next((kind for part, kind in _PARTS if part in archive), ".zip")
    if head.lstrip(b"\xef\xbb\xbf \r\n\t")[:15].lower().startswith((b"<!doctype html", b"<html")):
        return ".html"
    suffix = PurePath(source.name).suffix.lower()
    return {"": ".txt", ".markdown": ".md", ".text": ".txt", ".doc": ".txt", ".wps": ".txt"}.get(suffix, suffix)


def _distinct(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """The drafts, those of a kind under ids of their own."""
    seen: Counter[tuple[type, str]] = Counter()
    for draft in drafts:
        if isinstance(draft.item, Glossary):
            yield draft
            continue
        key = type(draft.item), draft.item.id
        seen[key] += 1
        if seen[key] == 1:
            yield draft
        else:
            item = replace(draft.item, id=f"{draft.item.id[:36]}-{seen[key]}")
            warning = f"文件里有几条的编号都是 {draft.item.id}，这一条改为 {item.id}，请核对是不是重复。"
            yield replace(draft, item=item, warnings=(warning, *draft.warnings))
