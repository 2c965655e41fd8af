"""The golden questions' figures. After a gain, write them down as the new baseline: `python -m tests.golden.figures`."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.composer.compose import compose
from bot.composer.knowledge import Knowledge
from bot.service.judge import Verdict, judge, read_golds
from corpus.folder import bundled

QUESTIONS = Path(__file__).with_name("questions.jsonl")
BASELINE = Path(__file__).with_name("baseline.json")
TODAY = date(2026, 3, 2)
"""The day on which the golden questions are asked: 去年 must mean the same year in every run."""
WRONG = "wrong"
"""The key under which wrong answers are counted, beside the passes by what was expected."""

Figures = Mapping[str, Mapping[str, int]]
"""Split (tune, hold) → passes by what was expected, and wrong answers."""


@dataclass(frozen=True, slots=True)
class Run:
    """One verdict for each golden question, with the split that it belongs to."""

    verdicts: tuple[tuple[str, Verdict], ...]

    @property
    def figures(self) -> dict[str, dict[str, int]]:
        """What the baseline is about."""
        counts: dict[str, Counter[str]] = {}
        for split, verdict in self.verdicts:
            count = counts.setdefault(split, Counter())
            count[verdict.gold.expect] += verdict.passed
            count[WRONG] += verdict.wrong
        return {split: dict(sorted(count.items())) for split, count in sorted(counts.items())}


def run() -> Run:
    """Ask every golden question."""
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    knowledge = Knowledge.build(bundled())
    golds = read_golds(lines)
    decisions = (compose(gold.question, gold.history, knowledge, TODAY).decision for gold in golds)
    splits = (json.loads(line)["split"] for line in lines)
    return Run(
        tuple((split, judge(*pair)) for split, pair in zip(splits, zip(golds, decisions, strict=True), strict=True))
    )


def worse(now: Figures, baseline: Figures) -> list[str]:
    """One line for each figure that is worse than its baseline."""
    return [
        f"{split} {name}: {now[split][name]}, was {before}"
        for split, figures in baseline.items()
        for name, before in figures.items()
        if (now[split][name] > before if name == WRONG else now[split][name] < before)
    ]


def load_baseline() -> Figures:
    """The figures last written down."""
    baseline: Figures = json.loads(BASELINE.read_text(encoding="utf-8"))
    return baseline


def main() -> None:
    """Write today's figures as the new baseline, unless one of them is worse."""
    figures = run().figures
    lost = worse(figures, load_baseline()) if BASELINE.exists() else []
    if lost:
        raise SystemExit("Not written, for these figures are worse than the baseline:\n" + "\n".join(lost))
    BASELINE.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
