"""The buttons that begin and end watching: `+` or `-` and the payload of the deep link to what is watched."""

from dataclasses import dataclass
from enum import StrEnum

from bot.core.deep_link import read_payload
from bot.core.model import Button, ButtonKind


class WatchVerb(StrEnum):
    """What a tap does."""

    BEGIN = "+"
    END = "-"


@dataclass(frozen=True, slots=True)
class WatchButton:
    """A button about what `link` leads to; `str()` is its value, 15 characters of ASCII."""

    verb: WatchVerb
    link: str

    def __str__(self) -> str:
        return f"{self.verb}{self.link}"


def read_watch_button(value: str) -> WatchButton | None:
    """The button with this value, or None when it is none."""
    verb, link = value[:1], read_payload(value[1:])
    return WatchButton(WatchVerb(verb), str(link)) if verb in set(WatchVerb) and link else None


def watch_button(verb: WatchVerb, link: str, label: str) -> Button:
    """A button to show."""
    return Button(ButtonKind.WATCH, label, str(WatchButton(verb, link)))
