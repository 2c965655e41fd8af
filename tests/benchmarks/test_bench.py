"""The bench itself, on a collection small enough to be quick."""

import random
from pathlib import Path
from xml.etree import ElementTree

import pytest

from retrieval.bench import BenchError, Row, bench, markdown, svg
from retrieval.bench.collection import enlarge, write
from retrieval.evaluate import Judged
from retrieval.model import Document

DOCUMENTS = [
    Document(
        f"p{number}", "办事须知", f"到第{number}号窗口办理{matter}事项，请带身份证。受理后当天办结；如有疑问请来电。"
    )
    for number, matter in enumerate(("养犬", "优待", "落户", "培训", "援助", "签证"))
]
QUESTIONS = [
    Judged(f"q{number}", f"{document.text[7:9]}在第几号窗口", frozenset({document.id}))
    for number, document in enumerate(DOCUMENTS)
]
ROWS = [
    Row("sanfang", 10_000, 1.0, 0.1, 10.0, 20.0, 0.05, 0.1, 0.8, 300),
    Row("rank_bm25", 10_000, 1.0, 0.1, 10.0, 20.0, 15.0, 40.0, 0.8, 300),
    Row("sanfang", 100_000, 9.0, 0.1, 90.0, 50.0, 0.2, 0.4, 0.7, 300),
]


def test_engines_agree_on_what_is_found() -> None:
    """The index and rank_bm25 find the same on the same collection, each measured in a process of its own."""
    own, peer = bench(DOCUMENTS, QUESTIONS, [60], ["sanfang", "rank_bm25"])

    assert (own.engine, peer.engine) == ("sanfang", "rank_bm25")
    assert own.asked == peer.asked == len(QUESTIONS)
    assert own.mrr == pytest.approx(peer.mrr, abs=0.1)
    assert own.p50 > 0
    assert own.disk > 0


def test_without_questions_the_documents_ask_their_own() -> None:
    """A collection without questions is measured with clauses of its own."""
    (row,) = bench(DOCUMENTS, [], [30], ["sanfang"])

    assert row.asked > 0
    assert row.mrr > 0


def test_questions_that_no_engine_can_be_asked_are_left_out(tmp_path: Path) -> None:
    """A question without a word, or whose right passage is not there, is asked of nobody; with no other, nothing is measured."""
    useless = [Judged("mute", "?!", frozenset({"p0"})), Judged("lost", "养犬", frozenset({"elsewhere"}))]

    assert write(tmp_path, DOCUMENTS, [*useless, *QUESTIONS], 20) == len(QUESTIONS)
    with pytest.raises(BenchError, match="没有一道题"):
        next(bench(DOCUMENTS, useless, [20], ["sanfang"]))


def test_enlarged_collections_are_distinct_and_repeatable() -> None:
    """A collection is enlarged by texts of the same make, the same ones every time."""
    made = list(enlarge(DOCUMENTS, 40, random.Random(1)))

    assert made == list(enlarge(DOCUMENTS, 40, random.Random(1)))
    assert made[: len(DOCUMENTS)] == DOCUMENTS
    assert len({document.id for document in made}) == 40


def test_smaller_collections_are_the_beginning() -> None:
    """A collection that is large enough is cut off."""
    assert list(enlarge(DOCUMENTS, 3, random.Random(1))) == DOCUMENTS[:3]


def test_the_table_gives_ratios() -> None:
    """Each row says how many times faster than rank_bm25 it is, where that was measured."""
    first, _, last = markdown(ROWS).splitlines()[2:]

    assert "| 300 |" in first
    assert "| – |" in last


def test_the_plot_is_a_drawing() -> None:
    """The plot is well-formed, with a line for each engine."""
    drawing = ElementTree.fromstring(svg(ROWS))  # noqa: S314 (our own)

    assert len(drawing.findall("{http://www.w3.org/2000/svg}polyline")) == 2
