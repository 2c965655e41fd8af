"""A place beyond the district is where the matter is, or merely where somebody comes from."""

import pytest

from bot.composer.places import outside_place
from retrieval.text import clean


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("宁波的居住证在哪里办", "宁波"),
        ("我想问下北京怎么摇号", "北京"),
        ("余杭区落户要什么条件", "余杭"),
        ("上海社保卡丢了怎么补", "上海"),
        ("绍兴的养狗证去哪办", "绍兴"),
        ("廣州的簽證怎麼辦", "广州"),
    ],
)
def test_matters_elsewhere(text: str, place: str) -> None:
    """The citizen asks how it is done there."""
    assert outside_place(clean(text)) == place


@pytest.mark.parametrize(
    "text",
    [
        "我是河南人，怎么办居住证",
        "从四川过来打工，能申请法律援助吗",
        "江苏来的企业怎么落户",
        "户口在江西可以办老年优待证吗",
        "老家安徽的，孩子上学要什么材料",
        "社保在上海，现在到萧山上班怎么转",
        "杭州西湖区的朋友来萧山办签证",
        "萧山和上海的医保怎么转接",
        "养犬许可证去哪办",
        "",
    ],
)
def test_origins_and_matters_here(text: str) -> None:
    """Where somebody is from, or moved from, does not make it a matter of that place."""
    assert outside_place(clean(text)) is None
