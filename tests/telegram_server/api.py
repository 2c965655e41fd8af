"""The Bot API as data, and the check of a call against it: names, types, what is required."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from tests.telegram_server.refusals import Json, Refusal, bad, unknown_method

TABLE: Final = Path(__file__).with_name("api.json")
# What Telegram says when these are missing; everything else gets a text of our own.
MISSING: Final = {"chat_id": "chat_id is empty", "text": "message text is empty", "message_id": "message_id is empty"}
TRUE, FALSE = frozenset({"true", "1"}), frozenset({"false", "0"})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    content: bytes
    mime: str

    def __repr__(self) -> str:
        return f"<{self.name}, {len(self.content)} bytes>"


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter, or one field of a structure."""

    name: str
    required: bool
    types: tuple[str, ...]
    constant: str | None = None


@dataclass(frozen=True, slots=True)
class Api:
    """The table: `methods` by lower-case name, `structures`, and `unions` of structures."""

    names: Mapping[str, str]
    methods: Mapping[str, tuple[Field, ...]]
    structures: Mapping[str, tuple[Field, ...]]
    unions: Mapping[str, tuple[str, ...]]


@cache
def load() -> Api:
    """The table of api.json."""
    table = json.loads(TABLE.read_text("utf-8"))
    types: dict[str, str] = table["types"]
    return Api(
        names={name.lower(): name for name in table["methods"]},
        methods={name: fields(line) for name, line in table["methods"].items()},
        structures={name: fields(line) for name, line in types.items() if not line.startswith("=")},
        unions={name: tuple(line[2:].split("|")) for name, line in types.items() if line.startswith("=")},
    )


def fields(line: str) -> tuple[Field, ...]:
    """The fields written in one line of the table."""
    return tuple(field(word) for word in line.split())


def field(word: str) -> Field:
    """`name[!]:type|type` or `name[!]="constant"`."""
    name, required, constant, types = re.fullmatch(r'(\w+)(!?)(?:="(\w+)"|:(\S+))', word).groups()  # type: ignore[union-attr]
    return Field(name, bool(required), tuple(types.split("|")) if types else ("String",), constant)


def method_name(name: str) -> str:
    """The method as Telegram spells it; names are matched without regard to case."""
    found = load().names.get(name.lower())
    if found is None:
        raise unknown_method()
    return found


def check(method: str, given: Mapping[str, Any], uploads: Mapping[str, Upload]) -> Json:
    """The call's parameters with their types, or a refusal.

    `given` maps names to JSON values or, from forms, to strings; `uploads` are files by form field.
    """
    return _Check(method, uploads).run(given)


