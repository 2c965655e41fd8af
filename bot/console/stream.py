"""Pages that follow what happens: server-sent events that say that something has changed, not what."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from bot.console.visit import Visit
from bot.core.ports import UnitOfWork

EVERY = 0.5
"""Seconds between two looks; a session that has ended ends its streams within one of them."""
ALIVE = 30
"""Looks after which a word is sent in any case, so that nobody in between gives the connection up."""
MOST = 200
_open = 0

State = Callable[[UnitOfWork], Awaitable[str]]


async def follow(visit: Visit, state: State) -> Response:
    """`changed` whenever the state is another than `seen` in the address, `ended` when the session has ended."""
    if "text/event-stream" not in visit.request.headers.get("accept", ""):
        raise HTTPException(406)
    async with visit.console.database.read() as unit:
        await state(unit)  # whoever may not see it learns so at once
    if _open >= MOST:
        return Response("太多页面开着，请过一会儿刷新。", 503)
    frames = _frames(visit, state, visit.query("seen"))
    return StreamingResponse(frames, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


async def _frames(visit: Visit, state: State, seen: str) -> AsyncIterator[str]:
    global _open
    _open += 1
    try:
        yield "retry: 2000\n\n"
        looks = 0
        while await _may_look(visit):
            async with visit.console.database.read() as unit:
                now = await state(unit)
            if now != seen:
                seen = now
                yield "event: changed\ndata: -\n\n"
            looks += 1
            if looks % ALIVE == 0:
                yield ": -\n\n"
            await asyncio.sleep(EVERY)
        yield "event: ended\ndata: -\n\n"
    finally:
        _open -= 1


async def _may_look(visit: Visit) -> bool:
    """Whether the session is as it was when the page was opened."""
    token = visit.request.cookies.get(visit.console.address.cookie, "")
    who = await visit.console.sign_in.recognise(token, used=False)
    return who is not None and who[0].role is visit.account.role and who[0].departments == visit.account.departments
