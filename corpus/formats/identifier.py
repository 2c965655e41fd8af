"""Ids of items that came without one: lower-case Latin letters, digits and hyphens, at most 40 characters."""

import re
from hashlib import sha256

LONGEST = 40

_FORM = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def digest(prefix: str, *parts: str) -> str:
    """An id that is the same whenever the parts are."""
    return f"{prefix}-{sha256(chr(0).join(parts).encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def spelled(name: str) -> str:
    """A Chinese name as an id that can be read: its pinyin."""
    from pypinyin import lazy_pinyin  # here: it takes longer to load than most files to read

    letters = "-".join(re.findall(r"[a-z0-9]+", " ".join(lazy_pinyin(name)).lower()))
    return letters if 0 < len(letters) <= LONGEST else digest("d", name)


def fitting(given: str, prefix: str) -> str:
    """A given id in the form the corpus wants."""
    tidy = re.sub(r"[^a-z0-9]+", "-", given.lower()).strip("-")
    lossless = len(tidy) == len(given) and len(given) <= LONGEST
    return tidy if lossless and _FORM.fullmatch(tidy) else digest(prefix, given)
