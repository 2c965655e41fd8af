"""`sanfang corpus` as an editor uses it: from a file to a version and back."""

import json
import os
import pty
import sys
from contextlib import suppress
from pathlib import Path
from time import sleep

import pytest

from bot.cli import app
from bot.cli.errors import INTERRUPTED
from tests.conftest import ROOT

BULLETIN = """改革情况交流

第24期

江城区改革办　　　　2019年5月6日

本期目录

○轮渡月票可以在手机上买了
○区民政局上门办理老年优待证

轮渡月票可以在手机上买了

以前买轮渡月票要到渡口排队。现在打开“江城出行”就能买，每张三十元，当天生效，不用再到窗口盖章。（区交通局）

区民政局上门办理老年优待证

年满六十周岁的老人打一个电话，工作人员就上门收材料、拍照片，五个工作日内把老年优待证送到家。（区民政局）

报：区委、区政府
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An own data directory."""
    monkeypatch.setenv("SANFANG_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LOGNAME", "xiaowang")
    return tmp_path


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The exit code, standard output and standard error of a `sanfang corpus` command."""
    code = app.run(["corpus", *arguments])
    return code, *capfd.readouterr()


def test_from_a_bulletin_to_a_version_and_back(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Import, look, publish, go back; each step says what it did."""
    file = home / "第24期.txt"
    file.write_text(BULLETIN, encoding="gb18030")

    code, out, _ = run(capfd, "import", str(file))
    assert code == 0
    assert "轮渡月票可以在手机上买了" in out
    assert "老年优待证" in run(capfd, "list", "--draft")[1]
    assert run(capfd, "publish", "--reason", "第24期")[0] == 2  # nobody is there to be asked
    code, out, err = run(capfd, "publish", "--yes", "--reason", "第24期")
    assert (code, "已发布第 2 版" in out) == (0, True), err
    assert "没有可以发布的改动" in run(capfd, "publish", "--yes")[2]
    assert "已发布第 3 版" in run(capfd, "rollback", "1", "--reason", "再看看")[1]
    code, out, _ = run(capfd, "history")
    assert "第24期" in out
    assert "xiaowang" in out
    assert "第24期.txt" in run(capfd, "history", "2")[1]
    assert "首发或退回" in run(capfd, "history", "3")[1]
    assert "撤下" in run(capfd, "diff", "2", "3")[1]


