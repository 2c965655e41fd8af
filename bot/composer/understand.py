"""What a message asks, as a value: its parts, what each wants, its topic, and the constraints it names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from bot.composer.acts import Act, act_words, acts_in
from bot.composer.kinds import Wanted
from bot.composer.knowledge import Knowledge
from bot.composer.places import names_district, outside_place
from bot.composer.talk import Talk, talk_in, without_call
from bot.composer.units import Unit, total
from bot.composer.wanted import asks_yes_or_no, aspects, wanted_in
from bot.core.privacy import PersonalData
from retrieval.text import clean

BACKGROUND = 0.4
"""What the words around a question count beside its own."""
EARLIER = 0.7
"""What the topic of an earlier question or part counts beside the question's own words."""
MOST_PARTS = 6
"""Parts of a message that are answered at once; what is asked beyond them is named, so that nothing is lost."""
UNDERSTOOD = 600
"""Characters of a message that are read for what it asks; the longest real question is a fraction of it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing asked. `text` is clean. `focus` is its own content, `background` what was said around it or before.

    `towns` are ids of town departments named; `years` are four-digit years named;
    `outside` is a place beyond the district where the matter is.
    """

    text: str
    wanted: tuple[Wanted, ...]
    yes_no: bool
    acts: frozenset[Act]
    focus: tuple[Unit, ...]
    background: tuple[Unit, ...] = ()
    towns: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    follow_up: bool = False
    outside: str | None = None

    @property
    def units(self) -> tuple[Unit, ...]:
        """Focus and background together."""
        return self.focus + self.background

    @property
    def query(self) -> str:
        """The words to search with."""
        return " ".join((self.text, *(unit.text for unit in self.background)))


