"""copyMessage, forwardMessage and their plurals."""

import itertools
from typing import Final

from tests.telegram_server.messages import Message
from tests.telegram_server.methods.content import caption_content
from tests.telegram_server.methods.destination import chat_of, existing
from tests.telegram_server.methods.registry import serves
from tests.telegram_server.methods.sending import deliver
from tests.telegram_server.refusals import Json, bad
from tests.telegram_server.telegram import Telegram

PAYLOAD: Final = frozenset({
    "text", "entities", "caption", "caption_entities", "photo", "document", "voice", "sticker", "location", "venue",
    "video", "animation", "audio", "contact", "link_preview_options",
})  # fmt: skip
MOST: Final = 100


def payload(message: Message) -> Json:
    """What a copy takes over; empty for service messages."""
    return {key: value for key, value in message.raw.items() if key in PAYLOAD}


def takeable(message: Message) -> bool:
    """Service messages and protected content can't be copied or forwarded."""
    return bool(payload(message)) and not message.raw.get("has_protected_content")


def one_of(tg: Telegram, p: Json, verb: str) -> Message:
    """The message to copy or forward."""
    message = existing(chat_of(tg, p["from_chat_id"]), p["message_id"], verb)
    if not takeable(message):
        done = {"copy": "copied", "forward": "forwarded"}[verb]
        raise bad(f"message can't be {done}", excused=True)
    return message


def several(tg: Telegram, p: Json, verb: str) -> list[Message]:
    """Those of the messages that exist and can be taken."""
    numbers: list[int] = p["message_ids"]
    if not 1 <= len(numbers) <= MOST:
        raise bad("wrong number of message identifiers")
    if any(later <= earlier for earlier, later in itertools.pairwise(numbers)):
        raise bad("message identifiers must be in a strictly increasing order")
    source = chat_of(tg, p["from_chat_id"])
    found = [source.messages[one] for one in numbers if one in source.messages and takeable(source.messages[one])]
    if not found:
        raise bad(f"there are no messages to {verb}", excused=any(one in source.gone for one in numbers))
    return found


def regrouped(tg: Telegram, messages: list[Message], contents: list[Json]) -> list[Json]:
    """Albums stay albums, under a new id."""
    fresh: dict[str, str] = {}
    for message, content in zip(messages, contents, strict=True):
        if old := message.raw.get("media_group_id"):
            content["media_group_id"] = fresh.setdefault(old, str(next(tg.world.numbers)))
    return contents


def origin(message: Message) -> Json:
    """Who a forwarded message is from."""
    kept: Json | None = message.raw.get("forward_origin")
    return kept or {"type": "user", "date": message.raw["date"], "sender_user": message.raw["from"]}


@serves("copyMessage")
def copy_message(tg: Telegram, p: Json) -> Json:
    """A copy without a link to the original; a caption may be replaced, the buttons are not copied."""
    message = one_of(tg, p, "copy")
    content = payload(message)
    if "caption" in p and "text" not in content:
        content = {key: value for key, value in content.items() if not key.startswith("caption")} | caption_content(p)
    return {"message_id": deliver(tg, p, content)[0].id}


@serves("copyMessages")
def copy_messages(tg: Telegram, p: Json) -> list[Json]:
    """Copies of up to 100 messages; what can't be copied is left out silently, as in Telegram."""
    messages = several(tg, p, "copy")
    contents = [payload(one) for one in messages]
    if p.get("remove_caption"):
        contents = [{key: value for key, value in one.items() if not key.startswith("caption")} for one in contents]
    return [{"message_id": one.id} for one in deliver(tg, p, *regrouped(tg, messages, contents))]


@serves("forwardMessage")
def forward_message(tg: Telegram, p: Json) -> Json:
    """The message itself, saying from whom it is."""
    message = one_of(tg, p, "forward")
    return deliver(tg, p, payload(message) | {"forward_origin": origin(message)})[0].raw


@serves("forwardMessages")
def forward_messages(tg: Telegram, p: Json) -> list[Json]:
    """Up to 100 messages; what can't be forwarded is left out silently."""
    messages = several(tg, p, "forward")
    contents = [payload(one) | {"forward_origin": origin(one)} for one in messages]
    return [{"message_id": one.id} for one in deliver(tg, p, *regrouped(tg, messages, contents))]
