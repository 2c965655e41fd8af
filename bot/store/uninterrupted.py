"""Running a step to its end although the caller is cancelled."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def uninterrupted(step: Coroutine[Any, Any, T]) -> T:
    """The result of `step`. A cancellation of the caller is raised only after `step` has ended.

    A database call that is abandoned half-way would go on in its thread and leave the connection in an unknown state.
    """
    task = asyncio.ensure_future(step)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        if not task.cancelled():
            task.exception()  # the cancellation takes precedence; mark the step's own error as seen
        raise cancelled
    return task.result()
