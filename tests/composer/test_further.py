"""What follows an answer: only what the bot can answer, the guide it belongs to, and one other article."""

from dataclasses import replace

import pytest

from bot.composer.compose import compose
from bot.composer.further import Further, Trials, further, next_best
from bot.composer.knowledge import Knowledge
from bot.composer.search import ArticleMatch, excerpt, search
from bot.core.model import Outcome, plain
from corpus.model import Guide
from tests.composer.asking import TODAY, asked, bundled_knowledge
from tests.composer.small import CARD, CORPUS, FERRY, SMALL


def after(question: str, knowledge: Knowledge) -> Further:
    """What may follow a question."""
    return further(question, asked(question, knowledge=knowledge).decision, Trials(knowledge, TODAY))


@pytest.mark.parametrize("question", ["狗打疫苗只能礼拜三去吗", "什么是三方通话", "落户认证要几天"])
def test_related_questions_are_answered_otherwise(question: str) -> None:
    """At most three, none of them the one asked; each is answered from the same matter with words not shown yet."""
    knowledge = bundled_knowledge()
    shown = asked(question).decision
    more = after(question, knowledge)

    assert 1 <= len(more.questions) <= 3
    said = {citation.quote for citation in shown.citations}
    for related in more.questions:
        answer = asked(related).decision
        assert answer.outcome is Outcome.ANSWER
        assert {each.article_id for each in answer.citations} & {each.article_id for each in shown.citations}
        assert {each.quote for each in answer.citations} - said
        said |= {each.quote for each in answer.citations}


def test_the_guide_of_an_answer_is_the_one_that_says_it() -> None:
    """Of several guides drawn from one article; a field's answer belongs to its own guide."""
    assert [guide.id for guide in after("犬类免疫证在哪里办", bundled_knowledge()).guides] == ["dog-vaccination"]
    assert [guide.id for guide in after("申领养犬许可证要填什么表", bundled_knowledge()).guides] == ["dog-licence"]
    assert after("轮渡船员适任证书核发在哪里办", SMALL).guides == (FERRY,)


def test_the_guide_of_a_follow_up_is_the_one_that_is_quoted() -> None:
    """Whose few words could be any guide's: what is quoted tells which one."""
    knowledge = bundled_knowledge()
    decision = asked("犬类免疫证在哪里办", knowledge=knowledge).decision
    assert [guide.id for guide in further("那要带什么材料", decision, Trials(knowledge, TODAY)).guides] == [
        "dog-vaccination"
    ]


def test_an_unanswered_message_finds_the_guides_it_names() -> None:
    """A search by name; what names none gets none."""
    assert [guide.id for guide in after("养犬许可证", bundled_knowledge()).guides] == ["dog-licence"]
    assert after("船员适任", SMALL).guides == (FERRY,)
    assert after("红烧肉怎么烧", SMALL) == Further()
    assert after("你好", SMALL) == Further()


def test_the_next_best_article_holds_what_is_asked_and_was_not_shown() -> None:
    """Another article on the matter is offered; a list of contents that only names the first one is not."""
    other = replace(CARD, id="card-2", title="租车卡通知", body="租车卡的批量办理时限改为5个工作日。")
    contents = replace(CARD, id="contents", title="本期目录", body=f"本期刊登《{CARD.title}》，租车卡办理要3个工作日。")
    knowledge = Knowledge.build(replace(CORPUS, articles=(CARD, other, contents)))
    shown = compose("租车卡要几天", (), knowledge, TODAY).decision.citations
    first = tuple(each for each in shown if each.article_id == "card")
    nearest = next_best("租车卡要几天", first, knowledge, TODAY)

    assert first
    assert nearest is not None
    assert nearest.article_id == "card-2"
    assert next_best("租车卡要几天", (*first, nearest), knowledge, TODAY) is None


def test_a_search_finds_guides_then_articles() -> None:
    """With the passage that fits, word for word; nothing for nothing and for what is nowhere."""
    guide, article = search("租车卡", Knowledge.build(replace(CORPUS, guides=(BICYCLE,))), TODAY)[:2]

    assert guide == BICYCLE
    assert isinstance(article, ArticleMatch)
    assert article.passage.text in CARD.body
    assert article.passage.text in plain(excerpt(article).text)
    assert search("", SMALL, TODAY) == search("天文望远镜", SMALL, TODAY) == ()


BICYCLE = Guide("bicycle", "租车卡办理", "transport")
