"""The direct answer in front of a quote, only where the source leaves no doubt."""

import pytest

from bot.composer.headline import Headline, Polarity, headline
from bot.composer.understand import Part, understand
from corpus.model import Department
from tests.composer.small import SMALL

OFFICE = Department("civil", "区民政局", aliases=("民政局",))


def part(question: str) -> Part:
    """The one part of a question."""
    [only] = understand(question, SMALL).parts
    return only


def head(question: str, *quotes: str) -> Headline:
    """The headline over the quotes."""
    return headline(part(question), quotes, OFFICE)


@pytest.mark.parametrize(
    ("question", "quote", "value"),
    [
        ("租车卡几天能办好", "办理时限是5个工作日。", "5个工作日"),
        ("租车卡要多少钱", "押金200元，可退。", "200元"),
        ("租车卡满意率百分之几", "满意率达到98.5%。", "98.5%"),
        ("租车卡电话是多少", "咨询电话是0571-62345678。", "0571-62345678"),
        ("租车卡电话是多少", "请拨打12345。", "12345"),
        ("租车卡电话是多少", "值班手机13812345678。", "13812345678"),
        ("有多少人办了租车卡", "共有1,200人办卡，设亭26个。", "1,200人"),
        ("多久检查一次租车卡", "每季度一次。", "每季度一次"),
    ],
)
def test_the_one_value_asked_for(question: str, quote: str, value: str) -> None:
    """Word for word as in the quote, and whole."""
    assert head(question, quote) == Headline(value=value)
    assert value in quote


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("租车卡几天能办好", "个人5个工作日，单位10个工作日。"),
        ("租车卡要多少钱", "押金由便民亭收取。"),
        ("租车卡怎么办", "押金200元，当场领卡。"),
        ("有多少人办了租车卡", "办卡120张。"),
    ],
)
def test_no_value_where_none_stands_out(question: str, quote: str) -> None:
    """Two values, none, one of another unit, or one that was not asked for."""
    assert head(question, quote).value == ""


@pytest.mark.parametrize(
    "quote",
    [
        "时限从10个工作日缩短至3个工作日。",
        "时限由原来的10个工作日压缩为3个工作日。",
        "时限是3个工作日，原来是10个工作日。",
    ],
)
def test_what_holds_now_and_what_held_before(quote: str) -> None:
    """However the change is told, the new value is the answer."""
    assert head("租车卡要几天", quote) == Headline(value="3个工作日", before="10个工作日")


@pytest.mark.parametrize(
    ("question", "denied"),
    [
        ("租车卡要20个工作日吗", "20个工作日"),
        ("租车卡要5个工作日吗", "5个工作日"),
        ("租车卡要15个工作日吗", ""),
        ("租车卡要几天", ""),
        ("交了30元，租车卡要几天", ""),
    ],
)
def test_a_false_premise_is_named(question: str, denied: str) -> None:
    """Only a figure of the same unit that differs; a part of the right figure is another figure."""
    found = understand(question, SMALL).parts[-1]

    assert headline(found, ["办理时限是15个工作日。"], OFFICE).denied == denied


@pytest.mark.parametrize(
    ("question", "quote", "polarity"),
    [
        ("租车卡能代办吗", "可委托他人代办。", Polarity.ALLOWED),
        ("租车卡可以让别人帮忙办吗", "可由村干部代办。", Polarity.ALLOWED),
        ("租车卡能网上办吗", "可在网上申报。", Polarity.ALLOWED),
        ("租车卡一定要本人去吗", "可委托他人办理。", Polarity.NOT_IN_PERSON),
        ("办租车卡要收费吗", "全程免费。", Polarity.FREE),
        ("租车卡只能周六办吗", "除周六外，也可到窗口办理。", Polarity.NOT_ONLY),
    ],
)
def test_yes_and_no(question: str, quote: str, polarity: Polarity) -> None:
    """Polarity first, when the source is plain."""
    assert head(question, quote).polarity is polarity


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("租车卡能代办吗", "不可委托他人代办。"),
        ("租车卡能代办吗", "暂不可由村干部代办。"),
        ("租车卡能网上办吗", "不能网上申报，须到窗口。"),
        ("租车卡能网上办吗", "暂未实现可网上办理。"),
        ("办租车卡要收费吗", "补卡不免费。"),
        ("租车卡怎么代办", "可委托他人代办。"),
        ("租车卡能代办吗", "请到窗口办理。"),
    ],
)
def test_no_yes_from_a_sentence_that_denies(question: str, quote: str) -> None:
    """Nor where it was not asked, nor where the source says nothing of it."""
    assert head(question, quote).polarity is None


def test_who_is_responsible_is_said_where_the_quote_does_not() -> None:
    """But not repeated where it does, nor said where it was not asked."""
    assert head("低保归谁管", "低保申请每月受理。").body == "区民政局"
    assert head("低保归谁管", "低保由民政局办理。").body == ""
    assert head("低保怎么申请", "低保申请每月受理。").body == ""
    assert headline(part("低保归谁管"), ["低保申请每月受理。"], None).body == ""
