import json

import pytest
from hypothesis import given

from corpus.jsonable import (
    article_from_json,
    corpus_from_json,
    corpus_to_json,
    department_from_json,
    glossary_from_json,
    guide_from_json,
    to_json,
)
from corpus.model import Corpus, CorpusFormatError
from tests.corpus.strategies import corpora


@given(corpora)
def test_json_gives_back_the_very_same_corpus(corpus: Corpus) -> None:
    """A corpus that went through JSON text is equal to the one that went in."""
    text = json.dumps(corpus_to_json(corpus), ensure_ascii=False)

    assert corpus_from_json(json.loads(text)) == corpus


@given(corpora)
def test_each_kind_of_entry_goes_through_json_by_itself(corpus: Corpus) -> None:
    """Rows of a database hold single entries; each comes back as it was."""
    assert [article_from_json(json.loads(json.dumps(to_json(a)))) for a in corpus.articles] == list(corpus.articles)
    assert [guide_from_json(json.loads(json.dumps(to_json(g)))) for g in corpus.guides] == list(corpus.guides)
    assert [department_from_json(to_json(d)) for d in corpus.departments] == list(corpus.departments)
    assert glossary_from_json(to_json(corpus.glossary)) == corpus.glossary


def test_json_of_the_wrong_shape_is_refused() -> None:
    """Data that is no article is named as such instead of becoming a broken one."""
    with pytest.raises(CorpusFormatError, match="文章：缺少 title"):
        article_from_json({"id": "a", "body": "正文"})
