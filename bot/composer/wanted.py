"""What kind of thing would answer: asked for in the question, and recognised in a sentence.

A passage about the right matter that holds no fee does not answer "多少钱"; the kinds below let a rule see that.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Wanted(StrEnum):
    """The kind of thing a question asks for."""

    FEE = "fee"
    FREQUENCY = "frequency"
    VALIDITY = "validity"
    HOURS = "hours"
    DURATION = "duration"
    DATE = "date"
    PERCENT = "percent"
    PHONE = "phone"
    URL = "url"
    ADDRESS = "address"
    PLACE = "place"
    PERSON = "person"
    NAME = "name"
    BODY = "body"
    MATERIALS = "materials"
    STEPS = "steps"
    CONDITION = "condition"
    REASON = "reason"
    AGENT = "agent"
    ONLINE = "online"
    DELIVERY = "delivery"
    OTHERS = "others"
    DEFINITION = "definition"
    LIST = "list"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind is asked for and by what it is recognised. `evidence` is None where any sentence may do.

    `strict`: without its evidence there is no answer; otherwise evidence only speaks for a sentence.
    `telling` is what speaks for it more than mere evidence does, where there is such a thing.
    """

    wanted: Wanted
    asked: re.Pattern[str]
    evidence: re.Pattern[str] | None
    strict: bool
    telling: re.Pattern[str] | None


_NUMBER = r"(?:\d[\d,]*(?:\.\d+)?|[一二三四五六七八九十百千两]+)"
_COUNTER = r"(?:件次|人次|个|件|名|人|位|次|趟|项|类|种|家|户|条|张|份|支|辆|套|处|所|期|本|册|元|岁|周岁|倍|场|门|步|样|只|头|吨|平方米|公里)"
_AMOUNT = rf"{_NUMBER}[多余几]?[十百千万亿]*[多余]?{_COUNTER}"
_SPAN = r"(?:个?工作日|天|日内|小时|分钟|个?月(?!\d)|周(?![一二三四五六日末])|年(?=内|以内|以上|一|为限|。|，|,)|季度)"


def _kind(wanted: Wanted, asked: str, evidence: str | None, *, strict: bool = True, telling: str | None = None) -> Kind:
    return Kind(
        wanted,
        re.compile(asked),
        re.compile(evidence) if evidence else None,
        strict,
        re.compile(telling) if telling else None,
    )


