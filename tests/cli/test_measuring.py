"""What `evaluate retrieval` and `bench retrieval` say about files and sizes that cannot be used."""

from pathlib import Path

import pytest

from bot.cli import app

PASSAGE = '{"id": "p", "title": "养犬", "text": "到镇街窗口申领养犬许可证。"}'
QUESTION = '{"id": "q", "question": "养犬许可证在哪里申领", "gold_passage_ids": ["p"], "answers": ["镇街窗口"]}'


def evaluated(folder: Path, passages: bytes, questions: bytes) -> int:
    """The exit code of judging these files."""
    (folder / "P.jsonl").write_bytes(passages)
    (folder / "Q.jsonl").write_bytes(questions)
    return app.run(
        ("evaluate", "retrieval", "--passages", str(folder / "P.jsonl"), "--questions", str(folder / "Q.jsonl"))
    )


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "Q.jsonl 第 1 行不是 JSON。"),
        ("[1]", "Q.jsonl 第 1 行不是 {…} 这样的一个对象。"),
        ('{"id": "q"}', "Q.jsonl 第 1 行缺少“question”"),
        (QUESTION.replace('["p"]', '"p"'), "Q.jsonl 第 1 行的“gold_passage_ids”不是一个列表。"),
        (QUESTION.replace('["镇街窗口"]', "5"), "Q.jsonl 第 1 行的“answers”不是一个列表。"),
        ("", "Q.jsonl 里什么也没有。"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], line: str, says: str
) -> None:
    """The file, the line and what is wrong with it."""
    code = evaluated(tmp_path, PASSAGE.encode(), line.encode())

    out, err = capfd.readouterr()
    assert (code, out) == (1, "")
    assert says in err


def test_another_encoding_is_named(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A file saved by an old editor is told apart from a broken one, and a byte order mark is no mistake."""
    assert evaluated(tmp_path, PASSAGE.encode("utf-8-sig"), QUESTION.encode("gb18030")) == 1
    assert "Q.jsonl 不是 UTF-8 文本" in capfd.readouterr().err


def test_gold_that_is_not_there_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Figures that are low because of a wrong file say so."""
    assert evaluated(tmp_path, PASSAGE.encode(), QUESTION.replace('"p"', '"other"').encode()) == 0
    assert "1 道题的标准段落不在这些段落里" in capfd.readouterr().err


@pytest.mark.parametrize("sizes", ["abc", "", "nan", "1e400", "9", "-100", "1e2,"])
def test_sizes_that_cannot_be_measured_are_refused(capfd: pytest.CaptureFixture[str], sizes: str) -> None:
    """Nothing is measured before the sizes are known to be good."""
    assert app.run(("bench", "retrieval", "--sizes", sizes)) == 2
    assert "每个不小于 10" in capfd.readouterr().err
