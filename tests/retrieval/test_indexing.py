"""The index kept in a folder: whole, or built again."""

import logging
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from retrieval.model import Document, Query
from retrieval.retriever import Retriever
from retrieval.tokens import Terms, Tokenizer

DOCUMENTS = tuple(
    Document(
        f"d{number}",
        f"第{number}号办事须知",
        f"到第{number}号窗口办理{matter}，当场可以领证。",
        "须知",
        ("desk",),
        group=matter,
    )
    for number, matter in enumerate(["养犬许可", "优待证", "落户认证", "培训报名", "法律援助"] * 4)
)
QUERIES = (
    Query("优待证去几号窗口办"),
    Query("法律援助", departments=frozenset({"desk"})),
    Query("落户认证", on=date(2018, 1, 1)),
)


def answers(retriever: Retriever) -> list[list[tuple[str, float]]]:
    """The ids and scores of everything found."""
    return [[(hit.document.id, hit.score) for hit in retriever.search(query)] for query in QUERIES]


RIGHT = answers(Retriever.build(DOCUMENTS))


def test_the_kept_index_answers_like_the_one_in_memory(tmp_path: Path) -> None:
    """What is written, and what is mapped afterwards, find the same with the same scores."""
    assert answers(Retriever.open(DOCUMENTS, tmp_path)) == RIGHT
    assert answers(Retriever.open(DOCUMENTS, tmp_path)) == RIGHT
    assert Retriever.open(DOCUMENTS, tmp_path).search(QUERIES[0])[0].document in DOCUMENTS


def test_an_unchanged_index_is_not_built_again(tmp_path: Path) -> None:
    """The second opening does no work."""
    work: list[tuple[int, int]] = []
    Retriever.open(DOCUMENTS, tmp_path)
    Retriever.open(DOCUMENTS, tmp_path, lambda done, total: work.append((done, total)))

    assert work == []


def test_progress_ends_at_the_total(tmp_path: Path) -> None:
    """Progress rises and ends with everything done."""
    work: list[tuple[int, int]] = []
    Retriever.open(DOCUMENTS, tmp_path, lambda done, total: work.append((done, total)))

    assert [done for done, _ in work] == sorted(done for done, _ in work)
    assert work[-1][0] == work[-1][1]


def test_only_what_is_new_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Adding a document to a kept index cuts that document and no other."""
    seen: list[str] = []
    Retriever.open(DOCUMENTS, tmp_path)
    new = Document("new", "新的须知", "残疾人证换领到服务中心。")

    terms = Tokenizer.terms

    def counted(self: Tokenizer, text: str) -> Terms:
        seen.append(text)
        return terms(self, text)

    monkeypatch.setattr(Tokenizer, "terms", counted)
    retriever = Retriever.open((*DOCUMENTS, new), tmp_path)

    assert seen == [new.title, new.text]
    assert retriever.search(Query("残疾人证"))[0].document == new


CHANGES: tuple[Callable[[bytes], bytes], ...] = (
    lambda data: data[: len(data) // 2],
    lambda data: data[:0],
    lambda data: data[:-1] + bytes([data[-1] ^ 1]),
    lambda data: bytes([data[0] ^ 0x80]) + data[1:],
    lambda data: data + b"\0",
)
"""Halved, emptied, the last bit, the first bit, longer."""


def test_a_damaged_file_is_never_trusted(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Whichever file is damaged, in one way or another, the next opening warns and gives the right answers."""
    Retriever.open(DOCUMENTS, tmp_path / "good")
    for number, file in enumerate(sorted((tmp_path / "good" / "index").iterdir())):
        folder = tmp_path / file.name
        shutil.copytree(tmp_path / "good", folder)
        damaged = folder / "index" / file.name
        data = damaged.read_bytes()
        worse = next(bad for change in CHANGES[number % len(CHANGES) :] + CHANGES if (bad := change(data)) != data)
        damaged.write_bytes(worse)
        caplog.clear()
        with caplog.at_level(logging.WARNING):
            assert answers(Retriever.open(DOCUMENTS, folder)) == RIGHT

        assert "built again" in caplog.text


def test_a_damaged_cut_is_made_again(tmp_path: Path) -> None:
    """Terms kept from an earlier build are verified before they are used."""
    Retriever.open(DOCUMENTS[:-1], tmp_path)
    terms = tmp_path / "cut" / "pairs.flat.npy"
    data = bytearray(terms.read_bytes())
    data[-9] ^= 0xFF
    terms.write_bytes(data)

    assert answers(Retriever.open(DOCUMENTS, tmp_path)) == RIGHT


def test_a_missing_file_is_made_again(tmp_path: Path) -> None:
    """A file taken away costs building the index again, no more."""
    Retriever.open(DOCUMENTS, tmp_path)
    (tmp_path / "index" / "pairs.docs.npy").unlink()

    assert answers(Retriever.open(DOCUMENTS, tmp_path)) == RIGHT


def test_another_collection_replaces_the_index(tmp_path: Path) -> None:
    """An index of other documents is not used for these."""
    Retriever.open(DOCUMENTS[:3], tmp_path)

    assert answers(Retriever.open(DOCUMENTS, tmp_path)) == RIGHT


def test_an_index_replaced_while_it_is_read_is_not_mixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When another process puts its index in the place of the one being opened, nothing of the two is mixed."""
    Retriever.open(DOCUMENTS, tmp_path / "own")
    Retriever.open(DOCUMENTS[:3], tmp_path / "other")
    load = np.load

    def overtaken(file: Path, mmap_mode: Any = None) -> Any:
        if (tmp_path / "other" / "index").exists():
            shutil.rmtree(tmp_path / "own" / "index")
            (tmp_path / "other" / "index").rename(tmp_path / "own" / "index")
        return load(file, mmap_mode=mmap_mode)

    monkeypatch.setattr(np, "load", overtaken)

    assert answers(Retriever.open(DOCUMENTS, tmp_path / "own")) == RIGHT


def test_an_empty_collection_can_be_kept(tmp_path: Path) -> None:
    """No documents make an index that finds nothing, now and after the next start."""
    for _ in range(2):
        assert Retriever.open((), tmp_path).search(QUERIES[0]) == ()


BUILD = """
import sys
from pathlib import Path
from retrieval.retriever import Retriever
from tests.retrieval.test_indexing import DOCUMENTS
print("ready", flush=True)
while True:
    for count in (len(DOCUMENTS), len(DOCUMENTS) - 1):
        Retriever.open(DOCUMENTS[:count], Path(sys.argv[1]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
@pytest.mark.parametrize("delay", [0.0, 0.011, 0.023, 0.037, 0.052])
def test_a_killed_build_leaves_nothing_wrong(tmp_path: Path, delay: float) -> None:
    """Whenever a build is killed, the next opening gives the right answers and sweeps up."""
    with subprocess.Popen([sys.executable, "-c", BUILD, str(tmp_path)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)

    assert answers(Retriever.open(DOCUMENTS, tmp_path)) == RIGHT
    Retriever.open(DOCUMENTS[:1], tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"index", "cut", "lock"}
