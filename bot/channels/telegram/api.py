"""The Bot API over HTTP: the only file that talks to Telegram."""

import json
import logging
import ssl
from functools import cache
from typing import Any

import httpx
from telegram import Bot
from telegram.error import TelegramError
from telegram.request import HTTPXRequest
from telegram.warnings import PTBUserWarning

CONNECT_TIMEOUT = 5.0
READ_TIMEOUT = 15.0
"""A call that is not answered in time may have been carried out all the same: better wait."""
WRITE_TIMEOUT = 15.0
POOL_TIMEOUT = 10.0

_LOGGERS = ("httpx", "httpcore", "telegram", "aiosqlite")


class _Request(HTTPXRequest):
    """PTB's transport, which on a broken answer would log it whole: with the citizens' words in it."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The JSON object. Raises TelegramError."""
        try:
            data = json.loads(payload)
        except ValueError:
            raise TelegramError("the server's answer is not JSON") from None
        if not isinstance(data, dict):
            raise TelegramError("the server's answer is not an object")
        return data


class _RawBot(Bot):
    """PTB's bot, used for raw calls alone: its typed `get_updates` stops at the first update it cannot parse."""

    @classmethod
    def _warn(cls, message: Any, category: type[Warning] = PTBUserWarning, stacklevel: int = 0) -> None:
        """Raw calls are meant: no advice to use the typed methods."""


class BotApi:
    """Raw calls of Bot API methods. `root` is the server's address without `/bot`."""

    def __init__(self, token: str, root: str, read_timeout: float = READ_TIMEOUT) -> None:
        # Polling has its own connections: a burst of sends never keeps updates waiting.
        certificates, self._read_timeout = _certificates(), read_timeout
        self._requests = (_request(8, certificates), _request(64, certificates))
        polling, calling = self._requests
        self._bot = _RawBot(token, base_url=f"{root}/bot", request=calling, get_updates_request=polling)

    async def call(self, method: str, parameters: dict[str, Any], read_timeout: float | None = None) -> Any:
        """The method's result as JSON data. Raises telegram.error.TelegramError."""
        seconds = self._read_timeout if read_timeout is None else read_timeout
        return await self._bot.do_api_request(method, parameters, read_timeout=seconds)

    async def close(self) -> None:
        """Release every connection."""
        for request in self._requests:
            await request.shutdown()


@cache
def _certificates() -> ssl.SSLContext:
    """Those of the world: reading them takes its time, and they stay the same."""
    return httpx.create_ssl_context()


def _request(connections: int, certificates: ssl.SSLContext) -> _Request:
    return _Request(
        connection_pool_size=connections,
        connect_timeout=CONNECT_TIMEOUT,
        write_timeout=WRITE_TIMEOUT,
        pool_timeout=POOL_TIMEOUT,
        httpx_kwargs={"verify": certificates},
    )


def quiet_libraries() -> None:
    """Libraries that log addresses (with the token), messages or SQL values speak up only when something is wrong."""
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)


class Redaction(logging.Filter):
    """Takes a secret out of everything a handler writes, tracebacks included."""

    def __init__(self, secret: str) -> None:
        super().__init__()
        self._secret = secret
        self._formatter = logging.Formatter()

    def filter(self, record: logging.LogRecord) -> bool:
        """Always True; the record is changed in place."""
        record.msg, record.args = self._hide(record.getMessage()), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = self._formatter.formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = self._hide(record.exc_text)
        return True

    def _hide(self, text: str) -> str:
        return text.replace(self._secret, "〔令牌〕")


def redact_logs(token: str) -> None:
    """Put the redaction on the root logger's handlers; a filter on a logger would miss what its children log."""
    for handler in logging.getLogger().handlers:
        handler.addFilter(Redaction(token))
