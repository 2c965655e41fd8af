"""`sanfang ask --explain`: how a decision came about, in words and numbers that a staff member can follow."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from bot.cli.log import OUTCOMES
from bot.composer.case import ANCHOR, Case
from bot.composer.compose import Composed
from bot.composer.confidence import confidence
from bot.composer.decide import Ruling
from bot.composer.extract import Candidate
from bot.composer.guides import field_answer
from bot.composer.rules import CONFIDENT, FORMALITIES, NAMED, ROUTED, RULES, TOPIC, UNMISTAKABLE, is_topic
from bot.composer.talk import emergency_number
from bot.composer.terms import ACTS, FIELDS, RULE_NAMES, TALKS, WANTED
from bot.composer.understand import Part, Understanding, has_topic
from bot.composer.units import Unit
from bot.core.model import Decision, Outcome

SHOWN = 4
"""Passages and sentences listed at most; what follows is only counted."""
LONGEST = 64
"""Characters of a passage shown."""


def explanation(composed: Composed) -> str:
    """Everything that led to the decision, part by part."""
    lines = [f"看到的文字：{composed.understanding.text or '（没有文字）'}", *_message(composed.understanding)]
    for number, ruling in enumerate(composed.rulings, start=1):
        if len(composed.rulings) > 1:
            lines += ["", f"◆ 第 {number} 件"]
        lines += _ruling(ruling)
    return "\n".join([*lines, "", "决定", *_indented(_decision(composed.decision))])


def _message(understanding: Understanding) -> Iterator[str]:
    if understanding.talk:
        yield f"整句是：{TALKS[understanding.talk]}"
    for place in dict.fromkeys(part.outside for part in understanding.parts if part.outside):
        yield f"提到的区外地方：{place}"


def _ruling(ruling: Ruling) -> Iterator[str]:
    case = ruling.case
    if case.part.text:
        yield from ("", "理解", *_indented(_understood(case)))
        yield from ("", f"找到 {len(case.found)} 段", *_indented(_passages(case)))
        yield from ("", f"可作答案的句子 {len(case.answering)} 句", *_indented(_sentences(case)))
    yield from ("", "规则（依次问，第一条有话说的定）", *_indented(_verdicts(ruling)))


def _understood(case: Case) -> Iterator[str]:
    part = case.part
    yield f"问的是：{part.text}"
    wanted = [WANTED.get(kind, kind) for kind in part.wanted] + (["是或不是"] if part.yes_no else [])
    yield f"想知道：{_listed(wanted)}"
    yield f"主题词：{_weighted(unit for unit in part.focus if not unit.aspect)}"
    if asked := [unit for unit in part.focus if unit.aspect]:
        yield f"问法词：{_weighted(asked)}"
    if part.background:
        yield f"{'承接前文' if part.follow_up else '同句带到'}：{_weighted(part.background)}"
    if part.acts:
        yield f"所问环节：{_listed(ACTS[act] for act in sorted(part.acts))}"
    if constraints := [*_towns(case), *(f"{year}年" for year in sorted(part.years))]:
        yield f"限定：{_listed(constraints)}"


def _towns(case: Case) -> Sequence[str]:
    return [case.knowledge.departments[town].name for town in sorted(case.part.towns)]


def _weighted(units: Iterable[Unit]) -> str:
    """Each word with the corpus's own term where that is another, and its weight."""
    return _listed(f"{_named(unit)} {unit.weight:.2f}" for unit in units)


def _named(unit: Unit) -> str:
    return unit.text if unit.variants[0] == unit.text else f"{unit.text}（＝{unit.variants[0]}）"


def _passages(case: Case) -> Iterator[str]:
    kept = {candidate.found.passage.id for candidate in case.fitting}
    for number, each in enumerate(case.found[:SHOWN], start=1):
        against = "" if each.passage.id in kept else "  ✗ 与限定不符"
        words = _listed(each.hit.matched)
        yield f"{number}. 得分 {each.hit.score:.2f}  覆盖 {each.hit.coverage:.2f}  命中 {words}{against}"
        yield f"   {_clipped(each.passage.text)}"
        yield f"   〔{each.passage.id}〕《{each.article.title}》{each.passage.section}"
    yield from _rest(case.found)


def _sentences(case: Case) -> Iterator[str]:
    shown = case.answering or case.fitting[:1]
    for number, each in enumerate(shown[:SHOWN], start=1):
        yield f"{number}. 「{_clipped(each.quote)}」"
        yield f"   把握 {confidence(each):.2f}  含问句 {each.own:.2f}  名次分 {each.rank:.2f}"
        yield f"   主题词说到 {each.named:.2f}，没说到的业务词 {each.lacking:.2f}，所要的内容 {_evidence(each, case.part)}"
    if case.answering:
        yield from _rest(case.answering)
    elif shown:
        yield f"这句最接近，但不合格：要有所要的内容、主题词说到 {ANCHOR:.2f} 以上{_acts_due(case.part)}。"


def _acts_due(part: Part) -> str:
    return f"，并说到{_listed(ACTS[act] for act in sorted(part.acts))}" if part.acts else ""


