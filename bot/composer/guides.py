"""Answers from service guides: the matter by its name, the fact by its field.

A guide that was drawn from an article is left to the article, which says the same in whole sentences and often more.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from bot.composer.acts import Act, acts_in
from bot.composer.extract import Candidate, vouched
from bot.composer.kinds import Wanted
from bot.composer.knowledge import Found, Knowledge
from bot.composer.lexicon import is_frame
from bot.composer.menu_wording import QUESTIONS, question_of
from bot.composer.wanted import aspects, wanted_in
from corpus.model import Article, Guide, GuideField, Passage
from retrieval.model import Hit

LEFT_OVER = 0.2
"""The share of a question's words beside the guide's name and the field that may remain unexplained."""
CALLED = 0.45
"""The share of a guide's name that has to be called."""
SAID = 0.75
"""The share of a guide's name that has to be said, where nothing need be asked of it."""
WHOLE = 0.95
"""The share of a message's words that has to be in a guide's name for the message to be a search for it."""
OFFERED = 3
"""Readings offered at most."""
TIED = 0.02
"""Guides called as well as the best one within this much cannot be told apart."""

_FIELDS: dict[Wanted, tuple[GuideField, ...]] = {
    Wanted.FEE: (GuideField.FEE,),
    Wanted.HOURS: (GuideField.HOURS,),
    Wanted.DURATION: (GuideField.PROMISED_LIMIT, GuideField.LEGAL_LIMIT),
    Wanted.PHONE: (GuideField.PHONE,),
    Wanted.ADDRESS: (GuideField.PLACE,),
    Wanted.PLACE: (GuideField.PLACE,),
    Wanted.MATERIALS: (GuideField.MATERIALS,),
    Wanted.AGENT: (GuideField.AGENT,),
    Wanted.ONLINE: (GuideField.ONLINE,),
    Wanted.DELIVERY: (GuideField.DELIVERY,),
    Wanted.STEPS: (GuideField.STEPS,),
    Wanted.CONDITION: (GuideField.CONDITIONS,),
}
_HOW_LONG = r"(?:时限|期限|时间|几天|多久|多少|几个|工作日|天数|办结)"
_SPECIAL: tuple[tuple[re.Pattern[str], GuideField], ...] = (
    (re.compile(r"投诉|监督(?:电话|热线)|举报"), GuideField.COMPLAINT_PHONE),
    (re.compile(rf"(?:法定|法律|法规|规定|最长)[^，。？]{{0,6}}{_HOW_LONG}[^，。？]{{0,4}}"), GuideField.LEGAL_LIMIT),
    (re.compile(rf"(?:承诺|实际)[^，。？]{{0,6}}{_HOW_LONG}[^，。？]{{0,4}}"), GuideField.PROMISED_LIMIT),
    (re.compile(r"依据|根据什么|哪条法|什么法"), GuideField.BASIS),
    (re.compile(r"(?:办理|办事|受理|申请|具体)?(?:地点|地址)"), GuideField.PLACE),
    (re.compile(r"(?:咨询|联系|办公)?(?:电话|热线)"), GuideField.PHONE),
)


@dataclass(frozen=True, slots=True)
class FieldAnswer:
    """The guides that a question may mean, told apart by nothing, and the field it asks for.

    `lines` is that field where every one of them gives the same; empty when they give none or differ (`differ`).
    `share`, 0..1, is how much of the guide's name was called.
    """

    guides: tuple[Guide, ...]
    field: GuideField
    lines: tuple[str, ...]
    differ: bool
    share: float


def field_answer(text: str, part: str, knowledge: Knowledge, today: date) -> FieldAnswer | None:
    """The field that a part of a clean message asks of the guide that the message names, or None when it asks no such thing."""
    calls = _calls(text, knowledge, today)
    if not calls:
        return None
    rest = calls[0].rest if part == text else _closest(part, calls[0].guide, knowledge).rest
    wanted = _wanted_fields(rest)
    if not wanted or (acts_in(rest) - {Act.COMPLAIN}):
        return None
    guides = tuple(call.guide for call in calls)
    field = next((name for name in wanted if any(guide.get(name) for guide in guides)), wanted[0])
    values = {guide.get(field) for guide in guides}
    return FieldAnswer(guides, field, values.pop() if len(values) == 1 else (), len(values) > 1, calls[0].share)


def _wanted_fields(rest: str) -> tuple[GuideField, ...]:
    """The fields that would answer, the likeliest first, from the words beside the guide's name."""
    special = next((field for pattern, field in _SPECIAL if pattern.search(rest)), None)
    if special:
        return (special,)
    return next((_FIELDS[kind] for kind in wanted_in(rest) if kind in _FIELDS), ())


@dataclass(frozen=True, slots=True)
class _Call:
    """A guide called by (part of) its name, how much of the name that is, and the words of the message beside it."""

    guide: Guide
    share: float
    rest: str


