"""Which function serves which method."""

from collections.abc import Callable
from typing import Any, Final

from tests.telegram_server.refusals import Json
from tests.telegram_server.telegram import Telegram

Handler = Callable[[Telegram, Json], Any]
METHODS: Final[dict[str, Handler]] = {}


def serves(*names: str) -> Callable[[Handler], Handler]:
    """Register a function for methods of the API."""

    def register(handler: Handler) -> Handler:
        METHODS.update(dict.fromkeys(names, handler))
        return handler

    return register
