"""Groups and supergroups, as tests direct them."""

from typing import Protocol

from tests.telegram_server import topics
from tests.telegram_server.entities import LIMIT_TEXT, settle
from tests.telegram_server.hearing import Ear, tell
from tests.telegram_server.messages import Message
from tests.telegram_server.refusals import Json
from tests.telegram_server.telegram import Telegram
from tests.telegram_server.world import ANONYMOUS_ADMIN, CHANNEL_SENDER, RIGHTS, Chat, Member, Person, Topic


class Somebody(Protocol):
    """Whoever has a `person`: a user."""

    person: Person


class Group(Ear):
    """A group chat with members, their rights and, in a forum, topics."""

    def __init__(self, tg: Telegram, chat: Chat) -> None:
        super().__init__(tg, chat)
        self._owner = tg.world.person("群主")
        chat.members[self._owner.id] = Member(self._owner, "creator")

    # Members.

    def add(self, *users: Somebody, status: str = "member", rights: tuple[str, ...] = tuple(RIGHTS)) -> None:
        """People join, as "member" or "administrator" (with `rights`), "creator" or "restricted"."""
        for user in users:
            self._become(Member(user.person, status, frozenset(rights) if status == "administrator" else frozenset()))

    def remove(self, user: Somebody, *, banned: bool = False) -> None:
        """Somebody leaves or is thrown out."""
        self._become(Member(user.person, "kicked" if banned else "left"))

    def add_bot(self, *, admin: bool = True, rights: tuple[str, ...] = tuple(RIGHTS)) -> None:
        """The bot joins, as administrator with `rights` or as a plain member."""
        status = "administrator" if admin else "member"
        self._become(Member(self._tg.bot, status, frozenset(rights) if admin else frozenset()))

    def demote_bot(self) -> None:
        """The bot is a plain member from now on."""
        self._become(Member(self._tg.bot, "member"))

    def kick_bot(self) -> None:
        """The bot is thrown out."""
        self._become(Member(self._tg.bot, "kicked"))

    def _become(self, new: Member) -> None:
        old = self.chat.members.get(new.person.id) or Member(new.person, "left")
        mine = new.person is self._tg.bot
        self.chat.members[new.person.id] = new
        body = {"chat": self.chat.raw(), "from": self._owner.raw(), "date": int(self._tg.clock.now())}
        body |= {"old_chat_member": old.raw(), "new_chat_member": new.raw()}
        watching = mine or self._tg.here(self.chat).status == "administrator"
        if watching:
            self._tg.notify("my_chat_member" if mine else "chat_member", body)

    # Topics.

    @property
    def topics(self) -> dict[int, Topic]:
        """The forum's topics by thread id."""
        return self.chat.topics

    def topic(self, part: str) -> Topic:
        """The newest topic whose name contains `part`."""
        found = [one for one in self.chat.topics.values() if part in one.name]
        assert found, f"no topic {part!r} among {[one.name for one in self.chat.topics.values()]}"
        return found[-1]

    def create_topic(self, name: str) -> Topic:
        """The owner opens a topic."""
        made, message = topics.make(self._tg.world, self.chat, self._owner, name)
        tell(self._tg, self.chat, message)
        return made

    def close_topic(self, thread: int) -> None:
        """The owner closes a topic."""
        tell(self._tg, self.chat, topics.close(self._tg.world, self.chat, self._owner, self.chat.topics[thread]))

    def reopen_topic(self, thread: int) -> None:
        """The owner opens a closed topic again."""
        tell(self._tg, self.chat, topics.reopen(self._tg.world, self.chat, self._owner, self.chat.topics[thread]))

    def delete_topic(self, thread: int) -> None:
        """The owner deletes a topic; the bot is not told."""
        topics.delete(self.chat, thread, by_bot=False)

    # Strange senders.

    def send_anonymous(self, text: str, *, thread: int | None = None) -> Message:
        """An administrator writes anonymously: the sender is the group itself."""
        sender = Person(ANONYMOUS_ADMIN, "Group", "GroupAnonymousBot", is_bot=True)
        return self._strange(sender, {"sender_chat": self.chat.raw()}, text, thread)

    def send_as_channel(self, text: str, channel: str = "某频道", *, thread: int | None = None) -> Message:
        """Somebody writes in the name of a channel."""
        sender = Person(CHANNEL_SENDER, "Channel", "Channel_Bot", is_bot=True)
        return self._strange(
            sender, {"sender_chat": {"id": -1009000000001, "type": "channel", "title": channel}}, text, thread
        )

    def _strange(self, sender: Person, more: Json, text: str, thread: int | None) -> Message:
        text, found = settle(text, [], LIMIT_TEXT)
        content = {"text": text} | ({"entities": found} if found else {}) | more
        return tell(self._tg, self.chat, self._tg.world.post(self.chat, content, sender, thread=thread))

    def delete_message(self, message_id: int) -> None:
        """A member deletes a message; the bot is not told."""
        self.chat.forget(message_id, by_bot=False)

    def migrate(self) -> int:
        """The group becomes a supergroup with a new id, which is returned; this object is the new one from now on."""
        old = self.chat
        new = self._tg.world.group(old.title, forum=old.forum)
        new.members = old.members
        farewell = self._tg.world.post(old, {"migrate_to_chat_id": new.id}, self._owner)
        tell(self._tg, old, farewell)
        old.migrated_to, self.chat, self._heard = new.id, new, 0
        tell(self._tg, new, self._tg.world.post(new, {"migrate_from_chat_id": old.id}, self._owner))
        return new.id
