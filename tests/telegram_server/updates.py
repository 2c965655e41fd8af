"""The queue of updates a bot has not confirmed, with getUpdates' offset semantics."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from tests.telegram_server.clock import Clock, Pulse
from tests.telegram_server.refusals import Json

KINDS: Final = (
    "message", "edited_message", "channel_post", "edited_channel_post", "business_connection", "business_message",
    "edited_business_message", "deleted_business_messages", "message_reaction", "message_reaction_count",
    "inline_query", "chosen_inline_result", "callback_query", "shipping_query", "pre_checkout_query",
    "purchased_paid_media", "poll", "poll_answer", "my_chat_member", "chat_member", "chat_join_request", "chat_boost",
    "removed_chat_boost",
)  # fmt: skip
NOT_BY_DEFAULT: Final = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
DAY: Final = 86_400.0


@dataclass(frozen=True, slots=True)
class Pending:
    """An update that waits; `update` may be anything when a test injects rubbish."""

    id: int
    kind: str
    update: Any
    expires: float

    @property
    def chat(self) -> tuple[str, int]:
        """Kind and chat, the unit of order in webhook delivery."""
        body = self.update.get(self.kind, {}) if isinstance(self.update, dict) else {}
        holder = body.get("message", body) if isinstance(body, dict) else {}
        chat = holder.get("chat", holder.get("from", {})) if isinstance(holder, dict) else {}
        return self.kind, int(chat.get("id", 0)) if isinstance(chat, dict) else 0


class Updates:
    """Updates in order of arrival; `lifetimes` are in seconds, by kind."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.arrived = Pulse()
        self.allowed: frozenset[str] = frozenset(KINDS) - NOT_BY_DEFAULT
        self.lifetimes = {"callback_query": 150.0, "inline_query": 30.0}
        self.pending: list[Pending] = []
        self.confirmed: list[Pending] = []
        # Ids of updates the bot has been given, confirmed or not.
        self.handed: set[int] = set()
        self._next = 700_000_001

    def allow(self, kinds: Sequence[str]) -> None:
        """Remember a new allowed_updates list; an empty one means the default."""
        self.allowed = frozenset(kinds) or frozenset(KINDS) - NOT_BY_DEFAULT

    def put(self, kind: str, body: Json) -> Pending | None:
        """Queue an update; None when the bot does not want its kind."""
        if kind not in self.allowed:
            return None
        return self.inject({kind: body})

    def inject(self, update: Any) -> Pending:
        """Queue anything; an object without update_id gets the next one."""
        number = self._next
        if isinstance(update, dict):
            update = {"update_id": number} | update
            number = update["update_id"] if isinstance(update["update_id"], int) else number
        self._next = max(self._next, number + 1)
        kind = next((key for key in update if key != "update_id"), "") if isinstance(update, dict) else ""
        waiting = Pending(number, kind, update, self.clock.now() + self.lifetimes.get(kind, DAY))
        self.pending.append(waiting)
        self.arrived.fire()
        return waiting

    def read(self, offset: int, limit: int) -> list[Pending]:
        """Up to `limit` updates from `offset`, everything before it confirmed; negative: from the end."""
        self.expire()
        if offset < 0:
            self.confirm(self.pending[:offset])
        elif offset > 0:
            self.confirm([one for one in self.pending if one.id < offset])
        batch = self.pending[:limit]
        self.handed.update(one.id for one in batch)
        return batch

    def confirm(self, done: Sequence[Pending]) -> None:
        """Forget updates for good."""
        if done:
            self.confirmed += done
            gone = {id(one) for one in done}
            self.pending = [one for one in self.pending if id(one) not in gone]

    def expire(self) -> None:
        """Drop what nobody fetched in time."""
        now = self.clock.now()
        self.pending = [one for one in self.pending if one.expires > now]
