"""`sanfang chat`: through a pipe, and at a terminal with a person at it."""

import codecs
import json
import os
import pty
import select
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from tests.conftest import Sanfang
from tests.forking import start

QUESTION = "什么是三方通话？"


def test_a_pipe_is_answered_line_by_line(sanfang: Sanfang) -> None:
    """No prompt, no greeting, no colours; a number presses a button; the rating is in the log."""
    done = sanfang.run("chat", stdin=f"{QUESTION}\n\n1\n7\n".encode())

    answer, thanks, no_button, rest = done.stdout.decode().split("\n\n")
    [row] = [json.loads(line) for line in sanfang.run("log", "--json").stdout.splitlines()]
    assert "📄 " in answer
    assert "已解决" in answer
    assert "谢谢" in thanks
    assert "没有这个编号" in no_button
    assert (rest, done.returncode, done.stderr) == ("", 0, b"")
    assert b"\x1b" not in done.stdout
    assert (row["question"], row["rating"]) == (QUESTION, "solved")


def test_an_offered_question_is_asked_by_its_number(sanfang: Sanfang) -> None:
    """The examples after a greeting can be chosen."""
    offered, answer, _ = sanfang.run("chat", stdin="你能做什么\n1\n".encode()).stdout.decode().split("\n\n")

    assert "[1 " in offered
    assert "📄 " in answer


def test_a_farewell_ends_the_conversation(sanfang: Sanfang) -> None:
    """What comes after it is not read."""
    assert sanfang.run("chat", stdin=f"再见！\n{QUESTION}\n".encode()).stdout == b""


def test_an_unknown_command_is_no_question(sanfang: Sanfang) -> None:
    """It shows the help, and nothing is logged."""
    assert "/quit" in sanfang.run("chat", stdin=b"/nosuch\n").stdout.decode()
    assert sanfang.run("log", "--json").stdout == b""


def test_bytes_that_are_no_text_are_answered(sanfang: Sanfang) -> None:
    """A line in another encoding gets a reply, and the next one too."""
    done = sanfang.run("chat", stdin=b"\xb9\xb7\xd6\xa4\xff\n" + QUESTION.encode())

    assert done.returncode == 0
    assert "📄 " in done.stdout.decode()


@dataclass(slots=True)
class Keyboard:
    """The other end of a terminal; `unread` is what it has shown since the last look."""

    terminal: int
    unread: str = ""

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self.terminal, keys.encode())

    def see(self, text: str) -> str:
        """What is shown up to and with `text`, control sequences included."""
        reader, end = codecs.getincrementaldecoder("utf-8")(), time.monotonic() + 30
        while text not in self.unread:
            if not select.select([self.terminal], [], [], max(0.0, end - time.monotonic()))[0]:
                pytest.fail(f"{text!r} was not shown, only: {self.unread!r}", pytrace=False)
            self.unread += reader.decode(os.read(self.terminal, 65536))
        before, found, self.unread = self.unread.partition(text)
        return before + found


@contextmanager
def chat(sanfang: Sanfang, **environment: str) -> Iterator[Keyboard]:
    """A conversation at a terminal of 80 columns; it has to end by itself, with exit code 0."""
    ours, theirs = pty.openpty()
    variables = {**sanfang.environment(), "TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1", **environment}
    try:
        with start("bot", "chat", env=variables, streams=(theirs, theirs, theirs)) as process:
            os.close(theirs)
            yield Keyboard(ours)
            assert process.wait() == 0
    finally:
        os.close(ours)


def test_at_a_terminal_answers_have_colours_and_earlier_questions_come_back(sanfang: Sanfang) -> None:
    """Greeting, question, cited answer, arrow up for the same again, Ctrl-D."""
    with chat(sanfang) as keyboard:
        keyboard.see("您问")
        keyboard.type(QUESTION + "\r")
        assert "\x1b[2m📄 " in keyboard.see("没答到")
        keyboard.see("您问")
        keyboard.type("\x1b[A\r")
        keyboard.see("📄 ")
        keyboard.see("您问")
        keyboard.type("\x04")
        keyboard.see("再见")

    assert len(sanfang.run("log", "--json").stdout.splitlines()) == 2


def test_ctrl_c_drops_a_half_line_and_then_ends(sanfang: Sanfang) -> None:
    """A slip of the fingers does not end the conversation."""
    with chat(sanfang) as keyboard:
        keyboard.see("您问")
        keyboard.type("写了一半")
        keyboard.see("一半")
        keyboard.type("\x03")
        keyboard.see("您问")
        keyboard.type(QUESTION + "\r")
        keyboard.see("没答到")
        keyboard.see("您问")
        keyboard.type("\x03")
        keyboard.see("再见")

    logged = [json.loads(line)["question"] for line in sanfang.run("log", "--json").stdout.splitlines()]
    assert logged == [QUESTION]


def test_no_color_is_obeyed(sanfang: Sanfang) -> None:
    """With NO_COLOR the answer is plain."""
    with chat(sanfang, NO_COLOR="1") as keyboard:
        keyboard.see("您问")
        keyboard.type(QUESTION + "\r")
        assert "\x1b[2m" not in keyboard.see("没答到")
        keyboard.type("/quit\r")
        keyboard.see("再见")


def test_the_history_file_holds_no_personal_data(sanfang: Sanfang) -> None:
    """What the arrow keys find next time is masked, and only its owner may read it."""
    with chat(sanfang) as keyboard:
        keyboard.see("您问")
        keyboard.type("我的手机13800138000，什么是三方通话？\r")
        keyboard.see("没答到")
        keyboard.type("/quit\r")
        keyboard.see("再见")

    file = sanfang.home / "chat-history"
    assert "什么是三方通话" in file.read_text(encoding="utf-8")
    assert "13800138000" not in file.read_text(encoding="utf-8")
    assert file.stat().st_mode & 0o077 == 0
