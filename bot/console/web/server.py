"""The console's web server."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.applications import Starlette

from bot.console import wording
from bot.console.web.address import Address
from bot.console.web.connection import Connection
from bot.core.errors import SanfangError

FAREWELL_SECONDS = 2


class Server(uvicorn.Server):
    """Uvicorn that leaves the signals to whoever runs it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Nothing is captured."""
        yield


def make_server(app: Starlette, address: Address) -> Server:
    """The server, not yet running. Only behind a proxy, on this machine, the client's address is what it says."""
    config = uvicorn.Config(
        app,
        host=address.host,
        port=address.port,
        log_config=None,
        access_log=False,
        log_level="critical",
        server_header=False,
        timeout_graceful_shutdown=FAREWELL_SECONDS,
        http=Connection,
        ws="none",
        proxy_headers=address.secure,
        forwarded_allow_ips="127.0.0.1,::1",
        h11_max_incomplete_event_size=64 * 1024,
        limit_concurrency=500,
    )
    return Server(config)


@asynccontextmanager
async def serving_console(app: Starlette, address: Address) -> AsyncIterator[None]:
    """The console answers while the block runs. Raises SanfangError when the port cannot be had."""
    server = make_server(app, address)
    task = asyncio.create_task(_run(server))
    try:
        while not server.started and not task.done():  # noqa: ASYNC110 (uvicorn has no event for it)
            await asyncio.sleep(0.01)
        if task.done():
            raise SanfangError(wording.PORT_TAKEN.format(host=address.host, port=address.port))
        yield
    finally:
        server.should_exit = True
        await asyncio.wait([task])


async def _run(server: Server) -> None:
    try:
        await server.serve()
    except SystemExit:  # how uvicorn says that the port is taken
        return
