"""`sanfang ask --explain`: a staff member sees what was understood, what was found, and which rule decided by which numbers."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cli.explain import explanation
from bot.composer.acts import Act
from bot.composer.kinds import Wanted
from bot.composer.rules import RULES
from bot.composer.talk import Talk
from bot.composer.terms import ACTS, FIELDS, RULE_NAMES, TALKS, WANTED
from corpus.model import GuideField
from tests.composer.asking import asked
from tests.composer.small import SMALL
from tests.composer.test_compose import WORDS
from tests.conftest import Sanfang


def explained(text: str, *history: str) -> str:
    """The explanation that the command prints."""
    return explanation(asked(text, history))


def test_an_answer_is_explained_from_words_to_decision(sanfang: Sanfang) -> None:
    """Kinds and topic words with weights, passages with numbers and matched words, the winner with its threshold, the reply."""
    done = sanfang.run("ask", "--explain", "落户认证要等几天")

    text = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert "想知道：要多久" in text
    assert re.search(r"主题词：.*落户认证 \d\.\d\d", text)
    assert re.search(r"1\. 得分 \d+\.\d\d  覆盖 \d\.\d\d  命中 落户", text)
    assert re.search(r"✓ 引原文作答：.*\d\.\d\d ≥ \d\.\d\d", text)
    assert re.search(r"决定\n  已答，把握 \d\.\d\d，由“引原文作答”定", text)
    assert "《区招商局推进外地来杭投资企业落户认证“最多跑一次”》" in text
    assert "7个工作日" in text.partition("决定")[2]


def test_silent_rules_show_what_was_missing() -> None:
    """A question that is handed over shows what was looked for and why it did not suffice."""
    text = explained("养犬许可证遗失了怎么补")

    assert "所问环节：补办" in text
    assert "要有所要的内容" in text
    assert re.search(r"－ 引原文作答：", text)
    assert "转部门" in text.partition("决定")[2]


def test_each_part_of_a_message_is_explained() -> None:
    """Two questions have two explanations and one decision."""
    text = explained("养犬许可证要填什么表？另外，三方通话是什么？")

    assert [mark for mark in ("第 1 件", "第 2 件", "第 3 件") if mark in text] == ["第 1 件", "第 2 件"]
    assert text.count("\n决定\n") == 1


def test_what_an_elliptic_question_leans_on_is_shown() -> None:
    """The topic taken from the question before is marked as such."""
    assert re.search(r"承接前文：.*养犬许可证", explained("那要多少钱", "养犬许可证怎么办"))


def test_constraints_are_shown() -> None:
    """Towns by name, years with their sign, places beyond the district."""
    text = explained("2016年临浦镇的举报电话是多少")

    assert re.search(r"限定：临浦镇\S*、2016年", text)
    assert "与限定不符" in text
    assert "提到的区外地方：上海" in explained("上海的居住证去哪办")


@pytest.mark.parametrize(
    "question", ["您好", "有人打我", "转人工", "红烧肉怎么烧", "…", "狗证丢了，罚多少，投诉找谁，能网上办吗？"]
)
def test_no_name_of_the_programs_own_is_shown(question: str) -> None:
    """But for the ids of passages, every word is Chinese."""
    text = re.sub(r"〔\S+〕", "", explained(question))

    assert re.findall(r"[A-Za-z_]{3,}", text) == []
    assert "决定" in text


def test_the_guide_and_field_that_answered_are_named() -> None:
    """With the department whose guide it is, and whether the field is given."""
    asked_small = [
        asked(text, knowledge=SMALL) for text in ("轮渡船员适任证书核发在哪里办", "轮渡船员适任证书核发要多少钱")
    ]
    given, missing = map(explanation, asked_small)

    assert re.search(r"✓ 办事指南的一项：《轮渡船员适任证书核发》\S+的办理地点：有", given)
    assert "的收费：没有写" in missing


def test_what_is_explained_is_masked_and_not_logged(sanfang: Sanfang) -> None:
    """Staff who ask why are no citizens who ask; the history is part of the question here too."""
    done = sanfang.run("ask", "--explain", "--history", "养犬许可证怎么办", "我手机13700137000，那要多少钱")

    assert "承接前文：" in done.stdout.decode()
    assert b"13700137000" not in done.stdout
    assert sanfang.run("log", "--json").stdout == b""


@pytest.mark.parametrize("other", ["--json", "--batch=-"])
def test_it_goes_with_no_output_for_programs(sanfang: Sanfang, other: str) -> None:
    """The explanation is for people; the mistake is named and costs nothing."""
    done = sanfang.run("ask", "--explain", other, *([] if "batch" in other else ["什么是三方通话"]))

    assert done.returncode == 2
    assert "--explain 不能和 --json、--batch 一起用" in done.stderr.decode()


@settings(max_examples=40, deadline=None)
@given(WORDS, st.lists(WORDS, max_size=1))
def test_every_decision_can_be_explained(text: str, history: list[str]) -> None:
    """Whatever is asked, and after whatever."""
    assert "决定" in explained(text, *history)


def test_everything_has_a_name_that_staff_read() -> None:
    """A new kind, act, talk or rule is named in `bot/composer/terms.py`."""
    assert list(RULE_NAMES) == [rule.__name__ for rule in RULES]
    assert set(WANTED) == set(Wanted)
    assert set(ACTS) == set(Act)
    assert set(TALKS) == set(Talk)
    assert set(FIELDS) == set(GuideField)
