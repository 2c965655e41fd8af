import re
from dataclasses import replace

from hypothesis import given

from corpus.folder import bundled
from corpus.model import Article
from corpus.segment import LIST, LONGEST, items, passages
from tests.corpus.strategies import articles


def texts(body: str) -> list[str]:
    """What a body is cut into."""
    return [passage.text for passage in passages(Article("a", "题", body))]


@given(articles)
def test_passages_cover_the_body_in_order_and_word_for_word(article: Article) -> None:
    """Nothing but blanks and headings lies between the passages, and each stands in the body as it is."""
    end, gaps = 0, []
    for passage in passages(article):
        start = article.body.index(passage.text, end)
        gaps.append(article.body[end:start])
        end = start + len(passage.text)
    gaps.append(article.body[end:])

    assert all(not line.strip() or line.lstrip().startswith("## ") for gap in gaps for line in gap.split("\n"))


@given(articles)
def test_passages_are_numbered_and_named_uniquely(article: Article) -> None:
    """Ids start with the article's, never repeat within it, and orders count from 0."""
    found = passages(article)

    assert [passage.order for passage in found] == list(range(len(found)))
    assert len({passage.id for passage in found}) == len(found)
    assert all(re.fullmatch(re.escape(article.id) + r"#[0-9a-f]{8}(-\d+)?", passage.id) for passage in found)


@given(articles)
def test_an_id_survives_edits_elsewhere_in_the_article(article: Article) -> None:
    """A passage before an appended paragraph keeps its id, so citations stay valid."""
    before = [passage.id for passage in passages(article)]
    after = [passage.id for passage in passages(replace(article, body=f"{article.body}\n\n## 补记\n\n补记一段。"))]

    assert after[: len(before)] == before


def test_a_passage_knows_its_heading() -> None:
    """The section is the nearest heading above; text before the first heading has none."""
    found = passages(Article("a", "题", "开头。\n\n## 地点\n\n甲。\n\n乙。\n\n## 时间\n丙。"))

    assert [(passage.section, passage.text) for passage in found] == [
        ("", "开头。"),
        ("地点", "甲。"),
        ("地点", "乙。"),
        ("时间", "丙。"),
    ]


def test_a_numbered_list_stays_whole_with_its_lead_in() -> None:
    """A list is quoted with all its points, however its lines are spaced or numbered."""
    tight = "办证的步骤：\n1. 填表。\n2. 盖章。"
    loose = "办证的步骤：\n\n（一）填表。\n\n（二）盖章。"

    assert texts(f"开头。\n\n{tight}\n\n结尾。") == ["开头。", tight, "结尾。"]
    assert texts(f"开头。\n\n{loose}\n\n结尾。") == ["开头。", loose, "结尾。"]


def test_a_figure_at_the_start_of_a_line_is_no_item() -> None:
    """3.5 and 2018年 do not make a list."""
    assert items("2018年以来\n3.5万元") == ()
    assert items("材料：\n1、身份证\n2．照片") == ("1、身份证", "2．照片")


def test_a_list_too_long_to_be_read_is_cut_into_its_items() -> None:
    """Beyond the limit each item is a passage of its own."""
    entries = [f"{number}. {'办' * 60}。" for number in range(1, 16)]
    body = "\n".join(["办法如下：", *entries])

    assert len(body) > LIST
    assert texts(body) == ["办法如下：", *entries]


def test_a_long_paragraph_is_cut_at_its_points() -> None:
    """一是, 二是, 三是 begin passages of their own; a short paragraph keeps them together."""
    points = [f"{number}是{'简化材料，' * 20}方便群众。" for number in "一二三"]

    assert texts("改革有三点。" + "".join(points)) == ["改革有三点。", *points]
    assert texts("一是快。二是好。") == ["一是快。二是好。"]


def test_a_long_paragraph_without_points_is_cut_between_sentences() -> None:
    """Pieces stay under the limit and end where sentences end."""
    pieces = texts("办事群众可以委托他人办理，结果由快递送达。" * 40)

    assert len(pieces) > 1
    assert all(len(piece) <= LONGEST and piece.endswith("。") for piece in pieces)


def test_passages_of_the_bundled_corpus_fit_a_phone_screen() -> None:
    """None is longer than 200 characters."""
    assert all(len(passage.text) <= 200 for article in bundled().articles for passage in passages(article))
