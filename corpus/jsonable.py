"""Items of the corpus as plain JSON data and back, exactly: what a database or a JSON file keeps."""

from datetime import date
from typing import Any

from corpus.model import Article, Corpus, Department, Glossary, Guide
from corpus.records import Item, Reader, Record, to_article, to_department, to_glossary, to_guide, to_record


def to_json(item: Item) -> dict[str, Any]:
    """The item as JSON data; dates as ISO text, empty values left out."""
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in to_record(item).items()}


def article_from_json(data: Record) -> Article:
    """The article in JSON data. Raises CorpusFormatError."""
    return to_article(Reader("文章", data))


def guide_from_json(data: Record) -> Guide:
    """The service guide in JSON data. Raises CorpusFormatError."""
    return to_guide(Reader("办事指南", data))


def department_from_json(data: Record) -> Department:
    """The department in JSON data. Raises CorpusFormatError."""
    return to_department(Reader("部门", data))


def glossary_from_json(data: Record) -> Glossary:
    """The glossary in JSON data. Raises CorpusFormatError."""
    return to_glossary(Reader("词表", data))


def corpus_to_json(corpus: Corpus) -> dict[str, Any]:
    """The whole corpus as JSON data."""
    return {
        "articles": [to_json(article) for article in corpus.articles],
        "guides": [to_json(guide) for guide in corpus.guides],
        "departments": [to_json(department) for department in corpus.departments],
        "glossary": to_json(corpus.glossary),
    }


def corpus_from_json(data: Record) -> Corpus:
    """The whole corpus in JSON data. Raises CorpusFormatError."""
    return Corpus(
        articles=tuple(article_from_json(entry) for entry in data.get("articles", ())),
        guides=tuple(guide_from_json(entry) for entry in data.get("guides", ())),
        departments=tuple(department_from_json(entry) for entry in data.get("departments", ())),
        glossary=glossary_from_json(data.get("glossary", {})),
    )
