"""Signing in and out: who somebody is, for how long, and how often one may guess."""

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import ip_address, ip_network

import pyotp

from bot.core.accounts import Account, Session
from bot.core.ports import Clock, Database, UnitOfWork
from bot.service.passwords import LONGEST, Passwords

WINDOW = timedelta(minutes=15)
MOST_PER_ACCOUNT = 10
MOST_PER_DEVICE = 10
MOST_PER_ADDRESS = 60
SEEN_EVERY = timedelta(minutes=1)
"""How exactly it is kept when a session was last used."""
STEP = 30
LONGEST_NAME = 100


class Refusal(StrEnum):
    """Why somebody is not let in. It never says which of name, password and code is wrong."""

    WRONG = "wrong"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was typed, and where. `device` is the secret of the browser's cookie, or empty."""

    name: str
    password: str
    code: str
    address: str
    device: str = ""
    agent: str = ""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The secrets for the browser's cookies."""

    account: Account
    token: str
    device: str


class SignIn:
    """Opens and checks sessions. A secret is 256 random bits; only its digest is kept."""

    def __init__(self, database: Database, clock: Clock, passwords: Passwords) -> None:
        self._database, self._clock, self._passwords = database, clock, passwords

    async def attempt(self, attempt: Attempt) -> SignedIn | Refusal:
        """A session for whoever typed the right things. Every try is counted before it is looked at."""
        name = attempt.name.strip().casefold()[:LONGEST_NAME]
        tried = await self._counted(name, attempt)
        if tried is None:
            return Refusal.TOO_MANY
        known = tried.known
        hashed = known.password if known and not known.disabled and (known.must_change or not tried.spent) else ""
        right = await self._passwords.verify(hashed, attempt.password[:LONGEST])
        async with self._database.write() as unit:
            await unit.accounts.alone()
            account = await unit.accounts.get(known.id) if known and right else None
            step = _step_of(account, attempt.code, self._clock.now()) if account else None
            if account is None or step is None or account.disabled or account.password != hashed:
                return await _refused(unit, tried)
            await unit.attempts.clear([tried.own])
            await unit.attempts.take_back(_place(attempt), tried.at)
            return await self._let_in(unit, replace(account, totp_used=step), attempt)

    async def _counted(self, name: str, attempt: Attempt) -> "_Tried | None":
        """The try, counted; None when it may not even be looked at."""
        now, place = self._clock.now(), _place(attempt)
        async with self._database.write() as unit:
            await unit.accounts.alone()
            known = await unit.accounts.named(name)
            device = digest(attempt.device) if attempt.device else ""
            trusted = bool(device) and known is not None and await unit.sessions.knows(device, known.id)
            own, most = (f"device:{device}", MOST_PER_DEVICE) if trusted else (f"name:{digest(name)}", MOST_PER_ACCOUNT)
            spent = await unit.attempts.count(own, now - WINDOW) >= most
            crowded = not trusted and await unit.attempts.count(place, now - WINDOW) >= MOST_PER_ADDRESS
            if crowded or (trusted and spent):
                return None
            counted = [key for key, counts in ((own, not spent), (place, not trusted)) if counts]
            await unit.attempts.add(counted, now, now - WINDOW)
            return _Tried(known, own, spent, now)

    async def _let_in(self, unit: UnitOfWork, account: Account, attempt: Attempt) -> SignedIn:
        now, device = self._clock.now(), attempt.device or secrets.token_urlsafe(32)
        await unit.accounts.save(account)
        await unit.sessions.remember(digest(device), account.id)
        token = await self.open(unit, account, attempt.agent)
        await unit.audit.append(account.id, "sign-in", account.id, {}, now)
        return SignedIn(account, token, device)

    async def open(self, unit: UnitOfWork, account: Account, agent: str) -> str:
        """A new session in the caller's transaction; returns the secret of its cookie. Those that have run out are forgotten."""
        token, now = secrets.token_urlsafe(32), self._clock.now()
        for each in await unit.sessions.of(account.id):
            if not each.alive(now):
                await unit.sessions.close(each.token)
        await unit.sessions.open(Session(digest(token), account.id, now, now, agent[:200]))
        return token

    async def recognise(self, token: str, *, used: bool = True) -> tuple[Account, Session] | None:
        """Whose session this is; None when it has ended, or its owner may not use the console any more.

        With `used` it counts as use: a page that only watches does not keep a session alive.
        """
        if not token:
            return None
        now = self._clock.now()
        async with self._database.read() as unit:
            session = await unit.sessions.get(digest(token))
            account = await unit.accounts.get(session.account) if session else None
        if session is None or account is None or account.disabled or not session.alive(now):
            return None
        if used and now - session.seen_at >= SEEN_EVERY:
            async with self._database.write() as unit:
                await unit.sessions.seen(session.token, now)
        return account, session


@dataclass(frozen=True, slots=True)
class _Tried:
    """A try that is looked at. `known` is the account of the name typed, if there is one.

    `own` is what it was counted as, apart from where it came from. When that is `spent`, nothing but a password that was
    handed over opens: nobody guesses that one, and others' guesses must not keep out an owner whom an administrator helps.
    """

    known: Account | None
    own: str
    spent: bool
    at: datetime


async def _refused(unit: UnitOfWork, tried: _Tried) -> Refusal:
    if tried.spent:
        return Refusal.TOO_MANY
    await unit.audit.append("", "sign-in refused", tried.known.id if tried.known else "", {}, tried.at)
    return Refusal.WRONG


def _place(attempt: Attempt) -> str:
    """What a try from an address counts against: one household has more IPv6 addresses than can be counted."""
    try:
        address = ip_address(attempt.address)
        return f"address:{ip_network((address, 64), strict=False) if address.version == 6 else address}"
    except ValueError:
        return f"address:{attempt.address}"


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def _step_of(account: Account, code: str, now: datetime) -> int | None:
    """The time step of a right code that was not used before; without a second factor the one kept; else None."""
    if not account.totp:
        return account.totp_used
    return totp_step(account.totp, code, now, account.totp_used)


def totp_step(secret: str, code: str, now: datetime, used: int) -> int | None:
    """The time step, now or just before or after, whose code this is, if it is later than `used`; else None."""
    typed, present = "".join(code.split()), int(now.timestamp()) // STEP
    totp = pyotp.TOTP(secret)
    steps = (step for step in (present - 1, present, present + 1) if step > used)
    return next((step for step in steps if pyotp.utils.strings_equal(totp.generate_otp(step), typed)), None)
