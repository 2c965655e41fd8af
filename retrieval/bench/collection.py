"""Collections of any size, and questions with their right passages, as files that every engine reads alike."""

import json
import random
import re
from collections.abc import Iterator, Sequence, Set
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.evaluate import Judged
from retrieval.model import Document
from retrieval.ragged import Growing, Ragged
from retrieval.text import clean, normalize
from retrieval.tokens import Tokenizer

QUESTIONS = 300
_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;\n]*")


def enlarge(
    documents: Sequence[Document], size: int, chance: random.Random, gold: Set[str] = frozenset()
) -> Iterator[Document]:
    """The first `size` documents; when there are fewer, further ones as long as theirs, made of random sentences of those
    that are no question's `gold`."""
    yield from documents[:size]
    free = [document for document in documents if document.id not in gold] or documents
    sentences = [each for document in free for each in _SENTENCE.findall(document.text) if len(each) >= 8]
    sentences = sentences or [document.text for document in free]
    for number in range(len(documents), size):
        length, text = len(chance.choice(documents).text), ""
        while len(text) < length:
            text += chance.choice(sentences)
        yield Document(f"made-{number}", "", text[: max(length, 8)])


def write(folder: Path, documents: Sequence[Document], questions: Sequence[Judged], size: int) -> int:
    """Cut a collection of `size` and its questions into `folder`, and keep the texts beside the terms. Returns how many
    questions can be asked: not those without a word (a peer fails on them), nor without gold here."""
    tokenizer, vocabulary, growing = Tokenizer(), dict[str, int](), Growing()

    def numbers(text: str) -> list[int]:
        return [vocabulary.setdefault(word, len(vocabulary)) for word in tokenizer.words(text)]

    gold = {name for each in questions for name in each.gold}
    with (folder / "texts.jsonl").open("w", encoding="utf-8") as stream:
        for document in enlarge(documents, size, random.Random(size), gold):
            growing.append(numbers(normalize(f"{document.title}\n{document.text}")))
            row = [document.id, document.title, document.text, document.group]
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    terms = growing.finish()
    np.save(folder / "starts.npy", terms.starts)
    np.save(folder / "terms.npy", terms.flat.astype(np.int32))
    (folder / "vocabulary.json").write_text(json.dumps(list(vocabulary), ensure_ascii=False), "utf-8")
    places = {document.id: place for place, document in enumerate(documents[:size])}
    asked = [
        (text, words, sorted(places[name] for name in each.gold))
        for each in questions
        if each.gold and each.gold <= places.keys()
        if (words := tokenizer.words(text := clean(each.question)))
    ]
    random.Random(0).shuffle(asked)
    (folder / "questions.json").write_text(json.dumps(asked[:QUESTIONS], ensure_ascii=False), "utf-8")
    return len(asked[:QUESTIONS])


class Collection:
    """What `write` left in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.terms = Ragged(np.load(folder / "starts.npy"), np.load(folder / "terms.npy", mmap_mode="r"))

    @property
    def vocabulary(self) -> list[str]:
        """The words by number."""
        words: list[str] = json.loads((self._folder / "vocabulary.json").read_text("utf-8"))
        return words

    @property
    def questions(self) -> list[tuple[str, list[str], list[int]]]:
        """Clean text, words and right documents of each question."""
        return [
            (text, words, gold)
            for text, words, gold in json.loads((self._folder / "questions.json").read_text("utf-8"))
        ]

    def rows(self) -> Iterator[NDArray[np.int32]]:
        """The documents as numbers of words."""
        for number in range(len(self.terms)):
            yield self.terms[number].astype(np.int32)

    def documents(self) -> Iterator[Document]:
        """The documents as texts."""
        with (self._folder / "texts.jsonl").open(encoding="utf-8") as stream:
            for line in stream:
                name, title, text, group = json.loads(line)
                yield Document(name, title, text, group=group)
