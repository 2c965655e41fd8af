"""Mending what was typed wrongly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.pinyin import Change, Repair, Repairer
from retrieval.text import clean
from retrieval.tokens import Tokenizer

TEXTS = (
    "养犬许可证的办理：先带犬只到医院免疫，再到镇街便民窗口申请养犬许可证。窗口每周三办公。",
    "工会选出首席维护员，上门调处劳资纠纷，为困难职工提供法律援助。首席维护员由工会聘请。",
    "外地来杭投资企业申请落户认证，在七个工作日以内办结。落户认证的材料可以在网上提交。",
    "老年优待证可以由村干部代办；三方通话让咨询的群众当场得到解答。义桥镇已经全部开通。",
    "公正司法是底线，管理服务要跟上。",
)


@pytest.fixture(scope="module")
def repairer() -> Repairer:
    """Knows the texts above."""
    return Repairer(TEXTS, Tokenizer(["首席维护员", "三方通话"]))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("首席维护圆是谁", "首席维护员是谁"),  # same sound
        ("外地来杭投资企业落户人证要几天", "外地来杭投资企业落户认证要几天"),  # a word for another
        ("困难职工法律怨助", "困难职工法律援助"),
        ("老年优代证", "老年优待证"),
        ("落户认证的财料", "落户认证的材料"),  # nearly the same sound
        ("三方通活怎么用", "三方通话怎么用"),  # looks alike
        ("七个工作曰以内", "七个工作日以内"),
        ("条处劳资纠份", "调处劳资纠纷"),  # two in one question
        ("gonghui", "工会"),
        ("yang quan xu ke zheng zai na li ban", "养犬许可证在哪里办"),
        ("laonianyoudaizheng keyi daiban ma", "老年优待证可以代办吗"),
        ("法律yuanzhu怎么shen请", "法律援助怎么申请"),
        ("luo户认证", "落户认证"),
    ],
)
def test_what_is_meant_is_found(repairer: Repairer, written: str, meant: str) -> None:
    """Wrong characters and pinyin become the terms of the collection that they stand for."""
    assert repairer.repair(written).text == meant


@pytest.mark.parametrize(
    "text",
    [
        "养犬许可证怎么办",
        "公证处在哪里",  # sounds like 公正, which the collection says
        "管里有水怎么修",
        "帮我写一首诗",
        "apply deadline是什么时候",
        "app打不开, 下载visa",
        "第23期, 12345",
        "人大代表答复",
        "",
    ],
)
def test_clean_questions_stay_as_they_are(repairer: Repairer, text: str) -> None:
    """What makes sense as it stands is not touched, whatever it sounds like."""
    assert repairer.repair(text) == Repair(text)


@pytest.mark.parametrize("text", TEXTS)
def test_the_collections_own_words_stay_as_they_are(repairer: Repairer, text: str) -> None:
    """Nothing that the collection says is taken for something else."""
    assert repairer.repair(clean(text)).text == clean(text)


def test_changes_are_told(repairer: Repairer) -> None:
    """Each change says what was written and what it was taken for."""
    assert repairer.repair("gonghui首席维护圆").changes == (
        Change("gonghui", "工会"),
        Change("首席维护圆", "首席维护员"),
    )


@given(st.text(st.sampled_from("养犬全许可正证工会公首席维护圆员gonghui zai曰日,?1"), max_size=30))
def test_any_text_can_be_mended(text: str) -> None:
    """Mending never fails, and whatever it changes it tells."""
    mended = SHARED.repair(text)

    assert mended.changes or mended.text == text


SHARED = Repairer(TEXTS)
