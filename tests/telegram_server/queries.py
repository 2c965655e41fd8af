"""Taps and inline queries: what citizens ask for with a finger and wait to have answered."""

from dataclasses import dataclass, field

from tests.telegram_server.clock import Pulse
from tests.telegram_server.messages import Message
from tests.telegram_server.refusals import Json
from tests.telegram_server.world import Person


@dataclass(slots=True)
class Query:
    """A callback or inline query; `answer` is what the bot said, None until then, empty when it came too late.

    `update` is the id of the update that told the bot; None when it does not want such updates.
    """

    id: str
    person: Person
    asked: float
    message: Message | None = None
    answer: Json | None = None
    update: int | None = None
    changed: Pulse = field(default_factory=Pulse)

    async def answered(self, timeout: float = 60.0) -> Json:  # noqa: ASYNC109 -- a test's patience
        """The bot's answer, or AssertionError after `timeout` seconds."""
        if self.answer is None and not await self.changed.wait(timeout):
            raise AssertionError(f"{self.person.name}'s query {self.id} was not answered in {timeout} s")
        assert self.answer is not None
        return self.answer

    @property
    def toast(self) -> str:
        """The text shown on top of the chat after a tap."""
        return str((self.answer or {}).get("text", ""))
