"""What is kept of an update: the few fields the bot uses, and texts without personal data.

Everything else (names, user names, contacts, places, files) is dropped before the first byte is stored.
"""

from collections.abc import Mapping
from typing import Any

from bot.core.deep_link import read_payload
from bot.core.ports import InboxItem
from bot.core.privacy import mask
from retrieval.text import sanitize

MESSAGES = ("message", "edited_message")
CALLBACK = "callback_query"
MEMBERSHIP = "my_chat_member"
GROUPS = frozenset({"group", "supergroup"})
INLINE = "inline_query"
ALLOWED_UPDATES = (*MESSAGES, CALLBACK, MEMBERSHIP, INLINE)
OTHER = "other"

ATTACHMENTS = (
    "photo", "voice", "audio", "video", "video_note", "animation", "sticker", "document",
    "location", "venue", "contact", "poll", "dice", "story",
)  # fmt: skip

Fields = Mapping[str, Any]


def redact(update: Any) -> InboxItem | None:
    """The inbox item of a raw update, malformed or not; None when it has no update id to keep it by."""
    if not isinstance(update, dict) or type(update.get("update_id")) is not int:
        return None
    kind = next((name for name in ALLOWED_UPDATES if name in update), OTHER)
    body = _fields(update, kind)
    carrier = _fields(body, "message") if kind == CALLBACK else body
    chat = _integer(_fields(carrier, "chat"), "id")
    payload = {"kind": kind, "chat_type": _word(_fields(carrier, "chat"), "type"), "person": _person(body)}
    payload |= {CALLBACK: _tap, MEMBERSHIP: _membership, INLINE: _typed}.get(kind, _message)(body)
    thread = _thread(carrier) if payload["chat_type"] in GROUPS else None  # a citizen's chat is one talk
    lane = f"?{update['update_id']}" if chat is None else str(chat)
    if thread is not None:
        payload["thread"] = thread
        lane = f"{lane}/{thread}"  # each topic of a group has its own order
    return InboxItem(update["update_id"], lane, {name: value for name, value in payload.items() if value is not None})


def _message(message: Fields) -> dict[str, Any]:
    return {
        "message": _integer(message, "message_id"),
        "sent": _integer(message, "date"),
        "edited": _integer(message, "edit_date"),
        "album": _word(message, "media_group_id"),
        "attachment": next((name for name in ATTACHMENTS if name in message), None),
        "reply": _reply(message),
        "reply_bot": _answered_bot(message),
        "strange": _is_strange(message) or None,
        "forum": _fields(message, "chat").get("is_forum") is True or None,
        "migrated_to": _integer(message, "migrate_to_chat_id"),
        **_text(message),
    }


def _thread(message: Fields) -> int | None:
    """The topic; a reply chain outside of a topic has a thread id as well."""
    return _integer(message, "message_thread_id") if message.get("is_topic_message") is True else None


def _reply(message: Fields) -> int | None:
    """The message this one answers; in a topic everything else "answers" the topic's beginning."""
    answered = _integer(_fields(message, "reply_to_message"), "message_id")
    return None if answered == _thread(message) else answered


def _answered_bot(message: Fields) -> int | None:
    """The bot whose message this one answers."""
    author = _fields(_fields(message, "reply_to_message"), "from")
    return _integer(author, "id") if author.get("is_bot") is True and _reply(message) is not None else None


def _is_strange(message: Fields) -> bool:
    """Whether it does not come from a person in the own name: anonymous, a channel, another bot, by way of a bot."""
    return "sender_chat" in message or "via_bot" in message or _fields(message, "from").get("is_bot") is True


def _text(message: Fields) -> dict[str, Any]:
    """The text or caption, sanitized and masked, and the kinds of personal data that were in it."""
    text = message.get("text", message.get("caption"))
    if not isinstance(text, str):
        return {}
    if _is_link(text):
        return {"text": text}
    masked = mask(sanitize(text))
    return {"text": masked.text, "found": [kind.value for kind in masked.kinds] or None}


def _is_link(text: str) -> bool:
    """Whether it opens a deep link of ours: its token is no personal data, though some look like an account's name."""
    command, _, payload = text.partition(" ")
    return command == "/start" and read_payload(payload) is not None


def _tap(query: Fields) -> dict[str, Any]:
    message, data = _fields(query, "message"), _word(query, "data")
    return {
        "query": _word(query, "id"),
        "message": _integer(message, "message_id"),
        "data": data,
        "label": _label(message, data),
        "about": _about(_fields(message, "reply_to_message")),
    }


def _about(message: Fields) -> dict[str, Any] | None:
    """The citizen's message below which the tapped button stands."""
    kept = {name: value for name, value in _message(message).items() if value is not None}
    return kept if "message" in kept else None


def _label(message: Fields, data: str | None) -> str | None:
    """The words on the tapped button: they are a whole question, too long for the 64 bytes of its data."""
    rows = _fields(message, "reply_markup").get("inline_keyboard")
    buttons = [button for row in rows for button in row] if isinstance(rows, list) else []
    words = [
        _word(button, "text") for button in buttons if isinstance(button, dict) and button.get("callback_data") == data
    ]
    return sanitize(words[0]) if words and words[0] else None


def _typed(query: Fields) -> dict[str, Any]:
    """What somebody types after the bot's name in any chat, masked like everything else."""
    words = _word(query, "query") or ""
    return {"query": _word(query, "id"), "text": mask(words).text, "offset": _word(query, "offset")}


def _membership(change: Fields) -> dict[str, Any]:
    return {"status": _word(_fields(change, "new_chat_member"), "status")}


def _person(body: Fields) -> int | None:
    return _integer(_fields(body, "from"), "id")


def _fields(parent: Fields, name: str) -> Fields:
    value = parent.get(name)
    return value if isinstance(value, dict) else {}


def _integer(parent: Fields, name: str) -> int | None:
    value = parent.get(name)
    return value if type(value) is int else None


def _word(parent: Fields, name: str) -> str | None:
    value = parent.get(name)
    return sanitize(value) if isinstance(value, str) else None
