"""Whatever is sent gets exactly one decision, and every answer is the source's own words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.composer.compose import Composed
from bot.composer.knowledge import Knowledge
from bot.composer.rules import RULES
from bot.core.model import Decision, Outcome
from corpus.model import Article, Corpus, Glossary
from retrieval.text import normalize
from tests.composer.asking import asked, bundled_knowledge
from tests.composer.small import CORPUS, SMALL

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=80)
WORDS = st.lists(
    st.sampled_from(
        (
            *(
                "养犬许可证",
                "落户认证",
                "三方通话",
                "老年优待证",
                "居留许可",
                "法律援助",
                "区民政局",
                "义桥镇",
                "临浦镇",
                "上海",
            ),
            *(
                "怎么办",
                "多少钱",
                "几天",
                "在哪里",
                "谁管",
                "要什么材料",
                "电话",
                "吗",
                "？",
                "，",
                "。",
                "2018年",
                "去年",
                "丢了",
            ),
            *("补办", "可以代办", "不是", "30个工作日", "和", "分别", "另外", "谢谢", "你好", "转人工", "form"),
            *("〔手机号〕", "😀", "\ud800", "\x00"),
        )
    ),
    max_size=12,
).map("".join)
HARD = [
    "",
    " ",
    "\x00",
    "\ud83d",
    "狗\udc00证怎么办",
    "😀😀😀",
    "？" * 300,
    "养犬许可证怎么办" * 3000,
    "吗，" * 5000,
    "a" * 100_000,
    "e" + "\u0301" * 50_000,
    "十" * 20_000,
    "\u202e怎么办理\u202c狗证",
    "<b>养犬许可证</b>怎么办",
    "养犬许可证和" * 500 + "分别怎么办",
]


def assert_sound(composed: Composed, knowledge: Knowledge) -> None:
    """What holds of every decision."""
    decision = composed.decision
    assert decision.text.strip()
    assert decision.rule in {rule.__name__ for rule in RULES}
    assert 0.0 <= decision.confidence <= 1.0
    assert (decision.outcome is Outcome.ANSWER) == bool(decision.citations)
    for each in (decision, *decision.parts):
        assert_verbatim(each, knowledge)


def assert_verbatim(decision: Decision, knowledge: Knowledge) -> None:
    """Every quote stands in the reply, in its passage and in its article."""
    for citation in decision.citations:
        assert citation.quote in decision.text
        assert citation.quote in citation.passage
        assert citation.passage in knowledge.articles[citation.article_id].body
    if decision.background:
        assert decision.background.passage in knowledge.articles[decision.background.article_id].body


@settings(max_examples=150)
@given(st.one_of(ANY_TEXT, WORDS), st.lists(st.one_of(ANY_TEXT, WORDS), max_size=2))
def test_any_message_after_any_history_gets_one_sound_decision(text: str, history: list[str]) -> None:
    """Words of the corpus in any order, surrogates, controls, nothing at all."""
    assert_sound(asked(text, history), bundled_knowledge())


@pytest.mark.parametrize("text", HARD, ids=lambda text: ascii(text[:8]))
def test_hard_messages_get_one_sound_decision(text: str) -> None:
    """Empty, endless, malformed or disguised."""
    assert_sound(asked(text), bundled_knowledge())


@settings(max_examples=40)
@given(WORDS)
def test_an_empty_corpus_answers_nothing(text: str) -> None:
    """Before the first article there is nothing to quote, and still something to say."""
    composed = asked(text, knowledge=EMPTY)

    assert_sound(composed, EMPTY)
    assert composed.decision.outcome is not Outcome.ANSWER


EMPTY = Knowledge.build(Corpus())
KNOWN = set(normalize("".join(article.title + article.body + "".join(article.asked_as) for article in CORPUS.articles)))
UNKNOWN = "".join(chr(code) for code in range(0x4E00, 0x9F00, 7) if normalize(chr(code)) not in KNOWN)


@settings(max_examples=80)
@given(
    st.text(st.sampled_from(UNKNOWN), min_size=2, max_size=30),
    st.sampled_from(["怎么办", "多少钱", "几天", "是什么", ""]),
)
def test_noise_is_never_answered(noise: str, asking: str) -> None:
    """Where no character of the matter stands in the corpus, nothing can be an answer."""
    assert asked(noise + asking, knowledge=SMALL).decision.outcome is not Outcome.ANSWER


@settings(max_examples=30)
@given(WORDS)
def test_the_same_message_gets_the_same_decision(text: str) -> None:
    """From the same corpus on the same day, whenever it was indexed."""
    assert asked(text, knowledge=SMALL).decision == asked(text, knowledge=AGAIN).decision


AGAIN = Knowledge.build(CORPUS)


@pytest.mark.parametrize(
    ("masked", "plain"),
    [
        ("我手机号是〔手机号〕，租车卡要几天", "租车卡要几天"),
        ("租车卡要几天，我叫〔姓名〕", "租车卡要几天"),
        ("〔身份证号〕结婚登记要带什么", "结婚登记要带什么"),
    ],
)
def test_what_was_masked_changes_nothing(masked: str, plain: str) -> None:
    """Who sends personal data is answered all the same, and the placeholder stays for the log."""
    composed = asked(masked, knowledge=SMALL)

    assert composed.decision.text == asked(plain, knowledge=SMALL).decision.text
    assert "〔" in composed.understanding.text


def test_an_elliptic_question_leans_on_the_one_before() -> None:
    """那要几天 after a matter is about that matter; alone it is about nothing."""
    assert "3个工作日" in asked("那要几天呢", ["租车卡怎么办"], SMALL).decision.text
    assert asked("那要几天呢", [], SMALL).decision.outcome is not Outcome.ANSWER


def test_it_looks_past_what_was_said_in_between() -> None:
    """A thank-you does not end the topic."""
    assert "3个工作日" in asked("那要几天呢", ["租车卡怎么办", "谢谢"], SMALL).decision.text


@pytest.mark.parametrize(
    ("history", "days"), [(["青卡怎么办", "红证怎么办"], "9天"), (["红证怎么办", "青卡怎么办"], "4天")]
)
def test_the_latest_topic_is_meant(history: list[str], days: str) -> None:
    """Of two that could be, the one asked about last."""
    assert days in asked("那要几天呢", history, TWO).decision.text


TWO = Knowledge.build(
    Corpus(
        (Article("a", "青卡办理", "青卡的办理时限是4天。"), Article("b", "红证办理", "红证的办理时限是9天。")),
        glossary=Glossary(words=("青卡", "红证")),
    )
)


def test_a_question_of_its_own_leaves_the_earlier_topic() -> None:
    """What was asked before does not colour what is complete."""
    after, alone = asked("结婚登记要带什么", ["租车卡怎么办"], SMALL), asked("结婚登记要带什么", [], SMALL)

    assert after.decision.department == alone.decision.department
    assert after.decision.outcome is alone.decision.outcome is Outcome.HANDOFF


def test_a_call_for_a_person_is_about_what_was_asked_before() -> None:
    """转人工 goes to the department of the conversation."""
    decision = asked("转人工", ["结婚登记要带什么"], SMALL).decision

    assert decision.outcome is Outcome.HANDOFF
    assert decision.department is not None
    assert decision.department.id == "civil"


def test_a_courtesy_after_a_question_stays_a_courtesy() -> None:
    """谢谢 is not asked about the matter before."""
    assert asked("谢谢", ["租车卡怎么办"], SMALL).decision.outcome is Outcome.SMALLTALK


def test_what_was_found_is_listed_for_the_log() -> None:
    """Every passage that a ruling weighed, with its numbers."""
    composed = asked("租车卡要几天", (), SMALL)

    assert {found.passage.id for found in composed.found} >= {each.passage_id for each in composed.decision.citations}
    assert all(found.hit.score > 0 for found in composed.found)


def test_another_matter_is_not_carried_to_the_department_of_the_one_before() -> None:
    """A short question with a word of its own goes nowhere that this word is not known."""
    decision = asked("邻里纠纷多久了", ["结婚登记要带什么"], SMALL).decision

    assert decision.department is None or decision.department.id != "civil"


def test_a_matter_known_without_its_fact_is_said_to_be_known() -> None:
    """Where the department's own article is there, it is not called unknown because the business has the same name."""
    decision = asked("公共自行车租车卡多久体检一次", (), SMALL).decision

    assert decision.rule == "fact_missing"


