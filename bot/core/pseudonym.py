"""Pseudonyms: the same person has the same one in a channel, and nobody without the key can tell who it is."""

import hashlib
import hmac

DIGITS = 16


def pseudonym(key: bytes, channel: str, person: str) -> str:
    """16 hexadecimal digits of HMAC-SHA256 over channel and person (the channel's own id of them)."""
    message = f"{channel}\0{person}".encode()
    return hmac.new(key, message, hashlib.sha256).hexdigest()[:DIGITS]
