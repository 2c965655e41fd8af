"""Citizens send one question in several short lines: what belongs together is answered together, after a moment of quiet.

The lines wait in the inbox, so a crash loses none, and the quiet counts from when the last one was received.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any

from bot.channels.telegram.redact import MESSAGES
from bot.channels.telegram.updates import PRIVATE
from bot.core.consultation import find_receipt
from bot.core.ports import Clock, Database, InboxItem

LOOK_SECONDS = 0.5
"""How often it is looked whether another line has come."""
LONGEST_LINE = 20
"""Characters; who writes more has written it all."""
MOST_LINES = 10
LINES = "lines"
"""Where a joined question keeps the numbers of its messages, also in the log's understanding."""
_COMPLETE = re.compile(r"[？?。！!…吗呢]\s*$")


class Gathering:
    """Holds short lines back for `quiet` seconds, and joins those that follow each other; 0 holds nothing back."""

    def __init__(self, database: Database, clock: Clock, quiet: float) -> None:
        self._database, self._clock, self._quiet = database, clock, timedelta(seconds=quiet)

    async def handle(self, item: InboxItem) -> float | None:
        """Seconds until a line is to be looked at again, 0 when it has been joined to later ones, None when it stands alone."""
        if not self._quiet or not _is_line(item) or _ends(item):
            return None
        async with self._database.write() as unit:
            waiting = await unit.inbox.open_in(item.chat)
            lines = together(waiting, self._quiet)
            if len(lines) == len(waiting) and (rest := self._rest(lines)) > 0:
                return rest
            if len(lines) < 2:
                return None
            await unit.inbox.join(lines, joined(lines), self._clock.now())
        return 0.0

    def _rest(self, lines: Sequence[InboxItem]) -> float:
        """Seconds of the quiet that are left after the last line; 0 when nothing more is to be waited for."""
        last, now = lines[-1], self._clock.now()
        if _ends(last) or len(lines) >= MOST_LINES or last.received is None:
            return 0.0
        left = (last.received + self._quiet - now).total_seconds()
        return min(left, LOOK_SECONDS, self._quiet.total_seconds())


def together(waiting: Sequence[InboxItem], quiet: timedelta) -> Sequence[InboxItem]:
    """The first of the waiting updates with the lines that follow it closely, up to one that ends the question."""
    lines = list(waiting[:1])
    for earlier, later in pairwise(waiting[:MOST_LINES]):
        if _ends(earlier) or not _is_line(later) or _gap(earlier, later) > quiet + timedelta(seconds=1):
            break
        lines.append(later)
    return lines


def joined(lines: Sequence[InboxItem]) -> Mapping[str, Any]:
    """The last line's payload with the words of all, each message in one line, and the numbers of the messages."""
    payloads = [each.payload for each in lines]
    found = sorted({kind for each in payloads for kind in each.get("found", ())})
    text = "\n".join(" ".join(each["text"].split("\n")) for each in payloads)
    numbers = [each["message"] for each in payloads]
    return payloads[-1] | {"text": text, LINES: numbers} | ({"found": found} if found else {})


def with_line(text: str, number: int, line: str) -> str:
    """The joined `text` with another wording of its line `number`, counted from 0."""
    lines, said = text.split("\n"), " ".join(line.split("\n"))
    if number >= len(lines):
        return f"{text}\n{said}"
    return "\n".join((*lines[:number], said, *lines[number + 1 :]))


def _is_line(item: InboxItem) -> bool:
    """Whether it is words alone, from a citizen to the bot, that have not been joined yet."""
    payload = item.payload
    text = payload.get("text", "")
    plain = payload.get("kind") == MESSAGES[0] and payload.get("chat_type") == PRIVATE and "attachment" not in payload
    known = all(name in payload for name in ("person", "message", "sent")) and LINES not in payload
    return plain and known and bool(text.strip()) and not text.startswith("/") and find_receipt(text) is None


def _ends(item: InboxItem) -> bool:
    """Whether nothing more is to be expected after these words."""
    text = item.payload.get("text", "")
    return len(text) > LONGEST_LINE or _COMPLETE.search(text) is not None


def _gap(earlier: InboxItem, later: InboxItem) -> timedelta:
    """Between the writing of two lines, in Telegram's whole seconds: they may have been received together."""
    return timedelta(seconds=later.payload["sent"] - earlier.payload["sent"])
