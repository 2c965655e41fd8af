"""A service guide answers from its field, word for word, and an empty field is never filled."""

import pytest

from bot.composer.knowledge import Knowledge
from bot.core.model import Decision, Outcome
from corpus.model import Corpus, Department, Guide, GuideField
from tests.composer.asking import asked

FIELDS = {
    GuideField.PLACE: ("江滨路9号二楼",),
    GuideField.PHONE: ("0571-62340000",),
    GuideField.MATERIALS: ("体检合格表", "培训证明", "一寸照片"),
    GuideField.PROMISED_LIMIT: ("6个工作日",),
    GuideField.LEGAL_LIMIT: ("20个工作日",),
    GuideField.FEE: ("不收费",),
}
SHIP = Guide("ship", "轮渡船员适任证书核发", "transport", fields=FIELDS, source="江城办事指南")
WELL = Guide("well", "取水井开凿备案", "water", fields={GuideField.PLACE: ("水闸路3号",)}, source="江城办事指南")
FAIR = [
    Guide(f"fair-{n}", "庙会摊位登记", town, fields={GuideField.PLACE: (f"{town}广场{n}号",)})
    for n, town in enumerate(("east", "west"))
]
DEPARTMENTS = (
    Department("transport", "区交通局"),
    Department("water", "区水利局"),
    Department("east", "东江镇人民政府"),
    Department("west", "西河镇人民政府"),
)
KNOWLEDGE = Knowledge.build(Corpus(guides=(SHIP, WELL, *FAIR), departments=DEPARTMENTS))


def decided(text: str) -> Decision:
    """The decision on a message to the guides above."""
    return asked(text, knowledge=KNOWLEDGE).decision


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("轮渡船员适任证书核发在哪里办", GuideField.PLACE),
        ("轮渡船员适任证书核发的办理地点", GuideField.PLACE),
        ("轮渡船员适任证书核发电话是多少", GuideField.PHONE),
        ("轮渡船员适任证书核发要什么材料", GuideField.MATERIALS),
        ("办轮渡船员适任证书核发要带哪些材料？", GuideField.MATERIALS),
        ("轮渡船员适任证书核发要几天", GuideField.PROMISED_LIMIT),
        ("轮渡船员适任证书核发法定时限是多久", GuideField.LEGAL_LIMIT),
        ("法律规定轮渡船员适任证书核发多少天办完", GuideField.LEGAL_LIMIT),
        ("轮渡船员适任证书核发收费吗", GuideField.FEE),
        ("请问轮渡船员适任证书在哪办", GuideField.PLACE),
        ("适任证书核发轮渡船员在哪里办", GuideField.PLACE),
    ],
)
def test_a_field_is_answered_from_the_guide(question: str, field: GuideField) -> None:
    """All its lines and no other field's; the name may be shortened or turned around."""
    decision = decided(question)

    assert decision.outcome is Outcome.ANSWER
    assert [citation.quote for citation in decision.citations] == ["\n".join(FIELDS[field])]
    assert decision.citations[0].article == SHIP.name
    assert decision.department is not None
    assert decision.department.id == "transport"


@pytest.mark.parametrize("question", ["取水井开凿备案要多少钱", "取水井开凿备案电话是多少", "取水井开凿备案要几天"])
def test_an_empty_field_is_not_filled(question: str) -> None:
    """Neither from another field nor from another guide; the department is named."""
    decision = decided(question)

    assert decision.outcome is Outcome.HANDOFF
    assert decision.department is not None
    assert decision.department.id == "water"
    assert not [line for lines in FIELDS.values() for line in lines if line in decision.text]


@pytest.mark.parametrize("question", ["轮渡船员适任证书核发补办要几天", "船怎么开", "轮渡船员的养老金在哪里领"])
def test_what_only_sounds_like_a_guide_is_not_answered_from_it(question: str) -> None:
    """Another act, or another matter that shares a word."""
    assert decided(question).outcome is not Outcome.ANSWER


def test_who_names_a_guide_alone_is_offered_what_it_answers() -> None:
    """Each offered question is answered; of several guides with the same name the departments are named first."""
    offered = decided("轮渡船员适任证书").options
    assert len(offered) == 3
    assert [decided(option).outcome for option in offered] == [Outcome.ANSWER] * 3
    assert decided("庙会摊位登记").options == ("东江镇人民政府：庙会摊位登记", "西河镇人民政府：庙会摊位登记")
    assert decided("东江镇人民政府：庙会摊位登记").options == ("庙会摊位登记：在哪里办？",)


def test_guides_of_one_name_are_told_apart_by_asking() -> None:
    """Two towns hold their own fair: the citizen chooses, by full questions."""
    decision = decided("庙会摊位登记在哪里办")

    assert decision.outcome is Outcome.CLARIFY
    assert [option.startswith(town) for option, town in zip(decision.options, ("东江镇", "西河镇"), strict=True)]


@pytest.mark.parametrize(("town", "place"), [("东江镇人民政府", "east广场0号"), ("西河镇人民政府", "west广场1号")])
def test_a_chosen_reading_is_answered(town: str, place: str) -> None:
    """The option that is tapped is a question that is understood."""
    [option] = [each for each in decided("庙会摊位登记在哪里办").options if each.startswith(town)]

    assert place in decided(option).text
