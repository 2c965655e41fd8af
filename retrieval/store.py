"""A folder of arrays that is either whole or not there: written aside, sealed with checksums, then renamed into place.

A folder that is damaged, foreign or of another version is reported as absent and never read from. Readers map the files,
so that processes share their pages.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib.format import open_memmap
from numpy.typing import DTypeLike, NDArray

try:
    import fcntl
except ImportError:  # Windows, where two builds at once are not kept apart
    fcntl = None  # type: ignore[assignment]

FORMAT = 1
"""The version of this layout; a folder of any other is not read."""

MANIFEST = "manifest.json"
MAPPED = 1 << 16
"""Arrays of fewer bytes than this are read, not mapped."""


class DamagedError(Exception):
    """A stored folder that is not whole; says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A verified folder: what it was made from, its arrays, and the bytes of its other files by their names."""

    fingerprint: str
    arrays: Mapping[str, NDArray[Any]]


@dataclass(slots=True)
class Writing:
    """A folder being written."""

    folder: Path
    arrays: dict[str, NDArray[Any]] = field(default_factory=dict)

    def allocate(self, name: str, shape: tuple[int, ...], dtype: DTypeLike) -> NDArray[Any]:
        """A new array, kept in a file of the folder."""
        file = self.folder / f"{name}.npy"
        if 0 in shape:
            array = np.zeros(shape, dtype)
            np.save(file, array)
        else:
            array = open_memmap(file, "w+", dtype, shape)
        self.arrays[name] = array
        return array

    def put(self, name: str, content: NDArray[Any]) -> None:
        """Keep a finished array."""
        self.allocate(name, content.shape, content.dtype)[...] = content


@contextmanager
def replacing(folder: Path, fingerprint: str) -> Iterator[Writing]:
    """Write a folder in the place of the one that is there, whole or, when anything fails, not at all."""
    path = Path(tempfile.mkdtemp(prefix=f"{folder.name}-new-", dir=folder.parent))
    try:
        writing = Writing(path)
        yield writing
        for array in writing.arrays.values():
            if isinstance(array, np.memmap):
                array.flush()
        _seal(path, fingerprint)
        _swap(folder, path)
    finally:
        shutil.rmtree(path, ignore_errors=True)


def read(folder: Path) -> Stored | None:
    """A folder that is whole; None when there is none. Raises DamagedError."""
    if not folder.exists():
        return None
    try:
        manifest = _manifest(folder)
        for name, (size, checksum) in manifest["files"].items():
            if (folder / name).stat().st_size != size or _checksum(folder / name) != checksum:
                raise DamagedError(f"{name} is not what was written")
        arrays = {name.removesuffix(".npy"): _array(folder / name) for name in manifest["files"]}
        if _manifest(folder) != manifest:  # what was mapped may be of either folder
            raise DamagedError("it was replaced while it was read")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedError(str(error)) from error
    return Stored(manifest["fingerprint"], arrays)


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Wait until no other process writes below `root`, then take away what writers that were killed have left there."""
    root.mkdir(parents=True, exist_ok=True)
    with (root / "lock").open("w") as stream:
        if fcntl is not None:
            fcntl.flock(stream, fcntl.LOCK_EX)
        for pattern in ("*-new-*", "*-old-*"):
            for left in root.glob(pattern):
                shutil.rmtree(left, ignore_errors=True)
        yield


def _array(file: Path) -> NDArray[Any]:
    small = file.stat().st_size < MAPPED
    if file.suffix != ".npy":
        return np.fromfile(file, np.uint8) if small else np.memmap(file, np.uint8, "r")
    array: NDArray[Any] = np.load(file, mmap_mode=None if small else "r")
    return array


def _seal(path: Path, fingerprint: str) -> None:
    files = {}
    for file in sorted(path.iterdir()):
        with file.open("rb") as stream:
            os.fsync(stream.fileno())
        files[file.name] = (file.stat().st_size, _checksum(file))
    content = json.dumps({"format": FORMAT, "fingerprint": fingerprint, "files": files}, sort_keys=True)
    seal = hashlib.sha256(content.encode()).hexdigest()
    with (path / MANIFEST).open("w", encoding="utf-8") as stream:
        stream.write(f"{seal}\n{content}")
        stream.flush()
        os.fsync(stream.fileno())


def _manifest(path: Path) -> dict[str, Any]:
    """The manifest when its seal holds and this version understands it. Raises DamagedError, OSError, ValueError."""
    seal, _, content = (path / MANIFEST).read_text("utf-8").partition("\n")
    if hashlib.sha256(content.encode()).hexdigest() != seal:
        raise DamagedError("the manifest is not what was written")
    manifest: dict[str, Any] = json.loads(content)
    if manifest["format"] != FORMAT:
        raise DamagedError(f"format {manifest['format']} is not {FORMAT}")
    return manifest


def _swap(folder: Path, new: Path) -> None:
    """Put the new folder where the old one is. Between the two renames there is none, which only costs building it again."""
    old = Path(tempfile.mkdtemp(prefix=f"{folder.name}-old-", dir=folder.parent))
    try:
        if folder.exists():
            folder.rename(old / folder.name)
        new.rename(folder)
    finally:
        shutil.rmtree(old, ignore_errors=True)


def _checksum(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
