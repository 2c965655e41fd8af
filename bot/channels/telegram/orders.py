"""Commands that a citizen types in a private chat."""

import re

from bot.channels.telegram.redact import MESSAGES
from bot.core.ports import InboxItem

_ORDER = re.compile(r"/([A-Za-z]\w*)(?:@\w+)?\s*(.*)", re.ASCII | re.DOTALL)


def order_in(item: InboxItem) -> tuple[str, str]:
    """The command of a new message, in lower case, and the words after it; two empty texts when there is none."""
    text = item.payload.get("text", "") if item.payload.get("kind") == MESSAGES[0] else ""
    match = _ORDER.fullmatch(text.strip())
    return (match[1].lower(), match[2]) if match else ("", "")
