"""The bot itself: getMe, its commands."""

from tests.telegram_server.methods.registry import serves
from tests.telegram_server.refusals import Json
from tests.telegram_server.telegram import Telegram


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
