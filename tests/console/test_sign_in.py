"""Who gets in, and when a session ends."""

import asyncio
import html
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import httpx
import numpy as np
import pyotp
import pytest
import zxingcpp

from bot.core.accounts import IDLE, LONGEST_SESSION, Role
from bot.service.passwords import Passwords
from bot.service.publishing import Drafting, Inspection, Review, Underway
from corpus import sandbox
from corpus.entry_text import written
from tests.console.entrance import sign_in
from tests.console.office import PASSWORD, SOUND, Office


async def test_the_right_password_opens_the_first_page(office: Office) -> None:
    """Name and password give a session cookie that no script can read."""
    await office.account()
    async with office.browser() as browser:
        response = await sign_in(browser)
        assert (response.status_code, response.headers["location"]) == (303, "/")
        cookie = next(each for each in response.headers.get_list("set-cookie") if each.startswith("sanfang="))
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        assert (await browser.get("/")).status_code == 200


async def test_a_stranger_and_a_wrong_password_read_the_same(office: Office) -> None:
    """Neither the page nor the status tells which names exist."""
    await office.account()
    await office.account("lihua")
    await office.account("root", Role.ADMIN)
    await office.keeper.disable("", "lihua")
    async with office.browser() as browser:
        answers = [await sign_in(browser, name, "wrong-password-1") for name in ("wangfang", "nobody", "lihua")]

    bodies = {
        answer.text.replace(name, "") for answer, name in zip(answers, ("wangfang", "nobody", "lihua"), strict=True)
    }
    assert [answer.status_code for answer in answers] == [401] * 3
    assert len(bodies) == 1


