"""Work of seconds for one page, on two threads of the console's own: neither citizens nor other pages wait for it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
_POOL = ThreadPoolExecutor(2, "console")


async def aside(work: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
    """What the work comes to, when its turn has come: files that take long wait for each other and nobody for them."""
    return await asyncio.get_running_loop().run_in_executor(_POOL, lambda: work(*given, **named))
