"""The methods of the Bot API this server simulates, by what they are about."""

from tests.telegram_server.methods import account, asking, editing, sending
from tests.telegram_server.methods.registry import METHODS

__all__ = ["METHODS", "account", "asking", "editing", "sending"]
