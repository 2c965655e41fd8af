"""Distil the published Bot API description (JSON) into api.json: names, types and what is required, no prose.

Usage: python tests/telegram_server/make_api.py botapi.json > tests/telegram_server/api.json
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

SCALARS = {"Integer", "String", "Boolean", "Float"}


def distil(spec: dict[str, Any]) -> dict[str, Any]:
    """The table: each method and each type a parameter can hold, as one line of `name[!]:type|type` words."""
    methods = {name: line(method.get("fields", [])) for name, method in sorted(spec["methods"].items())}
    needed = reachable(spec)
    types = {name: type_line(spec["types"][name]) for name in sorted(needed - {"InputFile"})}
    return {"version": spec["version"], "methods": methods, "types": types}


def line(fields: list[dict[str, Any]]) -> str:
    """Fields as words: `chat_id!:Integer|String`, `entities:[MessageEntity]`, `type!="photo"`."""
    return " ".join(word(field) for field in fields)


def word(field: dict[str, Any]) -> str:
    """One field; a discriminator whose only value is documented becomes a constant."""
    mark = "!" if field["required"] else ""
    constant = re.search(r'(?:must be|always) "?([a-z0-9_]+)"?$', field["description"])
    if field["required"] and field["name"] in ("type", "source") and constant:
        return f'{field["name"]}{mark}="{constant[1]}"'
    return f"{field['name']}{mark}:{'|'.join(short(name) for name in field['types'])}"


def short(name: str) -> str:
    """`Array of Array of X` as `[[X]]`."""
    return f"[{short(name.removeprefix('Array of '))}]" if name.startswith("Array of ") else name


def type_line(described: dict[str, Any]) -> str:
    """A structure's fields, or for a union `= A|B`."""
    union = described.get("subtypes")
    return f"= {'|'.join(union)}" if union else line(described.get("fields", []))


def reachable(spec: dict[str, Any]) -> set[str]:
    """Every type that can be part of a parameter."""
    waiting = [
        kind for method in spec["methods"].values() for field in method.get("fields", []) for kind in field["types"]
    ]
    found: set[str] = set()
    while waiting:
        name = waiting.pop().split("Array of ")[-1]
        if name in SCALARS or name in found:
            continue
        found.add(name)
        described = spec["types"].get(name, {})
        waiting += described.get("subtypes", [])
        waiting += [kind for field in described.get("fields", []) for kind in field["types"]]
    return found


if __name__ == "__main__":
    table = distil(json.loads(Path(sys.argv[1]).read_text("utf-8")))
    sys.stdout.write(json.dumps(table, indent=0, ensure_ascii=False) + "\n")
