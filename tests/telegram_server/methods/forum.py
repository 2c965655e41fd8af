"""Topics of a forum supergroup, made and managed by the bot."""

from collections.abc import Callable
from typing import Any, Final

from tests.telegram_server import topics
from tests.telegram_server.methods.destination import allowed, open_chat
from tests.telegram_server.methods.registry import serves
from tests.telegram_server.refusals import Json, bad
from tests.telegram_server.telegram import Telegram
from tests.telegram_server.world import GENERAL, Chat, Topic

LONGEST_NAME: Final = 128
# Custom emoji that may stand for a topic here. A bot has to ask for them: Telegram's own list changes.
ICONS: Final = {
    "5312536423851630001": "💡", "5379748062124056162": "❗️", "5377316857231450742": "❓", "5237699328843200968": "✅",
    "5357315181649076022": "📁", "5312016608254762256": "⚡️", "5408906741125490282": "🏁", "5434144690511290129": "📰",
}  # fmt: skip


def forum(tg: Telegram, p: Json) -> Chat:
    """A forum the bot may manage."""
    chat = open_chat(tg, p["chat_id"])
    if not chat.forum:
        raise bad("the chat is not a forum")
    allowed(tg, chat, "can_manage_topics", "not enough rights to manage topics")
    return chat


def topic(tg: Telegram, p: Json) -> tuple[Chat, Topic]:
    """An existing topic other than General."""
    chat, number = forum(tg, p), p["message_thread_id"]
    if number == GENERAL or number not in chat.topics:
        raise bad("TOPIC_ID_INVALID", excused=not chat.gone_topics.get(number, True))
    return chat, chat.topics[number]


def unchanged(of: Topic) -> Exception:
    """Nothing to do; excused when people had a hand in it."""
    return bad("TOPIC_NOT_MODIFIED", excused=of.touched)


def counted(tg: Telegram, chat: Chat) -> None:
    """Every change of a topic is a service message, and counts as one."""
    tg.flood.pass_or_refuse(chat.id, 1, group=True)


def _checked_name(name: str) -> str:
    if not name.strip():
        raise bad("topic name is empty")
    if len(name) > LONGEST_NAME:
        raise bad("topic name is too long")
    return name.strip()


def _checked_icon(icon: str | None) -> str | None:
    if icon and icon not in ICONS:
        raise bad("DOCUMENT_INVALID")
    return icon


@serves("createForumTopic")
def create_topic(tg: Telegram, p: Json) -> Json:
    """A new topic; the bot is its author."""
    chat, color = forum(tg, p), p.get("icon_color")
    if color is not None and color not in topics.COLORS:
        raise bad("invalid forum topic icon color specified")
    name, icon = _checked_name(p["name"]), _checked_icon(p.get("icon_custom_emoji_id"))
    counted(tg, chat)
    return topics.make(tg.world, chat, tg.bot, name, color, icon)[0].raw()


@serves("editForumTopic")
def edit_topic(tg: Telegram, p: Json) -> bool:
    """Another name or icon."""
    chat, old = topic(tg, p)
    name = _checked_name(p["name"]) if p.get("name") else old.name
    icon = _checked_icon(p.get("icon_custom_emoji_id"))
    if name == old.name and icon in (None, old.icon or ""):
        raise unchanged(old)
    counted(tg, chat)
    topics.edit(tg.world, chat, tg.bot, old, name, icon)
    return True


def _switch(act: Callable[..., Any], *, closed: bool) -> Callable[[Telegram, Chat, Topic], bool]:
    """Close an open topic, or open a closed one."""

    def switch(tg: Telegram, chat: Chat, one: Topic) -> bool:
        if one.closed == closed:
            raise unchanged(one)
        counted(tg, chat)
        act(tg.world, chat, tg.bot, one)
        return True

    return switch


_close, _reopen = _switch(topics.close, closed=True), _switch(topics.reopen, closed=False)


@serves("closeForumTopic")
def close_topic(tg: Telegram, p: Json) -> bool:
    """Nobody writes there any more."""
    return _close(tg, *topic(tg, p))


@serves("reopenForumTopic")
def reopen_topic(tg: Telegram, p: Json) -> bool:
    """Writing is possible again."""
    return _reopen(tg, *topic(tg, p))


@serves("closeGeneralForumTopic")
def close_general(tg: Telegram, p: Json) -> bool:
    """The General topic is closed."""
    chat = forum(tg, p)
    return _close(tg, chat, chat.general)


@serves("reopenGeneralForumTopic")
def reopen_general(tg: Telegram, p: Json) -> bool:
    """The General topic is open again."""
    chat = forum(tg, p)
    return _reopen(tg, chat, chat.general)


@serves("deleteForumTopic")
def delete_topic(tg: Telegram, p: Json) -> bool:
    """The topic with everything in it."""
    chat, old = topic(tg, p)
    allowed(tg, chat, "can_delete_messages", "not enough rights to delete the topic")
    topics.delete(chat, old.id, by_bot=True)
    return True


@serves("unpinAllForumTopicMessages")
def unpin_topic(tg: Telegram, p: Json) -> bool:
    """Nothing in the topic is pinned any more."""
    chat, where = topic(tg, p)
    allowed(tg, chat, "can_pin_messages", "not enough rights to manage pinned messages in the chat")
    chat.pinned = [one for one in chat.pinned if chat.messages[one].thread != where.id]
    return True


@serves("getForumTopicIconStickers")
def icon_stickers(_tg: Telegram, _p: Json) -> list[Json]:
    """The custom emoji a topic's icon may be."""
    fixed = {"type": "custom_emoji", "width": 100, "height": 100, "is_animated": True, "is_video": False}
    return [
        fixed | {"file_id": f"icon-{number}", "file_unique_id": number, "emoji": emoji, "custom_emoji_id": number}
        for number, emoji in ICONS.items()
    ]
