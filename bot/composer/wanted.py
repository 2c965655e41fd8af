"""What kind of thing would answer: asked for in the question, and recognised in a sentence.

A passage about the right matter that holds no fee does not answer "多少钱"; the kinds let a rule see that.
"""

import re
from collections.abc import Iterable

from bot.composer.kinds import AMOUNT, BY_WANTED, COUNTER, KINDS, Wanted

# Figures of these kinds are counts too; the narrower name is the one that matters.
_NUMBERS = {
    Wanted.FEE,
    Wanted.SUM,
    Wanted.FREQUENCY,
    Wanted.VALIDITY,
    Wanted.DURATION,
    Wanted.PERCENT,
    Wanted.PHONE,
    Wanted.DATE,
    Wanted.WHEN,
    Wanted.HOURS,
}


def wanted_in(text: str) -> tuple[Wanted, ...]:
    """The kinds a clean question asks for, the narrowest first; `asks_yes_or_no` is a matter of its own."""
    text = _NAME.sub("○", text)
    found = [kind.wanted for kind in KINDS if kind.asked.search(text) and not _only_mentioned(kind.wanted, text)]
    if _NUMBERS.intersection(found):
        found = [wanted for wanted in found if wanted is not Wanted.COUNT]
    if Wanted.COUNT in found and _SHEETS.search(text):
        found.remove(Wanted.COUNT)
        found.insert(0, Wanted.COUNT)  # 要几张照片: that photos are to be brought does not answer it
    if Wanted.REASON in found:
        return (Wanted.REASON,)  # 为什么要收费: no sum answers that
    return tuple(wanted for wanted in found if not _NARROWER.get(wanted, frozenset()).intersection(found))


# 哪些企业可以免收费 asks which, not how much; 收费标准是什么 and 什么费用 do ask for the fee.
_NOUNS = {
    Wanted.FEE: r"收[^,。?]{0,3}费|费用?|罚款|押金|价格|价钱",
    Wanted.URL: r"网站|链接|官网|app|小程序|二维码",
}
_SHEETS = re.compile(r"(?:几|多少)[张寸]")
_ASKING = r"什么(?!时候)|[啥哪]个?|多少|几|怎么|怎样|如何"


def _only_mentioned(wanted: Wanted, text: str) -> bool:
    """Whether a question that asks for something else merely names things of this kind."""
    noun = _NOUNS.get(wanted)
    if noun is None or not re.search(_ASKING, text):
        return False
    if not all(re.fullmatch(noun, match.group()) for match in BY_WANTED[wanted].asked.finditer(text)):
        return False
    return not re.search(
        rf"(?:{_ASKING})的?(?:{noun})|(?:{noun})(?:标准|金额)?(?:是|有|要|怎么|如何|多少|贵|高)(?!关)", text
    )


# What stands in quotation marks is a name: “网上连线” does not ask for a way to apply online.
_NAME = re.compile(r"[“\"《「][^“”\"《》「」]{2,30}[”\"》」]")
# 少交什么证明 asks what is dropped, not what to bring.
_NARROWER = {
    Wanted.DURATION: frozenset({Wanted.FREQUENCY, Wanted.VALIDITY}),
    Wanted.MATERIALS: frozenset({Wanted.FEWER}),
    Wanted.CONDITION: frozenset({Wanted.STANDARD}),
}


_YES_NO = re.compile(r"吗|么$|(\w)[不没]\1|伐|[不没](?:[啊呀呢的])?$|能否|是否|可否|可以[^,。?]{0,12}$|对吧|还要")


def asks_yes_or_no(text: str) -> bool:
    """Whether a clean question can be answered with yes or no; one that asks what, who or how many cannot."""
    text = text.rstrip("？?。！! ")
    return _YES_NO.search(text) is not None and (_WHAT.search(text) is None or text.endswith("吗"))


_WHAT = re.compile(r"什么|[啥哪谁咋几]|多少|多久|多长|怎么|如何|为何")


def is_strict(wanted: Wanted) -> bool:
    """Whether a sentence without evidence of this kind cannot answer."""
    return BY_WANTED[wanted].strict


def aspects(wanted: Iterable[Wanted], text: str) -> str:
    """The words of a clean question that ask for the kinds wanted, joined by blanks: what is asked, not about what."""
    return " ".join(match.group() for each in wanted for match in BY_WANTED[each].asked.finditer(text))


