"""What a stored update asks of the bot."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.channels.telegram.buttons import Tapped, read_data
from bot.channels.telegram.redact import CALLBACK, MEMBERSHIP, MESSAGES
from bot.core.model import ButtonKind
from bot.core.page_ref import PageRef, WindowQuestion, read_page_ref, read_window_question
from bot.core.privacy import PersonalData

PRIVATE = "private"
_COMMAND = re.compile(r"/([A-Za-z]\w*)(?:@\w+)?", re.ASCII)
GONE = frozenset({"kicked", "left"})


class MalformedUpdateError(ValueError):
    """An update that lacks what its kind must have."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in words. `edited` is the edit's time, of a corrected message. `found` was masked in it."""

    person: str
    message: int
    text: str
    sent: datetime
    edited: bool = False
    found: tuple[PersonalData, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """A `/command`, by its name in lower case; `argument` is what follows it, for /start the payload of a deep link."""

    name: str
    message: int
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Wordless:
    """A photo, a voice message … without words. `album` is shared by the items sent together, or is empty."""

    attachment: str
    message: int
    album: str


@dataclass(frozen=True, slots=True)
class RatingTapped:
    """A rating of the answer to `question`."""

    person: str
    query: str
    kind: ButtonKind
    question: str


@dataclass(frozen=True, slots=True)
class QuestionTapped:
    """A question on a button. `text` is None when the button is too old to be shown with the tap."""

    person: str
    query: str
    message: int
    number: int
    text: str | None


@dataclass(frozen=True, slots=True)
class PageTapped:
    """A page of the menu, to be shown in place of `message`, or, `fresh`, in one of its own."""

    query: str
    message: int | None
    ref: PageRef
    fresh: bool


@dataclass(frozen=True, slots=True)
class WindowTapped:
    """A question that a guide's page has filled in for the window."""

    person: str
    query: str
    asked: WindowQuestion


@dataclass(frozen=True, slots=True)
class UnknownTapped:
    """A button that this release did not make."""

    query: str


@dataclass(frozen=True, slots=True)
class Reachability:
    """The citizen has blocked the bot, or lets it in again."""

    blocked: bool


@dataclass(frozen=True, slots=True)
class Ignored:
    """Nothing for the bot: a group, a kind of update it did not ask for."""


Tap = RatingTapped | QuestionTapped | PageTapped | WindowTapped | UnknownTapped
Incoming = Asked | Command | Wordless | Tap | Reachability | Ignored


def understand(payload: Mapping[str, Any]) -> Incoming:
    """What the update is. Raises MalformedUpdateError."""
    kind = payload.get("kind")
    if kind == CALLBACK:
        return _tapped(payload)
    if kind not in (*MESSAGES, MEMBERSHIP):
        return Ignored()
    if _get(payload, "chat_type") != PRIVATE:
        return Ignored()
    if kind == MEMBERSHIP:
        return Reachability(blocked=_get(payload, "status") in GONE)
    return _message(payload, edited=kind == MESSAGES[1])


def _message(payload: Mapping[str, Any], *, edited: bool) -> Incoming:
    message, text = _get(payload, "message"), payload.get("text")
    if text is None:
        return Ignored() if edited else Wordless(payload.get("attachment", ""), message, payload.get("album", ""))
    if payload.get("strange"):
        return Ignored()  # sent by way of a bot, like what an inline query has found: nobody's own words
    if command := _COMMAND.match(text):
        return Ignored() if edited else Command(command[1].lower(), message, text[command.end() :].strip())
    return Asked(
        person=str(_get(payload, "person")),
        message=message,
        text=text,
        sent=moment(_get(payload, "edited" if edited else "sent")),
        edited=edited,
        found=tuple(map(PersonalData, payload.get("found", ()))),
    )


def _tapped(payload: Mapping[str, Any]) -> Tap:
    query = _get(payload, "query")
    person, message = str(_get(payload, "person")), payload.get("message")
    match read_data(payload.get("data", "")):
        case Tapped(ButtonKind.ASK, number):
            return QuestionTapped(person, query, message or 0, int(number), payload.get("label"))
        case Tapped(ButtonKind.PAGE | ButtonKind.OPEN as kind, value) if ref := read_page_ref(value):
            return PageTapped(query, message, ref, kind is ButtonKind.OPEN)
        case Tapped(ButtonKind.WINDOW, value) if asked := read_window_question(value):
            return WindowTapped(person, query, asked)
        case Tapped(ButtonKind.SOLVED | ButtonKind.UNSOLVED | ButtonKind.NOT_THIS as kind, question):
            return RatingTapped(person, query, kind, question)
    return UnknownTapped(query)  # those of a case that are known never come here


def _get(payload: Mapping[str, Any], name: str) -> Any:
    try:
        return payload[name]
    except KeyError:
        raise MalformedUpdateError(name) from None


def moment(seconds: int) -> datetime:
    """Telegram's seconds as an aware time. Raises MalformedUpdateError."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        raise MalformedUpdateError("time") from None
