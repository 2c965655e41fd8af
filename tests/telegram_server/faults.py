"""The fault script: what goes wrong with which call."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tests.telegram_server.refusals import (
    OTHER_POLLER,
    Json,
    Refusal,
    conflict,
    forbidden,
    not_found,
    too_many,
    unauthorized,
)


class Kind(StrEnum):
    """Everything the script can do to a call."""

    DELAY = "delay"
    """Wait `seconds`, then serve as usual."""
    RESET_BEFORE = "reset_before"
    """Reset the connection; the call has no effect."""
    RESET_AFTER = "reset_after"
    """The call takes effect, then the connection is reset."""
    TIMEOUT_AFTER = "timeout_after"
    """The call takes effect and is never answered (or after `seconds`)."""
    HANG = "hang"
    """No effect and no answer (`seconds`, then a reset)."""
    UNAUTHORIZED = "401"
    NOT_FOUND = "404"
    CONFLICT = "409"
    FLOOD = "429"
    """With `retry_after`."""
    BLOCKED = "403"
    SERVER_ERROR = "500"
    """An HTML page; no effect."""
    BAD_GATEWAY = "502"
    """An HTML page; no effect."""
    HALF_JSON = "half_json"
    """The call takes effect; its answer ends in the middle."""
    DUPLICATE = "duplicate"
    """getUpdates: every update of the batch twice."""
    REDELIVER = "redeliver"
    """getUpdates: updates confirmed before come once more, in front."""
    REORDER = "reorder"
    """getUpdates: the batch backwards."""


BATCH: Final = frozenset({Kind.DUPLICATE, Kind.REDELIVER, Kind.REORDER})
ANSWERLESS: Final = frozenset({Kind.RESET_AFTER, Kind.TIMEOUT_AFTER, Kind.HALF_JSON})
PAGES: Final = {Kind.SERVER_ERROR: "500 Internal Server Error", Kind.BAD_GATEWAY: "502 Bad Gateway"}


@dataclass(slots=True)
class Fault:
    """One line of the script: after `after` calls that fit, the next `times` (None: all) go wrong."""

    method: str
    kind: Kind
    times: int | None = 1
    after: int = 0
    chat: int | None = None
    seconds: float | None = None
    retry_after: int = 1
    when: Callable[[Json], bool] | None = None
    hits: int = 0

    def fits(self, method: str, params: Json) -> bool:
        """Is this call one that counts for the script?"""
        here = self.method in ("*", method) and self.chat in (None, params.get("chat_id"))
        return here and (self.when is None or self.when(params))

    @property
    def spent(self) -> bool:
        """Has it happened as often as it should?"""
        return self.times is not None and self.hits >= self.times

    def clear(self) -> None:
        """End it now."""
        self.times = self.hits

    def refusal(self) -> Refusal | None:
        """The answer of kinds that are an answer."""
        answers: dict[Kind, Refusal] = {
            Kind.UNAUTHORIZED: unauthorized(),
            Kind.NOT_FOUND: not_found(),
            Kind.CONFLICT: conflict(OTHER_POLLER),
            Kind.FLOOD: too_many(self.retry_after),
            Kind.BLOCKED: forbidden("bot was blocked by the user"),
        }
        return answers.get(self.kind)


class Script:
    """All faults, first written first served; a call meets at most one."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def add(self, fault: Fault) -> Fault:
        """Append a line."""
        self.faults.append(fault)
        return fault

    def take(self, method: str, params: Json, *, batch: bool = False) -> Fault | None:
        """The fault that befalls this call; `batch` asks for those that change a non-empty batch of updates."""
        for fault in self.faults:
            if fault.spent or (fault.kind in BATCH) != batch or not fault.fits(method, params):
                continue
            if fault.after > 0:
                fault.after -= 1
                continue
            fault.hits += 1
            return fault
        return None
