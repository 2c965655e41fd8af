"""What personal data looks like in a folded view. Every pattern is linear: no repetition can match in two ways."""

import re

_SEPARATOR = r"[\s\-_.·,，、/]{0,3}"
_DIGIT = r"\d"
_IS = r"[\s：:是为叫]{0,4}"


def _run(*classes: str, separator: str = "") -> str:
    return separator.join(classes)


def _pair(first: str, second: str, separator: str) -> str:
    return first + separator + second


def _month_and_day(separator: str) -> tuple[str, str]:
    month = f"(?:{_pair('0', '[1-9]', separator)}|{_pair('1', '[0-2]', separator)})"
    day = "|".join(_pair(*digits, separator) for digits in (("0", "[1-9]"), ("[12]", _DIGIT), ("3", "[01]")))
    return month, f"(?:{day})"


def _id_18(separator: str) -> str:
    century = f"(?:{_pair('1', '[89]', separator)}|{_pair('2', '0', separator)})"
    birth = [century, *[_DIGIT] * 2, *_month_and_day(separator)]
    classes = ["[1-9]", *[_DIGIT] * 5, *birth, *[_DIGIT] * 3, r"(?:\d(?!\d)|[Xx])"]
    return r"(?<!\d)" + _run(*classes, separator=separator)


def _id_15(separator: str) -> str:
    classes = ["[1-8]", *[_DIGIT] * 7, *_month_and_day(separator), *[_DIGIT] * 3]
    return r"(?<!\d)" + _run(*classes, separator=separator) + r"(?!\d)"


def _mobile(separator: str) -> str:
    number = _run("1", "[3-9]", *[_DIGIT] * 9, separator=separator)
    return rf"(?<!\d)(?:(?:\+|00)?86{separator}|0)?(?P<number>{number})(?!\d)"


CREDIT_CODE = re.compile(r"(?<![0-9A-Za-z])[0-9A-HJ-NPQRTUWXYa-y]{2}\d{6}[0-9A-HJ-NPQRTUWXYa-y]{10}(?![0-9A-Za-z])")
ID_18 = re.compile(_id_18(""))
SPREAD_ID_18 = re.compile(_id_18(_SEPARATOR))
ID_15 = re.compile(_id_15(""))
SPREAD_ID_15 = re.compile(_id_15(_SEPARATOR))
ID_BESIDE_MOBILE = re.compile(
    r"(?<!\d)(?:1[3-9]\d{9}[1-8]\d{5}(?:19|20)\d{9}[\dXx]|[1-8]\d{5}(?:19|20)\d{10}1[3-9]\d{9})(?!\d)"
)
INTRODUCED_ID = re.compile(
    rf"(?:身份证|公民身份)[一-龥]{{0,4}}{_IS}(?P<data>\d(?:[\s\-]{{0,3}}\d){{13,17}}(?:[\s\-]{{0,3}}[\dXx])?)(?!\d)"
)
TWO_MOBILES = re.compile(r"(?<!\d)1[3-9]\d{9}1[3-9]\d{9}(?!\d)")
MISTYPED_MOBILE = re.compile(rf"(?:手机|联系电话|联系方式)(?:号码|号)?{_IS}(?P<data>1[3-9]\d{{8,12}})(?!\d)")
MOBILE = re.compile(_mobile(""))
SPREAD_MOBILE = re.compile(_mobile(_SEPARATOR))
FOREIGN_PHONE = re.compile(r"(?<![\d+])\+(?!86)[1-9]\d{0,2}(?:[\s\-()]{0,2}\d){7,12}(?!\d)")
_LANDLINE = r"(?P<data>(?:0\d{2,3}[\s\-]?)?[2-9]\d{2,3}[\s\-]?\d{4})(?!\d)"
_MINE = r"(?:家里?|住宅|家庭|我|本人)的?(?:联系)?(?:座机|固话|固定电话|电话)(?:号码)?"
_CALL_ME = r"(?:联系我|找我|打给我|打我|回我)的?(?:座机|固话|固定电话|电话)?"
HOME_PHONE = re.compile(rf"(?:{_MINE}|{_CALL_ME}){_IS}{_LANDLINE}")
CALLED_BACK = re.compile(rf"[打拨]{_LANDLINE}(?=[\s，,]{{0,2}}(?:找我|联系我|回我))")
PUBLIC_PHONE = re.compile(r"(?<!\d)(?:0\d{2,3}[ \-]?[2-9]\d{2,3}[ \-]?\d{4}|[48]00[ \-]?\d{3,4}[ \-]?\d{3,4})(?!\d)")
CARD = re.compile(r"(?<!\d)[34569]\d{15,18}(?!\d)")
SPREAD_CARD = re.compile(
    r"(?<!\d)[34569](?:\d{3}(?:[\s\-.·_]{1,3}\d{4}){3}(?:[\s\-.·_]{0,3}\d{1,3})?|\d{2,15}[\s\-.·_]{1,3}\d{3,16})(?!\d)"
)
MISTYPED_CARD = re.compile(r"(?<!\d)62(?:\d{14}|\d{17}|\d{2}(?:[ \-]\d{4}){3}(?:[ \-]\d{3})?|\d{4}[ \-]\d{13})(?!\d)")
INTRODUCED_CARD = re.compile(
    rf"(?:银行卡|信用卡|储蓄卡|借记卡|[工农中建交]行卡|卡号|账号|帐号|账户|帐户)[号码]{{0,2}}{_IS}(?P<data>\d(?:[\s\-.·_]{{0,3}}\d){{11,20}})(?!\d)"
)
SOCIAL_CARD = re.compile(
    rf"(?:社保卡|市民卡|医保卡|社会保障卡)(?:号码?|编号|卡号){_IS}(?P<data>[A-Za-z]?\d{{8,12}})(?![A-Za-z0-9])"
)
REFERENCE = re.compile(
    r"(?:受理|流水|订单|运单|快递|案件|合同|工单|回执|发票|注册|许可|证书|登记|序列|业务|申报|事项|项目|缴款|条形|设备)"
    r"[书证件单]?(?:编号|号码|单号|代码|编码|码|号)[\s：:是为]{0,3}(?P<data>[0-9A-Za-z\-]{6,40})"
)
DATE = re.compile(r"(?<!\d)(?:19|20)\d\d[\-./ ](?:0?[1-9]|1[0-2])[\-./ ](?:3[01]|[12]\d|0?[1-9])(?!\d)")

EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]++(?:[ ]?(?:@|[(\[]at[)\]])[ ]?|[ ]at[ ])[A-Za-z0-9\-]++(?:\.[A-Za-z0-9\-]++)+",
    re.IGNORECASE,
)
PUBLIC_ACCOUNT = re.compile(
    r"(?:公众号|公众平台|服务号|订阅号|小程序)[\s：:是为“\"]{0,3}(?P<data>[A-Za-z][A-Za-z0-9_\-]{5,19})"
)
WECHAT = re.compile(
    r"(?:微信|薇信|威信|[vV]信|加[ ]?v|weixin|wechat|(?<![A-Za-z])(?:wx|vx))(?:号码?|账号|帐号|id)?"
    r"(?:[\s：:是为]{1,3}|(?=[A-Za-z_\-]{0,19}[0-9_]))(?P<data>(?!支付)[A-Za-z][A-Za-z0-9_\-]{5,19})",
    re.IGNORECASE,
)
QQ = re.compile(r"(?:Q[ ]?Q|扣扣|企鹅号)(?:号码?)?[\s：:是为]{0,3}(?P<data>[1-9]\d{4,10})(?!\d)", re.IGNORECASE)

PASSPORT = re.compile(r"(?<![A-Za-z0-9])(?:[EGDSP]\d{8}|E[A-HJ-NP-Z]\d{7}|[DSP]E\d{7})(?![A-Za-z0-9])", re.IGNORECASE)
INTRODUCED_PASSPORT = re.compile(
    rf"(?:护照|passport)(?:号码?|编号|[ ]?(?:no\.?|number))?(?:[ ]is)?{_IS}(?P<data>(?=[A-Z]{{0,4}}\d{{4}})[A-Z0-9]{{6,12}})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
PERMIT = re.compile(r"(?<![A-Za-z0-9/_])(?:[CHMWTL]\d{8}(?:\d\d)?|C[A-HJ-NP-Z]\d{7})(?![A-Za-z0-9_])", re.IGNORECASE)
INTRODUCED_PERMIT = re.compile(
    rf"(?:通行证|回乡证|台胞证|居留证|居留身份证|居留许可)(?:号码?|编号)?{_IS}(?P<data>[A-Z]{{0,3}}\d{{8,15}})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
HONGKONG_ID = re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,2}\d{6}[(（][0-9A][)）]")
PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Za-z][ ·.•\-]?(?=[A-Za-z]{0,3}\d)"
    r"[A-HJ-NP-Za-hj-np-z0-9]{4,5}(?:[A-HJ-NP-Za-hj-np-z0-9]|[学警港澳挂])(?![A-Za-z0-9])"
)

_NUMBER = r"[0-9A-Za-z一二三四五六七八九十百零〇]{1,5}"
_GAP = r"[ \n,，\-]{0,2}"
_HOUSE = rf"(?:(?:{_NUMBER}弄{_GAP})?{_NUMBER}号{_GAP})?"
_BLOCK = rf"{_NUMBER}(?:幢|栋|号楼|座|#){_GAP}"
_STAIRS = rf"(?:{_NUMBER}|[东西中南北])单元{_GAP}"
_FLOOR = rf"(?:{_NUMBER}[楼层]{_GAP})?"
_ROOM = rf"{_NUMBER}(?:号?室|号?房(?![屋产地价子间]))"
_BARE_ROOM = r"(?<![,，\n])(?<![,，\n] )[\d一二三四五六七八九零〇]{3,4}(?![\d元年月日号平米%万人个件户吨多名台套亩块])"
_DOOR = rf"{_FLOOR}(?:{_ROOM}|{_BARE_ROOM})"
UNITS = re.compile(
    rf"(?<![0-9A-Za-z])(?:{_HOUSE}{_BLOCK}(?:{_STAIRS})?{_DOOR}|{_HOUSE}{_STAIRS}{_DOOR}"
    rf"|(?<=[路街巷弄道村里苑园区])(?:{_NUMBER}弄{_GAP})?{_NUMBER}号{_GAP}{_FLOOR}{_ROOM})"
)
ESTATE_NUMBERS = re.compile(
    r"(?<=[苑园区村寓城府庭湾邸里居墅院坊郡轩])(?:\d{1,3}[\-#]\d{1,2}[\-#]\d{3,4}|\d{1,3}[\-#]\d{3,4})(?![\d\-元年月])"
)
VILLAGE_HOUSE = re.compile(
    rf"(?:(?<=村)|(?<=社区)){_GAP}(?P<data>(?:{_NUMBER}[组社]{_GAP})?{_NUMBER}号(?![文令线公通窗楼口桥路门]))"
)
INTRODUCED_HOUSE = re.compile(
    r"(?:我家|[我家现]住|住址|家庭地址|居住地|户籍地|住在)[^，。；！？,;〔〕\n]{0,24}?[路街巷弄道村里苑园区]"
    rf"(?P<data>(?:{_NUMBER}弄)?{_NUMBER}号(?![文令线公通窗口])(?:[\-之]\d{{1,3}})?)"
)
