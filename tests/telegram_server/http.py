"""HTTP/1.1 over asyncio streams, as much as bots' clients speak: keep-alive, lengths, chunks."""

import asyncio
import contextlib
import socket
import struct
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

LARGEST_BODY: Final = 64 * 1024 * 1024
LINGER_NONE: Final = struct.pack("ii", 1, 0)


@dataclass(frozen=True, slots=True)
class Request:
    """One request; header names are in lower case; `gone` is set when the client hangs up before the answer."""

    verb: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes
    gone: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(frozen=True, slots=True)
class Response:
    """One answer; `length` may promise more than the body holds."""

    status: int
    body: bytes
    mime: str = "application/json"


class Dropped(Exception):  # noqa: N818 -- an order, not an error
    """The connection is to be reset without an answer."""


class MalformedError(Exception):
    """What arrived is not HTTP."""


Handler = Callable[[Request], Awaitable[Response]]


class HttpServer:
    """Listens on a loopback port of the system's choice."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()

    async def start(self, port: int = 0) -> int:
        """Listen; returns the port."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", port, limit=1 << 20)
        return int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Close the port and every connection."""
        if self._server is None:
            return
        self._server.close()
        for task in (tasks := list(self._connections)):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._server.wait_closed()
        self._server = None

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            await _Connection(reader, writer, self._handler).run()
        except asyncio.CancelledError:
            pass  # stop() asked for it; asyncio's stream callback would log a cancelled task as an error
        finally:
            self._connections.discard(task)
            with contextlib.suppress(ConnectionError):
                writer.close()
                await writer.wait_closed()


class _Connection:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, handler: Handler) -> None:
        self.reader, self.writer, self.handler = reader, writer, handler
        self.ahead = b""

    async def run(self) -> None:
        """Serve requests until the client leaves."""
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, MalformedError):
            while await self.serve():
                pass

    async def serve(self) -> bool:
        request = await self.request()
        try:
            response = await self.answer(request)
        except Dropped:
            self.reset()
            return False
        if response is None:
            return False
        self.writer.write(head(response) + response.body)
        await self.writer.drain()
        return request.headers.get("connection", "").lower() != "close"

    async def answer(self, request: Request) -> Response | None:
        """The handler's answer; None when the client hung up meanwhile (the call takes effect all the same)."""
        work = asyncio.ensure_future(self.handler(request))
        watch = asyncio.ensure_future(self.reader.read(1))
        try:
            await asyncio.wait({work, watch}, return_when=asyncio.FIRST_COMPLETED)
            if watch.done() and not (watch.exception() is None and watch.result()):
                request.gone.set()
            response = await work
        finally:
            for task in (work, watch):
                task.cancel()
            read, _ = await asyncio.gather(watch, work, return_exceptions=True)
            self.ahead = read if isinstance(read, bytes) else b""
        return None if request.gone.is_set() else response

    async def request(self) -> Request:
        top = self.ahead + await self.reader.readuntil(b"\r\n\r\n")
        self.ahead = b""
        first, *lines = top.decode("latin-1").rstrip("\r\n").split("\r\n")
        parts = first.split(" ")
        if len(parts) != 3:
            raise MalformedError(first)
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        path, _, query = parts[1].partition("?")
        return Request(parts[0], unquote(path), query, headers, await self.body(headers))

    async def body(self, headers: Mapping[str, str]) -> bytes:
        if headers.get("transfer-encoding", "").lower() == "chunked":
            return await self.chunks()
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > LARGEST_BODY:
            raise MalformedError(length)
        return await self.reader.readexactly(int(length))

    async def chunks(self) -> bytes:
        body = bytearray()
        while size := int((await self.reader.readuntil(b"\r\n")).split(b";")[0], 16):
            body += await self.reader.readexactly(size)
            await self.reader.readexactly(2)
        await self.reader.readuntil(b"\r\n")
        return bytes(body)

    def reset(self) -> None:
        """Close so that the client sees "connection reset by peer"."""
        raw = self.writer.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NONE)
        self.writer.transport.abort()


def head(response: Response) -> bytes:
    """Status line and headers."""
    lines = (
        f"HTTP/1.1 {response.status} {REASONS.get(response.status, 'Unknown')}",
        f"Content-Type: {response.mime}",
        f"Content-Length: {len(response.body)}",
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


REASONS: Final = {
    200: "OK", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 409: "Conflict",
    413: "Request Entity Too Large", 429: "Too Many Requests", 500: "Internal Server Error", 502: "Bad Gateway",
}  # fmt: skip
