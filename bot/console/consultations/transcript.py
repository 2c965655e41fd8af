"""A case as it went: what was said, the passages that were sent, and who took it on when."""

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.console.consultations import wording as wording
from bot.core.case_ports import Case, CaseEvent, CaseMessage, Side
from bot.core.model import Citation
from bot.core.ports import UnitOfWork
from bot.service.consult import ConsultService, digest_of

_TOLD = frozenset({"StaffMessage", "StaffEdit", "UsePassage"})
_PARTS = ("", "/0")
_WORST = ("dead", "ambiguous", "pending", "sending", "sent")
PASSAGE, STEP = "passage", "step"


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `kind` is the side of a message, PASSAGE or STEP; `earlier` holds a message's former wordings.

    `sent` is how far it has come to the citizen, in the outbox's words; empty when that is not known any more.
    """

    kind: str
    at: datetime
    text: str
    sent: str = ""
    message: CaseMessage | None = None
    earlier: tuple[str, ...] = ()
    taken_back: bool = False

    @property
    def shown(self) -> str:
        """The words, or why there are none."""
        attached = self.message is not None and self.message.kind != "text"
        return self.text or (wording.ATTACHMENT if attached else wording.ERASED)


async def transcript(unit: UnitOfWork, case: Case, consult: ConsultService, now: datetime) -> Sequence[Line]:
    """All of it, in order."""
    happened = await unit.cases.events(case.id)
    sent = await _sent(unit, case, happened)
    taken_back = {each.detail.get("message") for each in happened if each.name == "Retract"}
    said = [await _said(unit, each, sent, taken_back) for each in await unit.messages.of(case.id)]
    done = list(_done(happened, sent, consult, now))
    return sorted([*said, *done], key=lambda line: line.at)


async def _sent(unit: UnitOfWork, case: Case, happened: Sequence[CaseEvent]) -> Mapping[str, str]:
    """How far each message and passage has come; by the message's id, or the revision of a passage.

    What is for the citizen is the first that a step puts into the outbox; a passage may go in parts.
    """
    keys = {f"{case.id}:{each.revision}:0{part}": each for each in happened if each.name in _TOLD for part in _PARTS}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for key, state in (await unit.outbox.states(list(keys))).items():
        found[str(keys[key].detail.get("message", keys[key].revision))].add(state)
    return {name: next(each for each in _WORST if each in states) for name, states in found.items()}


async def _said(unit: UnitOfWork, message: CaseMessage, sent: Mapping[str, str], taken_back: Container[object]) -> Line:
    earlier = (await unit.messages.wordings(message.id))[:-1] if message.version > 1 else ()
    state = sent.get(message.id, "") if message.side is Side.STAFF else ""
    gone = message.side is Side.NOTE and message.id in taken_back
    return Line(message.side.value, message.at, message.text, state, message, tuple(earlier), gone)


def _done(
    happened: Sequence[CaseEvent], sent: Mapping[str, str], consult: ConsultService, now: datetime
) -> Iterator[Line]:
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
                passage = _passage(consult.passage(digest_of(each.detail["passage"]), now))
                yield Line(PASSAGE, each.at, passage, sent.get(str(each.revision), ""))
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
