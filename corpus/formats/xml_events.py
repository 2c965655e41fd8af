"""A stranger's XML as a stream of events: no document type, so no entities; no tree, so no memory."""

from collections.abc import Mapping
from typing import Protocol
from xml.parsers.expat import ErrorString, ExpatError, ParserCreate

from corpus.formats.source import Source

DEPTH = 500
"""Levels to which elements may be nested; Word's tables in tables stay below 100."""


class Handler(Protocol):
    """What is told of the elements, by their names without namespaces."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, characters: str) -> None:
        """Characters stand in the element that began last."""


def read_xml(source: Source, data: bytes, handler: Handler) -> None:
    """Tell `handler` of each element in `data`. Raises CorpusFormatError."""
    parser = ParserCreate(namespace_separator=" ")
    depth = 0

    def _refuse(*_: object) -> None:
        raise source.refusal("里面定义了 XML 实体，正常的文档不会这样，拒绝读取。请在 Word 里打开，另存一次。")

    def _start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEPTH:
            raise source.refusal(f"嵌套超过{DEPTH}层，正常的文档不会这样，拒绝读取。")
        handler.start(_local(name), {_local(key): value for key, value in attributes.items()})

    def _end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(_local(name))

    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = _start
    parser.EndElementHandler = _end
    parser.CharacterDataHandler = handler.text
    parser.buffer_text = True
    try:
        parser.Parse(data, True)
    except (ExpatError, ValueError, LookupError) as error:
        reason = ErrorString(error.code) if isinstance(error, ExpatError) else type(error).__name__
        raise source.refusal(f"内容已损坏（{reason}）。请在 Word 里打开，另存一次。") from None


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
