"""A conversation goes on while somebody publishes."""

import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT, Sanfang

ARTICLE = """+++
id = "b99-bridge"
title = "湘湖便民桥试行夜间通行预约"
bulletin = "《改革情况交流》"
number = 99
published = 2019-05-06
+++

湘湖便民桥夜间通行预约的窗口在湘湖路便民亭，每周六办理。
"""
QUESTION = "湘湖便民桥夜间通行预约的窗口在哪里\n".encode()


def test_a_running_chat_answers_from_what_was_published_meanwhile(sanfang: Sanfang, tmp_path: Path) -> None:
    """The same question in the same process: handed on before the publication, answered after it."""
    file = tmp_path / "b99.md"
    file.write_text(ARTICLE, encoding="utf-8")
    command = [sys.executable, "-m", "bot", "chat"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, env=sanfang.environment(), **pipes) as chat:  # type: ignore[call-overload]
        chat.stdin.write(QUESTION)
        chat.stdin.flush()
        before = b"".join(iter(chat.stdout.readline, b"\n")).decode()
        done = sanfang.run("corpus", "import", str(file), "--publish", "--yes")
        after = chat.communicate(QUESTION, timeout=120)[0].decode()

    assert done.returncode == 0, done.stderr.decode()
    assert "便民亭" not in before
    assert "湘湖路便民亭" in after
    assert "第99期" in after
