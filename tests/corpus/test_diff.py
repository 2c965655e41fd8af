from dataclasses import replace

from hypothesis import given

from corpus.diff import CorpusChange, diff
from corpus.model import Article, Corpus, Department, Glossary, Guide
from tests.corpus.strategies import corpora

ARTICLE = Article("a", "养犬", "正文。")
GUIDE = Guide("a", "养犬许可证", "d")
DEPARTMENT = Department("d", "城管局")


@given(corpora)
def test_a_corpus_does_not_differ_from_itself(corpus: Corpus) -> None:
    """No change is reported where there is none."""
    assert not diff(corpus, corpus)


def test_every_kind_of_change_is_told_apart() -> None:
    """Added, changed and withdrawn entries are listed, old and new version side by side."""
    newer = replace(ARTICLE, body="新的正文。")
    old = Corpus(articles=(ARTICLE,), departments=(DEPARTMENT,))
    new = Corpus(articles=(newer,), guides=(GUIDE,))

    assert diff(old, new) == CorpusChange(added=(GUIDE,), changed=((ARTICLE, newer),), withdrawn=(DEPARTMENT,))


def test_an_article_and_a_guide_of_one_id_are_not_confused() -> None:
    """Ids are counted per kind."""
    change = diff(Corpus(articles=(ARTICLE,)), Corpus(guides=(GUIDE,)))

    assert (change.added, change.withdrawn) == ((GUIDE,), (ARTICLE,))


def test_order_does_not_count_but_words_do() -> None:
    """Moving entries changes nothing; a new synonym does."""
    two = (ARTICLE, replace(ARTICLE, id="b"))

    assert not diff(Corpus(articles=two), Corpus(articles=two[::-1]))
    assert diff(Corpus(), Corpus(glossary=Glossary(words=("三方通话",)))) == CorpusChange(glossary=True)
