"""Short lines that are one question."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram.gathering import MOST_LINES, joined, together, with_line
from bot.core.ports import InboxItem

NOW = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
QUIET = timedelta(seconds=2)


def said(number: int, text: str, sent: int = 0, **more: Any) -> InboxItem:
    """A citizen's message."""
    words = {"kind": "message", "chat_type": "private", "person": 7, "message": number, "sent": sent, "text": text}
    return InboxItem(number, "7", words | more, 0, NOW)


@pytest.mark.parametrize(
    ("texts", "count"),
    [
        (["我想问一下", "社保卡丢了", "怎么补办"], 3),
        (["我想问一下", "社保卡丢了怎么补办？", "要带什么"], 2),
        (["社保卡丢了怎么补办？", "要带什么"], 1),
        (["我的社保卡在公交车上丢了现在急着要用不知道该怎么办", "急"], 1),
        (["社保卡", "/my"], 1),
        (["社保卡", "0310-01"], 1),
        (["行"] * 20, MOST_LINES),
    ],
)
def test_lines_go_together_up_to_what_ends_the_question(texts: list[str], count: int) -> None:
    """A question mark, many words or a command end it; ten lines are enough."""
    assert len(together([said(number, text) for number, text in enumerate(texts)], QUIET)) == count


def test_what_was_written_minutes_apart_is_not_joined() -> None:
    """After an outage everything is received at once; the time of writing tells what belongs together."""
    assert len(together([said(1, "社保卡丢了"), said(2, "怎么补办", 90)], QUIET)) == 1
    assert len(together([said(1, "社保卡丢了"), said(2, "", attachment="photo")], QUIET)) == 1


def test_the_joined_message_knows_its_lines_and_what_was_masked() -> None:
    """Each message is one line; its number and the kinds of personal data are kept."""
    payload = joined([said(1, "社保卡\n丢了", found=["phone"]), said(3, "怎么补办")])

    assert (payload["text"], payload["lines"], payload["message"]) == ("社保卡 丢了\n怎么补办", [1, 3], 3)
    assert payload["found"] == ["phone"]


@settings(max_examples=30)
@given(st.lists(st.text(alphabet="市民a\n", min_size=1, max_size=5), min_size=1, max_size=5), st.data())
def test_a_corrected_line_leaves_the_others(texts: list[str], data: st.DataObject) -> None:
    """Whatever the lines hold, one is replaced and all others stay."""
    number = data.draw(st.integers(0, len(texts) - 1))
    before = joined([said(each, text) for each, text in enumerate(texts)])["text"].split("\n")
    after = with_line("\n".join(before), number, "改\n了").split("\n")

    assert (after[number], len(after)) == ("改 了", len(texts))
    assert after[:number] + after[number + 1 :] == before[:number] + before[number + 1 :]