def _evidence(candidate: Candidate, part: Part) -> str:
    if not part.wanted:
        return "不限"
    return {0.0: "没有", 1.0: "有"}.get(candidate.evidence, "不明确")


def _rest(shown: Sequence[object]) -> Iterator[str]:
    if len(shown) > SHOWN:
        yield f"另有 {len(shown) - SHOWN} 条，略。"


def _verdicts(ruling: Ruling) -> Iterator[str]:
    """What each rule asked had to say; those that saw nothing at all share a line."""
    silent = [name for name, spoken in ruling.trace if not spoken and name not in MEASURED]
    if silent:
        yield f"－ {_rules(silent)}：没有话说"
    for name, spoken in ruling.trace:
        if name not in silent:
            why = REASONS[name](ruling.case) if name in REASONS else "有话说"
            yield f"{'✓' if spoken else '－'} {_rules([name])}：{why}"
    unasked = [rule.__name__ for rule in RULES[len(ruling.trace) :]]
    if unasked:
        yield f"  没有再问：{_rules(unasked)}"


def _rules(names: Iterable[str]) -> str:
    return " · ".join(RULE_NAMES.get(name, name) for name in names)


def _emergency(case: Case) -> str:
    return f"像是正在发生的险情，要打 {emergency_number(case.text)}"


def _talk(case: Case) -> str:
    return f"整句是{TALKS[case.talk]}" if case.talk else "没有话说"


def _guide(case: Case) -> str:
    answer = field_answer(case.text, case.part.text, case.knowledge, case.today)
    if answer is None:
        return "没有话说"
    names = " · ".join(f"《{guide.name}》{guide.department}" for guide in answer.guides)
    given = "有几种，要问清是哪个" if answer.differ else ("有" if answer.lines else "没有写")
    return f"{names}的{FIELDS[answer.field]}：{given}"


def _outside(case: Case) -> str:
    return f"问的是{case.part.outside}的事"


def _linked(case: Case) -> str:
    linked = case.knowledge.linked(case.text, case.today) or case.knowledge.linked(case.part.text, case.today)
    return _listed(dict.fromkeys(f"《{each.article.title}》" for each in linked)) + "的一种问法"


def _quoted(case: Case) -> str:
    if not has_topic(case.part.units):
        return "没有说是哪件事"
    if not case.answering:
        return "没有一句可作答案"
    return f"第一句的把握 {_against(case.confidence, CONFIDENT)}"


def _missing(case: Case) -> str:
    best = next(iter(case.fitting), None)
    if best is None:
        return "没有相关的原文"
    numbers = f"主题词说到 {_against(best.named, NAMED)}，占 {_against(best.topic, TOPIC)}"
    if best.named >= UNMISTAKABLE:
        numbers = f"主题词说到 {_against(best.named, UNMISTAKABLE)}"
    if is_topic(best) and case.route and case.route.reason:
        numbers += f"；部门职责相合 {case.route.fit:.2f}，原文相合 {best.topic:.2f}"
    return f"《{best.found.article.title}》{numbers}"


def _desk(case: Case) -> str:
    formal = [unit.text for unit in case.part.focus if unit.text in FORMALITIES]
    return f"说到{_listed(formal)}，是政务上的事，请服务平台问清楚" if formal else "没有说到证照手续"


def _department(case: Case) -> str:
    if towns := _towns(case):
        return f"指明了{_listed(towns)}"
    if case.route is None:
        return "没有部门管这样的事"
    by = f"职责“{case.route.reason}”" if case.route.reason else "问句里的名称"
    numbers = f"相合 {_against(case.route.fit, ROUTED)}，词重 {_against(case.route.weight, UNMISTAKABLE)}，有一项够即可"
    return f"{case.route.department.name}，凭{by}：{numbers}"


MEASURED: Mapping[str, Callable[[Case], str]] = {
    "quoted_answer": _quoted,
    "fact_missing": _missing,
    "department_known": _department,
    "desk_finds_out": _desk,
}
"""Rule → the numbers that it weighed, whether it spoke or not."""
REASONS: Mapping[str, Callable[[Case], str]] = {
    "emergency": _emergency,
    "not_a_question": _talk,
    "not_for_a_clerk": _talk,
    "person_wanted": _talk,
    "guide_field": _guide,
    "outside_district": _outside,
    "linked_question": _linked,
    **MEASURED,
}
"""Rule → why it spoke, where there is more to say than that it did."""


def _against(value: float, bar: float) -> str:
    """A number beside the bar it has to reach."""
    return f"{value:.2f} {'≥' if value >= bar else '＜'} {bar:.2f}"


def _decision(decision: Decision) -> Iterator[str]:
    sure = f"，把握 {decision.confidence:.2f}" if decision.outcome is Outcome.ANSWER else ""
    yield f"{OUTCOMES[decision.outcome]}{sure}，由“{_rules([decision.rule])}”定"
    if decision.department:
        yield f"部门：{decision.department.name}"
    yield from decision.text.splitlines()
    for citation in decision.citations:
        yield f"出处：〔{citation.passage_id}〕《{citation.article}》"


def _listed(words: Iterable[str]) -> str:
    return "、".join(words) or "无"


def _clipped(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)
