"""The server a bot talks to and a test looks into."""

import asyncio
import inspect
import json
import re
from types import TracebackType
from typing import Any, Final, Self

from tests.telegram_server import api, forms
from tests.telegram_server.actors import Group, User
from tests.telegram_server.clock import Clock
from tests.telegram_server.faults import ANSWERLESS, PAGES, Fault, Kind
from tests.telegram_server.flood import Flood
from tests.telegram_server.http import Dropped, HttpServer, Request, Response
from tests.telegram_server.ledger import Call, Violation
from tests.telegram_server.methods import METHODS
from tests.telegram_server.polling import Poller
from tests.telegram_server.queries import Query
from tests.telegram_server.refusals import Refusal, not_found, unauthorized
from tests.telegram_server.telegram import Telegram
from tests.telegram_server.updates import Updates
from tests.telegram_server.world import Person, World

PATH: Final = re.compile(r"/(file/)?bot([^/]*)/(.+)")
TOKEN_SHAPE: Final = re.compile(r"\d{3,}:[\w-]{3,}")
FOREVER: Final = 3600.0
TOKEN: Final = "123456:TEST-token"  # noqa: S105 -- no bot has it


class TelegramServer:
    """A strict Bot API server on loopback for one bot.

    `speed` lets Telegram's clock run faster than the wall's; `flood` switches the flood windows on.
    """

    def __init__(
        self, token: str = TOKEN, *, username: str = "sanfang_bot", speed: float = 1.0, flood: bool = False,
        privacy: bool = True, port: int = 0,
    ) -> None:  # fmt: skip
        clock = Clock(speed)
        bot = Person(int(token.split(":")[0]), "三方", username, is_bot=True)
        world = World(clock, bot)
        self.telegram = Telegram(token, clock, world, Updates(clock), Flood(clock, enabled=flood), privacy=privacy)
        self._poller = Poller(self.telegram)
        self._http = HttpServer(self._serve)
        self._port = port

    async def __aenter__(self) -> Self:
        self._port = await self._http.start(self._port)
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        await self._http.stop()

    # What a bot needs to know.

    @property
    def token(self) -> str:
        """The bot's token."""
        return self.telegram.token

    @property
    def base_url(self) -> str:
        """To be followed by the token: PTB's `base_url`."""
        return f"http://127.0.0.1:{self._port}/bot"

    @property
    def base_file_url(self) -> str:
        """To be followed by the token: PTB's `base_file_url`."""
        return f"http://127.0.0.1:{self._port}/file/bot"

    # What a test does.

    @property
    def clock(self) -> Clock:
        """Telegram's time."""
        return self.telegram.clock

    @property
    def flood(self) -> Flood:
        """The flood windows."""
        return self.telegram.flood

    def user(
        self, name: str, *, user_id: int | None = None, username: str | None = None, language: str = "zh-hans"
    ) -> User:
        """A new person."""
        return User(self.telegram, self.telegram.world.person(name, user_id, username, language))

    def group(self, title: str, *, forum: bool = False, kind: str = "supergroup") -> Group:
        """A new group, without the bot; `kind` is "supergroup" or "group"."""
        return Group(self.telegram, self.telegram.world.group(title, kind, forum=forum))

    def inject(self, update: Any) -> None:
        """Put an update into the queue as it is, malformed or not; an object without update_id gets one."""
        self.telegram.inject(update)

    def fault(self, method: str, kind: Kind | str, times: int | None = 1, **more: Any) -> Fault:
        """Let the next `times` calls of `method` ("*": any) go wrong; see `Fault` for `after`, `chat`, `seconds` …"""
        return self.telegram.script.add(Fault(method, Kind(kind), times, **more))

    # What a test asks.

    @property
    def calls(self) -> list[Call]:
        """Every call received, in order."""
        return self.telegram.ledger.calls

    def calls_of(self, method: str) -> list[Call]:
        """Every call of one method."""
        return self.telegram.ledger.of(method)

    @property
    def injected(self) -> list[Any]:
        """Every update that was put into the queue."""
        return [one.update for one in self.telegram.ledger.injected]

    @property
    def violations(self) -> list[Violation]:
        """Calls no correct bot makes."""
        return self.telegram.ledger.violations

    @property
    def unanswered(self) -> list[Query]:
        """Taps and inline queries the bot has been given and owes an answer."""
        waiting = {self._query_id(one.update) for one in self.telegram.updates.pending}
        asked = [*self.telegram.taps.values(), *self.telegram.inline.values()]
        return [one for one in asked if one.answer is None and one.id not in waiting]

    @property
    def idle(self) -> bool:
        """Has the bot confirmed every update and answered every tap?"""
        return not self.telegram.updates.pending and not self.unanswered

    def assert_clean(self, *allow: str) -> None:
        """No contract violation and no unanswered tap; violations containing a text of `allow` were meant."""
        found = [str(one) for one in self.violations if not any(text in one.text for text in allow)]
        owed = [f"unanswered: query {one.id} of {one.person.name}" for one in self.unanswered]
        assert not found + owed, "\n".join(found + owed)

    async def settle(self, timeout: float = 10.0) -> None:  # noqa: ASYNC109 -- a test's patience
        """Wait until the bot is `idle`, or fail after `timeout` seconds."""
        async with asyncio.timeout(timeout):
            while not self.idle:  # noqa: ASYNC110 -- being idle is no single event
                await asyncio.sleep(0.01)

    @staticmethod
    def _query_id(update: Any) -> str | None:
        for kind in ("callback_query", "inline_query"):
            if isinstance(update, dict) and isinstance(update.get(kind), dict):
                return str(update[kind].get("id"))
        return None

    # How a call is served.

    async def _serve(self, request: Request) -> Response:
        match = PATH.fullmatch(request.path)
        if match is None:
            return _refused(not_found())
        is_file, token, rest = match.groups()
        if token != self.token:
            refusal = unauthorized() if TOKEN_SHAPE.fullmatch(token) else not_found()
            self.telegram.ledger.refuse(self.telegram.ledger.open(self.clock.now(), rest, {}), refusal)
            return _refused(refusal)
        return self._download(rest) if is_file else await self._call(rest, request)

    def _download(self, path: str) -> Response:
        stored = self.telegram.files.at(path)
        return Response(200, stored.upload.content, "application/octet-stream") if stored else _refused(not_found())

    async def _call(self, name: str, request: Request) -> Response:
        call = self.telegram.ledger.open(self.clock.now(), name, {})
        try:
            call.method = api.method_name(name)
            given, uploads = forms.read(request)
            call.params = given
            call.params = api.check(call.method, given, uploads)
        except Refusal as refusal:
            self.telegram.ledger.refuse(call, refusal)
            return _refused(refusal)
        fault = self.telegram.script.take(call.method, call.params)
        if fault is None:
            return await self._answer(call, request)
        call.fault = fault.kind
        return await self._with(fault, call, request)

    async def _with(self, fault: Fault, call: Call, request: Request) -> Response:
        """Serve a call that a fault befalls."""
        if refusal := fault.refusal():
            return _refused(refusal)
        match fault.kind:
            case Kind.SERVER_ERROR | Kind.BAD_GATEWAY:
                return _page(PAGES[fault.kind])
            case Kind.RESET_BEFORE:
                raise Dropped
            case Kind.HANG:
                await _until(request.gone, fault.seconds or FOREVER)
                raise Dropped
            case Kind.DELAY:
                await asyncio.sleep(fault.seconds or 1.0)
        call.answer_lost = fault.kind in ANSWERLESS
        response = await self._answer(call, request)
        match fault.kind:
            case Kind.RESET_AFTER:
                raise Dropped
            case Kind.TIMEOUT_AFTER:
                await _until(request.gone, fault.seconds or FOREVER)
            case Kind.HALF_JSON:
                return Response(response.status, response.body[: len(response.body) // 2])
        return response

    async def _answer(self, call: Call, request: Request) -> Response:
        try:
            call.result = await self._perform(call, request)
        except Refusal as refusal:
            self.telegram.ledger.refuse(call, refusal)
            return _refused(refusal)
        return Response(200, json.dumps({"ok": True, "result": call.result}).encode())

    async def _perform(self, call: Call, request: Request) -> Any:
        if call.method == "getUpdates":
            return await self._poller.poll(call.params, request.gone)
        handler = METHODS.get(call.method)
        if handler is None:
            raise Refusal(501, f"Not Implemented: this server does not simulate {call.method}")
        result = handler(self.telegram, call.params)
        return await result if inspect.isawaitable(result) else result


def _refused(refusal: Refusal) -> Response:
    return Response(refusal.code, json.dumps(refusal.body()).encode())


def _page(title: str) -> Response:
    body = f"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>"
    return Response(int(title[:3]), body.encode(), "text/html")


async def _until(gone: asyncio.Event, seconds: float) -> None:
    """Wait until the client gives up, at most `seconds`."""
    try:
        await asyncio.wait_for(gone.wait(), seconds)
    except TimeoutError:
        return