@pytest.mark.parametrize("step", ["disable", "assign", "sign_out"])
async def test_trust_withdrawn_during_an_act_stays_withdrawn(
    office: Office, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """A new password that was under way when an administrator stepped in neither opens a session nor undoes the step."""
    await office.account("root", Role.ADMIN)
    browser, hashed = await office.signed_in(await office.account()), Passwords.hash

    async def meanwhile(passwords: Passwords, password: str) -> str:
        arguments = (Role.READER, ("d1",)) if step == "assign" else ()
        await getattr(office.keeper, step)("", "wangfang", *arguments)
        return await hashed(passwords, password)

    monkeypatch.setattr(Passwords, "hash", meanwhile)
    async with browser:
        form = {"old": PASSWORD, "new": "another-secret-7", "again": "another-secret-7"}
        late = await browser.post("/me/password", data=form)
        inside = await browser.get("/")

    async with office.reading() as unit:
        account = await unit.accounts.named("wangfang")
    assert account is not None
    assert (account.disabled, account.role is Role.READER) == (step == "disable", step == "assign")
    assert (late.status_code, inside.status_code) == (409, 303)


async def test_a_long_act_is_not_done_for_whom_trust_was_withdrawn_meanwhile(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is being read when its sender is disabled does not get into the draft."""
    await office.account("root", Role.ADMIN)
    browser, read, loop = (
        await office.signed_in(await office.account(role=Role.EDITOR)),
        sandbox.read,
        asyncio.get_running_loop(),
    )

    def meanwhile(*given: Any) -> Any:
        asyncio.run_coroutine_threadsafe(office.keeper.disable("", "wangfang"), loop).result(30)
        return read(*given)

    monkeypatch.setattr(sandbox, "read", meanwhile)
    text = written(replace(SOUND.articles[0], body="周五办理。"))
    async with browser:
        late = await browser.post("/corpus/import", files=[("file", ("a1.md", text.encode()))])

    assert late.status_code == 401
    async with office.reading() as unit:
        assert not await unit.draft.changes()


async def test_nothing_is_published_by_whom_trust_was_withdrawn_during_the_review(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An approver who is disabled while the draft is being looked at puts nothing in force."""
    await office.account("root", Role.ADMIN)
    browser = await office.signed_in(await office.account(role=Role.APPROVER))
    drafting = Drafting(office.database, office.clock)
    await drafting.put(replace(SOUND.articles[0], body="周五办理。"), "root")
    form, look = {"mark": (await drafting.prepared()).mark, "reason": "好", "confirmed": "a1-1"}, Inspection.look

    async def meanwhile(inspection: Inspection, patience: float) -> Review | Underway:
        await office.keeper.disable("", "wangfang")
        return await look(inspection, patience)

    monkeypatch.setattr(Inspection, "look", meanwhile)
    async with browser:
        late = await browser.post("/corpus/publish", data=form)

    assert late.status_code == 401
    assert office.services.snapshot.current.version == 1
    assert (await drafting.prepared()).changes


async def test_a_session_given_by_somebody_else_is_not_taken_up(office: Office) -> None:
    """Fixation: signing in gives a new session whatever cookie the browser came with, and the old one stays worthless."""
    await office.account()
    async with office.browser("planted-by-a-stranger") as browser:
        await sign_in(browser)
        assert browser.cookies.get("sanfang", domain="127.0.0.1") != "planted-by-a-stranger"
    async with office.browser("planted-by-a-stranger") as stranger:
        assert (await stranger.get("/")).status_code == 303


async def test_signing_out_ends_the_session_on_the_server(office: Office) -> None:
    """The cookie is worthless afterwards, even if somebody kept it."""
    browser = await office.signed_in(await office.account())
    kept = browser.cookies["sanfang"]
    async with browser, office.browser(kept) as thief:
        assert (await thief.get("/")).status_code == 200
        await browser.post("/sign-out")
        assert (await thief.get("/")).status_code == 303


@pytest.mark.parametrize("step", ["disable", "reset", "sign_out", "assign"])
async def test_a_session_ends_at_once_when_trust_is_withdrawn(office: Office, step: str) -> None:
    """Disabling, a new password, another role or an administrator's order end every session with the next request."""
    await office.account("root", Role.ADMIN)
    browser = await office.signed_in(await office.account())
    async with browser:
        assert (await browser.get("/")).status_code == 200
        if step == "assign":
            await office.keeper.assign("", "wangfang", Role.READER, ())
        else:
            await getattr(office.keeper, step)("", "wangfang")
        assert (await browser.get("/")).status_code == 303


async def test_a_new_password_ends_every_other_session_and_renews_this_one(office: Office) -> None:
    """Who stole the session is out; the owner goes on with another one."""
    account = await office.account()
    own, stolen = await office.signed_in(account), await office.signed_in(account)
    async with own, stolen:
        before = own.cookies["sanfang"]
        form = {"old": PASSWORD, "new": "another-secret-7", "again": "another-secret-7"}
        assert (await own.post("/me/password", data=form)).status_code == 303
        assert (await stolen.get("/")).status_code == 303
        assert (await own.get("/")).status_code == 200
        assert own.cookies.get("sanfang", domain="127.0.0.1") != before
        async with office.browser(before) as old:
            assert (await old.get("/")).status_code == 303


@pytest.mark.parametrize(
    ("pauses", "alive"),
    [([IDLE - timedelta(minutes=1)] * 3, True), ([IDLE], False), ([timedelta(hours=1)] * 12, False)],
)
async def test_sessions_end_when_idle_or_old(office: Office, pauses: list[timedelta], alive: bool) -> None:
    """Use keeps a session alive, but no longer than half a day; what has ended is not kept beyond the next sign-in."""
    assert timedelta(hours=12) == LONGEST_SESSION
    account = await office.account()
    browser = await office.signed_in(account)
    async with browser:
        for pause in pauses:
            office.clock.move(pause)
            last = await browser.get("/")

    assert (last.status_code == 200) is alive
    async with office.database.write() as unit:
        await office.sign_in.open(unit, account, "")
        assert len(await unit.sessions.of(account.id)) == 1 + alive


async def test_only_digests_of_tokens_are_kept(office: Office) -> None:
    """Who reads the database cannot sign in with what stands there."""
    account = await office.account()
    browser = await office.signed_in(account)
    async with office.reading() as unit:
        kept = [each.token for each in await unit.sessions.of(account.id)]

    assert browser.cookies["sanfang"] not in kept
    await browser.aclose()


async def test_a_handed_password_opens_nothing_but_its_change(office: Office) -> None:
    """Whoever signs in with the password handed over has to choose an own one before anything else."""
    handed = await office.keeper.add("", "wangfang", "王芳", Role.ADMIN)
    async with office.browser() as browser:
        assert (await sign_in(browser, password=handed.password)).status_code == 303
        assert (await browser.get("/people")).headers["location"] == "/me"
        await browser.post("/me/password", data={"old": handed.password, "new": PASSWORD, "again": PASSWORD})
        assert (await browser.get("/people")).status_code == 200


async def test_the_second_factor_is_asked_for_and_each_code_is_good_once(office: Office) -> None:
    """With it, the password alone opens nothing, and a code that was seen over the shoulder is worthless."""
    secret = pyotp.random_base32()
    account = replace(await office.account(), totp=secret)
    async with office.database.write() as unit:
        await unit.accounts.save(account)
    code = pyotp.TOTP(secret).at(office.clock.at)
    async with office.browser() as browser:
        statuses = [(await sign_in(browser, code=each)).status_code for each in ("", "000000", code, code)]
        await browser.post("/sign-out")
        again = await sign_in(browser, code=code)

    assert statuses[:3] == [401, 401, 303]
    assert again.status_code == 401


def _painted(page: str) -> Any:
    """The code of a page as pixels: its path goes through the dark squares row by row."""
    drawn = re.findall(
        r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?", re.findall('<path [^>]*class="qrline"[^>]* d="([^"]+)"', page)[0]
    )
    picture, x, y = np.full((99, 99), 255, np.uint8), 0, 0
    for verb, across, down in drawn:
        if verb == "h":
            picture[y, x : x + int(across)] = 0
        x, y = (int(across), int(float(down))) if verb == "M" else (x + int(across), y + int(down or 0))
    return picture.repeat(4, 0).repeat(4, 1)


async def test_the_second_factor_is_turned_on_with_a_code_and_off_with_the_password(office: Office) -> None:
    """A wrong code keeps it off, a wrong password keeps it on."""
    account = await office.account()
    browser, secret = await office.signed_in(account), pyotp.random_base32()

    async def has_factor() -> bool:
        async with office.reading() as unit:
            known = await unit.accounts.get(account.id)
        return bool(known and known.totp)

    async with browser:
        page = (await browser.get("/me/factor")).text
        assert secret not in page
        (scanned,) = zxingcpp.read_barcodes(_painted(page))
        assert scanned.text == html.unescape(re.findall('href="(otpauth:[^"]+)', page)[0])
        await browser.post("/me/factor", data={"secret": secret, "code": "123"})
        assert not await has_factor()
        on = await browser.post("/me/factor", data={"secret": secret, "code": pyotp.TOTP(secret).at(office.clock.at)})
        assert await has_factor()
        assert "动态码已开启" in (await browser.get(on.headers["location"])).text
        await browser.post("/me/factor/off", data={"password": "wrong"})
        assert await has_factor()
        await browser.post("/me/factor/off", data={"password": PASSWORD})
        assert not await has_factor()


@pytest.mark.parametrize(
    "there",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/\tx",
        "x",
        "",
    ],
)
async def test_nobody_is_sent_elsewhere_after_signing_in(office: Office, there: str) -> None:
    """Open redirect: whatever stands in `next`, the browser stays here."""
    await office.account()
    async with office.browser() as browser:
        response = await sign_in(browser, there=there)

    assert response.headers["location"] == "/"


@pytest.mark.parametrize(
    "there",
    [
        "/%2f%2fevil.example",
        "/%5cevil.example",
        "/@evil.example",
        "/.//evil.example",
        "/..//evil.example",
        "/／evil.example",
    ],
)
async def test_a_path_of_ours_that_looks_like_an_address_stays_one(office: Office, there: str) -> None:
    """Open redirect: what the browser makes of where it is sent is still this console."""
    await office.account()
    async with office.browser() as browser:
        response = await sign_in(browser, there=there)
        asked = await browser.get(f"/sign-in?{urlencode({'next': there})}")

    base = httpx.URL(office.address.url)
    for answer in (response, asked):
        assert base.join(answer.headers["location"]).netloc == base.netloc
    assert not response.headers["location"].startswith(("//", "/\\"))


async def test_one_goes_on_where_one_wanted_to(office: Office) -> None:
    """A page that asked for the sign-in is the first one after it, its query included."""
    await office.account("root", Role.ADMIN)
    async with office.browser() as browser:
        asked = await browser.get("/audit?before=3")
        form = await browser.get(asked.headers["location"])
        done = await sign_in(browser, "root", there="/audit?before=3")

    assert 'value="/audit?before=3"' in form.text
    assert done.headers["location"] == "/audit?before=3"
