"""A case as it went: what was said, the passages that were sent, and who took it on when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.console import wording
from bot.core.case_ports import Case, CaseEvent, CaseMessage, Side
from bot.core.model import Citation
from bot.core.ports import UnitOfWork
from bot.service.consult import ConsultService, digest_of

PASSAGE, STEP = "passage", "step"


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `kind` is the side of a message, PASSAGE or STEP; `earlier` holds a message's former wordings."""

    kind: str
    at: datetime
    text: str
    message: CaseMessage | None = None
    earlier: tuple[str, ...] = ()


async def transcript(unit: UnitOfWork, case: Case, consult: ConsultService, now: datetime) -> Sequence[Line]:
    """All of it, in order."""
    said = [await _said(unit, each) for each in await unit.messages.of(case.id)]
    done = list(_done(await unit.cases.events(case.id), consult, now))
    return sorted([*said, *done], key=lambda line: line.at)


async def _said(unit: UnitOfWork, message: CaseMessage) -> Line:
    earlier = (await unit.messages.wordings(message.id))[:-1] if message.version > 1 else ()
    return Line(message.side.value, message.at, message.text, message, tuple(earlier))


def _done(happened: Sequence[CaseEvent], consult: ConsultService, now: datetime) -> Iterator[Line]:
    """The steps that took effect: what somebody tried who did not hold the case is kept as well, and changed nothing."""
    holder = ""
    for each in happened:
        free, own = not holder, each.actor == holder
        match each.name:
            case "Claim" if free:
                holder = each.actor
            case "Takeover" if not own:
                holder = each.actor
            case "Release" if own:
                holder = ""
            case "Reassign" if free or own:
                holder = ""
            case "Reopen":
                holder = ""
            case "UsePassage" if own:
                yield Line(PASSAGE, each.at, _passage(consult.passage(digest_of(each.detail["passage"]), now)))
                continue
            case _:
                continue
        yield Line(STEP, each.at, wording.STEPS[each.name].format(**_names(each, consult)))


def _passage(sent: Citation | None) -> str:
    return f"《{sent.article}》\n{sent.quote}" if sent else wording.PASSAGE_GONE


def _names(event: CaseEvent, consult: ConsultService) -> Mapping[str, str]:
    return {
        "department": consult.name(str(event.detail.get("department", ""))),
        "reason": event.detail.get("reason", ""),
    }


def last_asked(case: Case, lines: Sequence[Line]) -> str:
    """The citizen's last words."""
    asked = (each.text for each in reversed(lines) if each.kind == Side.CITIZEN and each.text)
    return next(asked, case.question)
