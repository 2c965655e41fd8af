"""The files to import, read one by one in the limited process."""

import asyncio
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import click

from bot.cli.corpus.common import progress_bar, together
from corpus import sandbox
from corpus.draft import Draft
from corpus.formats.parsers import LARGEST
from corpus.model import CorpusFormatError, Department

OWN = (".md", ".toml")


@dataclass(slots=True)
class Reading:
    """What was read, and the sentence for each file that could not be."""

    drafts: list[Draft] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)


async def read_files(paths: Iterable[Path], departments: Iterable[Department]) -> Reading:
    """Everything in the files and folders; a file may use the departments that an earlier one brought."""
    reading, known = Reading(), {department.id: department for department in departments}
    with progress_bar("读文件", len(listed := list(paths))) as bar:
        for path in listed:
            try:
                drafts = await asyncio.to_thread(_read, path, tuple(known.values()))
            except CorpusFormatError as error:
                reading.refusals.append(str(error))
            else:
                reading.drafts += drafts
                known |= {draft.item.id: draft.item for draft in drafts if isinstance(draft.item, Department)}
            bar.update(1)
    return reading


def _read(path: Path, departments: tuple[Department, ...]) -> tuple[Draft, ...]:
    if path.is_dir():
        return sandbox.read(f"{path.name}.zip", _zipped(path), departments)
    try:
        if path.stat().st_size > LARGEST:
            raise CorpusFormatError(f"{path.name}：超过{LARGEST // 1_000_000}MB，请拆成几个文件。")
        return sandbox.read(path.name, path.read_bytes(), departments)
    except OSError as error:
        raise CorpusFormatError(f"{path.name}：读不了（{error.strerror}），请检查路径和权限。") from None


def _zipped(folder: Path) -> bytes:
    """A folder as one archive, so that one limited process reads it all."""
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for file in _members(folder):
            archive.write(file, file.relative_to(folder).as_posix())
    return packed.getvalue()


def _members(folder: Path) -> Iterator[Path]:
    yield from (file for file in sorted(folder.rglob("*")) if file.is_file() and not file.name.startswith("."))


def warn(reading: Reading) -> None:
    """Tell what the parsers guessed, and which files they could not read."""
    places: dict[tuple[str, str], list[str]] = {}
    for draft in reading.drafts:
        for warning in draft.warnings:
            places.setdefault((draft.file, warning), []).append(draft.places[0] if draft.places else "")
    for (file, warning), where in places.items():
        click.echo(f"! {file} {together(where)}：{warning}", err=True)
    for refusal in reading.refusals:
        click.echo(f"✗ {refusal}", err=True)
