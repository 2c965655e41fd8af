"""An entry as the text that editors see and change: Markdown for an article, TOML for the rest."""

from corpus.change import key_of
from corpus.formats import markdown, toml
from corpus.model import Article, CorpusFormatError, Department, Glossary, Guide
from corpus.records import Item


def suffix(item: Item) -> str:
    """What such a file is called at its end."""
    return ".md" if isinstance(item, Article) else ".toml"


def written(item: Item) -> str:
    """The text of an entry."""
    match item:
        case Article():
            return markdown.write(item)
        case Guide():
            return toml.write_guide(item)
        case Department():
            return toml.write_departments([item])
        case Glossary():
            return toml.write_glossary(item)


def read(name: str, text: str, like: Item) -> Item:
    """The entry in a text, of the same kind and id as before. Raises CorpusFormatError."""
    match like:
        case Article():
            item: Item = markdown.parse(name, text)
        case Guide():
            item = toml.parse_guide(name, text)
        case Department():
            item = _one(name, toml.parse_departments(name, text))
        case Glossary():
            return toml.parse_glossary(name, text)
    if key_of(item) != key_of(like):
        raise CorpusFormatError(f"{name}：编号 {key_of(like).id} 不能改。要换编号，请另存一个文件导入，再撤下这一条。")
    return item


def _one(name: str, departments: tuple[Department, ...]) -> Department:
    if len(departments) != 1:
        raise CorpusFormatError(f"{name}：这里应当正好有一个部门。")
    return departments[0]
