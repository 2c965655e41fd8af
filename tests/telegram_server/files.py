"""Files by file_id: what people and the bot send, and what the bot may download."""

import hashlib
import itertools
from dataclasses import dataclass
from typing import Final

from tests.telegram_server.api import Upload
from tests.telegram_server.refusals import Json, bad

MB: Final = 1024 * 1024
KINDS: Final = ("photo", "document", "voice", "audio", "video", "animation", "sticker")
LARGEST: Final = {"photo": 10 * MB}
LARGEST_UPLOAD: Final = 50 * MB
LARGEST_DOWNLOAD: Final = 20 * MB
PICTURES: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF", b"BM")
# The smallest JPEG header that passes for a picture here.
PICTURE: Final = b"\xff\xd8\xff\xe0" + b"\0" * 28


@dataclass(frozen=True, slots=True)
class File:
    """A stored file of one kind (photo, document, voice, video, audio, sticker, animation)."""

    id: str
    kind: str
    upload: Upload

    @property
    def unique(self) -> str:
        """The same for the same content."""
        return "AQ" + hashlib.sha256(self.upload.content).hexdigest()[:14]

    @property
    def path(self) -> str:
        """Where it can be downloaded."""
        return f"{self.kind}s/{self.id}"

    def raw(self) -> Json:
        """The fields all file objects share."""
        return {"file_id": self.id, "file_unique_id": self.unique, "file_size": len(self.upload.content)}


class Files:
    """The store; ids are given in order."""

    def __init__(self) -> None:
        self._files: dict[str, File] = {}
        self._numbers = itertools.count(1)

    def add(self, kind: str, upload: Upload) -> File:
        """Store a file, or refuse it for its size or because it is no picture."""
        if len(upload.content) > LARGEST.get(kind, LARGEST_UPLOAD):
            raise bad("file is too big")
        if not upload.content:
            raise bad("file must be non-empty")
        if kind == "photo" and not upload.content.startswith(PICTURES):
            raise bad("IMAGE_PROCESS_FAILED")
        stored = File(f"{kind}-{next(self._numbers):06}", kind, upload)
        self._files[stored.id] = stored
        return stored

    def resolve(self, kind: str, given: Upload | str) -> File:
        """The file a call names: an upload, or the id of a file of the same kind."""
        if isinstance(given, Upload):
            return self.add(kind, given)
        if given.startswith(("http://", "https://")):
            raise bad("failed to get HTTP URL content")
        found = self.get(given)
        if found.kind != kind:
            raise bad(f"type of file mismatch: can't use file of type {found.kind} as {kind}")
        return found

    def get(self, file_id: str) -> File:
        """By id."""
        if file_id not in self._files:
            raise bad("wrong file_id or the file is temporarily unavailable")
        return self._files[file_id]

    def at(self, path: str) -> File | None:
        """By the file_path that getFile gave."""
        return next((one for one in self._files.values() if one.path == path), None)


def media(stored: File) -> Json:
    """A message's field for this file: `{"photo": [sizes]}`, `{"voice": {…}}`, …"""
    raw = stored.raw()
    named = raw | {"file_name": stored.upload.name, "mime_type": stored.upload.mime or "application/octet-stream"}
    shapes: dict[str, object] = {
        "photo": [raw | {"width": 90, "height": 60}, raw | {"width": 800, "height": 533}],
        "document": named,
        "voice": raw | {"duration": 3, "mime_type": "audio/ogg"},
        "audio": named | {"duration": 3},
        "video": named | {"duration": 3, "width": 640, "height": 360},
        "animation": named | {"duration": 3, "width": 320, "height": 180},
        "sticker": raw
        | {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False, "emoji": "🐶"},
    }
    return {stored.kind: shapes[stored.kind]}
