"""What typing errors cost: `python -m tests.benchmarks.typos P.jsonl Q.jsonl [P2.jsonl Q2.jsonl …]`.

Prints a Markdown table of MRR@10, one row a pair of files, over all answerable questions: as they are, and with one random
character replaced by one of the five commonest of the same sound, each as typed and mended; the mean of three rounds of errors.
Without files: our own questions about the bundled articles (MRR@10 of the article), as they are and wholly in pinyin.
"""

import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from random import Random

from bot.composer.knowledge import passage_documents
from corpus.folder import bundled
from retrieval.evaluate import Judged, read_passages, read_questions
from retrieval.model import Document, Query
from retrieval.pinyin import Repairer
from retrieval.rarity import frequency
from retrieval.retriever import Retriever
from retrieval.sounds import readings
from retrieval.text import clean
from tests.benchmarks.ablation import rows

OWN = Path(__file__).parent.parent / "golden" / "questions.jsonl"
ROUNDS = 3
CHOICES = 5
"""A keyboard offers the commonest characters of a sound first, so that these are what slips in."""
_EVERYDAY = tuple(
    bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)
)
"""The characters of level 1 of GB 2312; empty where the standard leaves a place free."""
HEAD = """
| | clean | clean, mended | one homophone | mended | loss | clean questions changed |
|---|---:|---:|---:|---:|---:|---:|
"""


def mistyped(text: str, random: Random) -> str:
    """The text with one of its Chinese characters replaced by a common one of the same sound."""
    places = [place for place, character in enumerate(text) if homophones(character)]
    if not places:
        return text
    place = random.choice(places)
    return text[:place] + random.choice(homophones(text[place])) + text[place + 1 :]


@cache
def homophones(character: str) -> tuple[str, ...]:
    """The commonest other characters of the same sound, without its tone."""
    said = readings(character)[:1]
    same = (other for other in _EVERYDAY if said and other and other != character and readings(other)[:1] == said)
    return tuple(sorted(same, key=frequency, reverse=True)[:CHOICES])


class Collection:
    """Passages that can be searched, and a repairer that knows them."""

    def __init__(self, documents: Sequence[Document], questions: Sequence[Judged]) -> None:
        self._documents = documents
        self._retriever = Retriever.build(documents)
        self._repairer = Repairer(f"{each.title}\n{each.text}" for each in documents)
        self.questions = {clean(each.question): each.gold for each in questions if each.gold}

    def mended(self, text: str) -> str:
        """The text as it was probably meant."""
        return self._repairer.repair(text).text

    def mrr(self, typed: Callable[[str], str]) -> float:
        """MRR@10 when each question is asked as `typed` says."""
        return sum(self._reciprocal(typed(each), gold) for each, gold in self.questions.items()) / len(self.questions)

    def _reciprocal(self, text: str, gold: frozenset[str]) -> float:
        found = (self._documents[doc] for doc in self._retriever.ranked(Query(text, limit=10)))
        return next((1 / place for place, each in enumerate(found, 1) if {each.id, each.group} & gold), 0.0)


def row(name: str, collection: Collection) -> str:
    """One row of the table."""
    written, mended = 0.0, 0.0
    for seed in range(ROUNDS):
        random = Random(seed)
        typed = {text: mistyped(text, random) for text in collection.questions}
        written += collection.mrr(typed.__getitem__) / ROUNDS
        mended += collection.mrr({text: collection.mended(wrong) for text, wrong in typed.items()}.__getitem__) / ROUNDS
    clean_mrr, clean_mended = collection.mrr(str), collection.mrr(collection.mended)
    changed = sum(collection.mended(text) != text for text in collection.questions)
    figures = (clean_mrr, clean_mended, written, mended, clean_mrr - mended)
    return f"| {name} | {' | '.join(f'{each:.4f}' for each in figures)} | {changed} of {len(collection.questions)} |\n"


def in_pinyin() -> str:
    """One line about the bundled articles."""
    corpus = bundled()
    names = {article.title: article.id for article in corpus.articles}
    questions = [
        Judged(each["id"], each["question"], frozenset(names[title] for title in each["gold_articles"]))
        for each in rows(str(OWN))
        if each["expect"] == "answer" and not each["history"]
    ]
    collection = Collection(passage_documents(corpus), questions)
    spelt = {text: "".join(readings(one)[0] if readings(one) else one for one in text) for text in collection.questions}
    figures = (collection.mrr(str), collection.mrr(lambda text: collection.mended(spelt[text])))
    return "{} questions: MRR@10 {:.4f}, in pinyin {:.4f}\n".format(len(questions), *figures)


def main(names: Sequence[str]) -> None:
    """Measure every pair of files, or the bundled articles."""
    if not names:
        sys.stdout.write(in_pinyin())
        return
    sys.stdout.write(HEAD.lstrip())
    for passages, questions in zip(names[::2], names[1::2], strict=True):
        collection = Collection(read_passages(rows(passages)), read_questions(rows(questions)))
        sys.stdout.write(row(Path(passages).parent.name or passages, collection))
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