def test_a_row_of_follow_ups_keeps_its_topic() -> None:
    """A question that leaned on an earlier one lends no topic itself, however many there are."""
    follow_ups = ["那费用呢", "网上能办吗", "它呢", "要带什么"]

    for number, text in enumerate(follow_ups):
        decision = asked(text, ["租车卡有效期几年", *follow_ups[:number]], SMALL).decision

        assert decision.department is not None
        assert decision.department.id == "transport", text


def test_and_what_of_another_matter_asks_the_same_of_it() -> None:
    """那轮渡呢 after 要几天 asks how long, not for whatever is known of it."""
    assert asked("那红证呢", ["青卡要几天"], TWO).decision.text.startswith("9天")
    assert asked("那青卡呢", ["红证多少钱", "那红证呢"], TWO).decision.outcome is Outcome.HANDOFF


def test_a_question_about_nothing_is_asked_for_its_matter() -> None:
    """It is no department's, and not beyond what the bot knows either."""
    decision = asked("那费用呢", (), SMALL).decision

    assert decision.outcome is Outcome.REFUSE
    assert "哪件事" in decision.text


def test_the_nearest_readings_are_offered_first() -> None:
    """Those that name most of what was named."""
    assert asked("狗打疫苗").decision.options[0] == "犬管中心星期几可以打疫苗"
