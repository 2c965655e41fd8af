"""The server a bot talks to and a test looks into."""

import asyncio
from types import TracebackType
from typing import Any, Final, Self

from tests.telegram_server.actors import Group, User
from tests.telegram_server.clock import Clock
from tests.telegram_server.faults import Fault, Kind
from tests.telegram_server.flood import Flood
from tests.telegram_server.http import HttpServer
from tests.telegram_server.ledger import Call, Violation
from tests.telegram_server.queries import Query
from tests.telegram_server.surface import Surface
from tests.telegram_server.telegram import Telegram
from tests.telegram_server.updates import Updates
from tests.telegram_server.webhooks import Courier
from tests.telegram_server.world import Person, World

TOKEN: Final = "123456:TEST-token"  # noqa: S105 -- no bot has it


class TelegramServer:
    """A strict Bot API server on loopback for one bot.

    `speed` lets Telegram's clock run faster than the wall's, or at 0 stand still until a test moves it; `flood` switches the flood windows on.
    """

    def __init__(
        self, token: str = TOKEN, *, username: str = "sanfang_bot", speed: float = 1.0, flood: bool = False,
        privacy: bool = True, port: int = 0,
    ) -> None:  # fmt: skip
        clock = Clock(speed)
        bot = Person(int(token.split(":")[0]), "三方", username, is_bot=True)
        world = World(clock, bot)
        self.telegram = Telegram(token, clock, world, Updates(clock), Flood(clock, enabled=flood), privacy=privacy)
        self._surface = Surface(self.telegram)
        self._courier = Courier(self.telegram, self._surface.wish)
        self._http = HttpServer(self._surface.serve)
        self._port = port

    async def __aenter__(self) -> Self:
        self._port = await self._http.start(self._port)
        self._courier.start()
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        await self._courier.stop()
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

    @property
    def lifetimes(self) -> dict[str, float]:
        """How many seconds updates of a kind wait to be fetched; kinds not named wait for a day."""
        return self.telegram.updates.lifetimes

    def user(
        self, name: str, *, user_id: int | None = None, username: str | None = None, language: str = "zh-hans"
    ) -> User:
        """A new person."""
        return User(self.telegram, self.telegram.world.person(name, user_id, username, language))

    def group(self, title: str, *, forum: bool = False, kind: str = "supergroup", username: str | None = None) -> Group:
        """A new group, without the bot; `kind` is "supergroup" or "group", a public one has a `username`."""
        chat = self.telegram.world.group(title, kind, forum=forum)
        chat.username = username
        return Group(self.telegram, chat)

    def route_webhook(self, public: str, local: str) -> None:
        """Deliver webhooks for https addresses that begin with `public` to `local` (http on loopback) instead."""
        self._courier.routes[public] = local

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

    async def called(self, method: str, count: int = 1, timeout: float = 60.0) -> Call:  # noqa: ASYNC109 -- a test's patience
        """The `count`-th call of a method, awaited; AssertionError when it does not come."""
        loop = asyncio.get_running_loop()
        until = loop.time() + timeout
        while len(found := self.calls_of(method)) < count:
            assert loop.time() < until, f"{method} was called {len(found)} times, not {count}"
            await self.telegram.world.changed.wait(until - loop.time())
        return found[count - 1]

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
        asked = [*self.telegram.taps.values(), *self.telegram.inline.values()]
        return [one for one in asked if one.answer is None and one.update in self.telegram.updates.handed]

    @property
    def idle(self) -> bool:
        """Has the bot confirmed every update and answered every tap?"""
        return not self.telegram.updates.pending and not self.unanswered

    def assert_clean(self, *allow: str) -> None:
        """No contract violation and no unanswered tap; violations containing a text of `allow` were meant."""
        found = [str(one) for one in self.violations if not any(text in one.text for text in allow)]
        owed = [f"unanswered: query {one.id} of {one.person.name}" for one in self.unanswered]
        assert not found + owed, "\n".join(found + owed)

    async def settle(self, timeout: float = 60.0) -> None:  # noqa: ASYNC109 -- a test's patience
        """Wait until the bot is `idle`, or fail after `timeout` seconds."""
        async with asyncio.timeout(timeout):
            while not self.idle:  # noqa: ASYNC110 -- being idle is no single event
                await asyncio.sleep(0.01)
