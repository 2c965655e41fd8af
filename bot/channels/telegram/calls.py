"""Calls of the Bot API that are written down as jobs, and completed with the latest state when their turn comes."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.channels.telegram.buttons import keyboard
from bot.channels.telegram.entities import parts
from bot.channels.telegram.messages import with_sources
from bot.core.model import Outgoing
from bot.core.ports import OutboxItem

Payload = dict[str, Any]
LOW = "~"
"""Ends the name of a group's second lane: what may wait behind everything that people say."""
NOTICES = "~"
"""The lane of all notices to citizens: one after the other, so that a kill repeats at most the one in flight."""


class Job(StrEnum):
    """The outbox's methods that are no methods of the Bot API."""

    OPEN = "@open"
    CARD = "@card"
    TITLE = "@title"
    SAY = "@say"
    COPY = "@copy"
    CLOSE = "@close"
    REOPEN = "@reopen"
    RELAY = "@relay"
    CORRECT = "@correct"
    RETRACT = "@retract"
    MARK = "@mark"
    QUEUE = "@queue"
    PIN = "@pin"


IN_TOPIC = frozenset({Job.OPEN, Job.CARD, Job.TITLE, Job.SAY, Job.COPY, Job.CLOSE, Job.REOPEN})


def addressee(item: OutboxItem) -> str:
    """The chat that an item is sent to, whatever its lane."""
    return str(item.payload["chat_id"]) if item.chat == NOTICES else item.chat


@dataclass(frozen=True, slots=True)
class Call:
    """A method with its parameters. `first` names the job that has to be done before the item's own, or is None."""

    method: str
    payload: Payload
    first: Job | None = None


class Elsewhere(Exception):  # noqa: N818 (no error: the item has its turn in another lane)
    """The case of a job has gone to another group since, whose lane is `lane`."""

    def __init__(self, lane: str) -> None:
        super().__init__(lane)
        self.lane = lane


def message_payload(outgoing: Outgoing) -> Payload:
    """What `sendMessage` and `editMessageText` share; a text too long for one message is cut short."""
    part = parts(with_sources(outgoing))[0]
    payload: Payload = {"text": part.text, "link_preview_options": {"is_disabled": True}}
    if part.entities:
        payload["entities"] = list(part.entities)
    if outgoing.buttons:
        payload["reply_markup"] = keyboard(outgoing.buttons)
    return payload


def answering(message: int | None) -> Payload:
    """The parameters that make a message an answer to another one."""
    if message is None:
        return {}
    return {"reply_parameters": {"message_id": message, "allow_sending_without_reply": True}}


def copying(chat: str, messages: tuple[int, ...], to: str) -> Call:
    """The call that copies a message, or an album as one."""
    both = {"chat_id": int(to), "from_chat_id": int(chat)}
    if len(messages) == 1:
        return Call("copyMessage", both | {"message_id": messages[0]})
    return Call("copyMessages", both | {"message_ids": list(messages)})
