"""The ordered rules that find personal data; a rule without a kind protects what is public from the rules after it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.core.privacy import patterns as p
from bot.core.privacy.kinds import PersonalData as Kind
from bot.core.privacy.names import NAME, SELF
from bot.core.privacy.numbers import credit_code_holds, id_check_holds, known_province, luhn_holds

_AMOUNT = re.compile(r"[ ]?(?:元|万|亿|%|人|户|家|件|个|平方|亩|吨|公里|米|年|月|日|岁|块|㎡)")
_CLAUSE = r"[^，。；！？,;!?〔〕\n]"
_OFFICE = re.compile(
    r"(?:中心|大厦|大楼|大厅|广场|银行|医院|学校|公司|法院|政府|委员会|写字楼|局|所|站|馆|院)"
    r"[0-9A-Za-z一二三四五六七八九十号楼幢栋座区层,，()（） ]{0,10}$"
)
_OFFICE_AFTER = re.compile(_CLAUSE + r"{0,6}(?:窗口|大厅|服务厅|办公室|科室)")
_HOME_BEFORE = re.compile(r"(?:我家|家里|家在|住(?![房建宅院])|收件|收货|寄到|送到)" + _CLAUSE + "*$")
_OFFICE_ADDRESS = re.compile(
    r"(?:办理|办公|受理|窗口|注册|经营|单位|公司|服务|咨询)(?:地点|地址|场所)" + _CLAUSE + "*$"
)
_CALL = re.compile(r"(?:电话|手机|联系|号码|致电|拨打|打给|短信)[^\d〕，。；,;]{0,6}$")
_DIGITS = re.compile(r"[\dXx]+")


@dataclass(frozen=True, slots=True)
class Rule:
    """Parts of a view that match `pattern` and are accepted. The group `data`, if any, is the part; else the match."""

    kind: Kind | None
    pattern: re.Pattern[str]
    accepts: Callable[[re.Match[str]], bool] | None = None

    def spans(self, view: str) -> list[tuple[int, int]]:
        """Start and end of each accepted part, from left to right, never overlapping."""
        group = "data" if "data" in self.pattern.groupindex else 0
        spans, at = [], 0
        while match := self.pattern.search(view, at):
            if self.accepts is None or self.accepts(match):
                spans.append(match.span(group))
                at = match.end(group)
            else:
                at = match.start() + 1
        return spans


def _before(match: re.Match[str], length: int = 16) -> str:
    return match.string[max(0, match.start() - length) : match.start()]


def _compact(match: re.Match[str]) -> str:
    return "".join(_DIGITS.findall(match.group()))


def _is_id(match: re.Match[str]) -> bool:
    number = _compact(match)
    return (known_province(number) or number[0] == "9") and id_check_holds(number)


def _are_singles(groups: list[str]) -> bool:
    return all(len(group) == 1 for group in groups)


def _spreads_like_id(match: re.Match[str]) -> bool:
    return known_province(_compact(match)) and not any(char in match.group() for char in ",，、")


def _looks_like_id(match: re.Match[str]) -> bool:
    groups = _DIGITS.findall(match.group())
    return known_province("".join(groups)) and (len(groups) <= 4 or _are_singles(groups))


def _is_coded(match: re.Match[str]) -> bool:
    """Whether letters stand on both sides: a piece of some machine's code."""
    around = match.string[max(0, match.start() - 1) : match.start()] + match.string[match.end() : match.end() + 1]
    return len(around) == 2 and around.isascii() and around.isalpha()


def _is_card(match: re.Match[str]) -> bool:
    if _is_coded(match):
        return False
    number = _compact(match)
    return 16 <= len(number) <= 19 and luhn_holds(number) and not _counts(match)


def _is_mobile(match: re.Match[str]) -> bool:
    if _counts(match) or _is_coded(match):
        return False
    groups = _DIGITS.findall(match.group("number"))
    if _are_singles(groups) or [len(group) for group in groups] == [3, 4, 4]:
        return True
    commas = any(char in match.group() for char in ",，、")
    return not commas and (len(groups) <= 3 or _CALL.search(_before(match)) is not None)


