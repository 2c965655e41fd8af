"""A seeded generator of citizens' lines with and without personal data, each with the text expected after masking."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.core.privacy import PersonalData as Kind

REGIONS = "330109 330181 330106 330102 340123 110101 310115 440305 510104 650102 820000".split()  # noqa: SIM905
FULL_WIDTH = {ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)} | {ord("X"): "Ｘ"}
CHINESE = {ord(str(digit)): char for digit, char in enumerate("零一二三四五六七八九")}
INVISIBLE = ("\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad")


@dataclass(frozen=True, slots=True)
class Line:
    """A text as a citizen may send it, and what may be kept of it."""

    text: str
    expected: str


Maker = Callable[[random.Random], str]


def digits(dice: random.Random, count: int) -> str:
    """So many random digits."""
    return "".join(dice.choice("0123456789") for _ in range(count))


def id_18(dice: random.Random) -> str:
    """An identity number with its check digit, worked out by trying each one against ISO 7064."""
    body = f"{dice.choice(REGIONS)}{dice.randint(1940, 2015)}{dice.randint(1, 12):02}{dice.randint(1, 28):02}{digits(dice, 3)}"
    total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(body))
    return body + "0123456789X"[(12 - total % 11) % 11]


def mistyped_id(dice: random.Random) -> str:
    """An identity number whose last digit is wrong."""
    number = id_18(dice)
    return number[:17] + dice.choice([digit for digit in "0123456789" if digit != number[17]])


def id_15(dice: random.Random) -> str:
    """An identity number of the first generation."""
    region = dice.choice(REGIONS[:-1])
    return f"{region}{dice.randint(40, 99)}{dice.randint(1, 12):02}{dice.randint(1, 28):02}{digits(dice, 3)}"


def mobile(dice: random.Random) -> str:
    """A mobile number."""
    return f"1{dice.choice('3456789')}{digits(dice, 9)}"


def card(dice: random.Random) -> str:
    """A bank card number that satisfies Luhn."""
    prefix, length = dice.choice([("6222", 19), ("6217", 19), ("6228", 19), ("6225", 16), ("4392", 16), ("5187", 16)])
    body = prefix + digits(dice, length - 5)
    total = sum(int(d) if place % 2 else sum(map(int, str(2 * int(d)))) for place, d in enumerate(reversed(body)))
    return body + str(-total % 10)


def credit_code(dice: random.Random) -> str:
    """A unified social credit code, which is public."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = "91330109MA" + "".join(dice.choice(alphabet) for _ in range(7))
    total = sum(alphabet.index(char) * 3**place for place, char in enumerate(body))
    return body + alphabet[(31 - total % 31) % 31]


def passport(dice: random.Random) -> str:
    """A Chinese passport number."""
    return dice.choice([f"E{digits(dice, 8)}", f"E{dice.choice('ABCDEFGH')}{digits(dice, 7)}", f"G{digits(dice, 8)}"])


def permit(dice: random.Random) -> str:
    """A travel permit to or from 港澳台."""
    return dice.choice(["C", "H", "M", "T", "L"]) + digits(dice, 8)


def plate(dice: random.Random) -> str:
    """A licence plate, old or for new energy."""
    head, dot = f"浙{dice.choice('ABCDEFGH')}", dice.choice(["", "·", " ", "-"])
    return f"{head}{dot}{dice.choice(['', 'D', 'F'])}{digits(dice, 5)}"


def email(dice: random.Random) -> str:
    """A private mail address."""
    name = dice.choice(["zhang.san", "li_si88", "wangwu-1990", digits(dice, 9), "mm+hz"])
    return f"{name}@{dice.choice(['qq.com', '163.com', 'gmail.com', 'mail.zju.edu.cn', 'vip.sina.com'])}"


def wechat(dice: random.Random) -> str:
    """A WeChat id."""
    return dice.choice(["zhang_", "lisi", "wxid_", "xiaoshan-", "abcdef"]) + digits(dice, dice.randint(3, 6))


