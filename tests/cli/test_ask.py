"""`sanfang ask` and `sanfang log` as a user runs them."""

import json
from datetime import date
from typing import Any

from tests.conftest import Sanfang

DEFINITION = "什么是三方通话？"
KEYS = {"id", "question", "outcome", "text", "citations", "department", "confidence", "rule", "corpus_version", "parts"}


def asked(sanfang: Sanfang, *arguments: str, stdin: bytes = b"") -> list[dict[str, Any]]:
    """The objects that `ask` prints."""
    return [json.loads(line) for line in sanfang.run("ask", *arguments, stdin=stdin).stdout.splitlines()]


def jsonl(*values: object) -> bytes:
    """Lines of JSON, escaped: what cannot be written as UTF-8 can be read from them."""
    return "\n".join(json.dumps(value) for value in values).encode()


def test_an_answer_names_its_article_bulletin_and_date_and_is_logged(sanfang: Sanfang) -> None:
    """On a machine where it never ran: the answer, its source, and a row in the log."""
    [result] = asked(sanfang, "--json", DEFINITION)
    [row] = [json.loads(line) for line in sanfang.run("log", "--json").stdout.splitlines()]

    assert set(result) >= KEYS
    assert (result["outcome"], result["question"], result["corpus_version"]) == ("answer", DEFINITION, 1)
    assert "三方通话" in result["citations"][0]["article"]
    assert result["citations"][0]["source"].endswith("第23期")
    assert date.fromisoformat(result["citations"][0]["published"]) == date(2018, 10, 22)
    assert result["citations"][0]["quote"] in result["text"]
    assert (row["id"], row["question"], row["outcome"]) == (result["id"], DEFINITION, "answer")


def test_a_pipe_gets_plain_text(sanfang: Sanfang) -> None:
    """Without a terminal there are neither colours nor buttons; the question may come from standard input."""
    done = sanfang.run("ask", "-", stdin=DEFINITION.encode())

    assert done.returncode == 0
    assert "📄 " in done.stdout.decode()
    assert b"\x1b" not in done.stdout
    assert done.stderr == b""


def test_a_batch_is_answered_in_order_and_a_bad_line_costs_only_its_own_answer(sanfang: Sanfang) -> None:
    """Every line gives one object; the exit code tells that one of them is an error."""
    lines = jsonl({"id": "a", "question": DEFINITION}) + b"\n{broken\n" + jsonl({"id": "c", "question": "你好"})

    done = sanfang.run("ask", "--batch", "-", stdin=lines)

    first, bad, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert (first["id"], first["outcome"]) == ("a", "answer")
    assert (bad["id"], bad["line"], bad["error"][:9]) == (None, 2, "第 2 行不是 J")
    assert (last["id"], last["outcome"]) == ("c", "smalltalk")
    assert done.returncode == 1


def test_bad_input_gets_a_clear_reply_and_breaks_nothing(sanfang: Sanfang) -> None:
    """Whatever a stranger sends, there is one object for it, in valid UTF-8, and the next question is answered."""
    bad = ["", "狗" * 350_000, "狗\ud83d", "\u0000狗证\u0000", "e" + "\u0301" * 400_000]
    bad += ["<b>狗证</b><script>alert(1)</script>", "'; DROP TABLE questions; --"]
    items = [{"id": str(number), "question": question} for number, question in enumerate([*bad, DEFINITION])]

    done = sanfang.run("ask", "--batch", "-", stdin=jsonl(*items))

    results = [json.loads(line.decode()) for line in done.stdout.splitlines()]
    assert [result["id"] for result in results] == [item["id"] for item in items]
    assert all(result["text"] and len(result["text"]) < 1000 for result in results)
    assert results[2]["question"] == "狗\ufffd"
    assert results[-1]["outcome"] == "answer"
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(sanfang.run("log", "--json").stdout.splitlines()) == len(items)


def test_the_history_is_part_of_the_question(sanfang: Sanfang) -> None:
    """An elliptic question is understood from the one before it."""
    follow_up = {"question": "在哪里办？", "history": ["养犬许可证"]}

    [with_history] = asked(sanfang, "--batch", "-", stdin=jsonl(follow_up))
    [without] = asked(sanfang, "--json", "在哪里办？")

    assert with_history["outcome"] != without["outcome"] or with_history["text"] != without["text"]


def test_personal_data_is_neither_stored_nor_shown_in_the_log(sanfang: Sanfang) -> None:
    """A phone number in a question is in no file of the data directory."""
    sanfang.run("ask", f"我的手机13800138000，{DEFINITION}")

    shown = sanfang.run("log").stdout

    assert "三方通话".encode() in shown
    assert not [file for file in sanfang.home.rglob("*") if file.is_file() and b"13800138000" in file.read_bytes()]
    assert b"13800138000" not in shown
