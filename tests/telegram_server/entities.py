"""Formatted text: (text, entities) with offsets in UTF-16 code units, as Telegram keeps it."""

import re
from typing import Final

from tests.telegram_server.refusals import Json, bad

LIMIT_TEXT: Final = 4096
LIMIT_CAPTION: Final = 1024
LIMIT_ENTITIES: Final = 100
STYLES: Final = frozenset({
    "bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code", "pre",
    "text_link", "text_mention", "custom_emoji", "date_time",
})  # fmt: skip
FOUND: Final = frozenset({"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"})
QUOTES: Final = frozenset({"blockquote", "expandable_blockquote"})
VERBATIM: Final = frozenset({"code", "pre"})
CONTROLS: Final = re.compile(r"[\0-\x09\x0b-\x1f]")
SURROGATES: Final = re.compile(r"[\ud800-\udfff]")
PATTERNS: Final = (
    ("url", re.compile(r"https?://[^\s<>\"，。；！？、（）《》]+")),
    ("email", re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w", re.ASCII)),
    ("bot_command", re.compile(r"(?<![\w/])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/])", re.ASCII)),
    ("mention", re.compile(r"(?<![\w@])@[a-zA-Z][a-zA-Z0-9_]{2,31}\b", re.ASCII)),
    ("hashtag", re.compile(r"(?<!\w)#\w*[^\W\d]\w*")),
)


def units(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, offset: int, length: int) -> str:
    """The part of `text` an entity covers."""
    return text.encode("utf-16-le")[offset * 2 : (offset + length) * 2].decode("utf-16-le", "replace")


def settle(text: str, entities: list[Json], limit: int, what: str = "message") -> tuple[str, list[Json]]:
    """Text as Telegram stores it: controls replaced, ends trimmed, entities checked, found ones added."""
    if SURROGATES.search(text):
        raise bad("strings must be encoded in UTF-8")
    check(text, entities)
    text, entities = trim(clean(text), entities)
    if len(text) > limit:
        raise bad("message is too long" if what == "message" else f"message {what} is too long")
    kept = sorted(entities, key=lambda one: (one["offset"], -one["length"]))
    return text, merge(kept, find(text))


def clean(text: str) -> str:
    """Control characters other than line feed become spaces (the length must not change)."""
    return CONTROLS.sub(" ", text)


def trim(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Without white space at both ends; entities move along, those left empty go."""
    start = units(text[: len(text) - len(text.lstrip())])
    text = text.strip()
    end, moved = units(text), []
    for one in entities:
        begin = max(one["offset"] - start, 0)
        finish = min(one["offset"] + one["length"] - start, end)
        if finish > begin:
            moved.append(one | {"offset": begin, "length": finish - begin})
    return text, moved


def check(text: str, entities: list[Json]) -> None:
    """Refuse entities of no known type, out of the text, inside a character, crossing or nested against the rules."""
    for one in entities:
        _check_kind(one)
        _check_place(text, one)
    _check_nesting(entities)


def _check_kind(one: Json) -> None:
    if one["type"] not in STYLES | FOUND:
        raise bad(f"can't parse entities: unsupported entity type {one['type']!r} specified")
    needed = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}.get(one["type"])
    if needed and needed not in one:
        raise bad(f"can't parse entities: field {needed!r} of a {one['type']} entity is required")


def _check_place(text: str, one: Json) -> None:
    begin, end, total = one["offset"], one["offset"] + one["length"], units(text)
    if begin < 0 or one["length"] <= 0:
        raise bad(f"can't parse entities: entity with incorrect offset {begin} or length {one['length']}")
    if end > total:
        raise bad(f"can't parse entities: entity at UTF-16 offset {begin} ends after the end of the text at {total}")
    if _splits_pair(text, begin) or _splits_pair(text, end):
        raise bad(
            f"can't parse entities: entity begins or ends in a middle of a UTF-16 symbol at UTF-16 offset {begin}"
        )


def _splits_pair(text: str, offset: int) -> bool:
    """Is `offset` between the two halves of a character beyond U+FFFF?"""
    unit = text.encode("utf-16-le", "surrogatepass")[offset * 2 : offset * 2 + 2]
    return 0xDC00 <= int.from_bytes(unit, "little") < 0xE000


def _check_nesting(entities: list[Json]) -> None:
    """Stricter than Telegram, which silently splits or drops what crosses."""
    open_ones: list[Json] = []
    for one in sorted(entities, key=lambda one: (one["offset"], -one["length"])):
        open_ones = [outer for outer in open_ones if _end(outer) > one["offset"]]
        for outer in open_ones:
            _check_pair(outer, one)
        open_ones.append(one)


def _check_pair(outer: Json, inner: Json) -> None:
    where = f"at UTF-16 offset {inner['offset']}"
    if _end(inner) > _end(outer):
        raise bad(f"can't parse entities: {inner['type']} crosses the end of {outer['type']} {where}")
    verbatim = VERBATIM & {outer["type"], inner["type"]}
    if verbatim and not QUOTES & {outer["type"]}:
        raise bad(f"can't parse entities: {inner['type']} can't be inside of {outer['type']} {where}")
    if outer["type"] in QUOTES and inner["type"] in QUOTES:
        raise bad(f"can't parse entities: quotes can't be nested {where}")


def _end(one: Json) -> int:
    return int(one["offset"] + one["length"])


def find(text: str) -> list[Json]:
    """The entities nobody wrote: commands, addresses, mentions."""
    matches = ((kind, match) for kind, pattern in PATTERNS for match in pattern.finditer(text))
    return [{"type": kind, "offset": units(text[: one.start()]), "length": units(one[0])} for kind, one in matches]


def merge(entities: list[Json], found: list[Json]) -> list[Json]:
    """Found entities are added where they touch no link, code or other found one."""
    taken = [one for one in entities if one["type"] in VERBATIM | FOUND | {"text_link", "text_mention"}]
    for one in found:
        if all(_end(one) <= other["offset"] or one["offset"] >= _end(other) for other in taken):
            taken.append(one)
            entities = [*entities, one]
    return sorted(entities, key=lambda one: (one["offset"], -one["length"]))
