"""Tests that a stranger's file can do no harm."""

import ctypes
import resource
import sys
from pathlib import Path
from random import Random

import pytest

from corpus import sandbox
from corpus.formats.parsers import parse
from corpus.model import Article, CorpusFormatError
from tests.corpus.formats import samples
from tests.corpus.formats.hostile import FILES
from tests.corpus.formats.mutate import mutated
from tests.corpus.formats.test_tables import CARD, HEADERS, sheet

ESCAPED = '{"refusal": "逃出来了。"}'
"""What a deed says in the child's name when nothing held it back."""
LANDLOCK = sys.platform == "linux" and ctypes.CDLL(None).syscall(444, None, 0, 1) > 0
ROOM = 50 << 20
"""Bytes by which the caller's memory may grow."""


def memory() -> int:
    """Bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("issue.txt", samples.as_text().encode("gb18030")),
        ("issue.docx", samples.as_docx()),
        ("issue.pdf", samples.as_pdf()),
        ("issue.html", samples.as_html()),
        ("guides.xlsx", sheet(HEADERS, CARD)),
    ],
)
def test_a_good_file_is_read_as_without_a_sandbox(name: str, data: bytes) -> None:
    """The drafts are the same, departments of the corpus and new ones included."""
    departments = samples.DEPARTMENTS[1:]

    assert sandbox.read(name, data, departments) == parse(name, data, departments)


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_and_nobody_else_notices(name: str) -> None:
    """A sentence that names the file, and the caller's memory is as before."""
    data = FILES[name]()
    before = memory()

    with pytest.raises(CorpusFormatError, match=f"^{name}：.*。"):
        sandbox.read(name, data)

    assert memory() - before < ROOM


def test_a_refusal_says_the_name_once() -> None:
    """The sentence is the parser's own."""
    with pytest.raises(CorpusFormatError, match=r"^a\.txt：是空文件。$"):
        sandbox.read("a.txt", b"")


def outcome(name: str, data: bytes) -> str:
    """What the caller learns of a file."""
    try:
        return f"{name}：{len(sandbox.read(name, data))}份草稿"
    except CorpusFormatError as error:
        return str(error)


def test_damaged_files_are_drafts_or_refusals() -> None:
    """Bytes changed, cut out or doubled: whatever comes of it is a sentence or drafts; `python -m tests.corpus.formats.mutate` tries thousands."""
    files = list(mutated(Random(11), 10))

    assert all(outcome(name, data).startswith(f"{name}：") for name, data in files)


@pytest.mark.parametrize(
    "deed",
    [
        "open('/etc/hostname').read()",
        "open('/tmp/sandbox-was-here', 'w')",
        "import os; os.listdir('/')",
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import subprocess; subprocess.run(['/bin/true'])",
        "import os; os.fork()",
        "import os; os.environ['PATH']",
        "bytearray(2 << 30)",
        "import ctypes; assert ctypes.CDLL(None).open(b'/etc/hostname', 0) >= 0",
    ],
)
@pytest.mark.skipif(not LANDLOCK, reason="this system has no Landlock: only Python's own doors are shut")
def test_code_that_takes_over_the_child_gets_nowhere(deed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A parser with a hole that runs a stranger's code reaches no file, no network, no process, no environment."""
    program = (
        f"from corpus import sandbox, isolation\nsandbox._limit()\nisolation.isolate()\n{deed}\nprint({ESCAPED!r})"
    )
    monkeypatch.setattr(sandbox, "_PYTHON", (sys.executable, "-I", "-c", program))

    with pytest.raises(CorpusFormatError, match="已损坏"):
        sandbox.read("a.txt", b"x")


def test_the_deeds_would_be_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without isolation the same child says that it got out."""
    monkeypatch.setattr(sandbox, "_PYTHON", (sys.executable, "-I", "-c", f"open('/etc/hostname')\nprint({ESCAPED!r})"))

    with pytest.raises(CorpusFormatError, match="逃出来了"):
        sandbox.read("a.txt", b"x")


@pytest.mark.parametrize(
    ("program", "told"),
    [
        ("print('{}')", "已损坏"),
        ("print('[' * 100000)", "已损坏"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "已损坏"),
        ("from corpus import sandbox; sandbox.CPU = 1; sandbox._limit()\nwhile True: pass", "还没有读完"),
        ("from corpus import sandbox; sandbox._limit()\nwhile True: print('x' * 1000000)", "已损坏"),
    ],
)
def test_a_child_that_does_not_answer_is_a_refusal(program: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nonsense, a crash, endless work and endless output all end in a sentence."""
    monkeypatch.setattr(sandbox, "_PYTHON", (sys.executable, "-I", "-c", program))

    with pytest.raises(CorpusFormatError, match=told):
        sandbox.read("a.txt", b"x")


def test_a_child_that_only_waits_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sleeping takes no computing, so the clock ends it."""
    monkeypatch.setattr(sandbox, "WALL", 0.2)
    monkeypatch.setattr(sandbox, "_PYTHON", (sys.executable, "-I", "-c", "import time; time.sleep(60)"))

    with pytest.raises(CorpusFormatError, match="还没有读完"):
        sandbox.read("a.txt", b"x")


def test_thousands_of_articles_fit_into_an_answer() -> None:
    """A file of records with five thousand articles is read at once."""
    lines = [f'{{"id": "a-{n}", "title": "第{n}篇", "text": "{"一段话。" * 60}"}}' for n in range(5_000)]
    drafts = sandbox.read("a.jsonl", "\n".join(lines).encode())

    assert len(drafts) == 5_000
    assert isinstance(drafts[-1].item, Article)
    assert drafts[-1].item.id == "a-4999"
