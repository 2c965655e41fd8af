"""Searching a collection."""

from datetime import date

import pytest

from retrieval.model import Document, Query
from retrieval.retriever import Retriever

DOCUMENTS = (
    Document("dog", "养犬许可证办理", "携犬只到指定医院免疫后，在镇街窗口申领养犬许可证。", "A", ("police",)),
    Document(
        "old", "养犬许可证办理", "旧规定：养犬许可证只能在城区窗口申领。", "A", ("police",), None, date(2017, 12, 31)
    ),
    Document("card", "老年优待证", "年满六十周岁的老人可以请村干部代办老年优待证。", "B", ("aged", "village")),
    Document(
        "firm", "投资企业落户认证", "外地来杭投资企业凭营业执照申请落户认证。", "B", ("invest",), date(2018, 6, 1)
    ),
)


@pytest.fixture(scope="module")
def retriever() -> Retriever:
    """The small collection, indexed once."""
    return Retriever.build(DOCUMENTS)


def found(retriever: Retriever, query: Query) -> list[str]:
    """The ids of the hits, best first."""
    return [hit.document.id for hit in retriever.search(query)]


@pytest.mark.parametrize(
    ("query", "first", "absent"),
    [
        (Query("养犬许可证", on=date(2018, 1, 1)), "dog", {"old", "firm"}),
        (Query("养犬许可证旧规定", on=date(2017, 12, 31), limit=1), "old", {"dog"}),
        (Query("养犬许可证旧规定", on=date(2018, 1, 1), limit=1), "dog", {"old"}),
        (Query("投资企业落户认证", on=date(2018, 6, 1)), "firm", {"old"}),
        (Query("养犬许可证和优待证", departments=frozenset({"village"})), "card", {"dog", "old", "firm"}),
        (Query("养犬许可证和优待证", sources=frozenset({"B"})), "card", {"dog", "old"}),
    ],
)
def test_filters_hold_inside_the_search(retriever: Retriever, query: Query, first: str, absent: set[str]) -> None:
    """What the date, the department or the source rules out takes no place among the hits."""
    ids = found(retriever, query)

    assert ids[0] == first
    assert absent.isdisjoint(ids)


@pytest.mark.parametrize("text", ["", "月球", "?!", "xyz"])
def test_nothing_in_common_finds_nothing(retriever: Retriever, text: str) -> None:
    """A query that shares no term with the collection has no hits."""
    assert retriever.search(Query(text)) == ()


def test_coverage_is_the_share_of_the_weight_found(retriever: Retriever) -> None:
    """A hit that holds every word covers all of the query; one that lacks a rare word covers little."""
    whole = retriever.search(Query("养犬许可证"))[0]
    part = retriever.search(Query("许可证保险赔偿"))[0]

    assert whole.coverage == 1.0
    assert 0.0 < part.coverage < 0.5
    assert part.matched == ("许可证",)


def test_equal_documents_keep_their_order() -> None:
    """Documents with the same text come in the order in which they were given."""
    retriever = Retriever.build(Document(str(number), "", "同一句话") for number in range(9))

    assert found(retriever, Query("同一句话", limit=5)) == ["0", "1", "2", "3", "4"]


def test_an_empty_collection_finds_nothing() -> None:
    """Nothing is indexed, nothing is found, and nothing breaks."""
    assert found(Retriever.build(()), Query("养犬许可证", on=date(2018, 1, 1))) == []


def test_title_is_searched(retriever: Retriever) -> None:
    """Words that stand in the title only are found."""
    assert set(found(retriever, Query("办理", limit=2))) == {"dog", "old"}


def test_traditional_documents_are_found() -> None:
    """A document in traditional characters answers a question in simplified ones."""
    assert found(Retriever.build([Document("t", "", "營業執照")]), Query("营业执照")) == ["t"]


def test_weight(retriever: Retriever) -> None:
    """A word that is everywhere weighs less than a rare one, and that less than one nobody knows."""
    assert retriever.weight("许可证") < retriever.weight("优待证") < retriever.weight("火星")


def test_a_part_is_known_by_the_text_it_stands_in() -> None:
    """Of two equal points, the one whose text began with what the question names comes first."""
    parts = [
        Document("a0", "", "临浦镇怎样办理养老补贴。", group="a"),
        Document("a1", "", "带上身份证到村里登记。", group="a"),
        Document("b0", "", "义桥镇怎样办理养老补贴。", group="b"),
        Document("b1", "", "带上身份证到村里登记。", group="b"),
    ]

    assert found(Retriever.build(parts), Query("义桥镇登记带什么证"))[0] == "b1"
    assert found(Retriever.build(parts), Query("临浦镇登记带什么证"))[0] == "a1"


def test_framing_words_are_not_looked_for(retriever: Retriever) -> None:
    """Coverage and matches are about what the question asks for, not about how it asks."""
    hit = retriever.search(Query("请问许可证在哪里申领呢"))[0]

    assert hit.coverage == 1.0
    assert hit.matched == ("许可证", "申领")
