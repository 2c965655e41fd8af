"""A consultation as messages, for every channel alike: what the citizen reads, and the card that staff read."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.channels.render import source_line
from bot.composer import consult_wording as wording
from bot.core.case_buttons import CaseButton, CaseVerb
from bot.core.case_ports import Case, CaseMessage, Side
from bot.core.consultation import FINISHED, HELD, State, effects
from bot.core.hours import OfficeHours
from bot.core.model import Button, ButtonKind, Citation, Decision, Outcome, Outgoing, RichText, Span, Style
from bot.core.ports import UnitOfWork
from bot.service.consult import ConsultService, digest_of

Row = tuple[Button, ...]
SHOWN = 6
"""How many of the last messages the card of a rebuilt or handed-over topic shows."""
LONGEST = 300
NAMED = frozenset({"text", "photo", "voice", "audio", "video", "animation", "document"})
"""What can carry the window's name in its own words or caption."""


def case_button(verb: CaseVerb, case: Case, extra: str = "", label: str = "") -> Button:
    """A button made at the case's present revision."""
    told = case.consultation
    words = label or wording.BUTTONS[verb].format(receipt=told.receipt, extra=extra)
    return Button(ButtonKind.CASE, words, str(CaseButton(verb, case.id, told.revision, extra)))


def offer_buttons(case: Case, office_open: bool) -> tuple[Row, ...]:
    """Under a hand-off: connect now if somebody is there, leave it in writing, or ask in other words."""
    connect = (case_button(CaseVerb.CONNECT, case),) if office_open else ()
    return ((*connect, case_button(CaseVerb.WRITE, case)), (case_button(CaseVerb.DECLINE, case),))


def needs_people(decision: Decision) -> bool:
    """Whether the bot, in a part of its answer at least, stopped at what people have to answer."""
    return decision.outcome is Outcome.HANDOFF or any(map(needs_people, decision.parts))


def offered(outgoing: Outgoing, case: Case, hours: OfficeHours, at: datetime, *, staffed: bool) -> Outgoing:
    """A hand-off with the offer below it: whether the office is open, and the buttons."""
    open_now = staffed and hours.is_open(at)
    line = wording.office_line(hours, at) if staffed else (Span("\n" + wording.NO_GROUP),)
    return replace(outgoing, text=(*outgoing.text, *line), buttons=(*outgoing.buttons, *offer_buttons(case, open_now)))


def further_buttons(case: Case, question: str, decision: Decision, *, quoted: bool) -> tuple[Row, ...]:
    """Under an answer to somebody whose case waits: put these words into it (if `quoted`), or have them as a case anew."""
    add = (case_button(CaseVerb.ADD, case),) if quoted else ()
    new = (case_button(CaseVerb.NEW, case, question),) if needs_people(decision) else ()
    return ((*add, *new),) if add or new else ()


def one_at_a_time(case: Case, question: str, name: str) -> Outgoing:
    """Before another question can go to people: end the case under way, or put the words into it."""
    text = wording.ONE_AT_A_TIME.format(receipt=case.consultation.receipt, department=name)
    return Outgoing((Span(text),), buttons=((case_button(CaseVerb.SWITCH, case, question),),))


def still_waiting(case: Case, name: str) -> Outgoing:
    """After an answer that helped: the case may not be needed any more."""
    text = wording.STILL_WAITING.format(receipt=case.consultation.receipt, department=name)
    return Outgoing((Span(text),), buttons=((case_button(CaseVerb.SOLVED, case),),))


def solved_without(case: Case) -> Outgoing:
    """A case that the bot's answer has ended can be opened again."""
    text = wording.SOLVED_WITHOUT.format(receipt=case.consultation.receipt)
    return Outgoing((Span(text),), buttons=((case_button(CaseVerb.REOPEN, case),),))


def rating_buttons(case: Case) -> tuple[Row, ...]:
    """Under a summary: solved or not, and one to five."""
    stars = tuple(case_button(CaseVerb.RATE, case, str(n), "★" * n) for n in range(1, 6))
    return ((case_button(CaseVerb.CONFIRM, case), case_button(CaseVerb.REOPEN, case)), stars)


