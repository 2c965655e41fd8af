"""A file that someone handed in, and what its parser needs besides its bytes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePath

from corpus.draft import Draft
from corpus.formats.directory import Directory
from corpus.model import CorpusFormatError


@dataclass(frozen=True, slots=True)
class Source:
    """A file by name and bytes. `directory` matches the names of departments in it, and collects unknown ones."""

    name: str
    data: bytes
    directory: Directory = field(default_factory=Directory)

    @property
    def stem(self) -> str:
        """The bare name, as a title or source of last resort."""
        return PurePath(self.name.rpartition(" › ")[2]).stem

    def refusal(self, message: str) -> CorpusFormatError:
        """The complaint about this file, ready to be raised."""
        return CorpusFormatError(f"{self.name}：{message}")


Parser = Callable[[Source], tuple[Draft, ...]]
