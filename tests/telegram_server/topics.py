"""Forum topics: made, closed, renamed, deleted, by the bot or by people, each with its service message."""

from typing import Final

from tests.telegram_server.messages import Message
from tests.telegram_server.refusals import Json
from tests.telegram_server.world import Chat, Person, Topic, World

COLORS: Final = (0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F)


def make(
    world: World, chat: Chat, by: Person, name: str, color: int | None = None, icon: str | None = None
) -> tuple[Topic, Message]:
    """A new topic and the service message that begins it."""
    topic = Topic(chat.next_id, name, color or COLORS[0], icon)
    chat.topics[topic.id] = topic
    described = {key: value for key, value in topic.raw().items() if key != "message_thread_id"}
    return topic, world.post(chat, {"forum_topic_created": described}, by, thread=topic.id)


def close(world: World, chat: Chat, by: Person, topic: Topic) -> Message:
    """Nobody but administrators writes there any more."""
    topic.closed, topic.touched = True, by is not world.bot
    return world.post(chat, {"forum_topic_closed": {}}, by, thread=_thread(chat, topic))


def reopen(world: World, chat: Chat, by: Person, topic: Topic) -> Message:
    """Writing is possible again."""
    topic.closed, topic.touched = False, by is not world.bot
    return world.post(chat, {"forum_topic_reopened": {}}, by, thread=_thread(chat, topic))


def edit(world: World, chat: Chat, by: Person, topic: Topic, name: str | None, icon: str | None) -> Message:
    """Another name or icon; the service message tells what changed. An empty icon removes it."""
    changed: Json = {"name": name} if name and name != topic.name else {}
    if icon is not None and icon != (topic.icon or ""):
        changed["icon_custom_emoji_id"] = icon
    topic.name = name or topic.name
    topic.icon = topic.icon if icon is None else icon or None
    return world.post(chat, {"forum_topic_edited": changed}, by, thread=_thread(chat, topic))


def delete(chat: Chat, topic_id: int, *, by_bot: bool) -> None:
    """The topic and everything in it; no update tells of it."""
    del chat.topics[topic_id]
    chat.gone_topics[topic_id] = by_bot
    for message in [one for one in chat.messages.values() if one.thread == topic_id]:
        chat.forget(message.id, by_bot=by_bot)


def _thread(chat: Chat, topic: Topic) -> int | None:
    return topic.id if topic.id in chat.topics else None