def test_an_export_imports_back_identically(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The folder of everything changes nothing when it is imported in place of everything."""
    assert "已导出" in run(capfd, "export", str(home / "out"))[1]

    code, out, _ = run(capfd, "import", str(home / "out"), "--replace")

    assert (code, "相比：没有改动" in out) == (0, True)
    assert "已经有东西" in run(capfd, "export", str(home / "out"))[2]


def test_an_entry_is_edited_in_the_editor(
    home: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is saved in $EDITOR is in the draft; what cannot be read is kept in a file, and the draft stays."""
    monkeypatch.chdir(home)
    monkeypatch.setenv("EDITOR", "sed -i s/三方通话/三方电话/g")
    assert "已改进草稿" in run(capfd, "edit", "b23-three-way-call")[1]
    assert "三方电话" in run(capfd, "show", "b23-three-way-call")[1]

    monkeypatch.setenv("EDITOR", "sed -i s/^title/titel/")
    code, _, err = run(capfd, "edit", "b23-dog-vaccination")
    assert code == 1
    assert "缺少 title" in err
    assert "titel = " in next(home.glob("b23-dog-vaccination.edited-*.md")).read_text("utf-8")
    assert "撤销了 1 处" in run(capfd, "discard", "--all")[1]


def test_an_editor_that_fails_or_saves_no_text_is_explained(
    home: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that is missing, one that gives up, one that saves in another encoding: a sentence, and the draft stays."""
    latin = home / "latin"
    latin.write_text('#!/bin/sh\nprintf \'\\377\\376\' > "$1"; touch -d 2001-01-01 "$1"\n', encoding="ascii")
    latin.chmod(0o755)

    for editor, told in (("false", "没有正常结束"), ("/nowhere/editor", "EDITOR=nano"), (str(latin), "UTF-8")):
        monkeypatch.setenv("EDITOR", editor)
        code, _, err = run(capfd, "edit", "b23-three-way-call")
        assert (code, told in err) == (1, True), err
    assert "没有可列的" in run(capfd, "list", "--draft")[1]


def test_what_another_changed_meanwhile_is_not_overwritten(
    home: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the editor was open somebody else saved: theirs stays, ours is kept in a file."""
    monkeypatch.chdir(home)
    slow = home / "slow"
    link = f"{sys.executable} -m bot corpus link b23-three-way-call 能当场问到吗"
    slow.write_text(f'#!/bin/sh\n{link} >&2\nsed -i s/三方通话/三方电话/g "$1"\n', encoding="utf-8")
    slow.chmod(0o755)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("EDITOR", str(slow))

    code, _, err = run(capfd, "edit", "b23-three-way-call")

    assert (code, "别人也改了它" in err) == (1, True), err
    assert "三方电话" in next(home.glob("*.edited-*.md")).read_text("utf-8")
    shown = run(capfd, "show", "b23-three-way-call")[1]
    assert ("能当场问到吗" in shown, "三方电话" in shown) == (True, False)


def test_ctrl_c_ends_a_question_at_once(home: Path) -> None:
    """Asked whether to publish, one Ctrl-C is enough; nothing is published."""
    assert app.run(["corpus", "link", "b23-three-way-call", "能当场问到吗"]) == 0
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, (sys.executable, "-m", "bot", "corpus", "publish"))  # noqa: S606 - ourselves
    shown = b""
    while "现在发布吗".encode() not in shown:
        shown += os.read(terminal, 4096)
    while Path(f"/proc/{child}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "S":
        sleep(0.01)  # until it waits for the answer: a key pressed just before that is seen only with the next one
    os.write(terminal, b"\x03")
    with suppress(OSError):  # what Linux says at the end of a terminal
        while os.read(terminal, 4096):
            pass

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == INTERRUPTED


def test_two_texts_for_one_id_and_hidden_characters_are_told(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The last one counts and the editor knows; what nobody sees is written out in a difference."""
    for name, hour in (("a", "九点"), ("b", "十点")):
        line = {"id": "a-1", "title": "图书馆几点开门", "text": f"图书馆每天上午{hour}开门。"}
        (home / f"{name}.jsonl").write_text(json.dumps(line), encoding="utf-8")

    _, _, err = run(capfd, "import", str(home / "a.jsonl"), str(home / "b.jsonl"))
    assert "a-1 读到了几种不同的内容" in err
    assert "几种不同" not in run(capfd, "import", str(home / "b.jsonl"), str(home / "b.jsonl"))[2]

    run(capfd, "link", "b23-three-way-call", "能当场\u202e问到吗")
    assert "⟦U+202E⟧" in run(capfd, "diff")[1]


def test_a_file_that_cannot_be_read_harms_nothing(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The others are imported, the bad one is named, and the exit code tells."""
    good, bad = home / "第24期.txt", home / "坏的.docx"
    good.write_text(BULLETIN, encoding="utf-8")
    bad.write_bytes(b"PK\x03\x04 nothing")

    code, out, err = run(capfd, "import", str(bad), str(good))

    assert code == 1
    assert "坏的.docx" in err
    assert "轮渡月票" in out


def test_what_an_import_publishes_at_once_can_be_confirmed_there(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The option that the refusal names is known to the command that was refused."""
    line = {"id": "a-1", "title": "图书馆馆长的手机", "text": "请打王师傅的手机13857112345，白天都在。"}
    file = home / "a.jsonl"
    file.write_text(json.dumps(line), encoding="utf-8")

    code, _, err = run(capfd, "import", str(file), "--publish", "--yes")
    assert (code, "--confirm a-1" in err) == (1, True), err
    assert "已发布" in run(capfd, "import", str(file), "--publish", "--yes", "--confirm", "a-1")[1]
