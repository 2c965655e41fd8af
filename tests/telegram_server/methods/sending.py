"""sendMessage and its kin."""

from typing import Any, Final

from tests.telegram_server.entities import LIMIT_ENTITIES
from tests.telegram_server.files import media
from tests.telegram_server.messages import Message
from tests.telegram_server.methods.content import caption_content, keyboard, text_content
from tests.telegram_server.methods.destination import answered, open_chat, thread_of
from tests.telegram_server.methods.registry import serves
from tests.telegram_server.refusals import Json, bad
from tests.telegram_server.telegram import Telegram

FILE_METHODS: Final = {
    "sendPhoto": "photo", "sendDocument": "document", "sendVoice": "voice", "sendVideo": "video",
    "sendAudio": "audio", "sendAnimation": "animation", "sendSticker": "sticker",
}  # fmt: skip


def deliver(tg: Telegram, p: Json, *contents: Json) -> list[Message]:
    """Put one or more messages (an album) into the chat, topic and reply the call names."""
    chat = open_chat(tg, p["chat_id"])
    reply = answered(tg, chat, p)
    named = p.get("message_thread_id")
    thread = thread_of(chat, reply.thread if reply and named is None else named)
    markup = keyboard(p)
    tg.flood.pass_or_refuse(chat.id, len(contents), group=not chat.private)
    contents = tuple(capped(tg, content) for content in contents)
    protected = {"has_protected_content": True} if p.get("protect_content") else {}
    return [
        tg.world.post(chat, content | markup | protected, tg.bot, thread=thread, reply_to=reply) for content in contents
    ]


def capped(tg: Telegram, content: Json) -> Json:
    """Telegram drops entities beyond the first hundred without a word; here that is a violation."""
    for key in ("entities", "caption_entities"):
        if len(content.get(key, ())) > LIMIT_ENTITIES:
            tg.ledger.object(f"{len(content[key])} entities in a message, {LIMIT_ENTITIES} are kept")
            content = content | {key: content[key][:LIMIT_ENTITIES]}
    return content


@serves("sendMessage")
def send_message(tg: Telegram, p: Json) -> Json:
    """Text."""
    return deliver(tg, p, text_content(p))[0].raw


@serves("sendLocation", "sendVenue")
def send_location(tg: Telegram, p: Json) -> Json:
    """A place on the map."""
    if not (-90 <= p["latitude"] <= 90 and -180 <= p["longitude"] <= 180):
        raise bad("wrong latitude or longitude specified")
    place: Json = {"location": {"latitude": p["latitude"], "longitude": p["longitude"]}}
    if "title" in p:
        place["venue"] = place | {"title": p["title"], "address": p["address"]}
    return deliver(tg, p, place)[0].raw


@serves("sendContact")
def send_contact(tg: Telegram, p: Json) -> Json:
    """A phone contact."""
    contact = {key: p[key] for key in ("phone_number", "first_name", "last_name") if key in p}
    return deliver(tg, p, {"contact": contact})[0].raw


def send_file(kind: str, tg: Telegram, p: Json) -> Json:
    """One file with a caption."""
    content = media(tg.files.resolve(kind, p[kind])) | caption_content(p)
    return deliver(tg, p, content)[0].raw


@serves("sendMediaGroup")
def send_media_group(tg: Telegram, p: Json) -> list[Json]:
    """An album of 2 to 10; documents and audio only among themselves."""
    items: list[Json] = p["media"]
    if not 2 <= len(items) <= 10:
        raise bad("wrong number of items in the media group" if items else "there are no messages to send")
    kinds = {one["type"] for one in items}
    if len(kinds) > 1 and kinds & {"document", "audio"}:
        raise bad("documents and audio can't be mixed with other types of media in an album")
    group = {"media_group_id": str(next(tg.world.numbers))}
    contents = [media(tg.files.resolve(one["type"], one["media"])) | caption_content(one) | group for one in items]
    return [message.raw for message in deliver(tg, p, *contents)]


def _serve_files() -> None:
    for name, kind in FILE_METHODS.items():

        def handler(tg: Telegram, p: Json, kind: str = kind) -> Any:
            return send_file(kind, tg, p)

        serves(name)(handler)


_serve_files()