class _Check:
    """One call's check; remembers which uploads were used."""

    def __init__(self, method: str, uploads: Mapping[str, Upload]) -> None:
        self.api, self.method, self.uploads = load(), method, uploads
        self.used: set[str] = set()

    def run(self, given: Mapping[str, Any]) -> Json:
        expected = self.api.methods[self.method]
        direct = {name: self.uploads[name] for one in expected if (name := one.name) in self.uploads}
        self.used |= direct.keys()
        checked = self.object(expected, {**given, **direct}, self.method, outermost=True)
        if unused := self.uploads.keys() - self.used:
            raise bad(f"file {min(unused)!r} is attached to {self.method} and not used")
        return checked

    def object(
        self, expected: tuple[Field, ...], given: Mapping[str, Any], where: str, *, outermost: bool = False
    ) -> Json:
        known = {one.name: one for one in expected}
        if unknown := given.keys() - known.keys():
            raise bad(f"{where} has no parameter {min(unknown)!r}")
        for one in expected:
            if one.required and given.get(one.name) in (None, ""):
                text = MISSING.get(one.name) if outermost else None
                raise bad(text or f"parameter {one.name!r} of {where} is required")
        present = {name: value for name, value in given.items() if value is not None}
        return {name: self.value(known[name], value, outermost) for name, value in present.items()}

    def value(self, one: Field, value: Any, outermost: bool) -> Any:
        if len(one.types) > 1 and all(kind.startswith("[") for kind in one.types):
            items = self.decoded(value, list, one.name, outermost)
            return [self.alternatives(tuple(kind[1:-1] for kind in one.types), item, one.name, False) for item in items]
        found = self.alternatives(one.types, value, one.name, outermost)
        if one.constant not in (None, found):
            raise bad(f"{one.name} must be {one.constant!r}")
        return found

    def alternatives(self, kinds: tuple[str, ...], value: Any, where: str, outermost: bool) -> Any:
        """The first of `kinds` that `value` is; else the complaint of the one it was probably meant to be."""
        refusals: dict[str, Refusal] = {}
        for kind in kinds:
            try:
                return self.typed(kind, value, where, outermost)
            except Refusal as refusal:
                refusals[kind] = refusal
        if len(kinds) == 1:
            raise refusals[kinds[0]]
        if isinstance(value, str) and value.startswith("attach://"):
            raise refusals["String"]
        meant = [kind for kind in kinds if kind in self.api.structures and self.resembles(kind, value)]
        raise refusals[meant[0]] if meant else bad(f"wrong type of {where!r}, expected {' or '.join(kinds)}")

    def resembles(self, kind: str, value: Any) -> bool:
        """Does `value` have a field that only such a structure needs?"""
        required = [one for one in self.api.structures[kind] if one.required]
        if isinstance(value, dict):
            return all(one.name in value and one.constant in (None, value[one.name]) for one in required)
        return isinstance(value, str) and all(f'"{one.name}"' in value for one in required)

    def typed(self, kind: str, value: Any, where: str, outermost: bool) -> Any:
        if kind.startswith("["):
            return [self.typed(kind[1:-1], item, where, False) for item in self.decoded(value, list, where, outermost)]
        if kind in self.api.unions:
            return self.union(kind, self.decoded(value, dict, where, outermost), where)
        if kind in self.api.structures:
            return self.object(self.api.structures[kind], self.decoded(value, dict, where, outermost), kind)
        return self.scalar(kind, value, where, outermost)

    def union(self, kind: str, value: Json, where: str) -> Json:
        for name in self.api.unions[kind]:
            constants = [one for one in self.api.structures[name] if one.constant]
            if all(value.get(one.name) == one.constant for one in constants):
                try:
                    return self.object(self.api.structures[name], value, name)
                except Refusal as refusal:
                    last = refusal
                    continue
            last = bad(f"{where} is no {kind}")
        raise last

    def decoded(self, value: Any, shape: type, where: str, outermost: bool) -> Any:
        """Structures come as JSON text in forms, and as themselves in a JSON body."""
        if outermost and isinstance(value, str):
            value = parsed(value, f"can't parse {where} JSON object")
        if not isinstance(value, shape):
            raise bad(f"{'array' if shape is list else 'object'} expected as {where}")
        return value

    def scalar(self, kind: str, value: Any, where: str, outermost: bool) -> Any:
        found: Any = CONVERT[kind](value, outermost)
        if found is None:
            raise bad(f"{where} must be {kind}")
        if kind == "String" and found.startswith("attach://"):
            return self.attached(found.removeprefix("attach://"))
        return found

    def attached(self, name: str) -> Upload:
        if name not in self.uploads:
            raise bad(f"file attach://{name} is missing")
        self.used.add(name)
        return self.uploads[name]


def parsed(text: str | bytes, complaint: str) -> Any:
    """The value of a JSON text in which every string is Unicode, or a refusal."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise bad(complaint) from None
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise bad("strings must be encoded in UTF-8") from None
    return value


def _integer(value: Any, outermost: bool) -> int | None:
    if isinstance(value, str) and outermost and re.fullmatch(r"-?\d{1,19}", value):
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _number(value: Any, outermost: bool) -> float | None:
    if isinstance(value, str) and outermost and re.fullmatch(r"-?\d+(\.\d+)?([eE]-?\d+)?", value):
        return float(value)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _boolean(value: Any, outermost: bool) -> bool | None:
    if isinstance(value, str) and outermost and value.lower() in TRUE | FALSE:
        return value.lower() in TRUE
    return value if isinstance(value, bool) else None


def _text(value: Any, _outermost: bool) -> str | None:
    return value if isinstance(value, str) else None


def _file(value: Any, _outermost: bool) -> Upload | None:
    return value if isinstance(value, Upload) else None


CONVERT: Final = {"Integer": _integer, "Float": _number, "Boolean": _boolean, "String": _text, "InputFile": _file}
