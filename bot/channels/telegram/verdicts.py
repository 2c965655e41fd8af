"""What a failed call means: by what to do, not by what it is called."""

from enum import StrEnum

import httpx
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError


class Verdict(StrEnum):
    """What to do after an error."""

    DONE = "done"
    """The aim is reached already, or it is too late for it to matter."""
    WAIT = "wait"
    """Telegram names the time after which this chat may go on."""
    AGAIN = "again"
    """Not delivered for sure, or the trouble is on the server's side: later again."""
    ONCE_MORE = "once_more"
    """The connection broke, most often before anything was delivered: a second try, not a third."""
    UNKNOWN = "unknown"
    """It may well have been delivered: never again by itself."""
    PLAIN = "plain"
    """The styling is refused: once more without it."""
    UNREACHABLE = "unreachable"
    """The citizen does not want messages, or is gone."""
    REFUSED = "refused"
    """It will never be accepted."""


UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
BAD_REQUESTS = {
    "message is not modified": Verdict.DONE,
    "query is too old": Verdict.DONE,
    "query id is invalid": Verdict.DONE,
    "message to edit not found": Verdict.DONE,
    "message can't be edited": Verdict.DONE,
    "message to react not found": Verdict.DONE,
    "topic_not_modified": Verdict.DONE,
    "can't parse entities": Verdict.PLAIN,
    "can't parse messageentity": Verdict.PLAIN,
    "chat not found": Verdict.UNREACHABLE,
    "user is deactivated": Verdict.UNREACHABLE,
}


def judge(error: TelegramError) -> Verdict:
    """The verdict on a call's error."""
    if isinstance(error.__cause__, httpx.HTTPError):
        return _transport(error.__cause__)
    match error:
        case RetryAfter():
            return Verdict.WAIT
        case Forbidden():
            return Verdict.UNREACHABLE
        case BadRequest():
            text = error.message.lower()
            return next((verdict for part, verdict in BAD_REQUESTS.items() if part in text), Verdict.REFUSED)
        case ChatMigrated():
            return Verdict.REFUSED
        case NetworkError() | InvalidToken():
            return Verdict.AGAIN  # an error page, or a 401 or 404 that may be a proxy's
    return Verdict.UNKNOWN  # it was answered, but the answer is cut off


def _transport(error: httpx.HTTPError) -> Verdict:
    if isinstance(error, UNSENT):
        return Verdict.AGAIN
    return Verdict.UNKNOWN if isinstance(error, httpx.TimeoutException) else Verdict.ONCE_MORE


def pause(error: TelegramError) -> float:
    """The seconds Telegram asks a chat to wait; 0 for other errors."""
    wait = error.retry_after if isinstance(error, RetryAfter) else 0.0
    return float(wait) if isinstance(wait, int | float) else wait.total_seconds()
