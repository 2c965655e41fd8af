"""Keeping the accounts of the console, by an administrator or by their owners."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

import pyotp

from bot.core.accounts import Account, Role, Session
from bot.core.errors import SanfangError
from bot.core.ports import Clock, Database, UnitOfWork
from bot.service import staff_wording as wording
from bot.service.passwords import Passwords, is_acceptable, random_password
from bot.service.sign_in import MOST_PER_ACCOUNT, WINDOW, totp_step

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")
LONGEST_DISPLAY = 40
Own = tuple[Account, Session]
"""An account as it was when its owner began to change it, and the session in which that is done."""


class AccountError(SanfangError):
    """What was asked for cannot be done with an account; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Handed:
    """An account with the password to hand over to its owner."""

    account: Account
    password: str


class AccountKeeper:
    """Every change is written into the audit trail; what lessens trust in a session ends it. `actor` is an account's id."""

    def __init__(self, database: Database, clock: Clock, passwords: Passwords) -> None:
        self._database, self._clock, self._passwords = database, clock, passwords

    async def all(self) -> Sequence[Account]:
        """Every account, by name."""
        async with self._database.read() as unit:
            return await unit.accounts.all()

    async def add(self, actor: str, name: str, display: str, role: Role, departments: Sequence[str] = ()) -> Handed:
        """A new account with a password to be changed at the first sign-in. Raises AccountError."""
        name, display = name.strip().casefold(), " ".join(display.split())
        if not _NAME.fullmatch(name):
            raise AccountError(wording.BAD_NAME)
        if not 0 < len(display) <= LONGEST_DISPLAY:
            raise AccountError(wording.BAD_DISPLAY)
        password = random_password()
        hashed = await self._passwords.hash(password)
        account = Account(uuid4().hex, name, display, role, self._clock.now(), tuple(departments), hashed)
        async with self._database.write() as unit:
            if not await unit.accounts.add(account):
                raise AccountError(wording.NAME_TAKEN.format(name=name))
            await self._audit(unit, actor, "account added", account, role=role.value, departments=list(departments))
        return Handed(account, password)

    async def assign(self, actor: str, name: str, role: Role, departments: Sequence[str]) -> Account:
        """Another role or scope; the owner has to sign in again. Raises AccountError."""
        async with self._database.write() as unit:
            account = await self._named(unit, name)
            changed = replace(account, role=role, departments=tuple(departments))
            await self._keep_an_admin(unit, changed)
            await unit.accounts.save(changed)
            await unit.sessions.close_all(account.id)
            await self._audit(unit, actor, "role changed", account, role=role.value, departments=list(departments))
        return changed

    async def disable(self, actor: str, name: str) -> Account:
        """The account can no longer be used, at once. Raises AccountError."""
        async with self._database.write() as unit:
            account = replace(await self._named(unit, name), disabled=True)
            await self._keep_an_admin(unit, account)
            await unit.accounts.save(account)
            await unit.sessions.close_all(account.id)
            await self._audit(unit, actor, "account disabled", account)
        return account

    async def enable(self, actor: str, name: str) -> Account:
        """The account can be used again. Raises AccountError."""
        async with self._database.write() as unit:
            account = replace(await self._named(unit, name), disabled=False)
            await unit.accounts.save(account)
            await self._audit(unit, actor, "account enabled", account)
        return account

    async def reset(self, actor: str, name: str) -> Handed:
        """A new password to hand over; the second factor is taken off, every session ends. Raises AccountError."""
        password = random_password()
        hashed = await self._passwords.hash(password)
        async with self._database.write() as unit:
            account = await self._named(unit, name)
            account = replace(account, password=hashed, must_change=True, totp="")
            await unit.accounts.save(account)
            await unit.sessions.close_all(account.id)
            await self._audit(unit, actor, "password reset", account)
        return Handed(account, password)

    async def sign_out(self, actor: str, name: str) -> Account:
        """End every session. Raises AccountError."""
        async with self._database.write() as unit:
            account = await self._named(unit, name)
            await unit.sessions.close_all(account.id)
            await self._audit(unit, actor, "sessions ended", account)
        return account

    async def change_password(self, account: Account, old: str, new: str) -> str:
        """The owner's new password's hash, to be kept by `secure`. Raises AccountError."""
        await self.confirm(account, old)
        if not is_acceptable(new, account.name) or new == old:
            raise AccountError(wording.TOO_WEAK)
        return await self._passwords.hash(new)

    async def confirm(self, account: Account, password: str) -> None:
        """The owner is there and knows the password; who found the browser open cannot guess it. Raises AccountError."""
        key, now = f"own:{account.id}", self._clock.now()
        async with self._database.write() as unit:
            await unit.accounts.alone()
            if await unit.attempts.count(key, now - WINDOW) >= MOST_PER_ACCOUNT:
                raise AccountError(wording.TOO_MANY)
            await unit.attempts.add([key], now, now - WINDOW)
        if not await self._passwords.verify(account.password, password):
            raise AccountError(wording.OLD_WRONG)
        async with self._database.write() as unit:
            await unit.attempts.clear([key])

    def second_factor(self, account: Account, secret: str, code: str) -> Account:
        """The account with a second factor, once a code shows that the owner's device has it. Raises AccountError."""
        if account.totp:
            raise AccountError(wording.HAS_FACTOR)
        step = totp_step(secret, code, self._clock.now(), 0)
        if step is None:
            raise AccountError(wording.CODE_WRONG)
        return replace(account, totp=secret, totp_used=step)

    async def secure(self, unit: UnitOfWork, own: Own, changed: Account, act: str) -> None:
        """Keep what the owner changed about signing in; every session ends, and the caller opens a new one.

        Raises AccountError when trust was withdrawn, or something else changed, since the owner began.
        """
        await unit.accounts.alone()
        if await unit.accounts.get(own[0].id) != own[0] or await unit.sessions.get(own[1].token) is None:
            raise AccountError(wording.MOVED)
        await unit.accounts.save(changed)
        await unit.sessions.close_all(changed.id)
        await self._audit(unit, changed.id, act, changed)

    async def _named(self, unit: UnitOfWork, name: str) -> Account:
        """The account, which nobody else changes until the transaction ends. Raises AccountError."""
        await unit.accounts.alone()
        account = await unit.accounts.named(name.strip().casefold())
        if account is None:
            raise AccountError(wording.NO_ACCOUNT.format(name=name))
        return account

    async def _keep_an_admin(self, unit: UnitOfWork, changed: Account) -> None:
        others = [each for each in await unit.accounts.all() if each.id != changed.id]
        if not any(each.role is Role.ADMIN and not each.disabled for each in (*others, changed)):
            raise AccountError(wording.LAST_ADMIN)

    async def _audit(self, unit: UnitOfWork, actor: str, act: str, account: Account, **detail: object) -> None:
        await unit.audit.append(actor, act, account.id, detail, self._clock.now())


def new_secret() -> str:
    """The secret of a second factor."""
    return pyotp.random_base32()


def second_factor_address(account: Account, secret: str) -> str:
    """The `otpauth:` address that an authenticator reads."""
    return pyotp.TOTP(secret).provisioning_uri(name=account.name, issuer_name=wording.ISSUER)
