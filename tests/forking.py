"""Processes of the program that need not load it: each is forked from one that has, and has done nothing else.

Loading is most of what a start costs, and dozens of tests start the program. Each still gets a process of its own, with
its own environment, standard streams, end and exit code; only what `python -m` would import first is there already. Some
tests run `python -m bot` itself, as a user does. This module is both sides: what tests call, and, as
`python -m tests.forking`, the process that is forked.
"""

import atexit
import gc
import json
import os
import runpy
import select
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager, suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

ROOT = Path(__file__).parent.parent
LOADED = (
    "bot.bootstrap.telegram",
    "bot.bootstrap.terminal",
    "bot.channels.terminal.prompt",
    "bot.cli.chat",
    "bot.cli.log",
    "bot.cli.serve",
    "bot.store.database",
    "aiosqlite",
    "prompt_toolkit",
    "pypinyin",
    "rjieba",
    "sqlalchemy.dialects.sqlite.aiosqlite",
)
"""What the program loads, sooner or later, when it answers. Another module is loaded by the process that needs it."""
PATIENCE = 120.0
"""Seconds in which a process has to end."""
_NUMBER = struct.Struct("i")


class Forked(AbstractContextManager["Forked"]):
    """A process; as a context it does not outlive what is done with it."""

    def __init__(self, keeper: socket.socket) -> None:
        self._keeper = keeper
        self._code: int | None = None
        self.pid = self._told()

    @property
    def returncode(self) -> int | None:
        """The exit code, or minus the number of the signal that ended it; None while it runs."""
        if self._code is None and select.select([self._keeper], [], [], 0)[0]:
            self.wait()
        return self._code

    def wait(self, timeout: float = PATIENCE) -> int:
        """The exit code, when it has ended. Raises TimeoutError."""
        if self._code is None:
            self._keeper.settimeout(timeout)
            self._code = self._told()
            self._keeper.close()
        return self._code

    def send_signal(self, which: int) -> None:
        """Send a signal, unless it has ended."""
        if self.returncode is None:
            os.kill(self.pid, which)

    def end(self) -> None:
        """Make sure that it runs no more."""
        self.send_signal(signal.SIGKILL)
        self.wait()

    def __exit__(self, *_: object) -> None:
        self.end()

    def _told(self) -> int:
        (number,) = _NUMBER.unpack(self._keeper.recv(_NUMBER.size))
        return int(number)


def start(*command: str, env: Mapping[str, str], streams: tuple[int, int, int]) -> Forked:
    """`python -W error -m command...` with this environment, input, output and output of errors."""
    ours, theirs = socket.socketpair()
    with theirs:
        socket.send_fds(_loaded(), [b"+"], [theirs.fileno(), *streams])
    ours.sendall(json.dumps({"command": command, "env": dict(env)}).encode() + b"\n")
    return Forked(ours)


def run(*command: str, env: Mapping[str, str], stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The same, run to its end."""
    with TemporaryFile() as given, TemporaryFile() as out, TemporaryFile() as err:
        given.write(stdin)
        given.seek(0)
        with start(*command, env=env, streams=(given.fileno(), out.fileno(), err.fileno())) as process:
            code = process.wait()
        return subprocess.CompletedProcess(command, code, _content(out), _content(err))


@cache
def _loaded() -> socket.socket:
    """The line to the process that has loaded the program; it ends when this process does."""
    line, theirs = socket.socketpair()
    command = [sys.executable, "-W", "error", "-m", "tests.forking", str(theirs.fileno())]
    own = {"OPENBLAS_NUM_THREADS": "1"}  # a process with threads is not to be forked
    with theirs:
        process = subprocess.Popen(
            command, pass_fds=[theirs.fileno()], cwd=ROOT, env=os.environ | own, start_new_session=True
        )
    atexit.register(process.wait)
    atexit.register(line.close)
    return line


def _content(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


def _serve(line: socket.socket) -> None:
    """Fork for every request; returns in the forked process only, and ends this one when nobody is left to ask."""
    signal.signal(signal.SIGCHLD, _bury)
    while True:
        asked, files, _, _ = socket.recv_fds(line, 1, 4)
        if not asked:
            sys.exit()
        if os.fork() == 0:
            line.close()
            return _keep(socket.socket(fileno=files[0]), files[1:])
        for file in files:
            os.close(file)


def _bury(*_: object) -> None:
    """Wait for the keepers that have ended, so that what their processes took is counted as ours."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _keep(line: socket.socket, streams: list[int]) -> None:
    """Fork the process wanted and tell its number and its exit code; returns in that process only."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with line, line.makefile("rb") as request:
        order = json.loads(request.readline())
        process = os.fork()
        if process:
            for stream in streams:
                os.close(stream)
            line.sendall(_NUMBER.pack(process))
            line.sendall(_NUMBER.pack(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])))
            os._exit(0)
    _become(order["command"], order["env"], streams)


def _become(command: list[str], env: Mapping[str, str], streams: list[int]) -> None:
    """Be the process that `python -m command...` would be."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115 (as the interpreter opens them, to the end)
    sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", buffering=1, errors="backslashreplace", closefd=False)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(env)
    sys.argv[1:] = command[1:]
    runpy.run_module(command[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    gc.disable()
    for module in LOADED:
        import_module(module)
    gc.freeze()  # what is there now is no garbage in any process
    gc.enable()
    _serve(socket.socket(fileno=int(sys.argv[1])))
