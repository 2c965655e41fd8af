"""Links that lead from paper or another chat to one guide, article or department.

The payload is a letter for the kind, `_`, and a token: a digest of the id, so that ids of any length and script fit
Telegram's 64 characters, and a printed card stays right for as long as the id does.
"""

import base64
import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from corpus.model import Article, Corpus, Department, Guide

TOKEN_BYTES = 9
"""72 bits: among a million ids the chance that any two have the same token is one in ten thousand million."""
_PAYLOAD = re.compile(r"([gad])_([A-Za-z0-9_-]{12})")

Item = Guide | Article | Department


class LinkKind(StrEnum):
    """What a link leads to; the value is its letter in the payload."""

    GUIDE = "g"
    ARTICLE = "a"
    DEPARTMENT = "d"


@dataclass(frozen=True, slots=True)
class DeepLink:
    """Where a link leads; `str()` is its payload, 14 characters of `A-Za-z0-9_-`."""

    kind: LinkKind
    token: str

    def __str__(self) -> str:
        return f"{self.kind}_{self.token}"

    def url(self, username: str) -> str:
        """The address that opens the chat with the bot of this name and leads there."""
        return f"https://t.me/{username}?start={self}"


def share_address(address: str, text: str) -> str:
    """The address that lets somebody choose whom to send a link to, with a text beside it."""
    return "https://t.me/share/url?" + urlencode({"url": address, "text": text})


def token_of(item_id: str) -> str:
    """The 12 characters of `A-Za-z0-9_-` that stand for an id."""
    return base64.urlsafe_b64encode(hashlib.sha256(item_id.encode()).digest()[:TOKEN_BYTES]).decode()


def link_to(item: Item) -> DeepLink:
    """The link to a guide, an article or a department."""
    return DeepLink(_kind(item), token_of(item.id))


def read_payload(payload: str) -> DeepLink | None:
    """The link with this payload, or None when it is none."""
    match = _PAYLOAD.fullmatch(payload)
    return DeepLink(LinkKind(match[1]), match[2]) if match else None


class Directory:
    """The items of one corpus by their links, departments that only guides name among them. Built once for each snapshot."""

    def __init__(self, corpus: Corpus) -> None:
        named = {guide.department: Department(guide.department, guide.department) for guide in corpus.guides}
        items: tuple[Item, ...] = (*named.values(), *corpus.guides, *corpus.articles, *corpus.departments)
        self._items = {link_to(item): item for item in items}

    def find(self, link: DeepLink) -> Item | None:
        """What the link leads to, or None when this corpus has it no more."""
        return self._items.get(link)


def _kind(item: Item) -> LinkKind:
    match item:
        case Guide():
            return LinkKind.GUIDE
        case Article():
            return LinkKind.ARTICLE
        case Department():
            return LinkKind.DEPARTMENT
