"""What strangers can send: over a real connection, byte by byte, and in every parameter of every page."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.console.pages import PAGES
from bot.console.web import connection
from bot.console.web.address import Address
from bot.console.web.server import serving_console
from bot.core.accounts import Role
from bot.service import sign_in
from tests.console.log import logged, missed
from tests.console.office import Office, open_office

HUNG_UP = b"HTTP/1.1 000"
"""In the place of an answer that was lost because the server had not read everything."""
FORM = "Content-Type: application/x-www-form-urlencoded"
PARTS = "Content-Type: multipart/form-data; boundary=B"
FIELDS = ("name", "password", "note", "text", "answer", "words", "title", "question", "verdict", "role", "mark", "key")
PARAMETERS = ("q", "outcome", "department", "kind", "sure", "reviewed", "since", "until", "cluster", "order", "after",
              "given", "done", "try", "page", "status", "said", "before", "check", "next", "sent", "saved", "seen")  # fmt: skip
HOSTILE = ("9" * 10, "1１", "0001-01-01", "9999-12-31", "a/b", "%'\"<b>\u202e\r\n", "[[[")


@asynccontextmanager
async def listening(folder: Path, url: str = "") -> AsyncIterator[tuple[Office, int]]:
    """A console on a real port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = Address("127.0.0.1", port, url or f"http://127.0.0.1:{port}")
    async with open_office(folder, address) as office, serving_console(office.app, address):
        yield office, port


async def sent(port: int, data: bytes) -> bytes:
    """What comes back for these bytes until the connection is closed."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(data)
        async with asyncio.timeout(30):
            return await reader.read()
    except ConnectionError:
        return HUNG_UP
    finally:
        writer.close()


def request(office: Office, line: str, *headers: str, body: bytes = b"", host: str = "") -> bytes:
    """The bytes of a request from one of the console's own pages."""
    own = (
        f"Host: {host or office.address.url.partition('//')[2]}",
        f"Origin: {office.address.origin}",
        "Connection: close",
    )
    length = () if any("chunked" in each or "Length" in each for each in headers) else (f"Content-Length: {len(body)}",)
    return "\r\n".join((line, *own, *headers, *length, "", "")).encode() + body


def part(name: str, value: bytes = b"x", more: bytes = b"") -> bytes:
    """A field of a form with files."""
    return f'--B\r\nContent-Disposition: form-data; name="{name}"\r\n'.encode() + more + b"\r\n" + value + b"\r\n"


async def test_what_no_browser_sends_is_refused_and_the_next_one_is_answered(tmp_path: Path) -> None:
    """Too long, endless, broken, ambiguous or in a strange encoding: an answer below 500, and the console goes on."""
    post, get, end = "POST /sign-in HTTP/1.1", "GET /sign-in HTTP/1.1", b"--B--\r\n"
    every = b"".join(part(name, b"a\\ud800\\x00") for name in FIELDS) + end
    strange = ("undefined", "punycode", "unicode_escape", "idna", "utf-7", "zlib")
    async with listening(tmp_path) as (office, port):

        def ask(line: str, *headers: str, body: bytes = b"", host: str = "") -> bytes:
            return request(office, line, *headers, body=body, host=host)

        cases = {
            "many fields": (ask(post, FORM, body=b"a=1&" * 10_000), 400),
            "a big body": (ask(post, FORM, body=b"x" * 70_000), 413),
            "a body said to be big": (ask(post, FORM, "Content-Length: 99999999999"), 413),
            "a broken chunk": (ask(post, FORM, "Transfer-Encoding: chunked", body=b"zz\r\n"), 400),
            "two lengths": (ask(post, FORM, "Content-Length: 3", "Content-Length: 4", body=b"a=1"), 400),
            "no boundary": (ask(post, "Content-Type: multipart/form-data", body=every), 400),
            "another boundary": (ask(post, PARTS + "x", body=every), 400),
            "no name": (ask(post, PARTS, body=b"--B\r\nContent-Disposition: form-data\r\n\r\nx\r\n" + end), 400),
            "parts in parts": (ask(post, PARTS, body=part("name", b"--C\r\n" * 5000, b"Content-Type: multipart/mixed; boundary=C\r\n") + end), 401),
            "many headers of a part": (ask(post, PARTS, body=part("name", more=b"X-A: b\r\n" * 2000) + end), 400),
            "many files": (ask(post, PARTS, body=part("a").replace(b'"a"', b'"a"; filename="a"') * 30 + end), 400),
            "NUL": (ask(post, FORM, body=b"name=a%00b"), 400),
            "NUL in the address": (ask("GET /sign-in?next=%00 HTTP/1.1"), 400),
            "two hosts": (ask(get, "Host: evil.example"), 400),
            "no host": (b"GET /sign-in HTTP/1.0\r\n\r\n", 421),
            "an address of elsewhere": (ask("GET http://evil.example/sign-in HTTP/1.1"), 404),
            "an address that looks so": (ask("GET //evil.example/sign-in HTTP/1.1"), 404),
            "a host with a port of another": (ask(get, host="127.0.0.1:1"), 421),
            "a connection that wants to be another": (ask(get, "Upgrade: websocket", "Connection: Upgrade"), 200),
            "a host said by the way": (ask(get, "X-Forwarded-Host: evil.example", "X-Forwarded-Proto: javascript"), 200),
            **{name: (ask(post, f"{PARTS}; charset={name}", body=every), 400) for name in strange},
        }  # fmt: skip
        too_long = [
            ask(f"GET /log?q={'a' * 1_000_000} HTTP/1.1"),
            ask(post, FORM, "Transfer-Encoding: chunked", body=(b"1000\r\n" + b"a" * 4096 + b"\r\n") * 40),
        ]
        cut = [await sent(port, data) for data in too_long]
        seen = {name: await sent(port, data) for name, (data, _) in cases.items()}
        last = await sent(port, request(office, get))

    assert {name: answer.split()[1] for name, answer in seen.items()} == {
        name: str(status).encode() for name, (_, status) in cases.items()
    }
    assert {answer.split()[1] for answer in cut} <= {b"400", b"413", HUNG_UP.split()[1]}
    assert b"evil.example" not in b"".join(seen.values())
    assert b" 200 " in last.partition(b"\r\n")[0]


