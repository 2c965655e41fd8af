"""Writing to watchers and clearing out, at the command line."""

from pathlib import Path

import pytest

from bot.cli.app import run


def test_letters_and_purge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A letter is drafted, refused to its author, approved by another, and listed; purging says what it erased."""
    monkeypatch.setenv("SANFANG_HOME", str(tmp_path))

    def said(code: int, *arguments: str) -> str:
        assert run(arguments) == code
        output = capsys.readouterr()
        return output.out + output.err

    assert "还没有通知" in said(0, "letter", "list")
    assert "是不是：养犬许可证申领" in said(1, "letter", "write", "养犬", "停办")
    assert "现在有 0 人关注" in said(0, "letter", "write", "养犬许可证", "周六停办", "--author", "甲")
    assert "不能批准自己的" in said(1, "letter", "approve", "1", "--approver", "甲")
    assert "已批准第 1 号" in said(0, "letter", "approve", "1", "--approver", "乙")
    assert "不能再改" in said(1, "letter", "reject", "1")
    assert "没有第 2 号" in said(1, "letter", "reject", "2")
    assert "周六停办" in said(0, "letter", "list")
    assert "超过 180 天的文字 0 条" in said(0, "purge")
