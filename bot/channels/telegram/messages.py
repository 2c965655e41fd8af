"""An outgoing message as calls of the Bot API, ready for the outbox."""

from typing import Any

from bot.channels.render import source_line
from bot.channels.telegram.buttons import keyboard
from bot.channels.telegram.entities import parts
from bot.core.model import Outgoing, RichText, Span
from bot.core.ports import OutboxItem

SEND, EDIT = "sendMessage", "editMessageText"


def calls(outgoing: Outgoing, chat: str, key: str, reply_to: int | None = None) -> tuple[OutboxItem, ...]:
    """The calls, in order. `key` names the message: putting the same one twice into the outbox sends it once.

    A text too long for one message becomes several, the buttons under the last. `reply_to` is the citizen's message.
    """
    shown = [part for part in parts(with_sources(outgoing)) if part.text.strip()]
    payloads: list[dict[str, Any]] = [
        {"chat_id": int(chat), "text": part.text, "link_preview_options": {"is_disabled": True}} for part in shown
    ]
    for part, payload in zip(shown, payloads, strict=True):
        if part.entities:
            payload["entities"] = list(part.entities)
    if reply_to is not None:
        payloads[0]["reply_parameters"] = {"message_id": reply_to, "allow_sending_without_reply": True}
    if outgoing.buttons:
        payloads[-1]["reply_markup"] = keyboard(outgoing.buttons)
    return tuple(OutboxItem(f"{key}/{number}", chat, SEND, payload) for number, payload in enumerate(payloads))


def with_sources(outgoing: Outgoing) -> RichText:
    """The text with the list of sources below it."""
    lines = "\n".join(map(source_line, outgoing.sources))
    return (*outgoing.text, Span("\n\n" + lines)) if lines else outgoing.text
