"""A message as a test looks at it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tests.telegram_server.entities import cut
from tests.telegram_server.refusals import Json


@dataclass(frozen=True, slots=True)
class Button:
    """One button of an inline or reply keyboard."""

    label: str
    data: str | None
    url: str | None


@dataclass(frozen=True)
class Message:
    """One state of one message; an edit makes another `Message` with the same id."""

    raw: Json
    by_bot: bool
    edited: bool = False
    # A reply keyboard that came with it; Telegram does not keep it in the message.
    keyboard: Json | None = None

    @property
    def id(self) -> int:
        """Number in its chat."""
        return int(self.raw["message_id"])

    @property
    def chat_id(self) -> int:
        """The chat's id."""
        return int(self.raw["chat"]["id"])

    @property
    def thread(self) -> int | None:
        """The topic's id; None outside topics."""
        return self.raw.get("message_thread_id")

    @property
    def text(self) -> str:
        """Text or caption; empty when it has neither."""
        return str(self.raw.get("text", self.raw.get("caption", "")))

    @property
    def entities(self) -> list[Json]:
        """Formatting, resolved: offsets and lengths in UTF-16 code units."""
        found: list[Json] = self.raw.get("entities") or self.raw.get("caption_entities") or []
        return found

    def spans(self, kind: str) -> list[str]:
        """The parts of the text formatted as `kind`, for example "bold", "blockquote", "text_link"."""
        return [cut(self.text, one["offset"], one["length"]) for one in self.entities if one["type"] == kind]

    @property
    def bold(self) -> list[str]:
        """The bold parts."""
        return self.spans("bold")

    @property
    def links(self) -> dict[str, str]:
        """Linked text → address."""
        found = [one for one in self.entities if one["type"] == "text_link"]
        return {cut(self.text, one["offset"], one["length"]): one["url"] for one in found}

    @cached_property
    def buttons(self) -> list[list[Button]]:
        """The keyboard, row by row."""
        markup = self.keyboard or self.raw.get("reply_markup", {})
        rows: list[list[Json | str]] = markup.get("inline_keyboard") or markup.get("keyboard") or []
        return [[_button(one) for one in row] for row in rows]

    @property
    def labels(self) -> list[str]:
        """All buttons' labels."""
        return [one.label for row in self.buttons for one in row]

    def button(self, wanted: str) -> Button | None:
        """The button with this callback data or label, or with a label that contains it."""
        every = [one for row in self.buttons for one in row]
        for fits in (lambda one: wanted in (one.data, one.label), lambda one: wanted in one.label):
            if found := next(filter(fits, every), None):
                return found
        return None

    @property
    def kind(self) -> str:
        """What it carries: text, photo, document, voice, sticker, location … or a service message's field."""
        known = ("text", "photo", "document", "voice", "sticker", "location", "video", "animation", "audio", "contact")
        other = [key for key in self.raw if key not in _COMMON]
        return next((key for key in known if key in self.raw), other[0] if other else "empty")

    @property
    def reply_to(self) -> int | None:
        """The id of the message it answers; a topic's first service message does not count."""
        answered: Json = self.raw.get("reply_to_message", {})
        return None if "forum_topic_created" in answered else answered.get("message_id")

    def __str__(self) -> str:
        keyboard = " ".join(f"[{label}]" for label in self.labels)
        return " ".join(part for part in (self.text or f"<{self.kind}>", keyboard) if part)


_COMMON = frozenset({
    "message_id", "date", "chat", "from", "sender_chat", "message_thread_id", "is_topic_message", "reply_to_message",
    "reply_markup", "edit_date", "media_group_id", "caption", "caption_entities", "entities", "forward_origin",
    "via_bot", "has_protected_content",
})  # fmt: skip


def _button(one: Json | str) -> Button:
    raw: dict[str, Any] = {"text": one} if isinstance(one, str) else one
    return Button(raw["text"], raw.get("callback_data"), raw.get("url"))
