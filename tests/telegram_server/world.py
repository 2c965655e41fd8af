"""Who and what exists in the simulated Telegram: people, chats, topics, messages, files, queries."""

import itertools
from dataclasses import dataclass, field
from typing import Final

from tests.telegram_server.clock import Clock, Pulse
from tests.telegram_server.messages import Message
from tests.telegram_server.refusals import Json

ANONYMOUS_ADMIN: Final = 1087968824
CHANNEL_SENDER: Final = 136817688
GENERAL: Final = 1
RIGHTS: Final = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members",
    "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories",
    "can_pin_messages", "can_manage_topics",
)  # fmt: skip
PERMISSIONS: Final = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_react_to_messages", "can_edit_tag", "can_change_info", "can_invite_users",
    "can_pin_messages", "can_manage_topics",
)  # fmt: skip


@dataclass(slots=True)
class Person:
    """A user or a bot; `started` when the bot may write to them."""

    id: int
    name: str
    username: str | None = None
    language: str = "zh-hans"
    is_bot: bool = False
    started: bool = False
    blocked: bool = False
    deactivated: bool = False

    def raw(self) -> Json:
        """As a User object."""
        raw: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.name}
        if self.username:
            raw["username"] = self.username
        return raw if self.is_bot else raw | {"language_code": self.language}


@dataclass(slots=True)
class Member:
    """Somebody's place in a group: creator, administrator, member, restricted, left or kicked."""

    person: Person
    status: str = "member"
    rights: frozenset[str] = frozenset()

    @property
    def present(self) -> bool:
        """Are they in the group?"""
        return self.status not in ("left", "kicked")

    def may(self, right: str) -> bool:
        """Do they hold an administrator's right?"""
        return self.status == "creator" or (self.status == "administrator" and right in self.rights)

    def raw(self) -> Json:
        """As a ChatMember object."""
        raw: Json = {"user": self.person.raw(), "status": self.status}
        match self.status:
            case "creator":
                raw["is_anonymous"] = False
            case "administrator":
                raw |= {"can_be_edited": False, "is_anonymous": False} | {one: one in self.rights for one in RIGHTS}
            case "restricted":
                raw |= {"is_member": True, "until_date": 0} | {one: one in self.rights for one in PERMISSIONS}
            case "kicked":
                raw["until_date"] = 0
        return raw


@dataclass(slots=True)
class Topic:
    """A forum topic; its id is that of the service message that made it."""

    id: int
    name: str
    icon_color: int = 0x6FB9F0
    icon: str | None = None
    closed: bool = False
    # Did people (not the bot) change it last?
    touched: bool = False

    def raw(self) -> Json:
        """As a ForumTopic object."""
        raw: Json = {"message_thread_id": self.id, "name": self.name, "icon_color": self.icon_color}
        return raw | {"icon_custom_emoji_id": self.icon} if self.icon else raw


@dataclass(slots=True)
class Chat:
    """A private chat, group, supergroup or channel with its messages, newest state by id, and all states in order."""

    id: int
    kind: str
    title: str
    person: Person | None = None
    username: str | None = None
    forum: bool = False
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    general: Topic = field(default_factory=lambda: Topic(GENERAL, "General"))
    messages: dict[int, Message] = field(default_factory=dict)
    timeline: list[Message] = field(default_factory=list)
    # Deleted messages and topics → was it the bot that deleted them?
    gone: dict[int, bool] = field(default_factory=dict)
    gone_topics: dict[int, bool] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    # The bot's reaction to a message; empty when taken back.
    reactions: dict[int, str] = field(default_factory=dict)
    migrated_to: int | None = None
    next_id: int = 1

    @property
    def private(self) -> bool:
        """One person and the bot."""
        return self.kind == "private"

    def raw(self) -> Json:
        """As a Chat object."""
        raw: Json = {"id": self.id, "type": self.kind}
        raw |= {"first_name": self.title} if self.private else {"title": self.title}
        if self.username:
            raw["username"] = self.username
        return raw | {"is_forum": True} if self.forum else raw

    def forget(self, message_id: int, *, by_bot: bool) -> None:
        """Delete a message."""
        del self.messages[message_id]
        self.gone[message_id] = by_bot
        self.pinned = [one for one in self.pinned if one != message_id]


class World:
    """Everything that exists; ids are given in order, so runs are alike."""

    def __init__(self, clock: Clock, bot: Person) -> None:
        self.clock, self.bot = clock, bot
        self.people: dict[int, Person] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        self.changed = Pulse()
        self._people_ids = itertools.count(500_001)
        self._group_ids = itertools.count(1)
        self.numbers = itertools.count(1)

    def person(
        self, name: str, user_id: int | None = None, username: str | None = None, language: str = "zh-hans"
    ) -> Person:
        """A new user."""
        found = Person(user_id or next(self._people_ids), name, username, language)
        self.people[found.id] = found
        return found

    def private_chat(self, person: Person) -> Chat:
        """The chat of `person` with the bot, made when first needed."""
        if person.id not in self.chats:
            self.chats[person.id] = Chat(person.id, "private", person.name, person, person.username)
        return self.chats[person.id]

    def group(self, title: str, kind: str = "supergroup", *, forum: bool = False) -> Chat:
        """A new group of `kind` without members."""
        number = next(self._group_ids)
        chat_id = -4_000_000 - number if kind == "group" else -1_001_000_000_000 - number
        # The first message of every group tells that it was made; in a forum its number is General's.
        chat = Chat(chat_id, kind, title, forum=forum, next_id=GENERAL + 1)
        self.chats[chat.id] = chat
        return chat

    def named(self, username: str) -> Chat | None:
        """The group or channel with a public @username."""
        wanted = username.lstrip("@").lower()
        return next(
            (one for one in self.chats.values() if (one.username or "").lower() == wanted and not one.private), None
        )

    def post(
        self, chat: Chat, content: Json, sender: Person, *, thread: int | None = None, reply_to: Message | None = None
    ) -> Message:
        """Add a message; `content` holds its text, media or service field and may override anything."""
        raw: Json = {
            "message_id": chat.next_id,
            "date": int(self.clock.now()),
            "chat": chat.raw(),
            "from": sender.raw(),
        }
        chat.next_id += 1
        if thread is not None:
            raw["message_thread_id"] = thread
            raw |= {"is_topic_message": True} if thread in chat.topics else {}
        if answered := reply_to or chat.messages.get(thread or 0):
            raw["reply_to_message"] = {key: value for key, value in answered.raw.items() if key != "reply_to_message"}
        markup: Json = content.get("reply_markup", {})
        if markup and "inline_keyboard" not in markup:
            content = {key: value for key, value in content.items() if key != "reply_markup"}
            return self._record(chat, Message(raw | content, by_bot=sender is self.bot, keyboard=markup))
        return self._record(chat, Message(raw | content, by_bot=sender is self.bot))

    def revise(self, chat: Chat, message: Message, raw: Json) -> Message:
        """Replace a message by its edited form."""
        edited = Message(raw | {"edit_date": int(self.clock.now())}, message.by_bot, edited=True)
        return self._record(chat, edited)

    def _record(self, chat: Chat, message: Message) -> Message:
        chat.messages[message.id] = message
        chat.timeline.append(message)
        self.changed.fire()
        return message