def _counts(match: re.Match[str]) -> bool:
    """Whether a unit follows: the digits are an amount."""
    return _AMOUNT.match(match.string, match.end()) is not None


def _is_home(match: re.Match[str]) -> bool:
    if "单元" in match.group() or _HOME_BEFORE.search(_before(match, 40)):
        return True
    before, after = _before(match, 40), match.string[match.end() : match.end() + 12]
    return not (_OFFICE.search(before) or _OFFICE_ADDRESS.search(before) or _OFFICE_AFTER.match(after))


def _is_private_mail(match: re.Match[str]) -> bool:
    return not match.group().lower().endswith(".gov.cn")


def _is_reference(match: re.Match[str]) -> bool:
    return p.MOBILE.fullmatch(match.group("data")) is None


def _is_credit_code(match: re.Match[str]) -> bool:
    return credit_code_holds(match.group())


NUMBER_RULES: tuple[Rule, ...] = (
    Rule(None, p.CREDIT_CODE, _is_credit_code),
    Rule(Kind.ID_NUMBER, p.ID_BESIDE_MOBILE),
    Rule(Kind.ID_NUMBER, p.ID_18, _is_id),
    Rule(Kind.ID_NUMBER, p.SPREAD_ID_18, _is_id),
    Rule(Kind.ID_NUMBER, p.INTRODUCED_ID),
    Rule(Kind.BANK_CARD, p.INTRODUCED_CARD),
    Rule(Kind.SOCIAL_CARD, p.SOCIAL_CARD),
    Rule(None, p.REFERENCE, _is_reference),
    Rule(Kind.ID_NUMBER, p.ID_18, _looks_like_id),
    Rule(Kind.ID_NUMBER, p.ID_15, _looks_like_id),
    Rule(Kind.MOBILE, p.TWO_MOBILES),
    Rule(Kind.MOBILE, p.MOBILE, _is_mobile),
    Rule(Kind.MOBILE, p.MISTYPED_MOBILE),
    Rule(Kind.BANK_CARD, p.CARD, _is_card),
    Rule(Kind.BANK_CARD, p.MISTYPED_CARD),
    Rule(Kind.BANK_CARD, p.SPREAD_CARD, _is_card),
    Rule(Kind.HOME_PHONE, p.HOME_PHONE),
    Rule(Kind.HOME_PHONE, p.CALLED_BACK),
    Rule(None, p.PUBLIC_PHONE),
    Rule(None, p.DATE),
    Rule(Kind.ID_NUMBER, p.SPREAD_ID_18, _spreads_like_id),
    Rule(Kind.ID_NUMBER, p.SPREAD_ID_15, _looks_like_id),
    Rule(Kind.MOBILE, p.SPREAD_MOBILE, _is_mobile),
    Rule(Kind.MOBILE, p.FOREIGN_PHONE),
)

RULES: tuple[Rule, ...] = (
    Rule(None, p.PUBLIC_ACCOUNT),
    Rule(Kind.EMAIL, p.EMAIL, _is_private_mail),
    Rule(None, p.EMAIL),
    Rule(Kind.WECHAT, p.WECHAT),
    Rule(Kind.QQ, p.QQ),
    *NUMBER_RULES,
    Rule(Kind.PASSPORT, p.INTRODUCED_PASSPORT),
    Rule(Kind.TRAVEL_PERMIT, p.INTRODUCED_PERMIT),
    Rule(Kind.TRAVEL_PERMIT, p.HONGKONG_ID),
    Rule(Kind.PASSPORT, p.PASSPORT),
    Rule(Kind.TRAVEL_PERMIT, p.PERMIT),
    Rule(Kind.LICENCE_PLATE, p.PLATE),
    Rule(Kind.ADDRESS, p.UNITS, _is_home),
    Rule(Kind.ADDRESS, p.ESTATE_NUMBERS),
    Rule(Kind.ADDRESS, p.VILLAGE_HOUSE),
    Rule(Kind.ADDRESS, p.INTRODUCED_HOUSE),
    Rule(Kind.NAME, NAME),
    Rule(Kind.NAME, SELF),
)