def rooms(dice: random.Random) -> str:
    """Building, stairs and room of a home."""
    block, stairs, room = dice.randint(1, 60), dice.randint(1, 4), dice.randint(1, 18) * 100 + dice.randint(1, 4)
    forms = (
        f"{block}幢{stairs}单元{room}室",
        f"{block}栋{stairs}单元{room}",
        f"{dice.randint(1, 999)}号{block}幢{room}室",
        f"{block}号楼{stairs}单元{room}室",
        f"{block}幢{room}",
        f"{'一二三四五六七八九'[block % 9]}幢{'一二三四'[stairs - 1]}单元{room}室",
        f"{block}幢 {stairs}单元 {room}室",
    )
    return dice.choice(forms)


def estate_rooms(dice: random.Random) -> str:
    """The short form, after an estate's name."""
    return f"{dice.randint(1, 60)}-{dice.randint(1, 4)}-{dice.randint(101, 1804)}"


def village_house(dice: random.Random) -> str:
    """A house in a village."""
    return dice.choice([f"{dice.randint(1, 20)}组{dice.randint(1, 99)}号", f"{dice.randint(1, 999)}号"])


def name(dice: random.Random) -> str:
    """A person's name."""
    return dice.choice("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗沈俞来韩") + dice.choice(
        ["伟", "芳", "秀英", "建国", "晓明", "丽华", "志强", "梦琪", "磊", "玉兰", "浩然", "雨欣"]
    )


def as_is(dice: random.Random, secret: str) -> str:
    """Written plainly."""
    return secret


def wide(dice: random.Random, secret: str) -> str:
    """In full-width digits."""
    return secret.translate(FULL_WIDTH)


def invisible(dice: random.Random, secret: str) -> str:
    """With characters between the digits that nobody sees."""
    return secret[0] + "".join(dice.choice(["", "", *INVISIBLE]) + char for char in secret[1:])


def grouped(dice: random.Random, secret: str) -> str:
    """In the groups people are used to."""
    cuts = {11: (3, 7), 15: (6, 12), 16: (4, 8, 12), 18: (6, 14), 19: (4, 8, 12, 16)}[len(secret)]
    between = dice.choice([" ", "-", "  ", "\u3000", "—", "."])
    return between.join(secret[start:end] for start, end in zip((0, *cuts), (*cuts, len(secret)), strict=True))


def broken(dice: random.Random, secret: str) -> str:
    """Broken over two lines."""
    cut = dice.randint(3, len(secret) - 3)
    return secret[:cut] + dice.choice(["\n", "\r\n", " \n"]) + secret[cut:]


def spelled(dice: random.Random, secret: str) -> str:
    """In Chinese digits."""
    return secret.translate(CHINESE)


def apart(dice: random.Random, secret: str) -> str:
    """Every digit by itself."""
    return dice.choice([" ", "-", "."]).join(secret)


NUMBER_DISGUISES = (as_is, as_is, as_is, wide, invisible, grouped, broken, spelled, apart)
TEXT_DISGUISES = (as_is,)

