"""parse_mode MarkdownV2 and Markdown, with Telegram's complaints and byte offsets."""

import re
from dataclasses import dataclass
from typing import Final

from tests.telegram_server.entities import units
from tests.telegram_server.refusals import Json, Refusal, bad

# Longest mark first: "__" is not twice "_".
MARKS: Final = {
    "```": "pre", "`": "code", "__": "underline", "_": "italic", "*": "bold", "~": "strikethrough", "||": "spoiler",
}  # fmt: skip
NAMES: Final = {
    "pre": "PreCode", "code": "Code", "underline": "Underline", "italic": "Italic", "bold": "Bold",
    "strikethrough": "Strikethrough", "spoiler": "Spoiler", "text_link": "TextUrl", "custom_emoji": "CustomEmoji",
}  # fmt: skip
RESERVED: Final = frozenset("_*[]()~`>#+-=|{}.!")
LANGUAGE: Final = re.compile(r"([^\s`]+)\n")
ADDRESS: Final = re.compile(r"\]\(((?:[^\\)]|\\.)*)\)")
LEGACY: Final = re.compile(
    r"```(?:(\w+)\n)?(.*?)```|`([^`]*)`|\*([^*]*)\*|_([^_]*)_|\[([^\]]*)\]\(([^)]*)\)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class _Open:
    """A mark not yet closed."""

    mark: str
    kind: str
    offset: int
    byte: int
    language: str = ""


def parse(source: str) -> tuple[str, list[Json]]:
    """MarkdownV2: text and entities, or the refusal Telegram would give."""
    return _Parser(source).run()


def parse_legacy(source: str) -> tuple[str, list[Json]]:
    """The old Markdown: no nesting; a mark that is never closed is refused."""
    text, entities, place = "", [], 0
    while place < len(source):
        char = source[place]
        if char == "\\" and source[place + 1 : place + 2] in ("_", "*", "`", "["):
            text, place = text + source[place + 1], place + 2
        elif char not in "_*`[" or (char == "[" and not LEGACY.match(source, place)):
            text, place = text + char, place + 1
        elif match := LEGACY.match(source, place):
            inner, kind, more = _legacy_entity(match)
            if inner:
                entities.append({"type": kind, "offset": units(text), "length": units(inner)} | more)
            text, place = text + inner, match.end()
        else:
            raise _broken(f"Can't find end of the entity starting at byte offset {len(source[:place].encode())}")
    return text, entities


def _legacy_entity(match: re.Match[str]) -> tuple[str, str, Json]:
    language, pre, code, bold, italic, label, url = match.groups()
    for inner, kind in ((code, "code"), (bold, "bold"), (italic, "italic")):
        if inner is not None:
            return inner, kind, {}
    if pre is not None:
        return pre, "pre", {"language": language} if language else {}
    return label, "text_link", {"url": url}


class _Parser:
    def __init__(self, source: str) -> None:
        self.source, self.place = source, 0
        self.text: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []
        self.quote: int | None = None

    def run(self) -> tuple[str, list[Json]]:
        while self.place < len(self.source):
            self.step()
        self.end_quote()
        if self.open:
            last = self.open[-1]
            raise _broken(f"Can't find end of {NAMES[last.kind]} entity at byte offset {last.byte}")
        return "".join(self.text), self.entities

    def step(self) -> None:
        char = self.source[self.place]
        if char == "\\" and 0 < ord(self.source[self.place + 1 : self.place + 2] or "\0") < 127:
            self.add(self.source[self.place + 1], 2)
        elif self.open and self.open[-1].kind in ("code", "pre"):
            self.verbatim()
        elif char == ">" and self.at_line_start():
            self.quote = self.length if self.quote is None else self.quote
            self.place += 1
        elif char == "\n":
            self.line_feed()
        elif not self.marked(char):
            self.plain(char)

    def at_line_start(self) -> bool:
        return self.place == 0 or self.source[self.place - 1] == "\n"

    def line_feed(self) -> None:
        if not self.source.startswith("\n>", self.place):
            self.end_quote()
        self.add("\n")

    def end_quote(self) -> None:
        if self.quote is not None and self.length > self.quote:
            self.entities.append({"type": "blockquote", "offset": self.quote, "length": self.length - self.quote})
        self.quote = None

    def verbatim(self) -> None:
        """Inside code nothing but its own mark has a meaning."""
        mark = self.open[-1].mark
        if self.source.startswith(mark, self.place):
            self.close(len(mark))
        else:
            self.add(self.source[self.place])

    def marked(self, char: str) -> bool:
        """Open or close an entity, if a mark is here."""
        if char == "]" and self.open and self.open[-1].mark == "[":
            self.link()
            return True
        if char == "[" or self.source.startswith("![", self.place):
            self.begin("[", "text_link" if char == "[" else "custom_emoji", 1 if char == "[" else 2)
            return True
        mark = next((one for one in MARKS if self.source.startswith(one, self.place)), None)
        if mark is None:
            return False
        if self.open and self.source.startswith(self.open[-1].mark, self.place):
            self.close(len(self.open[-1].mark))
        else:
            self.begin(mark, MARKS[mark], len(mark))
        return True

    def begin(self, mark: str, kind: str, width: int) -> None:
        begun = self.byte()
        self.place += width
        match = LANGUAGE.match(self.source, self.place) if kind == "pre" else None
        self.place = match.end() if match else self.place
        self.open.append(_Open(mark, kind, self.length, begun, match[1] if match else ""))

    def close(self, width: int, **more: str) -> None:
        opened = self.open.pop()
        self.place += width
        if opened.language:
            more["language"] = opened.language
        if self.length > opened.offset:
            span = {"offset": opened.offset, "length": self.length - opened.offset}
            self.entities.append({"type": opened.kind} | span | more)

    def link(self) -> None:
        match = ADDRESS.match(self.source, self.place)
        if not match:
            raise _broken(f"Can't find end of a URL at byte offset {self.byte()}")
        url = re.sub(r"\\(.)", r"\1", match[1])
        if self.open[-1].kind == "custom_emoji":
            self.close(len(match[0]), custom_emoji_id=url.removeprefix("tg://emoji?id="))
        else:
            self.close(len(match[0]), url=url)

    def plain(self, char: str) -> None:
        if char in RESERVED:
            raise _broken(f"Character '{char}' is reserved and must be escaped with the preceding '\\'")
        self.add(char)

    def add(self, char: str, width: int = 1) -> None:
        self.text.append(char)
        self.length += units(char)
        self.place += width

    def byte(self) -> int:
        return len(self.source[: self.place].encode())


def _broken(detail: str) -> Refusal:
    return bad(f"can't parse entities: {detail}")
