"""What one wants done: applying is not replacing, and a passage about the one does not answer the other."""

import pytest

from bot.composer.acts import Act, act_words, acts_in, speaks_of
from retrieval.text import clean


@pytest.mark.parametrize(
    ("act", "text"),
    [
        (Act.REPLACE, "租车卡掉了怎么弄"),
        (Act.REPLACE, "户口本找不到了"),
        (Act.REPLACE, "证件遗失去哪儿补"),
        (Act.RENEW, "居住证到期了怎么续"),
        (Act.RENEW, "许可证年检"),
        (Act.CHANGE, "营业执照换法人"),
        (Act.CHANGE, "房子过户"),
        (Act.CANCEL, "公司注销流程"),
        (Act.CANCEL, "狗死了要不要去登记"),
        (Act.COMPLAIN, "窗口态度差找谁投诉"),
        (Act.PROGRESS, "我的申请办到哪一步了"),
        (Act.PROGRESS, "护照好了没"),
        (Act.PENALTY, "不办证会罚款吗"),
        (Act.REFUND, "押金怎么退款"),
        (Act.INSPECT, "材料被退回了怎么办"),
    ],
)
def test_acts_asked_about(act: Act, text: str) -> None:
    """Citizens name the act in their own words."""
    assert act in acts_in(clean(text))


@pytest.mark.parametrize(
    "text", ["租车卡怎么办理", "结婚登记要带什么", "补贴有多少", "落户认证要几天", "换乘站在哪里", "以什么为抓手"]
)
def test_ordinary_questions_ask_for_no_act(text: str) -> None:
    """Applying needs no passage of its own; 补 and 换 are parts of other words too."""
    assert acts_in(clean(text)) == frozenset()


def test_a_message_may_ask_for_two() -> None:
    """Both have to be spoken of."""
    assert acts_in("卡丢了，能不能变更地址") == {Act.REPLACE, Act.CHANGE}


@pytest.mark.parametrize(
    ("act", "speaking", "silent"),
    [
        (Act.REPLACE, "遗失的，可申请补领", "申领许可证"),
        (Act.RENEW, "期限届满前三十日换发新证", "领取许可证"),
        (Act.CHANGE, "股东变更须备案", "新设企业须登记"),
        (Act.CANCEL, "停业的应当注销", "新设企业须登记"),
        (Act.COMPLAIN, "可拨打监督电话", "可拨打咨询电话"),
        (Act.PENALTY, "逾期不办的依法处罚", "应当依法办理"),
        (Act.REFUND, "押金在三日内退还", "须交押金"),
    ],
)
def test_a_passage_speaks_of_an_act_or_not(act: Act, speaking: str, silent: str) -> None:
    """Officials write other words than citizens type."""
    assert speaks_of(act, speaking)
    assert not speaks_of(act, silent)


def test_the_words_that_name_the_act() -> None:
    """They say what is asked, not about what."""
    assert act_words("租车卡丢了怎么补办").split() == ["丢了", "怎么补办"]
    assert act_words("租车卡怎么办") == ""
