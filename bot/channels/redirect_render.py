"""The choice of another department as a message with buttons."""

from bot.channels.consult_render import Row, case_button
from bot.composer import redirect_wording as wording
from bot.core.case_buttons import CaseVerb
from bot.core.case_ports import Case
from bot.core.model import Button, Outgoing, Span
from bot.service.redirect import Choice, digest_of
from corpus.model import Department

COLUMNS = 2


def choice_message(case: Case, choice: Choice) -> Outgoing:
    """A page of departments, the duty desk above them, and how to turn pages or keep the case."""
    names = [_to(case, choice, each, each.name) for each in choice.departments]
    rows = [tuple(names[start : start + COLUMNS]) for start in range(0, len(names), COLUMNS)]
    head = wording.HEADS[choice.purpose]
    if choice.pages > 1:
        head += wording.PAGE.format(page=choice.page + 1, pages=choice.pages)
    return Outgoing((Span(head),), buttons=(*_desk(case, choice), *rows, _turning(case, choice)))


def _desk(case: Case, choice: Choice) -> tuple[Row, ...]:
    if choice.desk is None:
        return ()
    return ((_to(case, choice, choice.desk, wording.TO_DESK.format(name=choice.desk.name)),),)


def _turning(case: Case, choice: Choice) -> Row:
    def turn(page: int, label: str) -> Row:
        there = 0 <= page < choice.pages
        return (case_button(CaseVerb.PAGE, case, f"{choice.purpose}{page}", label),) if there else ()

    keep = case_button(CaseVerb.KEEP, case, label=wording.KEEP)
    return (*turn(choice.page - 1, wording.EARLIER), keep, *turn(choice.page + 1, wording.LATER))


def _to(case: Case, choice: Choice, department: Department, label: str) -> Button:
    return case_button(CaseVerb.TO, case, f"{choice.purpose}{digest_of(department.id)}", label)