# In order: the first kinds are the narrower ones, and a question has at most the first two that match it.
KINDS: tuple[Kind, ...] = (
    _kind(
        Wanted.FEE,
        r"多少钱|几块|几元|收费|收不收|费用|要钱|收钱|花钱|交钱|(?:手续|工本|办证|报名|培训|证照?|登记|检测|服务|学)费|(?:交|缴|付|收|花)(?:多少|几)|免费吗|是免费|贵不贵|罚多少|罚款|押金",
        rf"免费|免收|不收|不用花钱|零收费|(?:费|交|缴|付|收取|罚款?|元/|每[人年次件本证])[^，。；]{{0,14}}?{_NUMBER}[万]?元|{_NUMBER}元[/／每]",
    ),
    _kind(
        Wanted.FREQUENCY,
        r"多久[^，。？]{0,8}一[次回趟]|隔多久|几[天月年]一次|频率|每(?:年|月|周)几次",
        r"每(?:个|一)?(?:季度?|月|周|年|天|日|星期|半年)|一(?:年|季|月|周)[一二两三四]?次",
    ),
    _kind(
        Wanted.VALIDITY,
        r"有效期|管(?:几|多少)年|(?:证|许可)[^，。？]{0,6}几年|什么时候(?:过期|到期|失效)|几年(?:有效|换)|长期有效",
        r"有效期|长期有效|届满|到期",
    ),
    _kind(
        Wanted.HOURS,
        r"几点|开门|关门|(?:上|下)班(?:时间|吗|不)|上不上班|营业|办公时间|工作时间|开放时间|(?:周末|星期[六天日]|礼拜[六天日]|周[六日]|双休日?|节假日|中午)[^，。？]{0,10}(?:开|办|上班|有人|休息|可以|能)",
        r"\d{1,2}[:：点时]\d{0,2}|上午|下午|双休|节假日|周[六日末]|星期[六日天]|工作时间|全天|24小时",
    ),
    _kind(
        Wanted.DURATION,
        r"几天|几个?工作日|多少(?:个?工作日|天|小时)|多久|多长时间|时限|期限|几个(?:月|小时|星期)|什么时候能?(?:办|拿|好|下来|出来|领)|(?:办|审批|拿到)[^，。？]{0,6}要?(?:快|慢)|\d+个?工作日|上几(?:天|节)课",
        rf"{_NUMBER}个?[多余]?{_SPAN}|当场(?:办|领|拿|发|出)|当天|即办|立等可取|随到随办",
    ),
    _kind(
        Wanted.DATE,
        r"什么时[候间]|哪[天日年]|何时|几月|几号(?!窗)|哪个月|(?:星期|礼拜|周)几|截止|最后期限|什么日子|从(?:哪|什么)",
        r"\d{4}年|\d{1,2}月|\d{1,2}[日号]|每?(?:周|星期)[一二三四五六日天]|每(?:季|月|年|天)|近期|今年|去年|目前|下一?步|起[，。]",
    ),
    _kind(
        Wanted.PERCENT,
        r"百分之[几多]|百分比|占比|比[例率重]|占[^，。？]{0,10}(?:多少|几|多大)|几成|多少[%％]",
        r"\d(?:\.\d+)?\s*[%％]|百分之",
    ),
    _kind(
        Wanted.PHONE,
        r"电话(?:号码?)?(?:是|有|多少|几号|给|发|呢|[？?]|$|\s)|什么电话|哪个(?:电话|号码)|打(?:哪|几|什么|多少)|号码|联系方式|怎么联系|联系电话|热线|(?:咨询|举报|投诉|办公)电话(?![里中打的])",
        r"(?<!\d)(?:0\d{2,3}[-－—]?)?\d{7,8}(?!\d)|(?<!\d)1\d{4}(?!\d)|(?<!\d)1\d{10}(?!\d)|(?<!\d)[48]00[-\d]{7,9}",
    ),
    _kind(
        Wanted.URL,
        r"网址|网站|链接|哪个网|官网|登[录陆]哪|app|小程序|二维码",
        r"https?:|www\.|\.(?:gov|cn|com)\b|网址[：是为]|服务网|官网|APP|app|小程序",
    ),
    _kind(
        Wanted.ADDRESS,
        r"地址|哪条路|什么路|几(?:楼|层|号窗|号楼)|哪(?:幢|栋|层)|门牌|怎么(?:去|坐)|(?:路|车|中心|窗口|局|大厅|那边|过去)怎么走|坐(?:几|什么)|具体位置|停车|导航",
        r"(?:路|街|大道|巷|弄)\d+号?|\d+号(?:楼|窗)|[一二三四五\d]楼|\d层|地址[：是为]",
    ),
    _kind(
        Wanted.PERSON,
        r"叫什么(?!名堂)|叫啥|姓(?:名|什么|啥)|名字|(?:局长|镇长|书记|主任|队长|大队长|负责人|领导|所长)是谁|哪位",
        r"[“《「][^”》」]+[”》」]|(?:名称|名字|姓名)[：是为叫]",
    ),
    _kind(
        Wanted.BODY,
        r"谁(?:管|负责|来|审|批|办|组织|牵头|主办|编|评|搞)|归谁|找谁|谁[？?]?$|是谁|哪(?:个|些|几个|一家|家)?(?:部门|单位|局|机关|机构|科室?|窗口|地方管|组织|所|站|委)|什么(?:部门|单位|局|机关|机构)|(?:部门|单位|局)是哪|由谁|管(?:这|的是)",
        r"局|办公?室?|委|中心|大队|平台|总?工会|公安|镇|街道|社区|党组织|支部|委员会|政府|联村|代表|单位|队伍|站|所",
    ),
    _kind(
        Wanted.PLACE,
        r"哪里|哪儿|哪块|在哪|去哪|到哪|交哪|往哪|什么地方|哪个(?:地方|学校|医院|窗口|平台|网点|中心)|哪些(?:地方|医院|网点|窗口)|何处|地方|哪份|哪张报|哪家",
        r"中心|窗口|大厅|社区|村|学校|医院|局|站|网上|公众号|农办|街道|镇|平台|日报|报|处|所",
    ),
    _kind(
        Wanted.MATERIALS,
        r"材料|带(?:什么|哪些|啥|身份证|户口|齐)|带(?:东西|证)|(?:准备|提交|提供|交|填|要)(?:什么|哪些|啥|几份|几张|多少份)|什么(?:证明|证件|资料|表|手续材料)|哪(?:些|个|种)(?:证明|证件|资料|材料|表|东西)|哪个?表|(?:几|多少)张照片|证明|什么form",
        r"材料|证|表|说明|申请书|照片|复印件|原件|户口|合同|资料",
    ),
    _kind(
        Wanted.STEPS,
        r"怎么(?:办|弄|申请|申领|走|领|样才能|操作|搞|开|报|补|交|查|预约|注册|登记|提取?|缴|换|改|续|处理|拿|进行|做)|如何|流程|步骤|手续|咋(?:办|弄|申请|补|搞|整)|一步步|先[^，。？]{0,8}(?:再|后)|第[一二三]步|程序|怎样|怎么个",
        r"步骤|流程|程序|[先首].{1,30}[再后然]|填写|提交|申请|审核|申报|受理|领取|(?:^|\n)\s*1[.、]",
        telling=r"(?:^|\n)\s*1[.、]|[先首].{1,30}[再后然].{1,30}[再后然]|经[^，。]{2,30}[，、](?:报|再|然后)",
        strict=False,
    ),
    _kind(
        Wanted.CONDITION,
        r"条件|资格|(?:满|多大|几)(?:几|多少)?周?岁|什么人|哪些人|哪(?:类|种)人|给谁|对象|谁(?:可以|能)|要求|符合|够不够|标准",
        r"条件|资格|对象|符合|以上|困难|人员|须|需|要求|家庭|户|周?岁|满",
        strict=False,
    ),
    _kind(
        Wanted.REASON,
        r"为什么|为何|为啥|怎么会|原因|什么缘故|干[嘛吗啥]要|怎么(?:只|才|就|还)",
        r"因|由于|鉴于|所以|为了|原因|缘|导致|影响|人手|难|不足|只能|[少大]",
        telling=r"因为|由于|鉴于|原因|人手|不足",
    ),
    _kind(
        Wanted.DEFINITION,
        r"什么是|是什么(?!时|地|部|单|局|材)|是啥|是(?:干|做)(?:什么|啥|嘛|吗|麻)|干[什嘛啥麻](?:么)?(?:的|用)|啥意思|什么意思|指(?:的是)?什么|是指|介绍|了解一下|是个啥|怎么回事|啥东西",
        r"是|指|即|：",
        strict=False,
        telling=r"^[^，。：]{2,20}(?:是(?!为了|要|因)|指|即)|[^，。]{0,6}是：",
    ),
    _kind(
        Wanted.LIST,
        r"哪(?:些|几)|有(?:什么|啥)|(?:都|分别)(?:有|是)|什么(?:服务|措施|内容|好处|便利|办法|举措|优惠|政策|要求|变化|方式|渠道|帮助)|啥(?:服务|措施|好处|办法|变化)|(?:由|是)些?什么人|组成",
        r"、|一是|和|及|以及|\n|等",
        strict=False,
        telling=r"(?:^|\n)\s*1[.、]|、[^、，。；]{1,20}、|一是",
    ),
    _kind(
        Wanted.AGENT,
        r"代办|委托|代理|代领|代为|(?:替|帮|代)(?:我|他|她|他们|老板|家人|老人|父母|爸妈?|妈妈?|孩子|别人|朋友|公司|员工)?们?(?:去|来)?(?:办|跑|交|领|拿|申请|弄|搞|打理)|(?:叫|让|请|找|喊|由)(?:别人|家人|朋友|亲戚|同事|儿子|女儿|老婆|老公|他人|其他人|村里|社区|人)[^，。？]{0,6}(?:去|办|跑|来|弄|代)|别人(?:去|办|代|来)|"
        r"(?:本人|亲自|自己)[^，。？]{0,4}(?:去|到|来|跑|办)|(?:要|用|必须|得|非要)本人|人(?:不|没)(?:去|到|来)|帮忙(?:办|跑)|(?:村里|社区)[^，。？]{0,6}(?:办|跑|帮)|上门(?:办|收|来)",
        r"委托|代办|代理|代领|代为|他人|零跑腿|本人|帮办|上门",
    ),
    _kind(
        Wanted.ONLINE,
        r"(?:网上|线上|在线|online|手机上?|电脑上?|互联网|网络)[^，。？]{0,8}(?:办|申|弄|搞|交|提|报|填|查|约|批|吗|行|可以)|(?:不|没)(?:用|需要)?去(?:现场|窗口|大厅)|能网(?:上)?办",
        r"网上|线上|在线|网办|互联网|公众号|平台|快递|app|网络",
    ),
    _kind(Wanted.DELIVERY, r"寄|快递|邮递|邮(?:到|给)|送(?:到家|上门|过来|货)|ems", r"快递|邮寄|邮递|送达|寄|上门"),
    _kind(
        Wanted.OTHERS,
        r"除了|别的|其[他它]|另外的|不止|只(?:能|有|可以)|别处|还有(?:哪|什么|啥|没)",
        r"除|也可|还可|或|两[个种]|不是只|另|以外|之外|其他",
        strict=False,
    ),
    _kind(
        Wanted.COUNT, rf"多少|[好]?几{_COUNTER}|几(?:多)?(?=[^天年点号月里时乎])|数量|总数|人数|件数|总共|一共", _AMOUNT
    ),
)

