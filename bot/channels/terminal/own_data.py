"""The citizen's own data at the terminal: /privacy, /forget."""

from pathlib import Path

from bot.core.model import Outgoing
from bot.core.notice_ports import Watcher
from bot.core.ports import Database
from bot.service.forgetting import YES, ForgetService

CHANNEL = "terminal"


class OwnData:
    """Answers the two commands; `history` is the file behind the arrow keys, which is erased as well."""

    def __init__(self, forget: ForgetService, database: Database, history: Path) -> None:
        self._forget, self._database, self._history = forget, database, history

    def ordered(self, line: str) -> Outgoing | None:
        """The answer to a command, or None when the line is none of them."""
        match line.casefold():
            case "/privacy":
                return self._forget.privacy()
            case "/forget":
                return self._forget.ask()
            case _:
                return None

    async def answered(self, citizen: str, answer: str) -> Outgoing:
        """What was erased, after the button."""
        async with self._database.write() as unit:
            said = await self._forget.answered(unit, Watcher(CHANNEL, citizen, CHANNEL), answer)
        if answer == YES:
            await self._database.scrub()
            if self._history.exists():
                self._history.write_bytes(b"")
        return said
