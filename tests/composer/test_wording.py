"""What the citizen reads: a sentence for everything the rules can say, in plain Chinese, short, quotes untouched."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.composer.case import Case
from bot.composer.headline import Headline, Polarity
from bot.composer.kinds import Wanted
from bot.composer.outcomes import Choose, Courtesy, Declined, HandOver, Quoted, Result, Why
from bot.composer.rules import not_a_question, not_for_a_clerk
from bot.composer.talk import Talk
from bot.composer.wording import EXAMPLES, FAILED, PRIVACY_NOTE, say
from bot.core.model import Style, plain
from tests.composer.asking import asked, bundled_knowledge
from tests.composer.small import SMALL
from tests.composer.test_rules import case

OFFICE = SMALL.departments["civil"]
OFFICIALESE = ("根据相关规定", "相关部门", "感谢您的", "祝您生活愉快", "敬请", "特此", "贵", "抱歉", "对不起")
LINE = 20
"""Characters of a line on a phone."""
SCREEN = 14
"""Lines of a phone's screen."""
COURTESIES = [talk for talk in Talk if talk not in {Talk.EMERGENCY, Talk.HUMAN, Talk.MANIPULATION, Talk.PRIVATE}]


def results() -> Iterator[Result]:
    """Everything that can be said without quoting."""
    yield Choose(("甲", "乙"))
    yield from (Courtesy(talk) for talk in COURTESIES)
    yield from (Declined(about) for about in (None, Talk.MANIPULATION, Talk.PRIVATE, "上海"))
    yield from (Declined(Talk.EMERGENCY, number) for number in ("110", "119", "120"))
    for why in Why:
        yield from (HandOver(why, OFFICE), HandOver(why, None), HandOver(why, OFFICE, "低保申请"))
    yield from (HandOver(Why.FACT_MISSING, OFFICE, wanted=wanted) for wanted in Wanted)


SAID = [plain(say(result)) for result in results()] + [
    FAILED.format(number=7),
    PRIVACY_NOTE.format(kinds="手机号"),
    *EXAMPLES,
]


@pytest.mark.parametrize("text", SAID)
def test_every_sentence_is_plain_short_chinese(text: str) -> None:
    """No Latin word, no officialese, no line break at the end, and it fits on a phone's screen."""
    assert text.strip() == text != ""
    assert re.findall(r"[A-Za-z_{}]+", text) == []
    assert [phrase for phrase in OFFICIALESE if phrase in text] == []
    assert sum(-(-len(line) // LINE) for line in text.splitlines()) <= SCREEN


@pytest.mark.parametrize("text", SAID)
def test_at_most_one_emoji_a_line(text: str) -> None:
    """Signs help to find one's way; more of them are noise."""
    assert all(len(re.findall("[\U0001f300-\U0001faff☎✅❌👍👎📄]", line)) <= 1 for line in text.splitlines())


@pytest.mark.parametrize("polarity", Polarity)
def test_yes_and_no_come_first_and_bold(polarity: Polarity) -> None:
    """The first line already helps."""
    [first, *_] = say(quoted(Headline(polarity=polarity)))

    assert first.style is Style.BOLD
    assert len(first.text) <= LINE


@pytest.mark.parametrize("wanted", Wanted)
def test_a_missing_fact_is_said_to_be_missing(wanted: Wanted) -> None:
    """Bold, with the department that knows."""
    spans = say(HandOver(Why.FACT_MISSING, OFFICE, wanted=wanted))

    assert [span for span in spans if span.style is Style.BOLD and span.text.startswith("没有写")]
    assert OFFICE.name in plain(spans)


def test_a_routing_names_its_reason() -> None:
    """The citizen sees why this department."""
    text = plain(say(HandOver(Why.NOT_IN_CORPUS, OFFICE, "低保申请")))

    assert "区民政局" in text
    assert "低保申请" in text


def test_without_a_department_there_is_still_somebody() -> None:
    """The desk that takes everything."""
    assert "平台" in plain(say(HandOver(Why.ASKED_FOR, None)))


@pytest.mark.parametrize("number", ["110", "119", "120"])
def test_an_emergency_begins_with_the_number(number: str) -> None:
    """In the first line, in bold, with nothing above it."""
    [span] = say(Declined(Talk.EMERGENCY, number))

    assert number in span.text.splitlines()[0]
    assert span.style is Style.BOLD


def test_every_talk_has_its_reply() -> None:
    """What the rules take for talk, the wording can answer."""
    assert {talk for talk in Talk if talk not in {Talk.HUMAN, Talk.EMERGENCY}} == {
        talk for talk in Talk if not_a_question(spoken(talk)) or not_for_a_clerk(spoken(talk))
    }


def spoken(talk: Talk) -> Case:
    """A case whose message is talk of this kind."""
    return replace(case("租车卡"), talk=talk)


def quoted(headline: Headline) -> Quoted:
    """An answer with this headline over the sentence that tells how long it takes."""
    found = asked("租车卡要几天", knowledge=SMALL).rulings[0].result
    assert isinstance(found, Quoted)
    return Quoted(found.quotes, found.department, headline, found.confidence)


def test_a_value_stands_in_front_and_bold_in_the_quote() -> None:
    """With what held before, and what was wrongly assumed."""
    spans = say(quoted(Headline("3个工作日", "10个工作日", "30个工作日")))

    assert plain(spans).splitlines()[0] == "不是30个工作日，是3个工作日（原来是10个工作日）。"
    assert [span.text for span in spans if span.style is Style.BOLD] == ["3个工作日", "3个工作日"]


def test_who_is_responsible_stands_in_front() -> None:
    """Where the quote does not say it."""
    assert plain(say(quoted(Headline(body="区民政局")))).splitlines()[0] == "由 区民政局 负责。"


@pytest.mark.parametrize(
    "headline", [Headline(), Headline("3个工作日"), Headline("不在句中的值"), Headline(polarity=Polarity.FREE)]
)
def test_a_quote_is_never_altered(headline: Headline) -> None:
    """Whatever is set in bold, between the marks stand the words of the passage."""
    answer = quoted(headline)
    text = plain(say(answer))

    assert all(f"「{each.quote}」" in text for each in answer.quotes)


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_can_be_asked(example: str) -> None:
    """Whoever taps one gets an answer."""
    assert asked(example).decision.citations


def test_the_examples_are_answered_by_different_articles() -> None:
    """They show the breadth of what can be asked."""
    cited = {asked(example).decision.citations[0].article_id for example in EXAMPLES}

    assert len(cited) == len(EXAMPLES)
    assert cited <= set(bundled_knowledge().articles)
