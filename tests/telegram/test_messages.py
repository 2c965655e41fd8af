"""An outgoing message as calls of the Bot API."""

from datetime import date

import pytest

from bot.channels.telegram.buttons import MAX_BYTES, Tapped, keyboard, read_data
from bot.channels.telegram.messages import calls
from bot.core.model import Button, ButtonKind, Citation, Outgoing, Span, Style

CITATION = Citation("a", "落户认证", "《简报》第23期", date(2018, 10, 22), "a#1", "7个工作日", "7个工作日")
RATING = (Button(ButtonKind.SOLVED, "👍 已解决", "q1"), Button(ButtonKind.UNSOLVED, "👎 没答到", "q1"))


def test_a_message_is_one_call() -> None:
    """Text, entities, source and buttons go out together, without a link preview."""
    outgoing = Outgoing((Span("7个工作日", Style.BOLD), Span("。")), (CITATION,), (RATING,))
    (call,) = calls(outgoing, "5001", "q1")

    assert (call.key, call.chat, call.method) == ("q1/0", "5001", "sendMessage")
    assert call.payload == {
        "chat_id": 5001,
        "text": "7个工作日。\n\n📄 第23期 · 2018-10-22 · 《落户认证》",
        "entities": [{"type": "bold", "offset": 0, "length": 5}],
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {
            "inline_keyboard": [
                [
                    {"text": "👍 已解决", "callback_data": "v1|solved|q1"},
                    {"text": "👎 没答到", "callback_data": "v1|unsolved|q1"},
                ]
            ]
        },
    }


def test_a_long_message_is_several_calls() -> None:
    """The first part replies to the citizen's message, the last one has the buttons, each its own key."""
    sent = calls(Outgoing((Span("字" * 9000),), buttons=(RATING,)), "5001", "q1", reply_to=11)

    assert [call.key for call in sent] == ["q1/0", "q1/1", "q1/2"]
    assert "".join(call.payload["text"] for call in sent) == "字" * 9000
    assert ["reply_parameters" in call.payload for call in sent] == [True, False, False]
    assert ["reply_markup" in call.payload for call in sent] == [False, False, True]


def test_parts_of_white_space_are_not_sent() -> None:
    """Telegram refuses a message without visible characters."""
    assert len(calls(Outgoing((Span("字" * 4096 + "\n" * 4096 + "尾"),)), "1", "k")) == 2


def test_question_buttons_carry_the_question_as_label() -> None:
    """However long the question, its button's data is short and the button shows it whole."""
    question = "外地来杭投资企业落户认证" * 9
    buttons = [[Button(ButtonKind.ASK, "短", question)], [Button(ButtonKind.ASK, "短", "什么是三方通话？")]]
    rows = keyboard(buttons)["inline_keyboard"]

    assert [row[0]["text"] for row in rows] == [question, "什么是三方通话？"]
    assert [read_data(row[0]["callback_data"]) for row in rows] == [
        Tapped(ButtonKind.ASK, "0"),
        Tapped(ButtonKind.ASK, "1"),
    ]


def test_too_long_an_id_is_an_error() -> None:
    """Button data beyond 64 bytes is refused here and not by Telegram."""
    with pytest.raises(ValueError, match="65"):
        keyboard([[Button(ButtonKind.SOLVED, "好", "x" * (MAX_BYTES - len("v1|solved|") + 1))]])


@pytest.mark.parametrize("data", ["", "v1", "v2|solved|q", "v1|solved|a|b", "v1|other|q", "v1|ask|②"])
def test_foreign_data_is_not_read(data: str) -> None:
    """Data this release did not make is nothing."""
    assert read_data(data) is None
