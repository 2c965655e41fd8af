"""What every answer carries, and which requests get none."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.console import pages
from bot.console.pages import today
from bot.console.permissions import UndeclaredPageError
from bot.console.web.address import Address
from bot.console.web.page import Page
from bot.core.accounts import Role
from tests.console.office import ADDRESS, Office, open_office


@pytest.mark.parametrize("path", ["/", "/sign-in", "/people", "/nowhere", "/static/nothing.js"])
async def test_every_page_forbids_scripts_of_others(office: Office, path: str) -> None:
    """No inline script or style, no frame, no foreign source, and Trusted Types; error pages too."""
    browser = await office.signed_in(await office.account("root", Role.ADMIN))
    async with browser:
        headers = (await browser.get(path)).headers

    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"


async def test_pages_are_not_kept_by_anybody(office: Office) -> None:
    """Neither the browser nor a proxy keeps a page; style and script, which tell nothing, are kept for ever."""
    async with office.browser() as browser:
        page = await browser.get("/sign-in")
        style = page.text.partition('rel="stylesheet" href="')[2].partition('"')[0]
        kept = await browser.get(style)

    assert page.headers["cache-control"] == "no-store"
    assert "immutable" in kept.headers["cache-control"]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:80", "127.0.0.1:8321.evil.example", ""])
async def test_other_host_headers_are_refused(office: Office, host: str) -> None:
    """Host header: only the console's own address is answered."""
    async with office.browser() as browser:
        assert (await browser.get("/sign-in", headers={"host": host})).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": "http://127.0.0.1:8321.evil.example"},
    ],
)
async def test_forms_of_other_pages_are_refused(office: Office, headers: dict[str, str]) -> None:
    """CSRF: an act that was not sent from one of our pages is not done, signed in or not."""
    browser = await office.signed_in(await office.account("root", Role.ADMIN))
    async with browser:
        form = {"name": "lihua", "display": "李华", "role": "admin"}
        assert (await browser.post("/people", data=form, headers=headers)).status_code == 403
        assert (await browser.post("/sign-in", data={}, headers=headers)).status_code == 403
    assert [each.name for each in await office.keeper.all()] == ["root"]


async def test_no_act_is_done_but_by_its_method(office: Office) -> None:
    """Every page that changes something answers POST only, whatever a header or a parameter says of the method."""
    browser = await office.signed_in(await office.account("root", Role.ADMIN))
    reading = {page.path for page in pages.PAGES if page.method == "GET"}
    posing: dict[str, Any] = {"headers": {"x-http-method-override": "POST"}, "params": {"_method": "POST"}}
    async with browser:
        for page in pages.PAGES:
            path = re.sub(r"{\w+}", "root", page.path)
            methods = ("PUT", "DELETE", "TRACE") if page.path in reading else ("GET", "HEAD", "PUT", "OPTIONS")
            for method in methods:
                assert (await browser.request(method, path, **posing)).status_code in (404, 405)
    assert [each.disabled for each in await office.keeper.all()] == [False]


async def test_no_way_of_writing_an_address_gets_past_the_sign_in(office: Office) -> None:
    """Slashes, dots, case, encodings and what stands behind a semicolon open nothing; a closed page has one address."""
    protected = [page.path for page in pages.PAGES if page.method == "GET" and page.path != "/sign-in"]
    ways = (
        "{}/",
        "{}%2f",
        "{}%2f..",
        "{};x",
        "{}%3b",
        "{}%20",
        "/.{}",
        "//evil.example{}",
        "/%2e%2e{}",
        "/sign-in/..{}",
        "/static{}",
    )
    async with office.browser() as browser:
        for path in {re.sub(r"{\w+}", "root", path) for path in protected}:
            for way in (*ways, "{}"):
                address = f"{office.address.url}{way.format(path)}"
                response = await browser.send(httpx.Request("GET", address, headers={"origin": office.address.origin}))
                assert response.status_code in (303, 404), address
                assert response.headers.get("location", "/sign-in").startswith("/sign-in"), address
            assert (await browser.head(path)).status_code in (303, 404)


async def test_big_bodies_are_refused(office: Office) -> None:
    """More than a form can hold is not read."""
    async with office.browser() as browser:
        response = await browser.post("/sign-in", data={"name": "x" * 200_000})

    assert response.status_code == 413


async def test_errors_tell_a_number_and_nothing_else(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    """A page that fails shows no path, no statement, no value; the log has the same number."""
    await office.database.close()
    async with office.browser("a-secret-token") as browser:
        response = await browser.get("/")

    number = response.text.partition("编号 ")[2][:8]
    assert response.status_code == 500
    assert number in caplog.text
    assert not any(word in response.text for word in ("Error", "sqlite", "/", "token"))
    assert "a-secret-token" not in caplog.text
    assert "content-security-policy" in response.headers


async def test_behind_a_proxy_cookies_are_only_sent_encrypted(tmp_path: Path) -> None:
    """With an HTTPS address, cookies are `Secure` and `__Host-`, and only that host is answered."""
    address = Address("127.0.0.1", 8321, "https://sanfang.example.gov.cn")
    async with open_office(tmp_path, address) as office, office.browser() as browser:
        await office.account()
        form = {"name": "wangfang", "password": "correct-horse-9"}
        response = await browser.post("/sign-in", data=form)
        plain = await browser.get("/sign-in", headers={"host": "127.0.0.1:8321"})

    cookies = response.headers.get_list("set-cookie")
    assert all(each.startswith("__Host-sanfang") and "Secure" in each for each in cookies)
    assert "max-age" in response.headers["strict-transport-security"]
    assert plain.status_code == 421


async def test_a_page_without_a_permission_does_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who adds a page and forgets to say who may open it learns it at once."""
    stray = replace(today.PAGES[0], name="stray", path="/stray")
    assert isinstance(stray, Page)
    monkeypatch.setattr("bot.console.app.PAGES", (*pages.PAGES, stray))

    with pytest.raises(UndeclaredPageError, match="stray"):
        async with open_office(tmp_path, ADDRESS):
            pass
