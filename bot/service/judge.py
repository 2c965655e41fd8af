"""Judge answers against questions with known golds: what passes, what is wrong, and how long the shown text is.

Texts are compared after NFKC with all white space removed. An answer where none was due is the gravest fault.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import Any

from bot.core.model import Decision, Outcome


class GoldFormatError(ValueError):
    """A line of golds that cannot be read; names the line."""


@dataclass(frozen=True, slots=True)
class Gold:
    """A question and what a right reply to it is. Each group of `must_contain` is one fact, any variant of it is enough."""

    id: str
    question: str
    kind: str
    expect: Outcome
    history: tuple[str, ...] = ()
    articles: frozenset[str] = frozenset()
    must_contain: tuple[tuple[str, ...], ...] = ()
    must_not_contain: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one reply fared. `department` is None where no department was to be named."""

    gold: Gold
    outcome: Outcome
    rule: str
    text: str
    passed: bool
    department: bool | None

    @property
    def wrong(self) -> bool:
        """An answer was shown although none was due."""
        return self.outcome is Outcome.ANSWER and self.gold.expect in (Outcome.HANDOFF, Outcome.REFUSE)

    @property
    def missed(self) -> bool:
        """No answer was shown although one was due."""
        return self.outcome is not Outcome.ANSWER and self.gold.expect is Outcome.ANSWER


def read_golds(lines: Iterable[str]) -> tuple[Gold, ...]:
    """The golds of a JSONL file. Raises GoldFormatError."""
    golds = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                golds.append(_gold(json.loads(line)))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise GoldFormatError(
                    f"第 {number} 行读不懂（{error!r}）：每行要有 id、question、kind、expect。"
                ) from error
    return tuple(golds)


def _gold(data: dict[str, Any]) -> Gold:
    return Gold(
        id=data["id"],
        question=data["question"],
        kind=data["kind"],
        expect=Outcome(data["expect"]),
        history=tuple(data.get("history", ())),
        articles=frozenset(map(fold, data.get("gold_articles", ()))),
        must_contain=tuple(tuple(map(fold, group)) for group in data.get("must_contain", ())),
        must_not_contain=tuple(map(fold, data.get("must_not_contain", ()))),
        departments=tuple(data.get("department", ())),
    )


def fold(text: str) -> str:
    """The form in which texts are compared."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def judge(gold: Gold, decision: Decision) -> Verdict:
    """Score one decision against its gold."""
    text = fold(decision.text)
    named = decision.department.name if decision.department else ""
    due = gold.departments and gold.expect in (Outcome.ANSWER, Outcome.HANDOFF)
    department = any(name in named for name in gold.departments) if due else None
    return Verdict(gold, decision.outcome, decision.rule, decision.text, _passes(gold, decision, text), department)


def _passes(gold: Gold, decision: Decision, text: str) -> bool:
    if any(forbidden in text for forbidden in gold.must_not_contain):
        return False
    if gold.expect is Outcome.ANSWER:
        complete = all(any(variant in text for variant in group) for group in gold.must_contain)
        cited = gold.articles & {fold(citation.article) for citation in decision.citations}
        return decision.outcome is Outcome.ANSWER and complete and bool(cited)
    if gold.expect is Outcome.REFUSE:
        return decision.outcome in (Outcome.REFUSE, Outcome.HANDOFF, Outcome.CLARIFY)
    return decision.outcome is gold.expect


@dataclass(frozen=True, slots=True)
class Report:
    """The figures over all verdicts. Rates are (count, of how many); lengths are characters without white space."""

    passed: dict[str, tuple[int, int]]
    kinds: dict[str, tuple[int, int]]
    outcomes: dict[tuple[str, str], int]
    wrong: tuple[int, int]
    missed: tuple[int, int]
    department: tuple[int, int]
    length_median: float
    length_p90: float
    verdicts: tuple[Verdict, ...] = field(repr=False)


def report(verdicts: Sequence[Verdict]) -> Report:
    """Count the verdicts."""
    lengths = [len(fold(verdict.text)) for verdict in verdicts if verdict.outcome is Outcome.ANSWER]
    unanswerable = [each for each in verdicts if each.gold.expect in (Outcome.HANDOFF, Outcome.REFUSE)]
    answerable = [each for each in verdicts if each.gold.expect is Outcome.ANSWER]
    due = [verdict.department for verdict in verdicts if verdict.department is not None]
    return Report(
        passed=_rates((verdict.gold.expect.value, verdict.passed) for verdict in verdicts),
        kinds=_rates((verdict.gold.kind, verdict.passed) for verdict in verdicts),
        outcomes=dict(Counter((verdict.gold.expect.value, verdict.outcome.value) for verdict in verdicts)),
        wrong=(sum(each.wrong for each in unanswerable), len(unanswerable)),
        missed=(sum(each.missed for each in answerable), len(answerable)),
        department=(sum(due), len(due)),
        length_median=median(lengths) if lengths else 0.0,
        length_p90=quantiles(lengths, n=10)[-1] if len(lengths) > 1 else float(sum(lengths)),
        verdicts=tuple(verdicts),
    )


def _rates(results: Iterable[tuple[str, bool]]) -> dict[str, tuple[int, int]]:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for key, passed in results:
        total[key] += 1
        right[key] += passed
    return {key: (right[key], total[key]) for key in total}
