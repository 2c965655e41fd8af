"""The bot itself: who it is, its commands and descriptions, files it may download."""

import json
import re
from typing import Final

from tests.telegram_server.files import LARGEST_DOWNLOAD
from tests.telegram_server.methods.destination import chat_of
from tests.telegram_server.methods.registry import serves
from tests.telegram_server.refusals import Json, bad
from tests.telegram_server.telegram import Telegram

MOST_COMMANDS: Final = 100
COMMAND: Final = re.compile(r"[a-z0-9_]{1,32}")
# Profile texts by what their methods are called after: field and longest length.
PROFILE: Final = {
    "Name": ("name", 64),
    "Description": ("description", 512),
    "ShortDescription": ("short_description", 120),
}


@serves("getMe")
def get_me(tg: Telegram, _p: Json) -> Json:
    """The bot as a user, with its switches."""
    return tg.bot.raw() | {
        "can_join_groups": True,
        "can_read_all_group_messages": not tg.privacy,
        "supports_inline_queries": tg.inline_mode,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


@serves("setMyCommands")
def set_commands(tg: Telegram, p: Json) -> bool:
    """The command menu of a scope and language."""
    if len(p["commands"]) > MOST_COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for one in p["commands"]:
        if not COMMAND.fullmatch(one["command"]):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(one["description"]) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    tg.commands[_menu(tg, p)] = p["commands"]
    return True


@serves("getMyCommands")
def get_commands(tg: Telegram, p: Json) -> list[Json]:
    """The menu set for exactly this scope and language."""
    return list(tg.commands.get(_menu(tg, p), []))


@serves("deleteMyCommands")
def delete_commands(tg: Telegram, p: Json) -> bool:
    """No menu for this scope and language any more."""
    tg.commands.pop(_menu(tg, p), None)
    return True


def _menu(tg: Telegram, p: Json) -> tuple[str, str]:
    scope: Json = p.get("scope", {"type": "default"})
    if "chat_id" in scope:
        chat_of(tg, scope["chat_id"])
    return json.dumps(scope, sort_keys=True), _language(p)


def _language(p: Json) -> str:
    language: str = p.get("language_code", "")
    if not re.fullmatch(r"([a-z]{2})?", language):
        raise bad("invalid language code specified")
    return language


def _serve_profile(name: str, field: str, longest: int) -> None:
    def setter(tg: Telegram, p: Json) -> bool:
        if len(p.get(field, "")) > longest:
            raise bad(f"{field} is too long")
        tg.profile[field, _language(p)] = p.get(field, "")
        return True

    def getter(tg: Telegram, p: Json) -> Json:
        return {field: tg.profile.get((field, _language(p)), tg.bot.name if field == "name" else "")}

    serves(f"setMy{name}")(setter)
    serves(f"getMy{name}")(getter)


for _name, (_field, _longest) in PROFILE.items():
    _serve_profile(_name, _field, _longest)


@serves("setChatMenuButton")
def set_menu_button(tg: Telegram, p: Json) -> bool:
    """Accepted for the default and for known private chats."""
    if "chat_id" in p:
        chat_of(tg, p["chat_id"])
    return True


@serves("getFile")
def get_file(tg: Telegram, p: Json) -> Json:
    """Where a file can be downloaded, up to 20 MB."""
    stored = tg.files.get(p["file_id"])
    if len(stored.upload.content) > LARGEST_DOWNLOAD:
        raise bad("file is too big")
    return stored.raw() | {"file_path": stored.path}
