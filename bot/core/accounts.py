"""Who may use the console, and what each role may do."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

IDLE = timedelta(hours=2)
"""A session ends when nothing has been done in it for so long."""
LONGEST_SESSION = timedelta(hours=12)


class Right(StrEnum):
    """What an account may be allowed to do."""

    OWN = "own"
    READ = "read"
    REVIEW = "review"
    CONSULT = "consult"
    EDIT = "edit"
    APPROVE = "approve"
    MANAGE = "manage"


class Role(StrEnum):
    """What an account is for, each with the rights of those before it."""

    READER = "reader"
    REVIEWER = "reviewer"
    EDITOR = "editor"
    APPROVER = "approver"
    ADMIN = "admin"


_READER = frozenset({Right.OWN, Right.READ})
_REVIEWER = _READER | {Right.REVIEW, Right.CONSULT}
_EDITOR = _REVIEWER | {Right.EDIT}
_APPROVER = _EDITOR | {Right.APPROVE}

RIGHTS = {
    Role.READER: _READER,
    Role.REVIEWER: _REVIEWER,
    Role.EDITOR: _EDITOR,
    Role.APPROVER: _APPROVER,
    Role.ADMIN: frozenset(Right),
}


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who signs in as `name` and is shown as `display`.

    `departments` are the ids whose questions they may see; empty means every one. `password` is a hash, `totp` the
    secret of the second factor or empty, `totp_used` the last time step whose code was accepted: each is good once.
    """

    id: str
    name: str
    display: str
    role: Role
    created_at: datetime
    departments: tuple[str, ...] = ()
    password: str = field(default="", repr=False)
    must_change: bool = True
    totp: str = field(default="", repr=False)
    totp_used: int = 0
    disabled: bool = False

    def may(self, right: Right) -> bool:
        """Whether the role has the right."""
        return right in RIGHTS[self.role]

    def sees(self, department: str | None) -> bool:
        """Whether a department's matters, or those of none, are the account's business."""
        return not self.departments or department in self.departments


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that is signed in. `token` is the digest of the secret in its cookie."""

    token: str
    account: str
    opened_at: datetime
    seen_at: datetime
    agent: str = ""

    def alive(self, now: datetime) -> bool:
        """Whether it has neither been idle nor open for too long."""
        return now - self.seen_at < IDLE and now - self.opened_at < LONGEST_SESSION
