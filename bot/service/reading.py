"""Judge reading: does the shown text hold the answer's words, over passages and questions with verbatim spans.

Passages whose ids differ only after a `#` are parts of one article. A question is answered end to end (the passage has to
be found first) and once more with its gold passage alone.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median, quantiles
from typing import Any, TypeVar

from bot.composer.compose import compose
from bot.composer.knowledge import Knowledge
from bot.composer.whole import whole_answer
from bot.core.model import Outcome
from bot.service.judge import GoldFormatError, fold
from corpus.model import Article, Corpus, Glossary

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ReadingGold:
    """A question with the ids of the passages that answer it and the spans that do; none of either: unanswerable."""

    id: str
    question: str
    passages: frozenset[str]
    spans: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The figures. Rates are (count, of how many); lengths are characters of shown answers without white space.

    `held`: the answer shown holds a span, of all answerable; `best`: the same, had the best text been shown also where it
    was held back for doubt; `given`: the answer shown with the gold passage alone holds it;
    `answered`: an answer was shown, of the answerable; `wrong`: one was shown, of the unanswerable.
    """

    held: tuple[int, int]
    best: tuple[int, int]
    given: tuple[int, int]
    answered: tuple[int, int]
    wrong: tuple[int, int]
    length_median: float
    length_p90: float


def read_passages(lines: Iterable[str]) -> tuple[Article, ...]:
    """Passages of a JSONL file (id, title, text), each as an article. Raises GoldFormatError."""
    return tuple(_parsed(lines, lambda item: Article(item["id"], item["title"], item["text"])))


def whole_articles(passages: Iterable[Article]) -> tuple[Article, ...]:
    """The articles that the passages are parts of, as paragraphs in their order."""
    parts: dict[str, list[Article]] = {}
    for passage in passages:
        parts.setdefault(passage.id.partition("#")[0], []).append(passage)
    return tuple(
        Article(name, each[0].title, "\n\n".join(part.body.strip() for part in each)) for name, each in parts.items()
    )


def read_questions(lines: Iterable[str]) -> tuple[ReadingGold, ...]:
    """Questions of a JSONL file (id, question, gold_passage_ids, answers, answerable). Raises GoldFormatError."""
    return tuple(_parsed(lines, _reading_gold))


def _reading_gold(item: dict[str, Any]) -> ReadingGold:
    answerable = item.get("answerable", True)
    spans = tuple(fold(span) for span in item.get("answers", ())) if answerable else ()
    return ReadingGold(item["id"], item["question"], frozenset(item.get("gold_passage_ids", ())), spans)


def _parsed(lines: Iterable[str], parse: Callable[[dict[str, Any]], T]) -> list[T]:
    found = []
    for number, line in enumerate(lines, 1):
        try:
            found.append(parse(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            raise GoldFormatError(f"第 {number} 行读不懂（{error!r}）。") from error
    return found


def judge_reading(
    passages: Sequence[Article],
    golds: Sequence[ReadingGold],
    glossary: Glossary,
    today: date,
    progress: Callable[[int], None] = lambda _: None,
) -> Reading:
    """Ask every question; `progress` is called with the number done."""
    by_id = {passage.id: passage for passage in passages}
    whole = Knowledge.build(Corpus(articles=whole_articles(passages), glossary=glossary))
    held = best = given = answered = wrong = 0
    lengths: list[int] = []
    for count, gold in enumerate(golds, 1):
        shown, doubted = _shown(gold.question, whole, today)
        lengths += [len(shown)] if shown else []
        if gold.spans:
            answered += bool(shown)
            held += _holds(shown, gold)
            best += _holds(shown or doubted, gold)
            alone = tuple(by_id[name] for name in sorted(gold.passages) if name in by_id)
            given += _holds(
                _shown(gold.question, Knowledge.build(Corpus(articles=alone, glossary=glossary)), today)[0], gold
            )
        else:
            wrong += bool(shown)
        progress(count)
    answerable = sum(bool(gold.spans) for gold in golds)
    return Reading(
        held=(held, answerable),
        best=(best, answerable),
        given=(given, answerable),
        answered=(answered, answerable),
        wrong=(wrong, len(golds) - answerable),
        length_median=median(lengths) if lengths else 0.0,
        length_p90=quantiles(lengths, n=10)[-1] if len(lengths) > 1 else float(sum(lengths)),
    )


def _shown(question: str, knowledge: Knowledge, today: date) -> tuple[str, str]:
    """The text of the answer, empty when none is given, and the best text that there was when it was not; folded."""
    composed = compose(question, (), knowledge, today)
    if composed.decision.outcome is Outcome.ANSWER:
        return fold(composed.decision.text), ""
    case = composed.rulings[0].case
    pool = case.answering or case.fitting
    quotes = whole_answer(case.part, pool[0], case.fitting, knowledge) if pool else ()
    return "", fold("\n".join(each.quote for each in quotes))


def _holds(text: str, gold: ReadingGold) -> bool:
    return any(span in text for span in gold.spans)
