"""What those read who watch something that changed."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.composer.changes import Change, changes_between
from bot.composer.notice_wording import replaced
from bot.core.deep_link import link_to
from corpus.model import Article, Corpus, Department, Guide, GuideField

GUIDE = Guide(
    "g1",
    "租车卡办理",
    "transport",
    fields={GuideField.FEE: ("押金200元",), GuideField.MATERIALS: ("身份证", "照片")},
)
ARTICLE = Article("a1", "租车卡更方便", "第一段。\n\n第二段。", departments=("transport",))
OFFICE = Department("transport", "区交通局", phone="0571-1")


def changed(old: Guide | Article | Department, new: Guide | Article | Department) -> tuple[Change, ...]:
    """What is told when a corpus of one thing becomes a corpus of another."""
    return changes_between(corpus_of(old), corpus_of(new))


def corpus_of(thing: Guide | Article | Department) -> Corpus:
    """A corpus of one thing."""
    match thing:
        case Guide():
            return Corpus(guides=(thing,))
        case Article():
            return Corpus(articles=(thing,))
        case Department():
            return Corpus(departments=(thing,))


@pytest.mark.parametrize(
    ("fields", "lines"),
    [
        ({GuideField.FEE: ("免费",), GuideField.MATERIALS: ("身份证", "照片")}, ("收费：押金200元 → 免费",)),
        ({GuideField.FEE: ("押金200元",), GuideField.MATERIALS: ("身份证",)}, ("材料没有了：照片",)),
        ({GuideField.FEE: ("押金200元",), GuideField.MATERIALS: ("身份证", "照片", "户口簿")}, ("材料新增：户口簿",)),
        ({GuideField.FEE: ("押金200元",), GuideField.MATERIALS: ("身份证", "居住证", "户口簿")},
         ("材料不再有：照片", "材料现在有：居住证；户口簿")),
        ({GuideField.FEE: ("押金200元",), GuideField.MATERIALS: ("身份证", "照片"), GuideField.PHONE: ("12345",)},
         ("咨询电话新增：12345",)),
    ],
)  # fmt: skip
def test_a_guide_is_told_field_by_field(fields: dict[GuideField, tuple[str, ...]], lines: tuple[str, ...]) -> None:
    """Each field that differs says what it was and what it is; a list says what came and what went."""
    (change,) = changed(GUIDE, replace(GUIDE, fields=fields))

    assert change.title == "租车卡办理"
    assert change.lines == lines


def test_lines_that_changed_in_their_place() -> None:
    """What stands where it stood is told before → after, the first of them in full; beside it what came and what went."""
    old, new = ["周三办。", "带身份证。", "免费。"], ["周六办。", "带户口簿。", "免费。", "可代办。"]

    assert replaced("正文", old, new) == ("正文：周三办。 → 周六办。 等2处", "正文新增：可代办。")


def test_other_words_for_searching_are_no_news() -> None:
    """Aliases, ways of asking and the order of things concern the search, not the reader."""
    assert changed(GUIDE, replace(GUIDE, aliases=("车卡",), asked_as=("怎么办",))) == ()
    assert changed(OFFICE, replace(OFFICE, responsibilities=("公共自行车",))) == ()


def test_articles_and_departments() -> None:
    """Of an article the paragraphs, the validity and its successor are told, of a department its name and telephone."""
    (text,) = changed(ARTICLE, replace(ARTICLE, body="第一段。\n\n第二段，改了。", valid_until=date(2026, 12, 31)))
    (successor,) = changed(ARTICLE, replace(ARTICLE, superseded_by="a2"))
    (phone,) = changed(OFFICE, replace(OFFICE, phone="0571-2"))

    assert text.lines == ("正文：第二段。 → 第二段，改了。", "执行到新增：2026-12-31")
    assert successor.lines == ("已有新的文件代替它",)
    assert phone.lines == ("电话：0571-1 → 0571-2",)


def test_who_watches_a_department_is_told_of_its_business() -> None:
    """A change of a guide concerns the guide's watchers and its department's, a new or withdrawn one as well."""
    both = frozenset({str(link_to(GUIDE)), str(link_to(OFFICE))})
    (added,) = changes_between(Corpus(), corpus_of(GUIDE))
    (withdrawn,) = changes_between(corpus_of(GUIDE), Corpus())

    assert added == Change(both, GUIDE.name, ("新收录",))
    assert withdrawn == Change(both, GUIDE.name, ("已撤下，请以窗口答复为准",))


def test_long_wordings_show_where_they_differ() -> None:
    """Two long texts that begin alike are cut to the place where they part."""
    same = "这一句话很长，前面都是一样的内容，" * 5

    assert replaced("步骤", [f"{same}三天"], [f"{same}五天"]) == (
        "步骤：…都是一样的内容，三天 → …都是一样的内容，五天",
    )


LINES = st.lists(st.text("一二三四五六七八九十。", min_size=1, max_size=90), max_size=8, unique=True)


@settings(max_examples=60)
@given(LINES, LINES)
def test_a_field_is_always_short(old: list[str], new: list[str]) -> None:
    """However long the lists are, at most three lines of at most 200 characters are told, and none for what is the same."""
    lines = replaced("材料", old, new)

    assert bool(lines) == (set(old) != set(new))
    assert len(lines) <= 3
    assert all(len(line) <= 200 for line in lines)