def _calls(text: str, knowledge: Knowledge, today: date) -> tuple[_Call, ...]:
    """The guides that the message calls plainly and equally well; empty when there is none."""
    calls = [
        _closest(text, guide, knowledge) for guide, _ in knowledge.find_guides(text, today) if guide.article_id is None
    ]
    plain = [call for call in calls if call.share >= CALLED and _left_over(call, text, knowledge) <= LEFT_OVER]
    best = max((call.share for call in plain), default=0.0)
    tied = tuple(call for call in plain if call.share >= best - TIED)
    return tuple(call for call in tied if _department_named(call.guide, text, knowledge)) or tied


def offered_questions(text: str, knowledge: Knowledge, today: date) -> tuple[str, ...]:
    """What a clean text that names guides may mean: full questions that they answer, or, of several, their names."""
    named = [guide for guide in named_guides(text, knowledge, today) if guide.article_id is None]
    guides = ([guide for guide in named if _department_named(guide, text, knowledge)] or named)[:OFFERED]
    if not guides:
        return ()
    wanted = _wanted_fields(_closest(text, guides[0], knowledge).rest)
    if not wanted and len(guides) > 1:
        return _told_apart(guides, knowledge)
    fields = [field for field in QUESTIONS if field in wanted or not wanted]
    given = [(guide, field) for guide in guides for field in fields if guide.get(field)]
    return tuple(question_of(guide, field) for guide, field in given)[:OFFERED]


def _told_apart(guides: Sequence[Guide], knowledge: Knowledge) -> tuple[str, ...]:
    """The guides' names, with the department where several have the same."""
    names = Counter(guide.name for guide in guides)
    offices = {guide.id: knowledge.department_for(guide.department) for guide in guides}
    return tuple(
        f"{office.name}：{guide.name}" if names[guide.name] > 1 and (office := offices[guide.id]) else guide.name
        for guide in guides
    )


def named_guides(text: str, knowledge: Knowledge, today: date) -> tuple[Guide, ...]:
    """The guides whose name a clean text says (most of), and those whose name says all of it, the fullest first."""
    found = [
        (_closest(text, guide, knowledge).share, hit.coverage, guide)
        for guide, hit in knowledge.find_guides(text, today)
    ]
    named = [each for each in found if each[0] >= SAID or each[1] >= WHOLE]
    return tuple(guide for _, _, guide in sorted(named, key=lambda each: each[:2], reverse=True))


def _closest(text: str, guide: Guide, knowledge: Knowledge) -> _Call:
    """The call of the guide by that of its names which stands in the text most fully."""
    return max((_call(text, guide, name) for name in knowledge.guide_names(guide)), key=lambda call: call.share)


def _department_named(guide: Guide, text: str, knowledge: Knowledge) -> bool:
    """Whether the message says which department's guide it means."""
    department = knowledge.department_for(guide.department)
    return department is not None and any(knowledge.normal(name) in text for name in department.names)


def _call(text: str, guide: Guide, name: str) -> _Call:
    """How much of the name stands in the text, in pieces of two characters or more, whatever their order."""
    blocks = [
        block for block in SequenceMatcher(None, text, name, autojunk=False).get_matching_blocks() if block.size > 1
    ]
    used = {place for block in blocks for place in range(block.a, block.a + block.size)}
    said = {place for block in blocks for place in range(block.b, block.b + block.size)}
    rest = "".join(" " if place in used else character for place, character in enumerate(text))
    # What was said in another order: pieces of the name that still stand in the rest.
    unsaid = "".join(" " if place in said else character for place, character in enumerate(name))
    for piece in re.finditer(r"[^\s()、,]{2,}", unsaid):
        if piece.group() in rest:
            rest = rest.replace(piece.group(), " ", 1)
            said.update(range(*piece.span()))
    letters = max(1, sum(character.isalnum() for character in name))
    called = sum(name[place].isalnum() for place in said)
    return _Call(guide, min(1.0, called / letters), " ".join(rest.split()))


def _left_over(call: _Call, text: str, knowledge: Knowledge) -> float:
    """The share of the message's words that neither the name, nor its department's, nor the field explains."""
    rest = call.rest
    department = knowledge.department_for(call.guide.department)
    for name in department.names if department else ():
        rest = rest.replace(knowledge.normal(name), " ")
    asked = aspects(wanted_in(rest), rest)
    for pattern, _ in _SPECIAL:
        rest = pattern.sub(" ", rest)
    words = [word for word in knowledge.words(rest) if not is_frame(word) and len(word) > 1 and word not in asked]
    return sum(map(len, words)) / max(1, len(text))


def as_candidate(guide: Guide, field: GuideField, knowledge: Knowledge) -> Candidate:
    """The field as a quotable text, with the guide as its source."""
    text = "\n".join(guide.get(field))
    article = Article(guide.id, guide.name, text, guide.source, None, guide.published, (guide.department,))
    passage = Passage(f"{guide.id}#{field}", guide.id, guide.name, "", text, 0)
    found = Found(passage, article, Hit(knowledge.guide_document(guide), 0.0, 1.0, ()), text, guide.name)
    return vouched(found, text)
