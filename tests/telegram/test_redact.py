"""Only what the bot uses is kept of an update, and no personal data."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram.redact import ALLOWED_UPDATES, ATTACHMENTS, redact
from bot.core.deep_link import link_to
from corpus.model import Guide
from tests.telegram.raw import edited, membership, message, tap

ID_NUMBER = "330102199003071233"
MOBILE = "13812345678"
ATTACHED: dict[str, Any] = {
    "photo": [{"file_id": "CANARY", "width": 1}],
    "contact": {"phone_number": "CANARY", "first_name": "CANARY"},
    "location": {"latitude": 30.123456, "longitude": 120.123456},
    "document": {"file_id": "CANARY", "file_name": "CANARY.pdf"},
    "forward_origin": {"type": "user", "sender_user": {"first_name": "CANARY"}},
    "reply_to_message": {"text": "CANARY", "message_id": 3},
    "entities": [{"type": "text_mention", "user": {"first_name": "CANARY"}}],
}


def stored(update: Any) -> dict[str, Any]:
    """The stored payload of an update."""
    item = redact(update)
    assert item is not None
    return item.payload


@pytest.mark.parametrize(
    "update",
    [
        message(ATTACHED, text="狗证去哪办"),
        edited(caption="狗证去哪办", **ATTACHED),
        tap("v1|solved|q1"),
        membership("kicked"),
        {"update_id": 1, "poll": {"question": "CANARY"}},
        {"update_id": 1, "inline_query": {"id": "7", "query": "狗证", "from": {"id": 5, "first_name": "CANARY"}}},
    ],
)
def test_only_fields_in_use_are_kept(update: dict[str, Any]) -> None:
    """Names, user names, contacts, files, places, quoted messages and other kinds of updates are dropped."""
    text = json.dumps(stored(update), ensure_ascii=False)

    assert "CANARY" not in text
    assert "30.123456" not in text


def test_personal_data_is_masked_and_named() -> None:
    """Numbers of persons are replaced in text and caption alike, and what kinds they were is kept for the answer."""
    for field in ("text", "caption"):
        payload = stored(message({field: f"我是{ID_NUMBER}，电话{MOBILE}，狗证去哪办"}))

        assert ID_NUMBER not in payload["text"]
        assert MOBILE not in payload["text"]
        assert "狗证去哪办" in payload["text"]
        assert payload["found"] == ["身份证号", "手机号"]


def test_hostile_characters_are_taken_out_before_masking() -> None:
    """A number cut by invisible characters is masked all the same."""
    payload = stored(message(text="电话138\u200b1234\ufeff5678\ud800"))

    assert "5678" not in payload["text"]
    assert payload["found"] == ["手机号"]


def test_the_tapped_buttons_words_are_kept() -> None:
    """Of a tap the data and the label of that very button are kept."""
    payload = stored(tap("v1|ask|0", "什么是三方通话？"))

    assert (payload["data"], payload["label"]) == ("v1|ask|0", "什么是三方通话？")


@pytest.mark.parametrize("kind", ATTACHMENTS)
def test_attachments_are_kept_by_kind_alone(kind: str) -> None:
    """Of an attachment only its kind is known."""
    assert stored(message({kind: {"file_id": "CANARY"}}))["attachment"] == kind


@pytest.mark.parametrize("update", [None, [], "x", {}, {"update_id": "7"}, {"update_id": None}, {"update_id": True}])
def test_an_update_without_a_number_cannot_be_kept(update: Any) -> None:
    """What has no update id is not an inbox item."""
    assert redact(update) is None


FIELDS = st.sampled_from(
    [
        "message",
        "chat",
        "id",
        "type",
        "from",
        "text",
        "caption",
        "date",
        "data",
        "reply_markup",
        "inline_keyboard",
        "message_id",
        "callback_data",
        "new_chat_member",
        "status",
        "photo",
        "first_name",
        "media_group_id",
    ]
)
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=5),
    max_leaves=15,
)


@settings(max_examples=200)
@given(kind=st.sampled_from(ALLOWED_UPDATES), body=JSON)
def test_no_shape_of_update_is_lost(kind: str, body: Any) -> None:
    """However malformed its body, a numbered update becomes an item that can be stored as JSON."""
    item = redact({"update_id": 7, kind: body})

    assert item is not None
    assert item.update_id == 7
    assert item.chat
    json.dumps(item.payload)


def test_no_deep_link_is_masked() -> None:
    """Whatever its token looks like, a card leads where it was printed to lead; anything else after /start is masked."""
    for number in range(1000):
        text = f"/start {link_to(Guide(f'事项-{number}', '事项', ''))}"
        assert stored(message(text=text))["text"] == text
    assert "〔" in stored(message(text="/start 13812345678"))["text"]
