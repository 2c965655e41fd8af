"""What the buttons of a consultation do, and how that is written down in few bytes."""

from dataclasses import dataclass
from enum import StrEnum


class CaseVerb(StrEnum):
    """What a button of a consultation asks for. The values are short: they travel in 64 bytes."""

    CONNECT = "go"
    WRITE = "write"
    DECLINE = "no"
    KEEP_WAITING = "wait"
    STOP_WAITING = "later"
    CANCEL = "cancel"
    CONFIRM = "yes"
    REOPEN = "again"
    RATE = "star"
    ADD = "add"
    NEW = "new"
    SWITCH = "swap"
    SOLVED = "ok"
    CLAIM = "take"
    RELEASE = "back"
    REASSIGN = "pass"
    OUT_OF_REMIT = "remit"
    SPAM = "void"
    RESOLVE = "done"
    USE = "use"
    PAGE = "page"
    TO = "to"
    KEEP = "keep"


BY_STAFF = frozenset(
    {
        CaseVerb.CLAIM,
        CaseVerb.RELEASE,
        CaseVerb.REASSIGN,
        CaseVerb.OUT_OF_REMIT,
        CaseVerb.SPAM,
        CaseVerb.RESOLVE,
        CaseVerb.USE,
        CaseVerb.PAGE,
        CaseVerb.TO,
        CaseVerb.KEEP,
    }
)


@dataclass(frozen=True, slots=True)
class CaseButton:
    """A button of a case, made at revision `seen`; `extra` is the stars, a digest, a page, or a question's id."""

    verb: CaseVerb
    case: str
    seen: int
    extra: str = ""

    def __str__(self) -> str:
        return f"{self.verb}:{self.case}:{self.seen}:{self.extra}"


def read_case_button(value: str) -> CaseButton | None:
    """The button of `str(button)`, or None when this release did not make it."""
    match value.split(":"):
        case [verb, case_id, seen, extra] if verb in set(CaseVerb) and case_id and seen.isascii() and seen.isdecimal():
            return CaseButton(CaseVerb(verb), case_id, int(seen), extra)
        case _:
            return None
