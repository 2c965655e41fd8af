"""The direct answer in front of a quote: the value asked for, what it was before, or yes and no. Only where it is sure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.composer.kinds import COUNTER, DIGITS, PHONE_NUMBER, Wanted
from bot.composer.sentences import sentences
from bot.composer.understand import Part
from bot.composer.wanted import asked_counter, counted
from corpus.model import Department

# 超过200亿元 is not 200亿元.
_ABOUT = r"(?:不超过|超过|不少于|不低于|至少|最多|最长|近|约|超)?"
_VALUES: dict[Wanted, re.Pattern[str]] = {
    Wanted.DURATION: re.compile(rf"{_ABOUT}{DIGITS}个?(?:工作日|天|小时|分钟|个月|月|周|年)(?:内|以内)?"),
    Wanted.PERCENT: re.compile(rf"{_ABOUT}{DIGITS}\s*[%％]"),
    Wanted.FEE: re.compile(rf"{_ABOUT}{DIGITS}[多余]?[万]?元(?:[/每][^，。；\s]{{1,4}})?"),
    Wanted.PHONE: re.compile(PHONE_NUMBER),
    Wanted.FREQUENCY: re.compile(
        r"(?<!平均)每(?:个)?(?:季度|季|月|周[一二三四五六日]?|年|天|日|半年|星期[一二三四五六日]?)(?:[一二两三四\d]次)?"
    ),
}
_COUNT = re.compile(rf"{_ABOUT}{DIGITS}[多余]?[万亿]?[多余]?{COUNTER}")
# 从15个工作日缩短至7个工作日, 现在是7个工作日，原来是15个工作日
_SPAN = rf"{DIGITS}个?(?:工作日|天|小时|个月|月|周|年)"
_BEFORE_AFTER = (
    re.compile(
        rf"(?:从|由)(?:原来的?)?(?P<before>{_SPAN})[^，。；]{{0,6}}?(?:缩短|压缩|减少|降|提速|变更|调整|延长)[为至到成]+(?P<now>{_SPAN})"
    ),
    re.compile(rf"[是为在](?P<now>{_SPAN})，?[^，。；]{{0,4}}?原来的?[是为]?(?P<before>{_SPAN})"),
)


class Polarity(StrEnum):
    """The yes or no in front of an answer, where the source leaves no doubt."""

    ALLOWED = "allowed"
    NOT_IN_PERSON = "not_in_person"
    FREE = "free"
    NOT_ONLY = "not_only"


_POLARITIES: tuple[tuple[Polarity, re.Pattern[str], re.Pattern[str]], ...] = (
    (
        Polarity.NOT_IN_PERSON,
        re.compile(r"(?:要|用|必须|得|需要)[^,。?]{0,8}(?:本人|亲自|自己)"),
        re.compile(r"可(?:以)?委托|零跑腿|不再要求[^，。]*本人|不用本人|可(?:以)?由[^，。]*代办"),
    ),
    (
        Polarity.ALLOWED,
        re.compile(
            r"(?:能|可以|可不可以|可否|行)[^,。?]{0,30}(?:代办|委托|替|帮|代|别人|他人|叫|让|找人)|(?:代办|委托|替|别人|他人)[^,。?]{0,30}(?:行|可以|能)"
        ),
        re.compile(r"可(?:以)?委托|可(?:以)?由[^，。]*代办|放宽了?代办"),
    ),
    (Polarity.ALLOWED, re.compile(r"网上|线上|在线|online"), re.compile(r"可(?:以)?(?:在)?网上|网上申报")),
    (
        Polarity.FREE,
        re.compile(r"收费|要钱|收钱|花钱|要交钱|(?:是|都)?免费(?:的)?(?:吗|么|吧|不)|不要钱"),
        re.compile(r"免费"),
    ),
    (Polarity.NOT_ONLY, re.compile(r"只(?:能|有|可以)"), re.compile(r"不是只|除[^，。]*外?，?[^，。]*也可")),
)
# Where a sentence also says what is not so, its words alone cannot tell which of the two was asked.
_NEGATED = re.compile(
    r"不(?:可|能|得|支持|予|允许|接受|提供|免)|非免|禁止|暂[不未缓]|尚未|尚不|无法|未(?:开通|实现|能)"
)


@dataclass(frozen=True, slots=True)
class Headline:
    """The direct answer; every field may be empty.

    `value` stands in the quote word for word, `before` is the value that held earlier, `denied` a figure that the citizen
    assumed and the source contradicts. `body` is the responsible department where the quote does not name it.
    """

    value: str = ""
    before: str = ""
    denied: str = ""
    body: str = ""
    polarity: Polarity | None = None


def headline(part: Part, quotes: Sequence[str], department: Department | None) -> Headline:
    """The direct answer that the quotes give, or an empty headline when none stands out."""
    text = "\n".join(quotes)
    changed = next((match for pattern in _BEFORE_AFTER if (match := pattern.search(text))), None)
    if changed and Wanted.DURATION in part.wanted:
        return Headline(changed["now"], changed["before"], _denied(part.text, changed["now"]))
    values = _values(part, text)
    if len(values) == 1 and values[0] not in part.text:
        return Headline(values[0], denied=_denied(part.text, values[0]))
    return Headline(body=_body(part, text, department), polarity=_polarity(part, text))


_WHOSE = re.compile(r"归|管|找|负责|哪个?(?:局|部门|单位)|什么(?:局|部门|单位)")


def _body(part: Part, text: str, department: Department | None) -> str:
    """The department responsible, when that is asked and the text names it by none of its names."""
    if department is None or Wanted.BODY not in part.wanted or not _WHOSE.search(part.text):
        return ""
    return "" if any(name in text for name in department.names) else department.name


def _polarity(part: Part, text: str) -> Polarity | None:
    """Yes or no, when that is asked and a sentence is plain about it."""
    if not part.yes_no:
        return None
    plain = [each for each in sentences(text) if not _NEGATED.search(each)]
    return next(
        (
            kind
            for kind, asked, given in _POLARITIES
            if asked.search(part.text) and any(given.search(each) for each in plain)
        ),
        None,
    )


def _values(part: Part, text: str) -> tuple[str, ...]:
    """The distinct values of the wanted kind in the text."""
    for wanted in part.wanted:
        if wanted in _VALUES:
            return _distinct(match.group() for match in _VALUES[wanted].finditer(text))
        if wanted is Wanted.COUNT:
            found = _distinct(match.group() for match in _COUNT.finditer(text))
            counter = asked_counter(part.text)
            return _best_counted(found, counter) if counter else found
    return ()


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _best_counted(values: Sequence[str], counter: str) -> tuple[str, ...]:
    """Those of the values that are counted most nearly the way that was asked for."""
    grades = {value: counted(value, counter) for value in values}
    best = max(grades.values(), default=0.0)
    return tuple(value for value, grade in grades.items() if grade == best and grade > 0)


def _denied(question: str, value: str) -> str:
    """The figure of the same unit that the question assumes, when the value differs; else empty."""
    value = re.sub(rf"^{_ABOUT}", "", value)
    number = re.match(DIGITS, value)
    unit = re.sub(rf"^{DIGITS}[多余]?", "", value).removesuffix("内").removesuffix("以").removeprefix("个")
    assumed = re.search(rf"({DIGITS})个?{re.escape(unit)}", question) if unit and number else None
    return assumed.group() if assumed and number and assumed[1] != number.group() else ""
