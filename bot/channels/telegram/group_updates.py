"""What a stored update from a group asks of the bot."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.channels.telegram.buttons import read_data
from bot.channels.telegram.redact import CALLBACK, MEMBERSHIP, MESSAGES
from bot.channels.telegram.updates import MalformedUpdateError, moment
from bot.core.case_buttons import CaseButton, read_case_button
from bot.core.model import ButtonKind

PRESENT = frozenset({"administrator", "creator"})


@dataclass(frozen=True, slots=True)
class Said:
    """A message in a group. `strange` when no person says it in the own name; `exact` when nothing was masked in it."""

    person: str
    message: int
    text: str
    sent: datetime
    thread: int | None
    kind: str
    album: str
    reply: int | None
    edited: bool
    strange: bool
    exact: bool
    forum: bool


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button tapped in a group; None when this release did not make it."""

    person: str
    query: str
    message: int
    button: CaseButton | None


@dataclass(frozen=True, slots=True)
class Migrated:
    """The group has become a supergroup."""

    new: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The bot's own place in the group has changed; `able` when it is an administrator now."""

    able: bool


@dataclass(frozen=True, slots=True)
class Nothing:
    """Service messages and the like."""


GroupUpdate = Said | Tapped | Migrated | Standing | Nothing


def understand_group(payload: Mapping[str, Any]) -> GroupUpdate:
    """What the update is. Raises MalformedUpdateError."""
    try:
        return _understood(payload)
    except KeyError as error:
        raise MalformedUpdateError(error.args[0]) from None


def _understood(payload: Mapping[str, Any]) -> GroupUpdate:
    kind = payload["kind"]
    if kind == CALLBACK:
        tapped = read_data(payload.get("data", ""))
        button = read_case_button(tapped.value) if tapped and tapped.kind is ButtonKind.CASE else None
        return Tapped(str(payload["person"]), payload["query"], payload.get("message", 0), button)
    if kind == MEMBERSHIP:
        return Standing(payload.get("status") in PRESENT)
    if "migrated_to" in payload:
        return Migrated(str(payload["migrated_to"]))
    if kind not in MESSAGES or not ("text" in payload or "attachment" in payload):
        return Nothing()
    return _said(payload, edited=kind == MESSAGES[1])


def _said(payload: Mapping[str, Any], *, edited: bool) -> Said:
    return Said(
        person=str(payload.get("person", "")),
        message=payload["message"],
        text=payload.get("text", ""),
        sent=moment(payload["edited" if edited else "sent"]),
        thread=payload.get("thread"),
        kind=payload.get("attachment", "text"),
        album=payload.get("album", ""),
        reply=payload.get("reply"),
        edited=edited,
        strange=payload.get("strange", False) or "person" not in payload,
        exact="found" not in payload,
        forum=payload.get("forum", False),
    )