_BY_WANTED = {kind.wanted: kind for kind in KINDS}


# Figures of these kinds are counts too; the narrower name is the one that matters.
_NUMBERS = {
    Wanted.FEE,
    Wanted.FREQUENCY,
    Wanted.VALIDITY,
    Wanted.DURATION,
    Wanted.PERCENT,
    Wanted.PHONE,
    Wanted.DATE,
    Wanted.HOURS,
}


def wanted_in(text: str) -> tuple[Wanted, ...]:
    """The kinds a clean question asks for, the narrowest first; `asks_yes_or_no` is a matter of its own."""
    found = [kind.wanted for kind in KINDS if kind.asked.search(text)]
    if _NUMBERS.intersection(found):
        found = [wanted for wanted in found if wanted is not Wanted.COUNT]
    if Wanted.FREQUENCY in found:
        found = [wanted for wanted in found if wanted is not Wanted.DURATION]
    return tuple(found)


_YES_NO = re.compile(
    r"吗|么$|能不能|可不可以|行不行|是不是|有没有|要不要|用不用|会不会|好不好|需不需要|管不管|对不对|伐|[不没](?:[啊呀呢的])?$|能否|是否|可否|可以[^，。？]{0,12}$|成不成|对吧|还要"
)


def asks_yes_or_no(text: str) -> bool:
    """Whether a clean question can be answered with yes or no."""
    return _YES_NO.search(text.rstrip("？?。！! ")) is not None


