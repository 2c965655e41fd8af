"""Pages that follow what happens: server-sent events that say that something has changed, not what."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from bot.console import wording
from bot.console.web.visit import Visit
from bot.core.ports import UnitOfWork

EVERY = 0.5
"""Seconds between two looks; a session that has ended ends its streams within one of them."""
ALIVE = 30
"""Looks after which a word is sent in any case, so that nobody in between gives the connection up."""

State = Callable[[UnitOfWork], Awaitable[str]]


async def follow(visit: Visit, state: State) -> Response:
    """`changed` whenever the state is another than `seen` in the address, `ended` when the session has ended,
    or what is followed is not the account's to see any more.

    `replaced` when the account has opened too many others since.
    """
    if "text/event-stream" not in visit.request.headers.get("accept", ""):
        raise HTTPException(406)
    async with visit.console.database.read() as unit:
        await state(unit)  # whoever may not see it learns so at once
    if not visit.console.streams.room(visit.account.id):
        return Response(wording.TOO_MANY_OPEN, 503)
    frames = _frames(visit, state, visit.query("seen"))
    return StreamingResponse(frames, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


async def _frames(visit: Visit, state: State, seen: str) -> AsyncIterator[str]:
    streams, account = visit.console.streams, visit.account.id
    place, looks = streams.enter(account), 0
    try:
        yield "retry: 2000\n\n"
        while not place.taken and await visit.is_trusted():
            try:
                async with visit.console.database.read() as unit:
                    now = await state(unit)
            except HTTPException:  # it has gone to another department: the page says so when it is loaded again
                break
            if now != seen:
                seen = now
                yield "event: changed\ndata: -\n\n"
            looks += 1
            if looks % ALIVE == 0:
                yield ": -\n\n"
            await asyncio.sleep(EVERY)
        yield f"event: {'replaced' if place.taken else 'ended'}\ndata: -\n\n"
    finally:
        streams.leave(account, place)
