"""Changing and removing messages that were sent."""

from typing import Any

from tests.telegram_server.files import KINDS, media
from tests.telegram_server.messages import Message
from tests.telegram_server.methods.content import caption_content, keyboard, text_content
from tests.telegram_server.methods.destination import allowed, chat_of, existing, present
from tests.telegram_server.methods.registry import serves
from tests.telegram_server.methods.sending import capped
from tests.telegram_server.refusals import NOT_MODIFIED, Json, bad
from tests.telegram_server.telegram import Telegram
from tests.telegram_server.world import Chat


def editable(tg: Telegram, p: Json) -> tuple[Chat, Message]:
    """The bot's own message that the call names."""
    if "inline_message_id" in p:
        raise bad("MESSAGE_ID_INVALID")
    if "chat_id" not in p:
        raise bad("chat_id is empty")
    if "message_id" not in p:
        raise bad("message identifier is not specified")
    chat = chat_of(tg, p["chat_id"])
    if not chat.private:
        present(tg, chat)
    message = existing(chat, p["message_id"], "edit")
    if not message.by_bot:
        raise bad("message can't be edited")
    return chat, message


def replace(tg: Telegram, chat: Chat, message: Message, changed: Json, without: tuple[str, ...]) -> Json:
    """Store the edited message, unless nothing changed."""
    raw = {
        key: value for key, value in message.raw.items() if key not in (*without, "reply_markup", "edit_date")
    } | changed
    if raw == {key: value for key, value in message.raw.items() if key != "edit_date"}:
        raise bad(NOT_MODIFIED)
    tg.flood.pass_or_refuse(chat.id, 1, group=not chat.private)
    return tg.world.revise(chat, message, capped(tg, raw)).raw


@serves("editMessageText")
def edit_text(tg: Telegram, p: Json) -> Json:
    """New text, and new or no buttons."""
    chat, message = editable(tg, p)
    if "text" not in message.raw:
        raise bad("there is no text in the message to edit")
    changed = text_content(p) | keyboard(p)
    return replace(tg, chat, message, changed, ("text", "entities", "link_preview_options"))


@serves("editMessageCaption")
def edit_caption(tg: Telegram, p: Json) -> Json:
    """New or no caption, and new or no buttons."""
    chat, message = editable(tg, p)
    if "text" in message.raw:
        raise bad("there is no caption in the message to edit")
    return replace(tg, chat, message, caption_content(p) | keyboard(p), ("caption", "caption_entities"))


@serves("editMessageMedia")
def edit_media(tg: Telegram, p: Json) -> Json:
    """Another file with its caption, and new or no buttons."""
    chat, message = editable(tg, p)
    given: Json = p["media"]
    changed = media(tg.files.resolve(given["type"], given["media"])) | caption_content(given) | keyboard(p)
    return replace(tg, chat, message, changed, (*KINDS, "caption", "caption_entities", "text", "entities"))


@serves("editMessageReplyMarkup")
def edit_markup(tg: Telegram, p: Json) -> Json:
    """New or no buttons."""
    chat, message = editable(tg, p)
    return replace(tg, chat, message, keyboard(p), ())


@serves("deleteMessage")
def delete_message(tg: Telegram, p: Json) -> bool:
    """One message."""
    chat = chat_of(tg, p["chat_id"])
    message = existing(chat, p["message_id"], "delete")
    if not message.by_bot:
        allowed(tg, chat, "can_delete_messages", "message can't be deleted")
    chat.forget(message.id, by_bot=True)
    return True


@serves("deleteMessages")
def delete_messages(tg: Telegram, p: Json) -> Any:
    """Up to 100; those not found are skipped."""
    chat = chat_of(tg, p["chat_id"])
    if not 1 <= len(p["message_ids"]) <= 100:
        raise bad("wrong number of message identifiers")
    for number in p["message_ids"]:
        if number in chat.messages:
            delete_message(tg, {"chat_id": chat.id, "message_id": number})
    return True
