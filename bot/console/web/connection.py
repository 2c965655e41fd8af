"""A connection that does not wait for ever: who sends a request too slowly is hung up on, so that others get in."""

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD, BODY = 10.0, 120.0
"""Seconds for a request's head, and for a body of the largest size over a slow line."""


class Connection(H11Protocol):
    """Uvicorn's, with a limit on how long a request may take to arrive; answers, and pages that follow, may take their time."""

    _limit: asyncio.TimerHandle | None = None
    _awaited: object = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """See asyncio."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 (what TCP has)
        super().connection_made(transport)
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        """See asyncio."""
        super().connection_lost(exc)
        if self._limit is not None:
            self._limit.cancel()

    def handle_events(self) -> None:
        """See uvicorn; called whenever something has arrived, or the next request may be read."""
        super().handle_events()
        self._look()

    def _look(self) -> None:
        """Start the clock for what is awaited now; it goes on while the same is awaited, however much trickles in."""
        awaited = self.conn.their_state
        if awaited is self._awaited:
            return
        if self._limit is not None:
            self._limit.cancel()
        seconds = {h11.IDLE: HEAD, h11.SEND_BODY: BODY}.get(awaited)
        self._limit = None if seconds is None else self.loop.call_later(seconds, self.transport.abort)
        self._awaited = awaited
