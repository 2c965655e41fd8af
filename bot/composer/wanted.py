"""What kind of thing would answer: asked for in the question, and recognised in a sentence.

A passage about the right matter that holds no fee does not answer "多少钱"; the kinds let a rule see that.
"""

import re
from collections.abc import Iterable

from bot.composer.kinds import AMOUNT, BY_WANTED, COUNTER, KINDS, Wanted

# Figures of these kinds are counts too; the narrower name is the one that matters.
_NUMBERS = {
    Wanted.FEE,
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
    return BY_WANTED[wanted].strict


def aspects(wanted: Iterable[Wanted], text: str) -> str:
    """The words of a clean question that ask for the kinds wanted, joined by blanks: what is asked, not about what."""
    return " ".join(match.group() for each in wanted for match in BY_WANTED[each].asked.finditer(text))


def evidence(wanted: Wanted, sentence: str, question: str = "") -> float:
    """How far a clean sentence holds something of the kind: 0 not, 0.5 perhaps, 1 clearly.

    A count is clear when it is counted the way the question asks for.
    """
    kind = BY_WANTED[wanted]
    if not kind.evidence.search(sentence):
        return 0.0
    if wanted is Wanted.COUNT and (counter := asked_counter(question)):
        return 1.0 if any(_is_counted(amount, counter) for amount in _AMOUNTS.findall(sentence)) else 0.5
    return 1.0 if kind.telling is None or kind.telling.search(sentence) else 0.5


_AMOUNTS = re.compile(AMOUNT)
_ASKED_COUNTER = re.compile(rf"(?:多少|几)个?({COUNTER})")
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
    unit = re.search(rf"{COUNTER}$", amount)
    return unit is not None and unit.group() in alike
