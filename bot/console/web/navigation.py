"""The bar at the top: the pages that whoever looks may open."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.console.wording import NAVIGATION

if TYPE_CHECKING:
    from bot.console.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Entry:
    """One of them. `here` when it, or a page below it, is being shown."""

    page: str
    label: str
    address: str
    here: bool


def navigation(visit: "Visit") -> tuple[Entry, ...]:
    """Those that the account may open, in order."""
    from bot.console.permissions import PERMISSIONS

    path = visit.request.url.path
    entries = []
    for page, label in NAVIGATION.items():
        right = PERMISSIONS.get(page)
        if right is not None and visit.account.name and visit.account.may(right):
            address = visit.link(page)
            here = path == address or (address != "/" and path.startswith(address + "/"))
            entries.append(Entry(page, label, address, here))
    return tuple(entries)
