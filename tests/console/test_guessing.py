"""How often one may guess, at what cost, and whom that keeps out."""

from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
from argon2 import PasswordHasher

from bot.core.accounts import Role
from bot.service.passwords import Passwords, is_acceptable
from bot.service.sign_in import MOST_PER_ACCOUNT, WINDOW
from tests.console.entrance import sign_in
from tests.console.office import FAST, PASSWORD, Office


class Counting:
    """Notes which hashes were compared, at what cost."""

    def __init__(self, hasher: PasswordHasher, compared: list[str]) -> None:
        self._hasher, self._compared = hasher, compared

    def verify(self, known: str, typed: str) -> bool:
        """Compare."""
        self._compared.append(known)
        return self._hasher.verify(known, typed)


async def test_unknown_names_cost_a_hash_too() -> None:
    """A name that nobody has is compared with nobody's hash: it takes as long, and never fits."""
    passwords = Passwords(**FAST)
    compared: list[str] = []
    hasher = passwords._hasher
    passwords._hasher = Counting(hasher, compared)  # type: ignore[assignment]
    known = hasher.hash(PASSWORD)

    assert await passwords.verify(known, PASSWORD)
    assert not await passwords.verify("", PASSWORD)
    assert [each.split("$")[3] for each in compared] == [known.split("$")[3]] * 2
    passwords.close()


async def test_every_try_costs_the_same_whoever_is_meant(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """One hash for a name that exists, is disabled, has a second factor or nobody has; none where an address is shut out."""
    compared: list[str] = []
    compare = Passwords._verify

    def counted(passwords: Passwords, known: str, typed: str) -> bool:
        compared.append(known)
        return compare(passwords, known, typed)

    monkeypatch.setattr(Passwords, "_verify", counted)
    monkeypatch.setattr("bot.service.sign_in.MOST_PER_ACCOUNT", 2)
    await office.account("root", Role.ADMIN)
    careful = replace(await office.account("careful"), totp=pyotp.random_base32())
    async with office.database.write() as unit:
        await unit.accounts.save(careful)
    await office.account("gone")
    await office.keeper.disable("", "gone")
    costs: dict[str, list[tuple[int, int]]] = {}
    async with office.browser() as browser:
        for name in ("root", "careful", "gone", "nobody"):
            costs[name] = []
            for turn in range(4):
                compared.clear()
                status = (await sign_in(browser, name, f"guess-{turn}")).status_code
                costs[name].append((status, len(compared)))

    assert set(map(tuple, costs.values())) == {((401, 1), (401, 1), (429, 1), (429, 1))}


async def test_guessing_is_bounded_for_an_account_from_any_number_of_addresses(office: Office) -> None:
    """At most ten passwords are looked at in a quarter of an hour, however many machines try."""
    await office.account()
    statuses = []
    for number in range(50):
        async with office.browser(client=f"10.1.0.{number}") as browser:
            statuses += [(await sign_in(browser, password=f"guess-{number}-{turn}")).status_code for turn in range(2)]

    assert statuses.count(401) == MOST_PER_ACCOUNT
    assert statuses.count(429) == len(statuses) - MOST_PER_ACCOUNT


async def test_guesses_do_not_lock_the_owner_out(office: Office) -> None:
    """The browser from which the owner has signed in before still gets in while others guess."""
    await office.account()
    async with office.browser() as own, office.browser(client="10.6.6.6") as other:
        await sign_in(own)
        await own.post("/sign-out")
        for turn in range(MOST_PER_ACCOUNT + 2):
            refused = await sign_in(other, password=f"guess-{turn}")
        welcome = await sign_in(own)

    assert (refused.status_code, welcome.status_code) == (429, 303)


async def test_guessing_may_go_on_after_a_while(office: Office) -> None:
    """The bound is on a quarter of an hour; afterwards the right password opens from anywhere."""
    await office.account()
    async with office.browser() as browser:
        for turn in range(MOST_PER_ACCOUNT + 1):
            await sign_in(browser, password=f"guess-{turn}")
        office.clock.move(WINDOW + timedelta(seconds=1))

        assert (await sign_in(browser)).status_code == 303


async def test_an_administrator_can_help_an_owner_whom_others_keep_out(office: Office) -> None:
    """While others go on guessing, a password that was just handed over opens from a new browser; no other does."""
    await office.account()
    async with office.browser() as own, office.browser(client="10.6.6.6") as other:
        for turn in range(MOST_PER_ACCOUNT + 2):
            await sign_in(other, password=f"guess-{turn}")
        assert (await sign_in(own)).status_code == 429
        handed = await office.keeper.reset("", "wangfang")
        guesses = [(await sign_in(other, password=f"guess-{turn}")).status_code for turn in range(3)]
        welcome = await sign_in(own, password=handed.password)

    assert (guesses, welcome.status_code) == ([429] * 3, 303)


async def test_an_own_account_buys_no_guesses_at_others(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Signing in counts nothing against an address, and makes it forget nothing; IPv6 addresses count by household."""
    monkeypatch.setattr("bot.service.sign_in.MOST_PER_ADDRESS", 3)
    await office.account()
    statuses = []
    for number in range(5):
        async with office.browser(client=f"2001:db8::{number}") as browser:
            for name in ("wangfang", f"n{number}"):
                office.clock.move(timedelta(seconds=1))
                statuses.append((await sign_in(browser, name)).status_code)

    assert statuses == [303, 401, 303, 401, 303, 401, 429, 429, 429, 429]


async def test_a_browser_left_open_is_no_place_to_guess_the_password(office: Office) -> None:
    """Whoever sits down at it has ten tries at changing password or second factor, and cannot exchange the factor."""
    account = replace(await office.account(), totp=pyotp.random_base32())
    async with office.database.write() as unit:
        await unit.accounts.save(account)
    secret = pyotp.random_base32()
    async with await office.signed_in(account) as browser:
        form = {"secret": secret, "code": pyotp.TOTP(secret).at(office.clock.at)}
        exchanged = await browser.post("/me/factor", data=form)
        for turn in range(MOST_PER_ACCOUNT):
            await browser.post("/me/factor/off", data={"password": f"guess-{turn}"})
        late = await browser.post("/me/factor/off", data={"password": PASSWORD})
        office.clock.move(WINDOW + timedelta(seconds=1))
        again = await browser.post("/me/factor/off", data={"password": PASSWORD})

    assert [exchanged.status_code, late.status_code, again.status_code] == [409, 409, 303]


async def test_codes_of_the_second_factor_cannot_be_tried_out(office: Office) -> None:
    """Who knows the password has as many tries at the code as at a password; the right one comes too late then."""
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 (of an account that lives for one test)
    account = replace(await office.account(), totp=secret)
    async with office.database.write() as unit:
        await unit.accounts.save(account)
    right = pyotp.TOTP(secret).at(office.clock.at)
    codes = [f"{(int(right) + step) % 10**6:06}" for step in range(1, MOST_PER_ACCOUNT + 2)]
    async with office.browser() as browser:
        statuses = [(await sign_in(browser, code=code)).status_code for code in (*codes, right)]

    assert statuses == [401] * MOST_PER_ACCOUNT + [429] * 2


@pytest.mark.parametrize(
    ("password", "good"),
    [
        ("correct-horse-9", True),
        ("short-9x", False),
        ("0123456789", False),
        ("aaaaaaaaaaaa", False),
        ("wangfang-2026!", False),
    ],
)
def test_passwords_that_anybody_guesses_are_refused(password: str, good: bool) -> None:
    """Too short, a run, a repetition, or the own name."""
    assert is_acceptable(password, "wangfang") is good