@dataclass(frozen=True, slots=True)
class Understanding:
    """A message understood. `talk` is set when it is no question; `unread` are parts beyond those that are answered."""

    text: str
    talk: Talk | None
    parts: tuple[Part, ...]
    unread: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain data for the log."""
        return {
            "talk": self.talk,
            "unread": list(self.unread),
            "parts": [
                {
                    "text": part.text,
                    "wanted": list(part.wanted),
                    "yes_no": part.yes_no,
                    "acts": sorted(part.acts),
                    "focus": {unit.text: round(unit.weight, 3) for unit in part.focus},
                    "background": {unit.text: round(unit.weight, 3) for unit in part.background},
                    "towns": sorted(part.towns),
                    "years": sorted(part.years),
                    "follow_up": part.follow_up,
                    "outside": part.outside,
                }
                for part in self.parts
            ],
        }


def understand(text: str, knowledge: Knowledge) -> Understanding:
    """Understand a message as received; pure, whatever the text holds."""
    cleaned = clean(text).replace("\ufffd", "")[:UNDERSTOOD]
    talk = talk_in(cleaned)
    if talk not in (None, Talk.HUMAN):
        return Understanding(cleaned, talk, ())
    asked = without_call(cleaned) if talk is Talk.HUMAN else cleaned
    parts = _parts(without_orders(_MASKED.sub(" ", asked)), knowledge)
    unread = tuple(part.text for part in parts[MOST_PARTS:])
    return Understanding(cleaned, talk, parts[:MOST_PARTS], unread)


# 我手机号是〔手机号〕: what was masked is no matter.
_MASKED = re.compile(
    rf"(?:我的?)?(?:(?:手机|电话|微信|邮箱)?(?:号码?)?[是为:]?|(?:住在?|叫))〔(?:{'|'.join(kind.casefold() for kind in PersonalData)})〕"
)
_ORDERS = re.compile(
    r"别管[^，。,]*|不管[^，。,]{0,8}(?:有没有|怎么|是不是|如何|是否)[^，。,]*|不(?:要|用)管[^，。,]*|你?(?:只要|只能|只准|只需|必须|就)(?:回|答|说|讲|复)[^，。,]*|直接(?:回|说)[^，。,]*|你?(?:帮我)?确认一?下|"
    r"^(?:不是这个|不是的?|不对|错了|答非所问|没答到)[，,。 ]+(?=.)|我(?:问|说)的(?:不是[^，。,]*[，,]?)?是"
)


def without_orders(text: str) -> str:
    """The message without what it orders the bot to say, and without "that's not it" in front of the question."""
    stripped = _ORDERS.sub("", text).strip("，,。 ：:")
    return stripped or text


_BREAK = re.compile(
    r"[，,。！!？?；;：:\n]+|(?<=[^\x00-\x7f])\s+|(?<!\s)\s++(?=[^\x00-\x7f])|另外|顺便(?:问一?下)?|以及"
)
_ASKS = re.compile(
    r"[吗么呢伐]|什么|[啥哪谁咋怎几]|多少|多久|多长|多大|为何|如何|是否|能否|可否|(\w)[不没]\1|有没有|[不没](?:[啊呀呢的])?$|吧$|"
    r"(?:说|讲|介绍|查|问|发)(?:一?下|说|讲|介绍|个)|(?:告诉|发|给)我(?!们|儿|家)|想(?:知道|了解|问|查)|what|how|where|when|who|which"
)
_EACH = re.compile(r"^(.{2,40}?)(?:和|跟|与|、)(.{2,40}?)(?:分别|各自|各)(?:都|是|要|在)?(.{2,})$")


def _parts(text: str, knowledge: Knowledge) -> tuple[Part, ...]:
    """The things asked, in order; what is said between them is background to all that is asked of the same matter."""
    parts = [part for matter in _matters(text) for part in _parts_of(matter, knowledge, text)]
    return _linked(_merged(parts))


_SWITCH = re.compile(r"[，,。；;\s]*(?:另外|还有就是|顺便(?:再?问(?:一?下|问)?)?|对了[，,])[，,\s]*")
_WISHES = re.compile(r"想|要|办(?!公)|需|帮我|申请|打算")


def _matters(text: str) -> list[str]:
    """The message cut where it says that it goes on to another matter; what only leads up to the next belongs to that."""
    matters: list[str] = []
    lead = ""
    for piece in filter(None, _SWITCH.split(text)):
        lead = f"{lead} {piece}".strip()
        if _ASKS.search(piece) or _WISHES.search(piece) or acts_in(piece):
            matters.append(lead)
            lead = ""
    return [*matters[:-1], f"{matters[-1]} {lead}".strip()] if matters else [lead or text]


def _parts_of(matter: str, knowledge: Knowledge, whole: str) -> list[Part]:
    """The things asked of one matter."""
    segments = [each for piece in map(str.strip, _BREAK.split(matter)) if piece for each in _listed(piece)]
    asking = [segment for segment in segments if _ASKS.search(segment)] or [" ".join(segments)]
    around = " ".join(segment for segment in segments if segment not in asking)
    said = tuple(replace(unit, aspect=is_aspect(unit.text, act_words(around))) for unit in knowledge.units(around))
    said_acts = acts_in(around) if len(matter) < 40 else frozenset()
    return [_part(each, said, said_acts, knowledge, whole, around) for segment in asking for each in _each(segment)]


def _listed(segment: str) -> list[str]:
    """`叫什么、登在哪、有多少` as three; a list within one question stays whole."""
    pieces = [piece.strip() for piece in segment.split("、") if piece.strip()]
    return pieces if len(pieces) > 1 and all(map(_ASKS.search, pieces)) else [segment]


def _each(segment: str) -> tuple[str, ...]:
    """`A和B分别X` as `AX` and `BX`."""
    match = _EACH.match(segment)
    return (match[1] + match[3], match[2] + match[3]) if match else (segment,)


def _part(
    segment: str, said: Sequence[Unit], said_acts: frozenset[Act], knowledge: Knowledge, whole: str, around: str
) -> Part:
    wanted = wanted_in(segment)
    asked = f"{aspects(wanted, segment)} {act_words(segment)}"
    focus = tuple(replace(unit, aspect=is_aspect(unit.text, asked)) for unit in knowledge.units(segment))
    return Part(
        text=segment,
        wanted=wanted,
        yes_no=asks_yes_or_no(segment),
        acts=acts_in(segment) | said_acts,
        focus=focus,
        background=_beside(focus, said, BACKGROUND if has_topic(focus) else 1.0),
        towns=knowledge.towns_in(segment) or knowledge.towns_in(around),
        years=years_in(segment) or years_in(around),
        outside=None if names_district(whole) else outside_place(f"{segment} {around}"),
    )


def _beside(focus: Sequence[Unit], others: Sequence[Unit], factor: float) -> tuple[Unit, ...]:
    """The other units, lighter, without those already in focus."""
    own = {unit.variants[0] for unit in focus}
    return tuple(replace(unit, weight=unit.weight * factor) for unit in others if unit.variants[0] not in own)


def _merged(parts: Sequence[Part]) -> list[Part]:
    """Without halves: a part that has no content of its own is asked about the one before, or adds nothing to it."""
    kept: list[Part] = []
    for part in parts:
        before = kept[-1] if kept else None
        if before and not part.focus and set(part.wanted) <= set(before.wanted):
            continue
        if before and not before.wanted and not before.yes_no and not (part.focus and before.focus):
            kept[-1] = replace(part, text=f"{before.text} {part.text}", focus=before.focus + part.focus)
            continue
        kept.append(part)
    return kept


def _linked(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Each later part that is short of a topic with that of the one before as background; one without any of its own with
    its town and year too."""
    linked = list(parts[:1])
    for plain, part in pairwise(parts):
        before = linked[-1]
        if is_elliptic(part) or not has_topic(part.focus):
            topic = _beside(part.focus, (*plain.focus, *before.background), EARLIER)
            background = _distinct((*part.background, *topic))
            part = replace(part, background=background)
            if not has_topic(part.focus):  # who names another matter may mean another place and time
                part = replace(part, towns=part.towns or before.towns, years=part.years or before.years)
        linked.append(part)
    return tuple(linked)