def is_strict(wanted: Wanted) -> bool:
    """Whether a sentence without evidence of this kind cannot answer."""
    return _BY_WANTED[wanted].strict


def aspects(wanted: Iterable[Wanted], text: str) -> str:
    """The words of a clean question that ask for the kinds wanted, joined by blanks: what is asked, not about what."""
    return " ".join(match.group() for each in wanted for match in _BY_WANTED[each].asked.finditer(text))


def evidence(wanted: Wanted, sentence: str, question: str = "") -> float:
    """How far a clean sentence holds something of the kind: 0 not, 0.5 perhaps, 1 clearly or any sentence may answer.

    A count is clear when it is counted the way the question asks for.
    """
    kind = _BY_WANTED[wanted]
    if kind.evidence is None:
        return 1.0
    if not kind.evidence.search(sentence):
        return 0.0
    if wanted is Wanted.COUNT and (counter := asked_counter(question)):
        return 1.0 if any(_is_counted(amount, counter) for amount in _AMOUNTS.findall(sentence)) else 0.5
    return 1.0 if kind.telling is None or kind.telling.search(sentence) else 0.5


_AMOUNTS = re.compile(_AMOUNT)
_ASKED_COUNTER = re.compile(rf"(?:多少|几)个?({_COUNTER})")
_COUNTED_ALIKE = (
    frozenset("人名位"),
    frozenset({"件", "件次", "个", "项"}),
    frozenset("次趟回"),
    frozenset({"个", "家", "种", "类"}),
)


def asked_counter(question: str) -> str:
    """The measure word that a clean question counts by (多少人, 几次), or empty."""
    match = _ASKED_COUNTER.search(question)
    return match[1] if match else ""


def _is_counted(amount: str, counter: str) -> bool:
    """Whether an amount such as 81名 is counted by the measure word or one used like it."""
    alike = {counter}.union(*(family for family in _COUNTED_ALIKE if counter in family))
    unit = re.search(rf"{_COUNTER}$", amount)
    return unit is not None and unit.group() in alike
