"""Sanfang's own files, Markdown and TOML, as drafts."""

from corpus.draft import Draft
from corpus.formats import markdown, toml
from corpus.formats.decode import decode
from corpus.formats.markdown import FENCE
from corpus.formats.source import Source
from corpus.formats.text import parse as parse_text
from corpus.model import Article
from corpus.records import Item
from corpus.segment import passages


def parse_markdown(source: Source) -> tuple[Draft, ...]:
    """The article in a Markdown file: ours with its front matter, or anyone's. Raises CorpusFormatError."""
    text = decode(source)
    if not text.startswith(FENCE):
        return parse_text(source)
    item = markdown.parse(source.name, text)
    return (Draft(item, source.name, _places(item, text)),)


def _places(item: Article, text: str) -> tuple[str, ...]:
    """The line at which each passage starts."""
    lines, at = [], text.find(f"\n{FENCE}\n")
    for passage in passages(item):
        at = max(text.find(passage.text.split("\n")[0], at), at)
        lines.append(f"第{text.count(chr(10), 0, at) + 1}行")
    return tuple(lines)


def parse_toml(source: Source) -> tuple[Draft, ...]:
    """Departments, the glossary or one guide, told by their keys. Raises CorpusFormatError."""
    text = decode(source)
    table = toml.load(source.name, text)
    if "department" in table and not isinstance(table["department"], str):
        departments = toml.parse_departments(source.name, text)
        for department in departments:
            source.directory.learn(department)
        return tuple(Draft(department, source.name, (f"第{n}个部门",)) for n, department in enumerate(departments, 1))
    item: Item = (
        toml.parse_glossary(source.name, text)
        if {"words", "synonyms"} & set(table)
        else toml.parse_guide(source.name, text)
    )
    return (Draft(item, source.name, ("第1行",)),)
