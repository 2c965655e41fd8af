"""`sanfang stats`, as its user runs it."""

import json
from pathlib import Path

import pytest

from bot.cli.app import run
from tests.conftest import Sanfang


def test_the_measures_of_what_was_asked(
    sanfang: Sanfang, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Before any question: advice; then a table, the same as JSON, and a file."""
    monkeypatch.setenv("SANFANG_HOME", str(sanfang.home))
    assert run(["stats"]) == 0
    assert "还没有人咨询" in capsysbinary.readouterr().err.decode()
    sanfang.run("chat", stdin="狗证去哪办\n公积金怎么提取\n你好\n".encode())

    outputs = []
    for arguments in ([], ["--json"], ["--department", "公积金中心", "--out", str(sanfang.home / "r.docx")]):
        assert run(["stats", *arguments]) == 0
        outputs.append(capsysbinary.readouterr().out.decode())
    data = json.loads(outputs[1])

    assert "100.0%" in outputs[0]
    assert "公积金怎么提取" in outputs[0]
    assert (data["total"]["asked"], sum(data["total"]["buckets"].values()) + data["total"]["under_way"]) == (2, 2)
    assert [gap["question"] for gap in data["gaps"]] == ["公积金怎么提取"]
    assert (sanfang.home / "r.docx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--from", "2026-03-02", "--to", "2026-03-01"), "--from 要早于 --to"),
        (("--department", "月球局"), "没有叫“月球局”的部门"),
        (("--out", "r.pdf"), ".xlsx"),
        (("--out", "没有/r.csv"), "检查目录"),
    ],
)
def test_what_is_written_wrongly_is_explained(
    arguments: tuple[str, ...],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each message says what to write instead."""
    monkeypatch.setenv("SANFANG_HOME", str(tmp_path))

    assert run(["stats", *arguments]) == 2
    assert told in capsys.readouterr().err