def _distinct(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """One unit for each meaning, the heaviest."""
    best: dict[str, Unit] = {}
    for unit in units:
        known = best.get(unit.variants[0])
        if known is None or known.weight < unit.weight:
            best[unit.variants[0]] = unit
    return tuple(best.values())


def with_topic(part: Part, earlier: str, knowledge: Knowledge) -> Part:
    """The part with the topic of an earlier question as background."""
    cleaned = clean(earlier)
    units = (replace(unit, aspect=is_aspect(unit.text, "")) for unit in knowledge.units(cleaned))
    topic = _beside(part.focus, tuple(units), EARLIER)
    towns = part.towns or knowledge.towns_in(cleaned)
    # 第3期里面呢: the same is asked of another.
    wanted = part.wanted or (wanted_in(cleaned) if part.text.endswith("呢") else ())
    return replace(
        part,
        background=_distinct((*part.background, *topic)),
        towns=towns,
        wanted=wanted,
        follow_up=True,
    )


_AND_WHAT_OF = re.compile(r"呢\W*$")


def and_what_of(part: Part, history: Sequence[str]) -> Part:
    """那狗证呢 with what was asked last of another matter; any other part as it is."""
    if part.wanted or part.yes_no or not _AND_WHAT_OF.search(part.text) or len(part.text) > 12:
        return part
    wanted = next(filter(None, (wanted_in(clean(earlier)) for earlier in reversed(history))), ())
    return replace(part, wanted=wanted)


def has_topic(units: Sequence[Unit]) -> bool:
    """Whether the words say what they are about."""
    return total(unit for unit in units if not unit.aspect) >= 0.4


def asks_nothing(part: Part) -> bool:
    """Whether a part names a matter in a word or two and says nothing of what is wanted."""
    return len(part.text) <= 8 and not (part.wanted or part.yes_no or part.acts or _ASKS.search(part.text))


def is_elliptic(part: Part) -> bool:
    """Whether a part is too short of its own topic to be sure it does not lean on what was asked before."""
    matter = [unit.weight for unit in part.units if not unit.aspect]
    return sum(matter) < 1.2 and max(matter, default=0.0) < 0.75


# Words of any service: they say how, not what.
_SERVICE_WORDS = """
    申请 申办 申领 申报 受理 材料 资料 证明 流程 步骤 程序 手续 窗口 大厅 网上 快递 电话 部门 单位 公司 企业 职工
    群众 预约 上门 事项 服务 政策 咨询 个人 费用 收费 时限 期限 工作日 条件 地点 地址 结果 办事 表格 证件 证 登记
    审核 审批 代办 委托 提交 领取 人员 工作人员 机构 业务 项目 标准 要求 方便 便利 措施 内容 资格 有效 有效期 号码
    联系 老板 员工 老人 孩子 小孩 家庭 办结 平台 热线 中心 机关 改革 跑一次 最多跑一次
    许可证 许可 执照 证书 资格证 办证 领证 落户 疫苗 办事处
"""
_SERVICE = frozenset(_SERVICE_WORDS.split())


def is_aspect(word: str, asked: str) -> bool:
    """Whether a word belongs to what is asked, or to any service, rather than to the matter."""
    return word in _SERVICE or (len(word) > 1 and word in asked)


_YEAR = re.compile(r"(?<!\d)(20\d{2}|19\d{2})(?!\d)|(?<!\d)(\d{2})年(?!以|内|前|后|多|来|左)")


def years_in(text: str) -> frozenset[str]:
    """The years a clean text names, with four digits; `18年` means 2018."""
    return frozenset(
        match[1] or f"20{match[2]}" for match in _YEAR.finditer(text) if match[1] or 10 <= int(match[2]) <= 40
    )
