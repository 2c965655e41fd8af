"""From the best sentence to the whole answer: no half sentence, nothing said twice, and short."""

from bot.composer.extract import candidates
from bot.composer.knowledge import Knowledge
from bot.composer.understand import understand
from bot.composer.whole import whole_answer
from corpus.model import Article, Corpus
from tests.composer.asking import TODAY
from tests.composer.small import SMALL


def shown(question: str, knowledge: Knowledge = SMALL) -> list[str]:
    """The quotes chosen when the best candidate answers."""
    [part] = understand(question, knowledge).parts
    pool = candidates(part, knowledge.find(part.query, TODAY), knowledge)
    return [each.quote for each in whole_answer(part, pool[0], pool, knowledge)]


def knowledge_of(*paragraphs: str) -> Knowledge:
    """A corpus of one article with these paragraphs."""
    return Knowledge.build(Corpus(articles=(Article("a", "通报", "\n\n".join(paragraphs)),)))


def test_a_figure_is_shown_alone() -> None:
    """Who asks how long is shown the sentence that says it, and no more."""
    assert shown("租车卡要几天") == ["租车卡的批量办理时限是3个工作日，原来是10个工作日。"]


def test_a_plain_yes_and_a_whole_list_stand_alone() -> None:
    """What only stands beside them answers nothing."""
    assert shown("租车卡可以请人代办吗") == ["租车卡可委托他人代办。"]
    assert len(shown("办理租车卡有哪三个步骤")) == 1


def test_a_companion_joins_where_it_adds_what_was_asked() -> None:
    """Two facts asked for in one breath may stand in two sentences of the article; the better one is shown first."""
    knowledge = knowledge_of("博览馆展出青瓷。", "博览馆由文物站看护。", "博览馆门前有池塘。")

    assert shown("博览馆展出的青瓷由文物站怎么看护", knowledge) == [
        "博览馆由文物站看护。",
        "博览馆展出青瓷。",
    ]


def test_a_companion_that_adds_nothing_stays_away() -> None:
    """The same again is no more of an answer."""
    knowledge = knowledge_of("博览馆由文物站看护。", "博览馆由文物站看护，已有三年。", "馆外有树。")

    assert len(shown("博览馆由谁看护", knowledge)) == 1


def test_an_answer_stays_short() -> None:
    """At most three sentences, of one article, whatever fits besides."""
    knowledge = knowledge_of(*(f"博览馆第{number}厅展出青瓷，灯光柔和，参观者要先存包。" for number in range(12)))

    assert sum(quote.count("。") for quote in shown("博览馆哪些厅展出青瓷", knowledge)) <= 3


def test_what_follows_one_another_is_one_quote() -> None:
    """Sentences that stand together in the source are read together, as they stand there."""
    knowledge = knowledge_of("博览馆实行预约入馆机制。观众先在门口登记，再由馆员带领入馆。")

    assert shown("博览馆的预约入馆机制是怎样的", knowledge) == [
        "博览馆实行预约入馆机制。观众先在门口登记，再由馆员带领入馆。"
    ]


def test_a_sentence_is_not_left_in_the_middle() -> None:
    """Clauses with semicolons between them are one sentence."""
    text = "观众携带宠物的，应当把宠物寄存；不肯寄存的，由馆员劝返；拒不离馆的，由保安处理；情节严重的，报告公安。"

    assert shown("观众携带宠物的怎么处理", knowledge_of(text)) == [text]


def test_an_announced_answer_comes_with_its_announcement() -> None:
    """如下 says nothing without what follows, even in the next paragraph."""
    knowledge = knowledge_of("博览馆的参观须知如下。", "自觉存包，不得喧哗。", "另有公告说到别的事情。")

    assert shown("博览馆的参观须知有哪些", knowledge)[:2] == ["博览馆的参观须知如下。", "自觉存包，不得喧哗。"]
