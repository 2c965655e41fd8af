"""An account of the console as staff of consultations."""

from bot.core.accounts import Account
from bot.core.case_ports import Case


def staff_id(account: Account) -> str:
    """Its id among the staff."""
    return f"console:{account.id}"


def held_by(case: Case, staff: str) -> bool:
    """Whether the case is in the hands of this member of staff, or last was."""
    return case.consultation.holder is not None and case.consultation.holder.id == staff