def citizen_message(effect: effects.CitizenEffect, case: Case, name: str, office: OfficeHours) -> Outgoing:
    """What the citizen reads for an effect that carries no message, with what can be done about it."""
    match effect:
        case effects.TellWaiting():
            buttons: tuple[Row, ...] = ((case_button(CaseVerb.STOP_WAITING, case), case_button(CaseVerb.CANCEL, case)),)
        case effects.TellOutOfHours() | effects.TellInWriting():
            buttons = ((case_button(CaseVerb.CANCEL, case),),)
        case effects.AskToWait():
            buttons = ((case_button(CaseVerb.KEEP_WAITING, case), case_button(CaseVerb.STOP_WAITING, case)),)
        case _:
            buttons = ()
    return Outgoing(wording.tell(effect, name, office), buttons=buttons)


def passage_message(citation: Citation, window: str) -> Outgoing:
    """A passage sent by staff, with its citation."""
    text = (Span(window, Style.BOLD), Span("\n「"), Span(citation.quote, Style.QUOTE), Span("」"))
    return Outgoing(text, sources=(citation,))


def staff_buttons(case: Case) -> tuple[Row, ...]:
    """What staff can do with a case as it stands."""
    verbs: tuple[tuple[CaseVerb, ...], ...] = ()
    if case.consultation.state in {State.WAITING, State.OUT_OF_HOURS}:
        verbs = ((CaseVerb.CLAIM, CaseVerb.REASSIGN), (CaseVerb.OUT_OF_REMIT, CaseVerb.SPAM))
    elif case.consultation.state in HELD:
        verbs = ((CaseVerb.RESOLVE, CaseVerb.RELEASE), (CaseVerb.REASSIGN, CaseVerb.OUT_OF_REMIT))
    return tuple(tuple(case_button(verb, case) for verb in row) for row in verbs)


def card(case: Case, name: str, transcript: Sequence[CaseMessage], passages: Sequence[Citation]) -> Outgoing:
    """The topic's first message: number, state, question, why the bot stopped, and what else was said."""
    spoken = [each for each in transcript if each.side is not Side.NOTE]
    asked = spoken[0].text if spoken else case.question
    text: list[Span] = [
        *wording.card_head(case.consultation, name),
        Span("\n问："),
        Span(_short(asked, 1000), Style.BOLD),
    ]
    if case.why:
        text.append(Span(f"\n\n三方没有答：{_short(case.why)}"))
    text += [Span(f"\n\n{_said(each)}") for each in spoken[1:][-SHOWN:]]
    shown = passages if case.consultation.state not in FINISHED else ()
    text += suggested(shown)
    return Outgoing(tuple(text), buttons=staff_buttons(case))


def suggestions(case: Case, passages: Sequence[Citation]) -> Outgoing:
    """Passages for the holder, each with the button that sends it."""
    uses = tuple(
        case_button(CaseVerb.USE, case, digest_of(each.passage_id), wording.BUTTONS["use"].format(extra=number))
        for number, each in enumerate(passages, 1)
    )
    return Outgoing(suggested(passages)[1:], buttons=(uses,) if uses else ())


def suggested(passages: Sequence[Citation]) -> RichText:
    """Numbered passages with their sources; empty without any."""
    if not passages:
        return ()
    lines = "".join(
        f"\n{number}. {_short(each.quote, 120)}\n{source_line(each)}" for number, each in enumerate(passages, 1)
    )
    return (Span("\n\n"), Span(wording.SUGGESTED + lines))


def _said(message: CaseMessage) -> str:
    who = "市民" if message.side is Side.CITIZEN else "窗口"
    return f"{who}：{_short(message.text) or '〔' + message.kind + '〕'}"


def _short(text: str, most: int = LONGEST) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def staff_line(effect: effects.Effect) -> str:
    """One line in the topic for an effect that carries no message; empty when there is nothing to read."""
    match effect:
        case effects.TellStaff(news=news):
            return wording.STAFF_NEWS[news]
        case effects.Escalate():
            return wording.escalation(effect)
        case effects.KeepNote():
            return wording.NOTE_KEPT
        case effects.RingStaff():
            return wording.RING
        case _:
            return ""


async def question_and_reply(unit: UnitOfWork, consult: ConsultService, case: Case, at: datetime) -> tuple[str, str]:
    """For the summary: what was asked, and the last words of the window, or else the last passage it sent."""
    transcript = await unit.messages.of(case.id)
    asked = next((each.text for each in transcript if each.side is Side.CITIZEN), case.question)
    replies = [each.text for each in transcript if each.side is Side.STAFF and each.text]
    reply = replies[-1] if replies else await consult.passage_sent(unit, case, at)
    return _short(asked, 100), _short(reply)


def placed(case: Case, **place: int | str | None) -> Case:
    """The case with its topic somewhere else."""
    return replace(case, **place)  # type: ignore[arg-type]
