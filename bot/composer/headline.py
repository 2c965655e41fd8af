"""The direct answer in front of a quote: the value asked for, what it was before, or yes and no. Only where it is sure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.composer.kinds import Wanted
from bot.composer.understand import Part

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_VALUES: dict[Wanted, re.Pattern[str]] = {
    Wanted.DURATION: re.compile(rf"{_NUMBER}个?(?:工作日|天|小时|分钟|个月|月|周|年)(?:内|以内)?"),
    Wanted.PERCENT: re.compile(rf"{_NUMBER}\s*[%％]"),
    Wanted.FEE: re.compile(rf"{_NUMBER}[多余]?[万]?元(?:[/每][^，。；\s]{{1,4}})?"),
    Wanted.PHONE: re.compile(r"(?:0\d{2,3}[-－—])?\d{7,8}|(?<!\d)1\d{4}(?!\d)"),
    Wanted.FREQUENCY: re.compile(r"每(?:个)?(?:季度|季|月|周|年|天|日|半年|星期)(?:[一二两三四\d]次)?"),
}
_COUNTED = r"(?:件次|人次|个|件|名|人|位|次|趟|项|类|种|家|户|条|张|份|支|辆|套|处|所|期|本|册|倍|场|门)"
_COUNT = re.compile(rf"{_NUMBER}[多余]?[万亿]?[多余]?(?:{_COUNTED}|元)")
_ASKED_COUNTER = re.compile(rf"(?:多少|几)个?(?P<counter>{_COUNTED})")
# 从15个工作日缩短至7个工作日, 现在是7个工作日，原来是15个工作日
_SPAN = rf"{_NUMBER}个?(?:工作日|天|小时|个月|月|周|年)"
_BEFORE_AFTER = (
    re.compile(
        rf"(?:从|由)(?:原来的?)?(?P<before>{_SPAN})[^，。；]{{0,6}}?(?:缩短|压缩|减少|降|提速|变更|调整|延长)[为至到成]+(?P<now>{_SPAN})"
    ),
    re.compile(rf"现在[是为]?(?P<now>{_SPAN})，?[^，。；]{{0,4}}?原来[是为]?(?P<before>{_SPAN})"),
)
_SAME_COUNTERS = (frozenset("人名位") | {"人次"}, frozenset({"件", "件次", "个", "项"}), frozenset("次趟"))


@dataclass(frozen=True, slots=True)
class Headline:
    """`value` stands in the quote word for word; `before` is the value that held earlier, or empty; `denied` is a figure
    the citizen assumed that the source contradicts."""

    value: str = ""
    before: str = ""
    denied: str = ""


def headline(part: Part, quotes: Sequence[str]) -> Headline:
    """The direct answer that the quotes give, or an empty headline when no single value stands out."""
    text = "\n".join(quotes)
    changed = next((match for pattern in _BEFORE_AFTER if (match := pattern.search(text))), None)
    if changed and Wanted.DURATION in part.wanted:
        return Headline(changed["now"], changed["before"], _denied(part.text, changed["now"]))
    values = _values(part, text)
    return Headline(values[0], denied=_denied(part.text, values[0])) if len(values) == 1 else Headline()


def _values(part: Part, text: str) -> tuple[str, ...]:
    """The distinct values of the wanted kind in the text."""
    for wanted in part.wanted:
        if wanted in _VALUES:
            return _distinct(match.group() for match in _VALUES[wanted].finditer(text))
        if wanted is Wanted.COUNT:
            found = _distinct(match.group() for match in _COUNT.finditer(text))
            asked = _ASKED_COUNTER.search(part.text)
            return tuple(value for value in found if _counts(value, asked["counter"])) if asked else found
    return ()


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _counts(value: str, counter: str) -> bool:
    """Whether a value is counted the way that was asked for."""
    family = next((family for family in _SAME_COUNTERS if counter in family), frozenset({counter}))
    return any(value.endswith(each) for each in family)


def _denied(question: str, value: str) -> str:
    """The figure of the same unit that the question assumes, when the value differs; else empty."""
    unit = re.sub(rf"^{_NUMBER}[多余]?", "", value).removesuffix("内").removesuffix("以")
    assumed = re.search(rf"({_NUMBER})个?{re.escape(unit.removeprefix('个'))}", question) if unit else None
    return assumed.group() if assumed and assumed.group(1) not in value else ""
