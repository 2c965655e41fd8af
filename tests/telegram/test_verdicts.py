"""What failed calls mean."""

import httpx
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels.telegram.verdicts import Verdict, judge, pause


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    """The error as PTB raises it from the transport's."""
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (RetryAfter(7), Verdict.WAIT),
        (Forbidden("Forbidden: bot was blocked by the user"), Verdict.UNREACHABLE),
        (BadRequest("Bad Request: chat not found"), Verdict.UNREACHABLE),
        (BadRequest("Message is not modified: specified new message content …"), Verdict.DONE),
        (BadRequest("Query is too old and response timeout expired or query id is invalid"), Verdict.DONE),
        (BadRequest("Can't parse entities: character '.' is reserved"), Verdict.PLAIN),
        (BadRequest("Message is too long"), Verdict.REFUSED),
        (ChatMigrated(-100), Verdict.REFUSED),
        (NetworkError("Bad Gateway"), Verdict.AGAIN),
        (InvalidToken("Not Found"), Verdict.AGAIN),
        (TelegramError("the server's answer is not JSON"), Verdict.UNKNOWN),
        (Conflict("terminated"), Verdict.UNKNOWN),
        (caused(NetworkError("x"), httpx.ConnectError("x")), Verdict.AGAIN),
        (caused(TimedOut(), httpx.ConnectTimeout("x")), Verdict.AGAIN),
        (caused(TimedOut(), httpx.PoolTimeout("x")), Verdict.AGAIN),
        (caused(TimedOut(), httpx.ReadTimeout("x")), Verdict.UNKNOWN),
        (caused(TimedOut(), httpx.WriteTimeout("x")), Verdict.UNKNOWN),
        (caused(NetworkError("x"), httpx.ReadError("x")), Verdict.ONCE_MORE),
        (caused(NetworkError("x"), httpx.RemoteProtocolError("x")), Verdict.ONCE_MORE),
        (caused(NetworkError("500"), TelegramError("not JSON")), Verdict.AGAIN),
    ],
)
def test_errors_by_what_to_do(error: TelegramError, verdict: Verdict) -> None:
    """Each error of the transport or the Bot API leads to one course of action."""
    assert judge(error) is verdict


def test_the_pause_telegram_asks_for() -> None:
    """The seconds to wait come from the error, and only from a flood error."""
    assert pause(RetryAfter(7)) == 7.0
    assert pause(NetworkError("x")) == 0.0
