"""Personal data is masked on arrival; what is public stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.privacy import PersonalData, mask

MASKED = [
    ("身份证330109198001011234可以吗", "身份证〔身份证号〕可以吗"),
    ("３３０１０９１９８００１０１１２３Ｘ", "〔身份证号〕"),
    ("330109\u200b19800101\n1234", "〔身份证号〕"),
    ("老证是330109800101123", "老证是〔身份证号〕"),
    ("33010919800101123X13812345678", "〔身份证号〕〔手机号〕"),
    ("打13812345678", "打〔手机号〕"),
    ("+86 138-1234-5678", "〔手机号〕"),
    ("1 3 8 1 2 3 4 5 6 7 8", "〔手机号〕"),
    ("138\n1234\u200b5678", "〔手机号〕"),
    ("一三八一二三四五六七八", "〔手机号〕"),
    ("一三八 1234 五六七八", "〔手机号〕"),
    ("13812345678微信同号", "〔手机号〕微信同号"),
    ("我家电话82712345", "我家电话〔家庭电话〕"),
    ("6222 0212 3456 7890 123", "〔银行卡号〕"),
    ("卡号：4392250012345678", "卡号：〔银行卡号〕"),
    ("护照E12345678过期了", "护照〔护照号〕过期了"),
    ("港澳通行证C12345678", "港澳通行证〔通行证号〕"),
    ("浙A·12345和浙AD12345", "〔车牌号〕和〔车牌号〕"),
    ("发到zhang.san@qq.com", "发到〔邮箱〕"),
    ("微信号：zhang_san88", "微信号：〔微信号〕"),
    ("QQ 123456789", "QQ 〔QQ号〕"),
    ("住在金色阳光小区12幢3单元402室", "住在金色阳光小区〔住址〕"),
    ("市心北路88号三幢二单元五〇一室", "市心北路〔住址〕"),
    ("凤凰村12组34号", "凤凰村〔住址〕"),
    ("我家住市心北路88号", "我家住市心北路〔住址〕"),
    ("我叫王建国，想问养犬证", "我叫〔姓名〕，想问养犬证"),
    ("姓名：欧阳修 性别：男", "姓名：〔姓名〕 性别：男"),
    ("本人李四，身份证丢了", "本人〔姓名〕，身份证丢了"),
]

PUBLIC = [
    "萧政发〔2018〕12号",
    "打12345、110还是96317？",
    "0571-82899999转8012",
    "400-812-3456和8008105678",
    "91330109MA2B1CDE3X",
    "注册资本13,800,138,000元",
    "2018-10-22到2018年12月31日",
    "（2018）浙0109民初12345号",
    "13:30-16:30，周六9:00",
    "从15个工作日缩短至7个，达99.5%",
    "市心中路88号行政服务中心3号楼302室",
    "我住萧山区市心北路",
    "我叫不到车，本人申请，可以吗",
    "我是高中生",
    "微信公众号：zjxs12345",
    "网址https://www.zjzwfw.gov.cn/col/col1234567.html",
    "12345@xiaoshan.gov.cn",
    "受理编号：330109201810220017",
]


@pytest.mark.parametrize(("text", "expected"), MASKED)
def test_personal_data_is_replaced_by_its_kind(text: str, expected: str) -> None:
    """Each kind is found, also disguised, and everything beside it stays as it was."""
    assert mask(text).text == expected


@pytest.mark.parametrize("text", PUBLIC)
def test_public_numbers_and_places_stay(text: str) -> None:
    """Document numbers, office numbers, amounts, dates and places are kept."""
    assert mask(text).text == text


def test_found_lists_kinds_in_order() -> None:
    """`found` has one entry per replaced part, `kinds` each kind once."""
    masked = mask("13812345678，a@b.com，13912345678")

    assert masked.found == (PersonalData.MOBILE, PersonalData.EMAIL, PersonalData.MOBILE)
    assert masked.kinds == (PersonalData.MOBILE, PersonalData.EMAIL)


FRAGMENTS = st.sampled_from(
    [*(text for text, _ in MASKED), *PUBLIC, *"1385 -一三\n\u200b室号〔〕：,X", "手机号", "330109", "浙A"]
)


@given(st.lists(FRAGMENTS, max_size=12).map("".join) | st.text())
def test_masking_twice_changes_nothing(text: str) -> None:
    """A masked text holds no personal data."""
    masked = mask(text).text

    again = mask(masked)

    assert (again.text, again.found) == (masked, ())
