"""A stranger's file is read in a process of its own: little memory, little time, no files, no network, no environment.

This is the only file of the package that starts a process. The child takes a request on its standard input and answers
on its standard output, both plain files; whatever becomes of it, the caller gets drafts or a sentence for the editor.
"""

import json
import mimetypes
import resource
import signal
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from os import killpg
from tempfile import TemporaryFile
from typing import IO, Any

from corpus.draft import Draft, draft_from_json, draft_to_json
from corpus.isolation import isolate
from corpus.jsonable import department_from_json, to_json
from corpus.model import CorpusFormatError, Department

MEMORY = 1 << 30
"""Bytes of address space the child may have."""
CPU = 8
"""Seconds of computing the child may take."""
WALL = 40
"""Seconds after which the child is ended, whatever it waits for; on a busy machine computing takes several times as long."""
ANSWER = 20_000_000
"""Bytes the drafts of one file may have as JSON; ten thousand articles of some five hundred characters."""
FILES = 64
"""Files the child may have open at once."""

_BROKEN = "已损坏，或者不是它的扩展名所说的格式。请在原来的软件里打开，另存一次再导入。"
_SLOW = f"读了{CPU}秒还没有读完：太大、太复杂，或者有意做成这样。请另存一次，或拆成几个小一些的文件。"
_HEAVY = f"要用的内存超过{MEMORY >> 20}MB：太大，或者有意做成这样。请另存一次，或拆成几个小一些的文件。"
_LONG = f"内容太多（超过{ANSWER // 1_000_000}MB），请拆成几个文件。"

_PYTHON = (sys.executable, "-I", "-B", "-m", "corpus.sandbox")


def read(name: str, data: bytes, departments: Iterable[Department] = ()) -> tuple[Draft, ...]:
    """What `corpus.formats.parsers.parse` reads from a file, without any harm it could do. Raises CorpusFormatError."""
    head = {"name": name, "departments": [to_json(department) for department in departments]}
    with TemporaryFile() as request, TemporaryFile() as answer:
        request.write(json.dumps(head).encode() + b"\n" + data)
        request.seek(0)
        code = _run(request, answer)
        answer.seek(0)
        told = _told(answer.read(ANSWER) if code == 0 else _refusal(_ended(code)))
    if "refusal" in told:
        raise CorpusFormatError(f"{name}：{str(told['refusal']).removeprefix(f'{name}：')}")
    return tuple(draft_from_json(draft) for draft in told["drafts"])


def _run(request: IO[bytes], answer: IO[bytes]) -> int:
    """The child's exit status; that of a child which took too long is a kill's."""
    child = subprocess.Popen(  # noqa: S603 - our own interpreter, with constant arguments
        _PYTHON, stdin=request, stdout=answer, stderr=subprocess.DEVNULL, env={}, cwd="/", start_new_session=True
    )
    try:
        return child.wait(WALL)
    except subprocess.TimeoutExpired:
        return -signal.SIGXCPU
    finally:
        if child.poll() is None:
            with suppress(ProcessLookupError):
                killpg(child.pid, signal.SIGKILL)
            child.wait()


def _told(answer: bytes) -> dict[str, Any]:
    """The child's answer; of one that makes no sense, that the file is broken."""
    try:
        told = json.loads(answer)
    except (ValueError, RecursionError):
        return {"refusal": _BROKEN}
    return told if isinstance(told, dict) and {"drafts", "refusal"} & set(told) else {"refusal": _BROKEN}


def _ended(code: int) -> str:
    """What to say of a child that the system ended."""
    return _SLOW if code in (-signal.SIGXCPU, -signal.SIGKILL) else _BROKEN


def _child() -> None:
    """Read one request, isolated, and write the answer."""
    _limit()
    head, _, data = sys.stdin.buffer.read().partition(b"\n")
    from corpus.formats.parsers import parse  # here: a caller needs no parsers, and later no file of ours can be opened

    mimetypes.init([])  # or openpyxl goes and looks for the system's list
    isolate()
    asked = json.loads(head)
    try:
        departments = [department_from_json(department) for department in asked["departments"]]
        told = {"drafts": [draft_to_json(draft) for draft in parse(asked["name"], data, departments)]}
        answer = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
    except CorpusFormatError as error:
        answer = _refusal(str(error))
    except MemoryError:
        answer = _refusal(_HEAVY)
    except RecursionError:
        answer = _refusal(_BROKEN)
    except Exception as error:  # a library's own error on a broken file; its name helps whoever is asked about it
        answer = _refusal(f"{_BROKEN}（{type(error).__name__}）")
    sys.stdout.buffer.write(answer if len(answer) <= ANSWER else _refusal(_LONG))


def _limit() -> None:
    limits = (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU),
        (resource.RLIMIT_FSIZE, ANSWER),
        (resource.RLIMIT_NOFILE, FILES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    )
    for kind, most in limits:
        with suppress(ValueError, OSError):  # some systems know no limit of a kind
            resource.setrlimit(kind, (most, most))


def _refusal(message: str) -> bytes:
    return json.dumps({"refusal": message}, ensure_ascii=False).encode("utf-8", "replace")


if __name__ == "__main__":
    _child()
