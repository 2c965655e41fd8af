from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.formats import toml
from corpus.model import CorpusFormatError, Department, Glossary, Guide, GuideField
from tests.corpus.strategies import departments, glossaries, guides


@given(guides)
def test_a_guide_survives_its_file(guide: Guide) -> None:
    """Whatever guide is written is read back as it was."""
    assert toml.parse_guide("g.toml", toml.write_guide(guide).encode()) == guide


@given(st.lists(departments, max_size=4).map(tuple))
def test_departments_survive_their_file(entries: tuple[Department, ...]) -> None:
    """Whatever departments are written are read back in the same order."""
    assert toml.parse_departments("d.toml", toml.write_departments(entries).encode()) == entries


@given(glossaries)
def test_a_glossary_survives_its_file(glossary: Glossary) -> None:
    """Whatever words and synonyms are written are read back as they were."""
    assert toml.parse_glossary("g.toml", toml.write_glossary(glossary).encode()) == glossary


def test_a_field_not_given_is_absent() -> None:
    """A guide knows which of its fields the office has not given."""
    guide = toml.parse_guide(
        "g.toml", 'id = "g"\nname = "办卡"\ndepartment = "d"\n[fields]\nfee = ["免费"]\nphone = []\n'
    )

    assert guide.fields == {GuideField.FEE: ("免费",)}
    assert guide.get(GuideField.PHONE) == ()


@pytest.mark.parametrize(
    ("parse", "text", "told"),
    [
        (toml.parse_guide, 'name = "办卡"', "缺少 id"),
        (toml.parse_guide, 'id = "g"\nname = "办卡"', "缺少 department"),
        (toml.parse_guide, 'id = "g"\nname = "n"\ndepartment = "d"\nfields = "x"', "fields 写法不对"),
        (
            toml.parse_guide,
            'id = "g"\nname = "n"\ndepartment = "d"\n[fields]\nprice = ["1元"]',
            "[fields]：不认识 price",
        ),
        (toml.parse_guide, 'id = "g"\nname = "n"\ndepartment = "d"\n[fields]\nfee = "1元"', "[fields]：fee 写法不对"),
        (toml.parse_guide, 'id = "g"\nname = 办卡', "第2行"),
        (toml.parse_guide, 'id = "g', "第1行"),
        (
            toml.parse_departments,
            '[[department]]\nid = "d"\nname = "甲局"\n[[department]]\nid = "e"',
            "第2个部门：缺少 name",
        ),
        (toml.parse_departments, '[[department]]\nid = "d"\nname = "甲局"\ndesk = "是"', "desk 写法不对"),
        (toml.parse_departments, '[department]\nid = "d"', "[[department]]"),
        (toml.parse_departments, 'department = ["甲局"]', "[[department]]"),
        (toml.parse_departments, 'id = "d"', "[[department]]"),
        (toml.parse_glossary, "words = [1]", "words 里有不是文字"),
        (toml.parse_glossary, 'synonyms = [["犬", "狗"], ["签证", 7]]', "synonyms 第2组"),
        (toml.parse_glossary, 'synonyms = ["犬"]', "synonyms 第1组"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_remedy(parse: Callable[[str, str], object], text: str, told: str) -> None:
    """Every mistake is told in Chinese: the file, the entry or line, and the right form."""
    with pytest.raises(CorpusFormatError, match=r"^x\.toml") as error:
        parse("x.toml", text)

    assert told in str(error.value)
