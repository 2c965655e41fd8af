"""The file behind the arrow keys."""

from pathlib import Path

from prompt_toolkit.history import FileHistory

from bot.core.privacy import mask

HISTORY_FILE = "chat-history"
"""Its name in the data directory."""


class MaskedHistory(FileHistory):
    """A history file that never holds personal data: each line is masked before it is written."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        super().__init__(path)

    def store_string(self, string: str) -> None:
        """Append a line to the file; within the session it stays as typed."""
        super().store_string(mask(string).text)
