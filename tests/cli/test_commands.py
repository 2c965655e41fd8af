"""What the command line says when it is used wrongly, not at all, or with nobody listening."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import app
from tests.conftest import ROOT, Sanfang


def said(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The exit code, standard output and standard error of a command line run in this process."""
    code = app.run(arguments)
    return code, *capfd.readouterr()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An own data directory."""
    monkeypatch.setenv("SANFANG_HOME", str(tmp_path))
    return tmp_path


def test_without_a_command_the_commands_are_shown(capfd: pytest.CaptureFixture[str]) -> None:
    """A newcomer learns what to type next."""
    code, out, err = said(capfd)

    assert (code, err) == (0, "")
    assert "sanfang chat" in out
    assert [name for name in app.COMMANDS if f"  {name}" not in out] == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["asc"], "没有 asc 这个命令。是不是 ask？"),
        (["ask", "--jsn"], "没有 --jsn 这个选项。是不是 --json？"),
        (["ask"], "请写上问题"),
        (["ask", "x", "--batch", "y"], "只能写一样"),
        (["ask", "--batch"], "--batch 的写法不对"),
        (["ask", "--batch", "/absent.jsonl"], "读不了 /absent.jsonl"),
        (["log", "--limit", "many"], "--limit 写得不对：请写 1 到 10000 的整数"),
        (["log", "--limit", "0"], "--limit 写得不对：请写 1 到 10000 的整数"),
        (["log", "extra"], "多写了 extra"),
        (["evaluate", "answers"], "还缺 题目.jsonl"),
        (["evaluate", "answers", "/absent.jsonl"], "题目.jsonl 写得不对：没有这个文件或文件夹"),
        (["--config", "/absent.toml", "log"], "读不了设置文件 /absent.toml"),
        (["serve"], "@BotFather"),
    ],
)
def test_a_wrong_command_line_is_explained(capfd: pytest.CaptureFixture[str], arguments: list[str], says: str) -> None:
    """The mistake and its remedy in Chinese, on standard error, with exit code 2."""
    code, out, err = said(capfd, *arguments)

    assert (code, out) == (2, "")
    assert says in err
    assert "Traceback" not in err


def test_a_wrong_setting_is_explained(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command that needs the settings names the wrong one."""
    monkeypatch.setenv("SANFANG_ADMINS", "张三")

    code, _, err = said(capfd, "log")

    assert code == 2
    assert "SANFANG_ADMINS" in err


def test_a_database_that_is_none_is_explained(capfd: pytest.CaptureFixture[str], home: Path) -> None:
    """A file of something else is not touched and gives exit code 4; only --debug shows the traceback."""
    (home / "sanfang.db").write_bytes(b"this is no database" * 100)

    code, _, err = said(capfd, "log")

    assert code == 4
    assert "Traceback" not in err
    assert "Traceback" in said(capfd, "--debug", "log")[2]


def test_an_empty_log_says_how_to_fill_it(capfd: pytest.CaptureFixture[str]) -> None:
    """Nothing on standard output, a hint on standard error."""
    code, out, err = said(capfd, "log")

    assert (code, out) == (0, "")
    assert "sanfang ask" in err


def test_the_doctor_finds_a_new_installation_usable(capfd: pytest.CaptureFixture[str]) -> None:
    """Every check passes or warns."""
    code, out, _ = said(capfd, "doctor")

    assert code == 0
    assert "✗" not in out
    assert out.rstrip().endswith("可以使用。")


def test_the_doctor_tells_what_is_broken_and_how_to_mend_it(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    """A data directory that is a file, and a misspelt variable."""
    (home / "file").touch()
    monkeypatch.setenv("SANFANG_HOME", str(home / "file" / "data"))
    monkeypatch.setenv("SANFANG_TELEGRAM_TOKN", "x")

    code, out, _ = said(capfd, "doctor")

    assert code == 1
    assert "是不是 SANFANG_TELEGRAM_TOKEN？" in out
    assert "✗ 数据目录" in out


def test_version(capfd: pytest.CaptureFixture[str]) -> None:
    """The release and the Python it runs on."""
    assert said(capfd, "version")[1].startswith("sanfang 0.")


def test_a_reader_that_went_away_is_no_error(sanfang: Sanfang) -> None:
    """`sanfang … | head` ends without a word."""
    command = [sys.executable, "-m", "bot", "--help"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=sanfang.environment(), cwd=ROOT
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        complaint = process.stderr.read()

    assert (process.returncode, complaint) == (1, b"")


def test_an_interrupt_is_quiet(sanfang: Sanfang) -> None:
    """Ctrl-C while a pipe is read ends the conversation with exit code 130 and no traceback."""
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "chat"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=sanfang.environment(),
        cwd=ROOT,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write("你好\n".encode())
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        code = process.wait(timeout=120)
        complaint = process.stderr.read()

    assert (code, complaint.strip()) == (130, b"")
