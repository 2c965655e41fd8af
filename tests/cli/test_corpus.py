"""`sanfang corpus` as an editor uses it: from a file to a version and back."""

from pathlib import Path

import pytest

from bot.cli import app

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
    assert "titel = " in (home / "b23-dog-vaccination.edited.md").read_text("utf-8")
    assert "撤销了 1 处" in run(capfd, "discard", "--all")[1]


def test_a_file_that_cannot_be_read_harms_nothing(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The others are imported, the bad one is named, and the exit code tells."""
    good, bad = home / "第24期.txt", home / "坏的.docx"
    good.write_text(BULLETIN, encoding="utf-8")
    bad.write_bytes(b"PK\x03\x04 nothing")

    code, out, err = run(capfd, "import", str(bad), str(good))

    assert code == 1
    assert "坏的.docx" in err
    assert "轮渡月票" in out
