"""Updates as Telegram sends them, full of what must not be kept."""

from typing import Any

CHAT = 5001
SECRETS = {"first_name": "CANARY张三", "last_name": "CANARY李", "username": "CANARY_user", "language_code": "zh-hans"}
PERSON: dict[str, Any] = {"id": CHAT, "is_bot": False, **SECRETS}
PRIVATE_CHAT: dict[str, Any] = {"id": CHAT, "type": "private", **SECRETS}


def message(content: dict[str, Any] | None = None, /, **more: Any) -> dict[str, Any]:
    """An update with a message in the private chat."""
    head = {"message_id": 11, "date": 1_800_000_000, "from": PERSON, "chat": PRIVATE_CHAT}
    return {"update_id": 1, "message": head | (content or {}) | more}


def edited(**more: Any) -> dict[str, Any]:
    """An update that such a message was corrected."""
    return {"update_id": 1, "edited_message": message(edit_date=1_800_000_000, **more)["message"]}


def tap(data: str, label: str = "按钮", **changes: Any) -> dict[str, Any]:
    """An update with a tap on a button."""
    keyboard = {"inline_keyboard": [[{"text": "别的", "callback_data": "x"}], [{"text": label, "callback_data": data}]]}
    shown = {"message_id": 12, "date": 1, "chat": PRIVATE_CHAT, "text": "CANARY回答", "reply_markup": keyboard}
    query = {"id": "900", "from": PERSON, "chat_instance": "CANARY", "data": data, "message": shown, **changes}
    return {"update_id": 1, "callback_query": query}


def membership(status: str) -> dict[str, Any]:
    """An update that the bot's place in the private chat has changed."""
    states = {"old_chat_member": {"status": "member"}, "new_chat_member": {"status": status, "user": PERSON}}
    return {"update_id": 1, "my_chat_member": {"chat": PRIVATE_CHAT, "from": PERSON, "date": 1, **states}}
