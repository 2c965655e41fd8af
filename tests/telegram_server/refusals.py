"""What the server says no with: Telegram's error codes and texts.

A refusal is a *contract violation* when a correct bot could have known better. It is *excused* when only the world
changed under the bot: somebody blocked it, deleted a topic, or a flood window closed.
"""

from typing import Any, Final

Json = dict[str, Any]

NOT_MODIFIED: Final = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
QUERY_GONE: Final = "query is too old and response timeout expired or query ID is invalid"
OTHER_POLLER: Final = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE: Final = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


class Refusal(Exception):  # noqa: N818 -- an answer, not an error of the server
    """An `ok: false` answer; `excused` keeps it out of the contract violations."""

    def __init__(self, code: int, description: str, *, parameters: Json | None = None, excused: bool = False) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters
        self.excused = excused

    def body(self) -> Json:
        """The JSON object a client receives."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return body | {"parameters": self.parameters} if self.parameters else body


def bad(text: str, *, excused: bool = False) -> Refusal:
    """400."""
    return Refusal(400, f"Bad Request: {text}", excused=excused)


def forbidden(text: str, *, excused: bool = True) -> Refusal:
    """403: mostly somebody else's decision, so excused unless told otherwise."""
    return Refusal(403, f"Forbidden: {text}", excused=excused)


def unauthorized() -> Refusal:
    """401: a token that is well formed and nobody's."""
    return Refusal(401, "Unauthorized")


def not_found() -> Refusal:
    """404: a path or token that can be nothing."""
    return Refusal(404, "Not Found")


def unknown_method() -> Refusal:
    """404 for a method the API does not have."""
    return Refusal(404, "Not Found: method not found")


def conflict(text: str) -> Refusal:
    """409: somebody else takes the updates."""
    return Refusal(409, f"Conflict: {text}", excused=True)


def too_many(seconds: int) -> Refusal:
    """429: wait `seconds`."""
    text = f"Too Many Requests: retry after {seconds}"
    return Refusal(429, text, parameters={"retry_after": seconds}, excused=True)


def migrated(new_id: int) -> Refusal:
    """400 that names the supergroup a group became."""
    text = "Bad Request: group chat was upgraded to a supergroup chat"
    return Refusal(400, text, parameters={"migrate_to_chat_id": new_id}, excused=True)
