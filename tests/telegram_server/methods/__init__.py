"""The methods of the Bot API this server simulates, by what they are about."""

from tests.telegram_server.methods import account, asking, chats, copying, editing, forum, hooks, sending
from tests.telegram_server.methods.registry import METHODS

__all__ = ["METHODS", "account", "asking", "chats", "copying", "editing", "forum", "hooks", "sending"]
