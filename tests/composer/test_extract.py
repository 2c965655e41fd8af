"""From the passages found to the sentences shown: those that hold what is asked, whole, in the source's words."""

import pytest

from bot.composer.extract import Candidate, candidates, quotes
from bot.composer.knowledge import Knowledge
from bot.composer.understand import Part, understand
from corpus.model import Article, Corpus
from tests.composer.asking import TODAY
from tests.composer.small import CORPUS, SMALL

LIST = "步骤：\n1. 填写登记表，贴照片一张。\n2. 到窗口交表；缴费。\n3. 领证。"


def ranked(question: str, knowledge: Knowledge = SMALL) -> tuple[Part, tuple[Candidate, ...]]:
    """The question's one part and the candidates for it, best first."""
    [part] = understand(question, knowledge).parts
    return part, candidates(part, knowledge.find(part.query, TODAY), knowledge)


def test_a_list_is_quoted_whole() -> None:
    """A step without the steps around it is half an answer."""
    assert quotes(LIST) == (LIST,)


def test_whence_a_text_was_taken_is_not_quoted() -> None:
    """The citation below the answer says it already."""
    assert quotes("租车卡可代办。消息来源：区交通局。") == ("租车卡可代办。",)


def test_other_passages_are_quoted_by_sentences() -> None:
    """A long list too: nobody reads forty items in a chat."""
    assert quotes("先填表。再领证。") == ("先填表。", "再领证。")
    assert (
        len(
            quotes(
                "事项：\n" + "\n".join(f"{number}. 到第{number}号窗口办理相应的登记手续。" for number in range(1, 41))
            )
        )
        > 1
    )


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("租车卡要几天", "3个工作日"),
        ("办租车卡的步骤", "1. 填写《租车卡申请表》。"),
        ("租车卡电话是多少", "0571-62345678"),
        ("东江镇调解员有几名", "8名"),
        ("调解室每月几号开放", "每月5日"),
        ("租车卡可以委托别人吗", "可委托他人"),
    ],
)
def test_the_sentence_that_holds_what_is_asked_comes_first(question: str, words: str) -> None:
    """Among many that name the same matter."""
    _, pool = ranked(question)

    assert words in pool[0].quote
    assert pool[0].evidence > 0


def test_every_candidate_is_a_verbatim_part_of_its_passage() -> None:
    """And the passage of its article."""
    _, pool = ranked("租车卡怎么办")

    assert pool
    assert all(
        each.quote in each.found.passage.text and each.found.passage.text in each.found.article.body for each in pool
    )


def test_a_sentence_without_the_fact_has_no_evidence() -> None:
    """That it is about the right matter does not make it an answer."""
    _, pool = ranked("租车卡有效期到哪年")

    assert pool
    assert all(each.evidence == 0 for each in pool if each.found.article.id == "card")


def test_what_the_question_says_and_nothing_holds_is_lacking() -> None:
    """A word of government business that no passage has is a sign that another thing is asked."""
    _, pool = ranked("租车卡和低保申请有什么关系")

    assert all(each.lacking > 0 for each in pool if "低保" not in each.quote)


def test_nothing_found_is_no_candidate() -> None:
    """An empty corpus answers nothing."""
    assert ranked("租车卡怎么办", Knowledge.build(Corpus()))[1] == ()


def test_the_corpus_of_these_tests_is_what_it_says() -> None:
    """Every article of the small corpus has passages to find."""
    assert {passage.article_id for passage in SMALL.passages.values()} == {article.id for article in CORPUS.articles}


def test_the_passages_beside_what_was_found_are_looked_at_too() -> None:
    """An answer goes on where the question's words are not said again."""
    paragraphs = "区里推行挂牌管理机制。", "合格的挂蓝牌。"
    corpus = Corpus(articles=(Article("a", "", "\n\n".join(paragraphs)),))

    _, pool = ranked("什么是挂牌管理机制", Knowledge.build(corpus))

    assert [each.quote for each in pool] == list(paragraphs)
