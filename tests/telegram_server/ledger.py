"""What went in and what came: every update injected, every call received, every violation."""

from dataclasses import dataclass, field
from typing import Any

from tests.telegram_server.refusals import Json, Refusal


@dataclass(slots=True)
class Call:
    """One call by the bot: `answer` is what it was told; `fault` what the script did to it."""

    number: int
    at: float
    method: str
    params: Json
    fault: str | None = None
    result: Any = None
    refusal: Refusal | None = None
    # The bot never learned what became of this call, so repeating it is no mistake.
    answer_lost: bool = False

    @property
    def accepted(self) -> bool:
        """Did it take effect?"""
        return self.refusal is None and self.result is not None

    def __str__(self) -> str:
        outcome = self.refusal.description if self.refusal else self.fault or "ok"
        return f"#{self.number} {self.method}({self.params}) → {outcome}"


@dataclass(frozen=True, slots=True)
class Injected:
    """One update put into the bot's queue."""

    at: float
    update: Any


@dataclass(frozen=True, slots=True)
class Violation:
    """A call that no correct bot makes."""

    call: Call
    text: str

    def __str__(self) -> str:
        return f"{self.text}: #{self.call.number} {self.call.method}({self.call.params})"


@dataclass(slots=True)
class Ledger:
    """The record of one server's life."""

    calls: list[Call] = field(default_factory=list)
    injected: list[Injected] = field(default_factory=list)
    violations: list[Violation] = field(default_factory=list)

    def open(self, at: float, method: str, params: Json) -> Call:
        """Begin the record of a call."""
        call = Call(len(self.calls) + 1, at, method, params)
        self.calls.append(call)
        return call

    def refuse(self, call: Call, refusal: Refusal) -> None:
        """Record a refusal, and as a violation unless circumstances excuse it."""
        call.refusal = refusal
        if not refusal.excused and not self._retried(call):
            self.violations.append(Violation(call, refusal.description))

    def object(self, text: str) -> None:
        """Record a violation of the latest call, which is carried out all the same."""
        self.violations.append(Violation(self.calls[-1], text))

    def _retried(self, call: Call) -> bool:
        same = (one for one in self.calls[: call.number - 1] if one.method == call.method and one.params == call.params)
        return any(one.answer_lost and one.accepted for one in same)

    def of(self, method: str, accepted: bool | None = None) -> list[Call]:
        """Calls of one method, in order."""
        return [one for one in self.calls if one.method == method and accepted in (None, one.accepted)]
