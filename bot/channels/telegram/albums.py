"""Albums: Telegram sends each picture as an update of its own and never says which one is the last."""

from collections.abc import Sequence

from bot.core.ports import InboxItem, UnitOfWork

QUIET = 1.0
"""Seconds without another picture after which an album is complete."""
LARGEST = 10


class Albums:
    """Holds an album back until it is complete; the pictures wait in the inbox."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], int] = {}

    async def complete(self, unit: UnitOfWork, item: InboxItem) -> Sequence[InboxItem]:
        """All pictures of the item's album, or nothing while more may come; the item itself when it is in no album."""
        album = item.payload.get("album")
        if not album:
            return [item]
        found = [each for each in await unit.inbox.open_in(item.chat) if each.payload.get("album") == album]
        key = (item.chat, album)
        if len(found) < LARGEST and self._seen.get(key) != len(found):
            self._seen[key] = len(found)
            return []
        self._seen.pop(key, None)
        return found
