"""Bytes of a text file as characters: UTF-8, UTF-16 and GB18030, with or without a byte order mark."""

import codecs
import re

from corpus.formats.source import Source

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_FOREIGN = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ue000-\uf8ff\ufffe\uffff]|[\U000f0000-\U0010ffff]")
FOREIGN_SHARE = 0.01
"""Share of characters no office writes above which the bytes are something else than text."""


def decode(source: Source) -> str:
    """The characters of a file, line ends as `\\n`. Raises CorpusFormatError when it is no text."""
    text = _characters(source)
    if len(_FOREIGN.findall(text)) > FOREIGN_SHARE * len(text):
        raise source.refusal("不是文字文件，或者编码认不出来。请用记事本打开，另存为 UTF-8 编码再导入。")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\u2028", "\n")


def _characters(source: Source) -> str:
    for mark, encoding in _MARKS:
        if source.data.startswith(mark):
            return _strict(source, source.data[len(mark) :], encoding)
    if b"\0" in source.data:
        return _strict(source, source.data, _wide(source.data))
    try:
        return source.data.decode("utf-8")
    except UnicodeDecodeError:
        return _strict(source, source.data, "gb18030")


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: line ends and ASCII have their zero byte second in the little-endian form."""
    return "utf-16-le" if data[1::2].count(0) >= data[0::2].count(0) else "utf-16-be"


def _strict(source: Source, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise source.refusal(
            f"第{line}行起编码不对，既不是 UTF-8、UTF-16，也不是 GB18030。请用记事本打开，另存为 UTF-8 编码再导入。"
        ) from None
