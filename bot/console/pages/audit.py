"""The audit trail, for administrators."""

from starlette.responses import Response

from bot.console.page import Page
from bot.console.visit import Visit
from bot.service.audit import broken_among, verify

SHOWN = 100


async def show(visit: Visit) -> Response:
    """The newest acts, and whether those shown fit each other; the whole chain where it is asked for."""
    async with visit.console.database.read() as unit:
        records = await unit.audit.page(visit.number("before"), SHOWN + 1)
        people = {each.id: each for each in await unit.accounts.all()}
        checked = await verify(unit) if visit.query("check") else None
    broken = checked.broken if checked else broken_among(records)
    return visit.show(
        "audit.html", records=records[:SHOWN], more=len(records) > SHOWN, people=people, checked=checked, broken=broken
    )


PAGES = (Page("audit", "/audit", show),)