KINDS: tuple[tuple[Kind, Maker, tuple[Callable[[random.Random, str], str], ...], tuple[str, ...]], ...] = (
    (
        Kind.ID_NUMBER,
        id_18,
        NUMBER_DISGUISES,
        ("身份证号是{}", "我的身份证{}能查到吗", "{}", "证号：{}，办养犬证", "小孩{}要上户口"),
    ),
    (Kind.ID_NUMBER, mistyped_id, (as_is, as_is, wide, grouped), ("身份证{}", "号码是{}，查一下", "{} 这个证怎么补办")),
    (Kind.ID_NUMBER, id_15, (as_is, wide), ("老身份证{}还能用吗", "一代证号{}")),
    (
        Kind.MOBILE,
        mobile,
        NUMBER_DISGUISES,
        ("我电话{}", "请打{}联系我", "{}，请回电", "手机：{}", "打不通就打{}吧", "{}同微信号"),
    ),
    (Kind.MOBILE, lambda dice: "+86" + mobile(dice), (as_is, wide), ("联系{}", "我的号码 {}")),
    (
        Kind.BANK_CARD,
        card,
        (as_is, as_is, wide, invisible, grouped),
        ("打到{}这张卡", "银行卡号{}", "我的卡是{}，补贴没到账"),
    ),
    (Kind.PASSPORT, passport, TEXT_DISGUISES, ("护照号{}", "护照：{}，要签证延期", "我的{}过期了怎么换")),
    (Kind.TRAVEL_PERMIT, permit, TEXT_DISGUISES, ("通行证号码{}", "港澳通行证{}怎么续签", "台胞证号：{}")),
    (Kind.LICENCE_PLATE, plate, TEXT_DISGUISES, ("我的车{}被拖走了", "车牌{}年检去哪", "{}违章怎么处理")),
    (Kind.EMAIL, email, TEXT_DISGUISES, ("发到{}", "邮箱：{}，谢谢", "材料可以发 {} 吗")),
    (Kind.WECHAT, wechat, TEXT_DISGUISES, ("微信号：{}", "加我微信 {}", "我的微信号是{}，请加我", "vx：{}")),
    (
        Kind.QQ,
        lambda dice: dice.choice("123456789") + digits(dice, dice.randint(5, 9)),
        TEXT_DISGUISES,
        ("QQ：{}", "我的QQ号{}"),
    ),
    (
        Kind.ADDRESS,
        rooms,
        TEXT_DISGUISES,
        ("我家住金色阳光小区{}", "地址：北干街道市心北路{}", "住在恒大花园{}，楼上漏水", "送到潇湘公寓{}可以吗"),
    ),
    (Kind.ADDRESS, estate_rooms, TEXT_DISGUISES, ("住南秀苑{}", "旺角城新天地家园{}噪音扰民")),
    (
        Kind.ADDRESS,
        village_house,
        TEXT_DISGUISES,
        ("我是凤凰村{}的", "户口在新塘街道涝湖村{}", "家住瓜沥镇航民村{}，想建房"),
    ),
    (Kind.HOME_PHONE, lambda dice: f"8{digits(dice, 7)}", TEXT_DISGUISES, ("我家电话{}", "家里座机：{}")),
    (
        Kind.NAME,
        name,
        TEXT_DISGUISES,
        ("我叫{}，想问养犬证", "姓名：{}，申请低保", "联系人：{}", "本人{}，身份证丢了怎么办", "我叫{}"),
    ),
)

