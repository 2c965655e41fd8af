"""Sending a case to another department by buttons: what there is to choose from, and the choice."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.composer import redirect_wording as wording
from bot.composer.consult_wording import EXPIRED, NOTICES
from bot.core.case_buttons import CaseButton, CaseVerb
from bot.core.case_ports import Case
from bot.core.consultation import HELD, Staff, State
from bot.core.consultation.effects import NoticeKind
from bot.core.ports import UnitOfWork
from bot.service.consult import ConsultService
from bot.service.staff_desk import StaffDesk
from bot.service.staff_orders import Order, OrderError, Verb
from corpus.model import Department

ON_PAGE = 10
CHOOSING = frozenset({CaseVerb.REASSIGN, CaseVerb.OUT_OF_REMIT, CaseVerb.PAGE, CaseVerb.TO, CaseVerb.KEEP})
"""The buttons that this file is about."""
_OPEN = HELD | {State.WAITING, State.OUT_OF_HOURS}


class Purpose(StrEnum):
    """Why another department is asked. The values are short: they travel in buttons."""

    REASSIGN = "p"
    OUT_OF_REMIT = "r"


@dataclass(frozen=True, slots=True)
class Choice:
    """One page, counted from 0, of the departments that could go on; `desk` when the duty desk is another one."""

    purpose: Purpose
    departments: tuple[Department, ...]
    page: int
    pages: int
    desk: Department | None


def digest_of(department: str) -> str:
    """A short name of a department's id, however long that is."""
    return hashlib.sha256(department.encode()).hexdigest()[:8]


class Redirect:
    """The steps of a choice; the buttons carry everything, so nothing has to be remembered."""

    def __init__(self, consult: ConsultService, staff: StaffDesk) -> None:
        self._consult, self._staff = consult, staff

    async def choice(self, unit: UnitOfWork, case: Case, staff: Staff, button: CaseButton) -> Choice:
        """The page that a button asks for. Raises OrderError when it is stale or somebody else has the case."""
        self._allowed(case, staff, button)
        purpose, page = Purpose.REASSIGN, 0
        if button.verb is CaseVerb.OUT_OF_REMIT:
            purpose = Purpose.OUT_OF_REMIT
        elif button.verb is CaseVerb.PAGE:
            purpose, rest = _read(button)
            page = int(rest) if rest.isascii() and rest.isdecimal() else 0
        known = await self._departments(unit, case)
        pages = max(1, -(-len(known) // ON_PAGE))
        page = min(page, pages - 1)
        desk = next((each for each in known if each.desk), None)
        return Choice(purpose, tuple(known[page * ON_PAGE : (page + 1) * ON_PAGE]), page, pages, desk)

    async def chosen(self, unit: UnitOfWork, case: Case, staff: Staff, button: CaseButton, at: datetime) -> str:
        """Hand the case over; the department's name. Raises OrderError when nothing came of it."""
        purpose, digest = _read(button)
        known = await self._departments(unit, case)
        department = next((each for each in known if digest_of(each.id) == digest), None)
        if department is None:
            raise OrderError(EXPIRED)
        reason = wording.REASONS[purpose].format(badge=staff.badge)
        order = Order(Verb.REASSIGN, f"{department.id} {reason}")
        if told := await self._staff.ordered(unit, case, staff, order, at, seen=button.seen):
            raise OrderError(told)
        return department.name

    def _allowed(self, case: Case, staff: Staff, button: CaseButton) -> None:
        told = case.consultation
        if button.seen < told.since or told.state not in _OPEN:
            raise OrderError(EXPIRED)
        if told.holder is not None and told.holder.id != staff.id:
            raise OrderError(NOTICES[NoticeKind.NOT_YOURS].format(holder=told.holder.badge))

    async def _departments(self, unit: UnitOfWork, case: Case) -> Sequence[Department]:
        """Every other department, those with a group of their own first."""
        bound = {each.department for each in await unit.desks.all()}
        others = [each for each in self._consult.departments() if each.id != case.consultation.department]
        return sorted(others, key=lambda each: each.id not in bound)


def _read(button: CaseButton) -> tuple[Purpose, str]:
    """The purpose and the rest. Raises OrderError for what this release did not make."""
    if button.extra[:1] not in set(Purpose):
        raise OrderError(EXPIRED)
    return Purpose(button.extra[:1]), button.extra[1:]
