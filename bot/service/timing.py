"""How long a decision takes, and how much of that is searching, over a corpus of any size."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from math import ceil
from time import perf_counter

from bot.composer.compose import compose
from bot.composer.knowledge import Knowledge, passage_documents
from corpus.model import Article, Corpus
from retrieval.bench.collection import enlarge
from retrieval.confidence import pseudo_questions
from retrieval.tokens import Tokenizer

WARMING = 20
"""Questions asked beforehand and not counted: what is read at first use is no question's share."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Milliseconds at the 50th, 95th and 99th percentile."""

    p50: float
    p95: float
    p99: float


@dataclass(frozen=True, slots=True)
class Timing:
    """What questions to a corpus took: the whole decision, and its searches by themselves."""

    passages: int
    asked: int
    compose: Spent
    search: Spent


def own_questions(corpus: Corpus) -> tuple[str, ...]:
    """What a corpus can be asked with no other questions at hand: its ways of asking, and its own clauses."""
    asked = [each.asked_as for each in corpus.articles] + [each.asked_as for each in corpus.guides]
    made = pseudo_questions(passage_documents(corpus), Tokenizer(), random.Random(0))
    return (*chain.from_iterable(asked), *(text for _, text in made))


def enlarged(corpus: Corpus, size: int) -> Corpus:
    """The corpus with as many further articles of one passage, made of its own sentences, as make `size` passages of it."""
    documents = passage_documents(corpus)
    more = tuple(enlarge(documents, size, random.Random(size)))[len(documents) :]
    return replace(corpus, articles=(*corpus.articles, *(Article(each.id, each.title, each.text) for each in more)))


def timed(knowledge: Knowledge, questions: Sequence[str], today: date) -> Timing:
    """Ask every question once, one after another, in this process. Raises ValueError when there is none."""
    if not questions:
        raise ValueError("没有可问的问题")
    for question in questions[:WARMING]:
        compose(question, (), knowledge, today)
    whole = [_milliseconds(compose, question, (), knowledge, today) for question in questions]
    search = [_milliseconds(_searches, question, knowledge, today) for question in questions]
    return Timing(len(knowledge.passages), len(questions), _spent(whole), _spent(search))


def _searches(text: str, knowledge: Knowledge, today: date) -> None:
    """What a decision looks up for a message of one part."""
    knowledge.find(text, today)
    knowledge.find_guides(text, today)


def _milliseconds(work: Callable[..., object], *given: object) -> float:
    start = perf_counter()
    work(*given)
    return (perf_counter() - start) * 1000


def _spent(taken: Sequence[float]) -> Spent:
    rising = sorted(taken)
    return Spent(*(rising[ceil(share * len(rising)) - 1] for share in (0.5, 0.95, 0.99)))
