"""今日: what waits for whoever looks."""

from starlette.responses import Response

from bot.console.page import Page
from bot.console.visit import Visit


async def show(visit: Visit) -> Response:
    """What waits."""
    return visit.show("today.html")


PAGES = (Page("today", "/", show),)
