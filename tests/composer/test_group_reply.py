"""In a group nothing is handed on, and what people have to answer is asked for in private."""

from bot.composer.group_reply import group_reply
from bot.core.model import Decision, Outcome, plain
from tests.composer.asking import asked


def said(question: str) -> tuple[str, bool]:
    """What the group reads, and whether it is led into the private chat."""
    shown = group_reply(asked(question).decision)
    return plain(shown.text), shown.to_private


def test_an_answer_is_said_as_it_is() -> None:
    """Word for word, and nobody is sent anywhere."""
    assert said("落户认证要几天") == (asked("落户认证要几天").decision.text, False)


def test_a_handoff_names_the_department_and_offers_nothing() -> None:
    """Not even as a part of an answer, which stands before it."""
    text, private = said("社保卡丢了怎么补办")
    assert ("区人社局" in text, "帮您转" in text, private) == (True, False, True)

    text, private = said("什么是三方通话？社保卡丢了怎么补办？")
    assert (text.startswith("「"), "区人社局" in text, "帮您转" in text, private) == (True, True, False, True)


def test_choices_are_listed() -> None:
    """There are no buttons for them."""
    decision = asked("养犬许可证").decision
    assert all(f"\n· {option}" in plain(group_reply(decision).text) for option in decision.options)


def test_nobody_responsible_is_no_department() -> None:
    """Without one the bot asks into its private chat all the same."""
    shown = group_reply(Decision(Outcome.HANDOFF, "x", (), 0.5))
    assert shown.to_private
    assert "私聊" in plain(shown.text)
