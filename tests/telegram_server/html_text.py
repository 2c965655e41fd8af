"""parse_mode HTML: Telegram's few tags, with its complaints and byte offsets."""

import re
from dataclasses import dataclass
from typing import Final

from tests.telegram_server.entities import units
from tests.telegram_server.refusals import Json, Refusal, bad

TAGS: Final = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler", "span": "spoiler",
    "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote", "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}  # fmt: skip
NAMED: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE: Final = re.compile(r"&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|(lt|gt|amp|quot));?")
PLAIN: Final = re.compile(r".[^<&]*", re.DOTALL)
ATTRIBUTE: Final = re.compile(r"""\s*([^\s=>]+)\s*(?:=\s*("[^"]*"|'[^']*'|[A-Za-z0-9.\-]+))?""")
UNENDED: Final = re.compile(r"\s*=\s*[\"']")
END_TAG: Final = re.compile(r"</([^\s>]*)\s*>")


@dataclass(frozen=True, slots=True)
class _Open:
    """A tag not yet closed."""

    tag: str
    attributes: dict[str, str]
    offset: int


def parse(source: str) -> tuple[str, list[Json]]:
    """Plain text and entities of `source`, or the refusal Telegram would give."""
    return _Parser(source).run()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source, self.place = source, 0
        self.text: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def run(self) -> tuple[str, list[Json]]:
        while self.place < len(self.source):
            char = self.source[self.place]
            if char == "<":
                self.end_tag() if self.source.startswith("</", self.place) else self.start_tag()
            else:
                self.characters(char)
        if self.open:
            raise _broken(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return "".join(self.text), self.entities

    def characters(self, char: str) -> None:
        """Plain text up to the next tag or reference, or the character a reference stands for."""
        reference = REFERENCE.match(self.source, self.place) if char == "&" else None
        match = reference or PLAIN.match(self.source, self.place)
        assert match is not None
        text = _referred(reference) if reference else match[0]
        self.place = match.end()
        self.text.append(text)
        self.length += units(text)

    def start_tag(self) -> None:
        begin = self.byte()
        name = re.match(r"[^\s>]*", self.source[self.place + 1 :])[0]  # type: ignore[index]
        self.place += 1 + len(name)
        if self.place >= len(self.source):
            raise _broken(f"Unclosed start tag at byte offset {begin}")
        tag = name.lower()
        if tag not in TAGS:
            raise _broken(f'Unsupported start tag "{tag}" at byte offset {begin}')
        attributes = self.attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _broken(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(_Open(tag, attributes, self.length))

    def attributes(self, tag: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while not (close := re.compile(r"\s*>").match(self.source, self.place)):
            match = ATTRIBUTE.match(self.source, self.place)
            if (
                not match
                or match.end() >= len(self.source)
                or (match[2] is None and UNENDED.match(self.source, match.end()))
            ):
                raise _broken(f'Unclosed start tag "{tag}" at byte offset {begin}')
            if match[2] is None and not (tag == "blockquote" and match[1] == "expandable"):
                raise _broken(
                    f'Expected equal sign in declaration of an attribute of the tag "{tag}" at byte offset {begin}'
                )
            value = (match[2] or "").strip("\"'")
            found[match[1].lower()] = REFERENCE.sub(_referred, value)
            self.place = match.end()
        self.place = close.end()
        return found

    def end_tag(self) -> None:
        begin = self.byte()
        if not self.open:
            raise _broken(f"Unexpected end tag at byte offset {begin}")
        match = END_TAG.match(self.source, self.place)
        if not match:
            raise _broken(f"Unclosed end tag at byte offset {begin}")
        opened = self.open.pop()
        if match[1].lower() not in ("", opened.tag):
            raise _broken(
                f'Unmatched end tag at byte offset {begin}, expected "</{opened.tag}>", found "</{match[1].lower()}>"'
            )
        self.place = match.end()
        self.close(opened)

    def close(self, opened: _Open) -> None:
        if self.length == opened.offset:
            return
        one: Json = {"type": TAGS[opened.tag], "offset": opened.offset, "length": self.length - opened.offset}
        given = opened.attributes
        if opened.tag == "a":
            url = given.get("href") or "".join(self.text)[-one["length"] :]
            one["url"] = url
        if opened.tag == "tg-emoji":
            one["custom_emoji_id"] = given.get("emoji-id", "")
        if opened.tag == "blockquote" and "expandable" in given:
            one["type"] = "expandable_blockquote"
        self.add(one, given)

    def add(self, one: Json, given: dict[str, str]) -> None:
        """`<pre><code class="language-x">` is one entity with a language."""
        language = given.get("class", "").removeprefix("language-") if one["type"] == "code" else ""
        if self.open and self.open[-1].tag == "pre" and one["type"] == "code" and self.open[-1].offset == one["offset"]:
            self.open[-1].attributes["language"] = language
            return
        if one["type"] == "pre" and given.get("language"):
            one["language"] = given["language"]
        self.entities.append(one)

    def byte(self) -> int:
        """Where we are, in bytes, as Telegram counts."""
        return len(self.source[: self.place].encode())


def _referred(match: re.Match[str]) -> str:
    """The character a reference stands for; one that stands for none stays as written."""
    code = int(match[1]) if match[1] else int(match[2], 16) if match[2] else None
    if code is None:
        return NAMED[match[3]]
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else match[0]


def _broken(detail: str) -> Refusal:
    return bad(f"can't parse entities: {detail}")
