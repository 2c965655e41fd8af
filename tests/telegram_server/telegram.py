"""The simulated Telegram behind the HTTP surface: the state that methods read and change."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.telegram_server.clock import Clock
from tests.telegram_server.faults import Script
from tests.telegram_server.files import Files
from tests.telegram_server.flood import Flood
from tests.telegram_server.ledger import Injected, Ledger
from tests.telegram_server.queries import Query
from tests.telegram_server.refusals import Json
from tests.telegram_server.updates import Updates
from tests.telegram_server.world import Chat, Member, Person, World


@dataclass(slots=True)
class Webhook:
    """Where updates are pushed, and how the last pushes went."""

    url: str
    secret: str = ""
    max_connections: int = 40
    last_error: tuple[int, str] | None = None


@dataclass(slots=True)
class Telegram:
    """One bot's Telegram."""

    token: str
    clock: Clock
    world: World
    updates: Updates
    flood: Flood
    files: Files = field(default_factory=Files)
    ledger: Ledger = field(default_factory=Ledger)
    script: Script = field(default_factory=Script)
    taps: dict[str, Query] = field(default_factory=dict)
    inline: dict[str, Query] = field(default_factory=dict)
    commands: dict[tuple[str, str], Sequence[Json]] = field(default_factory=dict)
    profile: dict[tuple[str, str], str] = field(default_factory=dict)
    webhook: Webhook | None = None
    webhook_set: float = 0.0
    # Switches of @BotFather, and how long a tap may be answered (seconds).
    privacy: bool = True
    inline_mode: bool = True
    tap_life: float = 60.0

    @property
    def bot(self) -> Person:
        """The one bot of this server."""
        return self.world.bot

    def here(self, chat: Chat) -> Member:
        """The bot's place in a group."""
        return chat.members.get(self.bot.id) or Member(self.bot, "left")

    def notify(self, kind: str, body: Json) -> int | None:
        """Tell the bot of something, if it asked for such updates; the update's id."""
        waiting = self.updates.put(kind, body)
        if waiting is None:
            return None
        self.record(waiting.update)
        return waiting.id

    def inject(self, update: Any) -> None:
        """Queue an update as it is, sense or nonsense."""
        self.record(self.updates.inject(update).update)

    def record(self, update: Any) -> None:
        """Enter an update into the ledger."""
        self.ledger.injected.append(Injected(self.clock.now(), update))
