"""Buttons as inline keyboards. Their data is `v1|kind|value`, at most 64 bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.core.model import Button, ButtonKind

VERSION = "v1"
MAX_BYTES = 64


@dataclass(frozen=True, slots=True)
class Tapped:
    """A tapped button. `value` is as in `Button`; for a question (ask) the number of the button under its message."""

    kind: ButtonKind
    value: str


def keyboard(rows: Sequence[Sequence[Button]]) -> dict[str, Any]:
    """The reply markup. Raises ValueError when a value is too long for the button's data."""
    numbers = iter(range(sum(map(len, rows))))
    return {"inline_keyboard": [[_button(button, next(numbers)) for button in row] for row in rows]}


def _button(button: Button, number: int) -> dict[str, str]:
    """A question is shown in full on its button, from where it is read when tapped: it may not fit the data."""
    if button.kind is ButtonKind.ASK:
        return {"text": button.value, "callback_data": _data(button.kind, str(number))}
    if button.kind is ButtonKind.LINK:
        return {"text": button.label, "url": button.value}
    return {"text": button.label, "callback_data": _data(button.kind, button.value)}


def _data(kind: ButtonKind, value: str) -> str:
    data = f"{VERSION}|{kind}|{value}"
    if len(data.encode()) > MAX_BYTES:
        raise ValueError(f"button data of {len(data.encode())} bytes")
    return data


def read_data(data: str) -> Tapped | None:
    """What a button's data says, or None when this release did not make it."""
    match data.split("|"):
        case [version, kind, value] if version == VERSION and kind in set(ButtonKind):
            tapped = Tapped(ButtonKind(kind), value)
            return None if tapped.kind is ButtonKind.ASK and not _is_number(value) else tapped
        case _:
            return None


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdecimal()
