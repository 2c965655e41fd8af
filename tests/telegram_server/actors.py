"""People, as tests direct them."""

import re

from tests.telegram_server.api import Upload
from tests.telegram_server.entities import LIMIT_TEXT, settle
from tests.telegram_server.files import PICTURE, media
from tests.telegram_server.groups import Group
from tests.telegram_server.hearing import Ear, tell
from tests.telegram_server.messages import Message
from tests.telegram_server.queries import Query
from tests.telegram_server.refusals import Json
from tests.telegram_server.telegram import Telegram
from tests.telegram_server.world import Chat, Member, Person

__all__ = ["Group", "User"]

Where = Group | None
Which = Message | int


class User(Ear):
    """A person with a phone: writes to the bot (`to` a group, if given), taps its buttons, reads what it says."""

    def __init__(self, tg: Telegram, person: Person) -> None:
        super().__init__(tg, tg.world.private_chat(person))
        self.person = person

    @property
    def name(self) -> str:
        """The first name."""
        return self.person.name

    async def start(self, payload: str = "") -> Message:
        """Press START, or open a deep link with `payload`."""
        assert re.fullmatch(r"[A-Za-z0-9_-]{0,64}", payload), f"no link has the payload {payload!r}"
        return await self.send(f"/start {payload}".strip())

    async def send(
        self, text: str, *, to: Where = None, thread: int | None = None, reply_to: Which | None = None,
        entities: list[Json] | None = None,
    ) -> Message:  # fmt: skip
        """Write a message."""
        text, found = settle(text, entities or [], LIMIT_TEXT)
        content: Json = {"text": text} | ({"entities": found} if found else {})
        return self.post(content, to=to, thread=thread, reply_to=reply_to)

    async def send_photo(
        self, caption: str = "", *, to: Where = None, thread: int | None = None, reply_to: Which | None = None
    ) -> Message:
        """A picture."""
        return self._file("photo", "photo.jpg", PICTURE, caption, to=to, thread=thread, reply_to=reply_to)

    async def send_document(
        self,
        name: str = "证明.pdf",
        content: bytes = b"%PDF-1.4",
        caption: str = "",
        *,
        to: Where = None,
        thread: int | None = None,
    ) -> Message:
        """A file."""
        return self._file("document", name, content, caption, to=to, thread=thread)

    async def send_voice(self, *, to: Where = None, thread: int | None = None) -> Message:
        """A voice message."""
        return self._file("voice", "voice.ogg", b"OggS", "", to=to, thread=thread)

    async def send_sticker(self, *, to: Where = None, thread: int | None = None) -> Message:
        """A sticker."""
        return self._file("sticker", "dog.webp", b"RIFF", "", to=to, thread=thread)

    async def send_location(
        self, latitude: float = 30.18, longitude: float = 120.26, *, to: Where = None, thread: int | None = None
    ) -> Message:
        """A place."""
        return self.post({"location": {"latitude": latitude, "longitude": longitude}}, to=to, thread=thread)

    async def send_album(
        self, count: int = 3, caption: str = "", *, to: Where = None, thread: int | None = None
    ) -> list[Message]:
        """Pictures that belong together: one update each."""
        group: Json = {"media_group_id": str(next(self._tg.world.numbers))}
        captions = [caption] + [""] * (count - 1)
        return [
            self._file("photo", "p.jpg", PICTURE + bytes([n]), text, group, to=to, thread=thread)
            for n, text in enumerate(captions)
        ]

    async def edit(self, message: Which, text: str, *, to: Where = None) -> Message:
        """Correct an own message."""
        chat = self._chat(to)
        before = chat.messages[_id(message)]
        assert before.raw["from"]["id"] == self.person.id, f"{self.name} can only edit own messages"
        field = "text" if "text" in before.raw else "caption"
        text, found = settle(text, [], LIMIT_TEXT)
        raw = {key: value for key, value in before.raw.items() if not key.endswith("entities")} | {field: text}
        raw |= {"entities" if field == "text" else "caption_entities": found} if found else {}
        return tell(self._tg, chat, self._tg.world.revise(chat, before, raw), "edited_message")

    async def tap(self, button: str, *, to: Where = None, message: Message | None = None) -> Query:
        """Tap a button, by its data or (part of) its label, of `message` or of the newest that has one."""
        chat = self._chat(to)
        shown = [message] if message else [one for one in reversed(chat.messages.values()) if one.by_bot]
        on, pressed = next(((one, found) for one in shown if (found := one.button(button))), (None, None))
        assert on is not None, f"no button {button!r} here, only {[one.labels for one in shown if one.labels][:3]}"
        assert pressed is not None
        assert pressed.data is not None, f"button {pressed.label!r} sends nothing to the bot: {pressed.url}"
        return self.tap_data(pressed.data, chat.messages.get(on.id, on))

    def tap_data(self, data: str, message: Message) -> Query:
        """Tap with any data, also such as the bot never offered."""
        tg = self._tg
        query = Query(str(10**15 + next(tg.world.numbers)), self.person, tg.clock.now(), message)
        tg.taps[query.id] = query
        body = {
            "id": query.id,
            "from": self.person.raw(),
            "message": message.raw,
            "chat_instance": str(message.chat_id),
            "data": data,
        }
        query.update = tg.notify("callback_query", body)
        return query

    async def inline(self, text: str, offset: str = "") -> Query:
        """Type "@bot text" into any chat."""
        tg = self._tg
        assert tg.inline_mode, "inline mode is off"
        query = Query(str(2 * 10**15 + next(tg.world.numbers)), self.person, tg.clock.now())
        tg.inline[query.id] = query
        query.update = tg.notify(
            "inline_query",
            {"id": query.id, "from": self.person.raw(), "query": text, "offset": offset, "chat_type": "private"},
        )
        return query

    async def choose(self, query: Query, number: int = 0, *, to: Where = None) -> Message:
        """Send the `number`-th result of an answered inline query."""
        assert query.answer is not None, "the inline query has no answer yet"
        content: Json = query.answer["prepared"][number]
        return self.post(content | {"via_bot": self._tg.bot.raw()}, to=to)

    async def react(self, message: Which, emoji: str, *, to: Where = None) -> None:
        """Put an emoji under a message; an empty one takes it back."""
        chat, new = self._chat(to), [{"type": "emoji", "emoji": emoji}] if emoji else []
        body = {
            "chat": chat.raw(),
            "message_id": _id(message),
            "user": self.person.raw(),
            "date": int(self._tg.clock.now()),
        }
        self._tg.notify("message_reaction", body | {"old_reaction": [], "new_reaction": new})

    async def block(self) -> None:
        """Block the bot."""
        self.person.blocked = True
        self._membership("member", "kicked")

    async def unblock(self) -> None:
        """Unblock the bot."""
        self.person.blocked = False
        self._membership("kicked", "member")

    def protect(self, message: Which, *, to: Where = None) -> None:
        """Forbid that an own message is copied or forwarded."""
        self._chat(to).messages[_id(message)].raw["has_protected_content"] = True

    def deactivate(self) -> None:
        """Delete the account."""
        self.person.deactivated = True

    def post(
        self, content: Json, *, to: Where = None, thread: int | None = None, reply_to: Which | None = None
    ) -> Message:
        """Send any content: a message's own fields."""
        chat = self._chat(to)
        if chat.private:
            assert not self.person.blocked, f"{self.name} has blocked the bot"
            self.person.started = True
        else:
            assert self.person.id in chat.members, f"{self.name} is not a member of {chat.title}"
        answered = chat.messages[_id(reply_to)] if reply_to is not None else None
        message = self._tg.world.post(chat, content, self.person, thread=thread, reply_to=answered)
        return tell(self._tg, chat, message)

    def _file(
        self, kind: str, name: str, content: bytes, caption: str, more: Json | None = None, *, to: Where = None,
        thread: int | None = None, reply_to: Which | None = None,
    ) -> Message:  # fmt: skip
        stored = self._tg.files.add(kind, Upload(name, content, ""))
        fields = media(stored) | (more or {}) | ({"caption": caption} if caption else {})
        return self.post(fields, to=to, thread=thread, reply_to=reply_to)

    def _chat(self, to: Where) -> Chat:
        return to.chat if to else self.chat

    def _membership(self, old: str, new: str) -> None:
        body = {"chat": self.chat.raw(), "from": self.person.raw(), "date": int(self._tg.clock.now())}
        states = {
            "old_chat_member": Member(self._tg.bot, old).raw(),
            "new_chat_member": Member(self._tg.bot, new).raw(),
        }
        self._tg.notify("my_chat_member", body | states)


def _id(message: Which) -> int:
    return message if isinstance(message, int) else message.id
