"""What each part of the ranking is worth: `python -m tests.benchmarks.ablation P.jsonl Q.jsonl [P2.jsonl Q2.jsonl …]`.

Prints a Markdown table of R@1 / R@10 / MRR@10, one column a pair of files, one row a change to the ranking.
A third file after `--among` holds passages that are added to the first pair as distractors.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from retrieval.bm25 import Model
from retrieval.evaluate import Judged, read_passages, read_questions
from retrieval.model import Document, Query
from retrieval.ranking import CONTEXT, PAIRS, WORDS, Ranking
from retrieval.retriever import Retriever
from retrieval.text import clean

NOW = Ranking()
PLAIN = Model(k1=1.5, b=0.75)
ALONE = replace(
    NOW,
    title=1.0,
    lead=0.0,
    word_lead=0.0,
    before=0.0,
    after=0.0,
    length=0.0,
    place=0.0,
    context_factor=0.0,
    touched=1.0,
)

VARIANTS = {
    "as it is": NOW,
    "plain BM25, words (k1 1.5, b .75)": replace(ALONE, pair_factor=0.0, word_factor=1.0, words=PLAIN),
    "plain BM25, pairs (k1 1.5, b .75)": replace(ALONE, word_factor=0.0, pairs=PLAIN),
    "without words": replace(NOW, word_factor=0.0),
    "without pairs": replace(NOW, pair_factor=0.0, context_factor=0.0),
    "framing words count in full": replace(NOW, touched=1.0),
    "framing words do not count": replace(NOW, touched=0.0),
    "without the title": replace(NOW, title=0.0),
    "title in full": replace(NOW, title=1.0),
    "without lead and neighbours": replace(NOW, lead=0.0, word_lead=0.0, before=0.0, after=0.0),
    "without neighbours": replace(NOW, before=0.0, after=0.0),
    "without the group's score": replace(NOW, context_factor=0.0),
    "without the prior": replace(NOW, length=0.0, place=0.0),
    "without the prior of length": replace(NOW, length=0.0),
    "without the prior of place": replace(NOW, place=0.0),
    "pairs without delta": replace(NOW, pairs=replace(PAIRS, delta=0.0)),
    "pairs with delta 1": replace(NOW, pairs=replace(PAIRS, delta=1.0)),
    "pairs with k1 .9": replace(NOW, pairs=replace(PAIRS, k1=0.9)),
    "pairs with k1 2": replace(NOW, pairs=replace(PAIRS, k1=2.0)),
    "pairs with b .2": replace(NOW, pairs=replace(PAIRS, b=0.2)),
    "pairs with b .75": replace(NOW, pairs=replace(PAIRS, b=0.75)),
    "words by BM25, not by presence": replace(NOW, words=replace(WORDS, k1=0.9, delta=0.0)),
    "group by pairs' own model": replace(NOW, context=PAIRS),
    "group's score doubled": replace(NOW, context_factor=1.4, context=CONTEXT),
}


def figures(documents: Sequence[Document], questions: Sequence[Judged], ranking: Ranking) -> str:
    """R@1 / R@10 / MRR@10 over the answerable questions."""
    retriever = Retriever.build(documents, ranking=ranking)
    ranks = []
    for judged in questions:
        found = [documents[doc].id for doc in retriever.ranked(Query(clean(judged.question), limit=10))]
        ranks.append(next((place for place, name in enumerate(found, 1) if name in judged.gold), 0))
    first, ten = (sum(0 < rank <= depth for rank in ranks) / len(ranks) for depth in (1, 10))
    return f"{first:.3f} / {ten:.3f} / {sum(1 / rank for rank in ranks if rank) / len(ranks):.4f}"


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of a file with one JSON object a line."""
    return [json.loads(line) for line in Path(name).read_text("utf-8").splitlines()]


def main(names: Sequence[str]) -> None:
    """Measure every variant on every pair of files."""
    among = read_passages(rows(names[names.index("--among") + 1])) if "--among" in names else []
    files = names[: names.index("--among")] if among else names
    sets = [
        (read_passages(rows(passages)), [each for each in read_questions(rows(questions)) if each.gold])
        for passages, questions in zip(files[::2], files[1::2], strict=True)
    ]
    if among:
        sets.append(([*sets[0][0], *among], sets[0][1]))
    sys.stdout.write(f"| ranking |{' R@1 / R@10 / MRR@10 |' * len(sets)}\n|---|{'---|' * len(sets)}\n")
    for name, ranking in VARIANTS.items():
        sys.stdout.write(f"| {name} | {' | '.join(figures(*each, ranking) for each in sets)} |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