async def test_whoever_dawdles_is_hung_up_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a head or half a body keeps a connection for a while only, however much trickles in: others need it."""
    monkeypatch.setattr(connection, "HEAD", 0.3)
    monkeypatch.setattr(connection, "BODY", 0.3)
    async with listening(tmp_path) as (office, port):
        whole = request(office, "POST /sign-in HTTP/1.1", FORM, "Content-Length: 9", body=b"name=a")
        halves = await asyncio.gather(*(sent(port, data) for data in (b"", whole[:40], whole)))
        last = await sent(port, request(office, "GET /sign-in HTTP/1.1"))

    assert set(halves) <= {b"", HUNG_UP}
    assert b" 200 " in last.partition(b"\r\n")[0]


@pytest.mark.parametrize(("url", "statuses"), [("", [401, 401, 429]), ("https://sanfang.example.gov.cn", [401] * 3)])
async def test_only_a_proxy_may_say_whose_request_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str, statuses: list[int]
) -> None:
    """X-Forwarded-For: who adds it without a proxy in front is still one address to the limit on guesses."""
    monkeypatch.setattr(sign_in, "MOST_PER_ADDRESS", 2)
    async with listening(tmp_path, url) as (office, port):
        seen = []
        for number in range(3):
            form, forged = f"name=n{number}&password=x".encode(), f"X-Forwarded-For: 10.9.8.{number}"
            answer = await sent(port, request(office, "POST /sign-in HTTP/1.1", FORM, forged, body=form))
            seen.append(int(answer.split()[1]))

    assert seen == statuses


async def test_no_parameter_of_any_page_brings_it_down(office: Office) -> None:
    """Numbers too long or in strange digits, days beyond the calendar, paths, marks: every page answers, below 500."""
    await logged(office, missed("q1"), missed("q2"))
    browser = await office.signed_in(await office.account("root", Role.ADMIN))
    pages = [page for page in PAGES if page.method == "GET" and not page.name.endswith("events")]
    async with browser:
        await browser.get("/unanswered")
        failed = [
            (page.name, value[:20])
            for page in pages
            for value in HOSTILE
            if (await browser.get(address(page.path, value), params=dict.fromkeys(PARAMETERS, value))).status_code
            >= 500
        ]
        long = await browser.get("/log", params={"given": "9" * 5000, "after": "9" * 5000})
        beyond = [
            await browser.post("/log/undo", data={"at": at})
            for at in ("0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00")
        ]
        odd = [await browser.get(re.sub("{.*?}", "%00", page.path)) for page in pages if "{" in page.path]

    assert failed == []
    assert [long.status_code, *(each.status_code for each in beyond)] == [200, 400, 400]
    assert {response.status_code for response in odd} == {400}


def address(path: str, value: str) -> str:
    """The page about something that exists when the value stands in the query only, else about the value."""
    known = {"/log/{id}": "/log/q1", "/unanswered/{id}": "/unanswered/1", "/people/{name}": "/people/root"}
    path = known.get(path, path).replace("{kind}", "articles")
    return re.sub("{.*?}", "a1" if "/" in value or not value.isascii() or not value.isalnum() else value, path)