def evidence(wanted: Wanted, sentence: str, question: str = "") -> float:
    """How far a clean sentence holds something of the kind: 0 not, 0.5 perhaps, 1 clearly.

    A count is clear when it is counted the way the question asks for, and none when it counts something else.
    """
    kind = BY_WANTED[wanted]
    if wanted is Wanted.ITEMS and 0 < _asked_items(question) <= _most_in_a_row(sentence):
        return 1.0
    if not kind.evidence.search(sentence):
        return 0.0
    if wanted is Wanted.COUNT and (counter := asked_counter(question)):
        return max((counted(amount.group(), counter) for amount in _AMOUNTS.finditer(sentence)), default=0.0)
    if wanted is Wanted.ITEMS and (number := _asked_items(question)) and (listed := len(_LISTED.findall(sentence))):
        return 1.0 if listed == number else 0.0
    if wanted in _DONE_NOW and _PLANNED.search(sentence) and not _PLANNED.search(question):
        return 0.5
    if wanted is Wanted.BODY and _ASKED_RESPONSIBLE.search(question):
        return 1.0 if _RESPONSIBLE.search(sentence) else MENTIONED
    telling = kind.telling
    return 1.0 if telling is None or telling.search(sentence) else 0.5


# Who asks where and how a thing is done wants to do it now: what is only planned hardly answers.
_DONE_NOW = frozenset({Wanted.PLACE, Wanted.BODY, Wanted.STEPS, Wanted.MATERIALS, Wanted.ONLINE, Wanted.AGENT})
_PLANNED = re.compile(r"下一?步|(?:还|仍|正)在探索|积极探索|试点的目标|打算|计划")


# 哪七项: a numbered list of three is another list.
_LISTED = re.compile(r"(?:^|\s)\d{1,2}[.、](?!\d)")
_ASKED_ITEMS = re.compile(r"[哪那](\d{1,2}|[二两三四五六七八九十])(?:个|项|条|种|类|样|篇|点|方面|步|家)")


# 免征关税和增值税: what is joined in one breath.
_IN_A_ROW = re.compile(r"[^、,。;:]{1,24}(?:(?:、|以?及|和|与)[^、,。;:]{1,24})+")


def _most_in_a_row(sentence: str) -> int:
    """How many things the longest enumeration of a sentence names."""
    return max((len(re.findall(r"、|以?及|和|与", each)) + 1 for each in _IN_A_ROW.findall(sentence)), default=0)


def _asked_items(question: str) -> int:
    """How many items the question says there are (哪三个), or 0."""
    match = _ASKED_ITEMS.search(question)
    if not match:
        return 0
    return int(match[1]) if match[1].isdigit() else "〇一二三四五六七八九十".find(match[1].replace("两", "二"))


MENTIONED = 0.2
"""The evidence of offices that are named where it is asked who is responsible."""
# Asked whose business a matter is, a sentence that merely names offices is not yet the answer.
_ASKED_RESPONSIBLE = re.compile(r"管|负责|归|找[谁哪什]|谁[给来]?办|哪个?(?:局|部门|单位)(?:办|弄|搞)")
_RESPONSIBLE = re.compile(
    r"负责|主管|归[^,。]{1,12}管|管理(?!大队|局|中心|办法|机制|所|处|科|站)|"
    r"(?:由|找|向)[^,。]{2,30}(?:试行|推出|开设|审批|办)"
)
_AMOUNTS = re.compile(AMOUNT)
_ASKED_COUNTER = re.compile(rf"(?:多少|几)({COUNTER})")
# 多少人 may be told in 名 and at a pinch in 人次; 几期 is not told in 件.
_COUNTED_ALIKE = (
    (frozenset({"人", "名", "位", "个"}), 0.8),
    (frozenset({"件", "件次", "个", "项", "类", "种", "样", "条"}), 0.8),
    (frozenset({"次", "趟", "回", "起", "场"}), 0.8),
    (frozenset({"家", "个", "户", "处", "所"}), 0.8),
    (frozenset({"人", "人次", "位", "名", "个"}), 0.4),
    (frozenset({"件", "件次", "起", "次", "宗"}), 0.4),
)


def asked_counter(question: str) -> str:
    """The measure word that a clean question counts by (多少人, 几次), or empty."""
    match = _ASKED_COUNTER.search(question)
    if match and match[1] == "个" and _PERSONS.search(question[: match.start()]):
        return "名"
    return match[1] if match else ""


# 维护员有几个: people are told in 名, things in 件.
_PERSONS = re.compile(r"(?:员|干部|代表|人|师|官|志愿者)(?:现在|一共|总共|共|有)*$")


def counted(amount: str, counter: str) -> float:
    """How far an amount such as 81名 is counted by the measure word: 1 by it, less by one used like it, else 0."""
    unit = re.search(rf"{COUNTER}$", amount)
    if unit is None or unit.group() == counter:
        return 1.0
    return max((grade for family, grade in _COUNTED_ALIKE if {counter, unit.group()} <= family), default=0.0)
