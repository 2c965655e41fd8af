"""The golden run: questions asked of the corpus in force and of the draft, and what a publication would change. Pure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.composer.compose import compose
from bot.composer.knowledge import Knowledge
from bot.core.model import Decision, LogRecord
from bot.service.judge import Gold, judge
from corpus.model import Article, Corpus, Guide

Progress = Callable[[int, int], None]
"""Told of work done, as `(done, total)`."""


@dataclass(frozen=True, slots=True)
class GoldenQuestion:
    """A question that must go on being answered well. `passes` tells whether a decision from a corpus does.

    `logged` is its id where it is a citizen's: whoever may not see that one does not read its words here either.
    """

    name: str
    question: str
    passes: Callable[[Decision, Knowledge], bool]
    history: tuple[str, ...] = ()
    logged: str = ""


@dataclass(frozen=True, slots=True)
class GoldenChange:
    """A golden question that is answered otherwise; a `regression` was right before and is not any more."""

    name: str
    question: str
    before: Decision
    after: Decision
    regression: bool
    logged: str = ""


def golden_questions(golds: Iterable[Gold], corpus: Corpus, solved: Iterable[LogRecord]) -> tuple[GoldenQuestion, ...]:
    """Questions with golds, the ways of asking that editors linked, and what citizens called answered; each text once."""
    asked: dict[tuple[str, tuple[str, ...]], GoldenQuestion] = {}
    for question in (*map(_gold, golds), *_linked(corpus), *map(_solved, solved)):
        asked.setdefault((question.question, question.history), question)
    return tuple(asked.values())


def golden_run(
    before: Knowledge, after: Knowledge, questions: Sequence[GoldenQuestion], on: date, progress: Progress
) -> tuple[GoldenChange, ...]:
    """The questions that are answered otherwise by `after`, regressions first."""
    changes = []
    for count, asked in enumerate(questions, 1):
        old, new = (compose(asked.question, asked.history, known, on).decision for known in (before, after))
        regression = asked.passes(old, before) and not asked.passes(new, after)
        if regression or (old.outcome, old.text) != (new.outcome, new.text):
            changes.append(GoldenChange(asked.name, asked.question, old, new, regression, asked.logged))
        progress(count, len(questions))
    return tuple(sorted(changes, key=lambda change: not change.regression))


def _gold(gold: Gold) -> GoldenQuestion:
    return GoldenQuestion(gold.id, gold.question, lambda decision, _: judge(gold, decision).passed, gold.history)


def _linked(corpus: Corpus) -> Iterator[GoldenQuestion]:
    entries: tuple[Article | Guide, ...] = (*corpus.articles, *corpus.guides)
    for entry in entries:
        for number, question in enumerate(entry.asked_as, 1):
            yield GoldenQuestion(f"{entry.id}-{number}", question, _cites(frozenset({entry.id})))


def _solved(record: LogRecord) -> GoldenQuestion:
    cited = frozenset(citation.article_id for citation in record.citations)
    return GoldenQuestion(record.id[:12], record.masked_text, _cites(cited), logged=record.id)


def _cites(wanted: frozenset[str]) -> Callable[[Decision, Knowledge], bool]:
    """Whether the citizen is given what stands in one of these entries; where none of them is left, given anything."""

    def passes(decision: Decision, known: Knowledge) -> bool:
        left = wanted & (known.articles.keys() | known.guides.keys())
        cited = {citation.article_id for citation in decision.citations}
        return bool(cited & left if left else cited)

    return passes
