"""The figures of retrieval, against figures worked out by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.evaluate import Judged, JudgedFormatError, auroc, coverage_at, evaluate, read_passages, read_questions
from retrieval.model import Document

DOCUMENTS = [
    Document("dog", "养犬许可证", "带犬只到指定医院免疫，再到镇街窗口申领养犬许可证。"),
    Document("card", "老年优待证", "年满六十周岁可以请村干部代办老年优待证。"),
    Document("firm", "落户认证", "投资企业凭营业执照申请，七个工作日办结。"),
    Document("twin", "落户认证", "投资企业凭营业执照申请，七个工作日办结。"),
]


def test_figures_by_hand() -> None:
    """One question right at the first place, one at the second, one not at all, one unanswerable."""
    questions = [
        Judged("a", "养犬许可证在哪里申领", frozenset({"dog"}), ("镇街 窗口",)),
        Judged("b", "投资企业落户认证几天办结", frozenset({"twin"}), ("七个工作日",)),
        Judged("c", "代办老年优待证", frozenset({"firm"}), ("营业执照",)),
        Judged("d", "火星移民去哪里登记", frozenset()),
    ]
    figures = evaluate(DOCUMENTS, questions)

    assert figures.recall_1 == pytest.approx(1 / 3)
    assert figures.recall_5 == figures.recall_10 == pytest.approx(2 / 3)
    assert figures.mrr_10 == pytest.approx((1 + 1 / 2 + 0) / 3)
    assert figures.contains_answer_1 == pytest.approx(2 / 3)
    assert figures.ndcg_10 == pytest.approx((1 + 1 / math.log2(3)) / 3)
    assert figures.auroc_unanswerable == 1.0


def test_without_questions_there_are_no_figures() -> None:
    """What cannot be told is None, not zero."""
    figures = evaluate(DOCUMENTS, [])

    assert (figures.mrr_10, figures.auroc_unanswerable, figures.coverage_at_2_wrong) == (None, None, None)


@given(st.lists(st.integers(0, 5), min_size=1, max_size=30), st.lists(st.integers(0, 5), min_size=1, max_size=30))
def test_auroc_is_the_chance_of_being_above(positive: list[int], negative: list[int]) -> None:
    """Every pair counts 1, 1/2 or 0."""
    wins = sum((p > n) + (p == n) / 2 for p in positive for n in negative)

    assert auroc(positive, negative) == pytest.approx(wins / (len(positive) * len(negative)))


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ([True, True, False, True], 0.0, 2 / 4),
        ([True, True, False, True], 0.25, 3 / 4),
        ([False, True, True, True], 0.0, 0.0),
        ([True, True, True, True], 0.0, 1.0),
    ],
)
def test_coverage_counts_the_most_confident(right: list[bool], wrong: float, expected: float) -> None:
    """As many are answered as keep the wrong ones within what is allowed."""
    assert coverage_at([0.9, 0.8, 0.7, 0.6], right, 4, wrong) == expected


def test_rows_are_read_and_refused_in_chinese() -> None:
    """Rows become values; one that cannot is named."""
    assert read_passages([{"id": "p", "text": "内容", "doc_id": "d"}]) == [Document("p", "", "内容", group="d")]
    assert read_questions([{"id": "q", "question": "问", "gold_passage_ids": ["p"]}]) == [
        Judged("q", "问", frozenset({"p"}))
    ]
    with pytest.raises(JudgedFormatError, match="第 2 行缺少“question”"):
        read_questions([{"id": "q", "question": "问"}, {"id": "r"}])


def test_progress_ends_at_the_total() -> None:
    """Progress never falls and ends with everything done."""
    seen: list[tuple[int, int]] = []
    evaluate(DOCUMENTS, [Judged("a", "养犬", frozenset({"dog"}))], lambda done, total: seen.append((done, total)))

    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] == seen[-1][1]