PUBLIC: tuple[Maker, ...] = (
    lambda dice: f"萧政发〔{dice.randint(2005, 2026)}〕{dice.randint(1, 199)}号文件还有效吗",
    lambda dice: f"杭政办函〔20{dice.randint(10, 26)}〕{dice.randint(1, 199)}号",
    lambda dice: f"打{dice.choice(['12345', '110', '96317', '12333', '12366', '95598', '12315'])}没人接",
    lambda dice: f"窗口电话0571-8{digits(dice, 7)}是哪个部门",
    lambda dice: f"0571 {dice.randint(8000, 8999)} {digits(dice, 4)}转{digits(dice, 4)}",
    lambda dice: f"客服400-{digits(dice, 3)}-{digits(dice, 4)}",
    lambda dice: f"统一社会信用代码{credit_code(dice)}",
    lambda dice: f"我公司{credit_code(dice)}要变更",
    lambda dice: f"{dice.randint(1990, 2026)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}办的证",
    lambda dice: f"{dice.randint(1990, 2026)}年{dice.randint(1, 12)}月{dice.randint(1, 28)}日到期",
    lambda dice: (
        f"20{dice.randint(10, 26)}.{dice.randint(1, 12)}.{dice.randint(1, 28)}—20{dice.randint(10, 26)}.{dice.randint(1, 12)}.{dice.randint(1, 28)}"
    ),
    lambda dice: f"注册资本{dice.randint(1, 999)},{digits(dice, 3)},{digits(dice, 3)}元",
    lambda dice: f"补贴{dice.randint(100, 99999)}.{digits(dice, 2)}元，比例{dice.randint(1, 99)}.{digits(dice, 1)}%",
    lambda dice: f"1{dice.choice('3456789')}{digits(dice, 9)}元的项目",
    lambda dice: f"（20{dice.randint(10, 26)}）浙0109民初{dice.randint(1, 99999)}号",
    lambda dice: f"受理编号{digits(dice, dice.choice([10, 14, 17, 20]))}办到哪了",
    lambda dice: f"快递单号SF{digits(dice, 12)}",
    lambda dice: f"订单号：20{digits(dice, 18)}",
    lambda dice: f"浙(20{dice.randint(10, 26)})萧山区不动产权第{digits(dice, 7)}号",
    lambda dice: f"周一到周五{dice.randint(8, 9)}:30-12:00，13:30-{dice.randint(16, 17)}:00",
    lambda dice: f"从{dice.randint(10, 30)}个工作日缩短到{dice.randint(1, 9)}个，共{dice.randint(100, 9999)}件",
    lambda dice: f"市心中路{dice.randint(1, 999)}号行政服务中心{dice.randint(1, 4)}号楼{dice.randint(101, 420)}室",
    lambda dice: f"人民路{dice.randint(1, 999)}号{dice.randint(1, 9)}楼怎么走",
    lambda dice: f"萧绍路{dice.randint(1, 999)}号区税务局{dice.randint(1, 6)}楼大厅",
    lambda dice: f"GB/T {dice.randint(10000, 45999)}-20{dice.randint(10, 26)}",
    lambda dice: f"{' '.join(str(dice.randint(1, 999)) for _ in range(6))}",
    lambda dice: "、".join(str(dice.randint(1, 60)) for _ in range(7)) + "号窗口",
    lambda dice: f"第{dice.randint(1, 40)}期第{dice.randint(1, 200)}页",
    lambda dice: f"地铁{dice.randint(1, 19)}号线{dice.choice('ABCD')}口，K{dice.randint(300, 900)}路公交",
    lambda dice: f"微信公众号：{dice.choice(['xiaoshanfabu', 'zjsrsj2018', 'hzga_110'])}",
    lambda dice: f"{dice.choice(['fgw', 'rsj', '12345'])}@xiaoshan.gov.cn",
    lambda dice: f"https://www.zjzwfw.gov.cn/item/{digits(dice, 8)}.html",
    lambda dice: f"老小区{dice.randint(3, 40)}幢加装电梯要{dice.randint(10, 40)}户同意",
    lambda dice: f"建{dice.randint(2, 4)}层楼房，每层{dice.randint(80, 140)}平方",
    lambda dice: (
        f"{dice.choice(['我是高中生', '本人申请就行吗', '我叫不到车', '本人不方便去', '我叫外卖被偷了', '姓名写错了怎么改'])}"
    ),
    lambda dice: f"区委书记{name(dice)}说的最多跑一次",
    lambda dice: f"一共{dice.choice(['一百二十三', '三千五', '二十一', '一九九八'])}个",
    lambda dice: f"社保交了{dice.randint(1, 30)}年{dice.randint(1, 11)}个月，基数{dice.randint(3000, 30000)}",
    lambda dice: f"面积{dice.randint(50, 200)}.{digits(dice, 2)}㎡，{dice.randint(1, 30)}/{dice.randint(30, 33)}层",
)


def _private(dice: random.Random) -> Line:
    kind, make, disguises, carriers = dice.choice(KINDS)
    carrier = dice.choice(carriers)
    return Line(carrier.format(dice.choice(disguises)(dice, make(dice))), carrier.format(f"〔{kind}〕"))


def _public(dice: random.Random) -> Line:
    text = dice.choice(PUBLIC)(dice)
    return Line(text, text)


def lines(seed: int, count: int) -> Iterator[Line]:
    """So many lines, half of their parts personal; some lines have several parts."""
    dice = random.Random(seed)
    for _ in range(count):
        parts = [(_private if dice.random() < 0.5 else _public)(dice) for _ in range(dice.choice([1, 1, 1, 2, 3]))]
        between = dice.choice(["，", "。", "；\n", "！ "])
        yield Line(between.join(part.text for part in parts), between.join(part.expected for part in parts))
