"""The engines: each builds an index in a folder, and opens it in a fresh process to be asked. All on one thread."""

import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.bench.collection import Collection
from retrieval.bm25 import BM25Index, Model, Postings, best
from retrieval.inverting import Part, invert
from retrieval.model import Query
from retrieval.ragged import Ragged, code
from retrieval.retriever import Retriever
from retrieval.store import read, replacing

LIMIT = 10

Search = Callable[[str, Sequence[str]], Sequence[int]]
"""The numbers of the best documents for a question, given as text and as words."""


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine by its two halves, and the library that it needs."""

    build: Callable[[Collection, Path], None]
    open: Callable[[Path], Search]
    library: str = ""


def _build_own(collection: Collection, folder: Path) -> None:
    codes = np.array([code(word) for word in collection.vocabulary], np.uint64)
    terms = Ragged(collection.terms.starts, codes[collection.terms.flat])
    with replacing(folder / "index", "bench") as writing:
        invert([Part(terms)], Model(k1=1.5), writing.allocate)


def _open_own(folder: Path) -> Search:
    stored = read(folder / "index")
    arrays: Mapping[str, Any] = stored.arrays if stored else {}
    index = BM25Index(Postings(**{field.name: arrays[field.name] for field in fields(Postings)}))
    return lambda _text, words: best(index.scores(words), LIMIT).tolist()


def _build_whole(collection: Collection, folder: Path) -> None:
    Retriever.open(list(collection.documents()), folder)


def _open_whole(folder: Path) -> Search:
    retriever = Retriever.mapped(folder)
    return lambda text, _words: retriever.ranked(Query(text, limit=LIMIT))


def _build_rank_bm25(collection: Collection, folder: Path) -> None:
    words = collection.vocabulary
    index = import_module("rank_bm25").BM25Okapi(
        [[words[number] for number in row.tolist()] for row in collection.rows()]
    )
    with (folder / "index.pickle").open("wb") as stream:
        pickle.dump(index, stream, protocol=5)


def _open_rank_bm25(folder: Path) -> Search:
    with (folder / "index.pickle").open("rb") as stream:
        index = pickle.load(stream)  # noqa: S301 (written by this very run)

    def search(_text: str, words: Sequence[str]) -> Sequence[int]:
        scores = index.get_scores(words)
        found = np.argpartition(scores, -LIMIT)[-LIMIT:]
        return list(found[np.argsort(-scores[found], kind="stable")].tolist())

    return search


def _build_bm25s(collection: Collection, folder: Path) -> None:
    bm25s, tokenized = import_module("bm25s"), import_module("bm25s.tokenization").Tokenized
    index = bm25s.BM25(k1=1.5, b=0.75, method="lucene")
    vocabulary = {word: number for number, word in enumerate(collection.vocabulary)}
    index.index(tokenized(ids=[row.tolist() for row in collection.rows()], vocab=vocabulary), show_progress=False)
    index.save(str(folder / "index"), show_progress=False)


def _open_bm25s(backend: str) -> Callable[[Path], Search]:
    def opened(folder: Path) -> Search:
        index = import_module("bm25s").BM25.load(str(folder / "index"), mmap=True)
        index.backend = backend

        def search(_text: str, words: Sequence[str]) -> Sequence[int]:
            found, _ = index.retrieve([list(words)], k=LIMIT, show_progress=False)
            return list(found[0].tolist())

        return search

    return opened


def _build_tantivy(collection: Collection, folder: Path) -> None:
    tantivy = import_module("tantivy")
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("terms", stored=False, tokenizer_name="whitespace", index_option="freq")
    builder.add_integer_field("number", stored=True)
    (folder / "index").mkdir()
    index = tantivy.Index(builder.build(), path=str(folder / "index"))
    writer = index.writer(heap_size=256_000_000, num_threads=1)
    words = [f"t{code(word)}" for word in collection.vocabulary]
    for number, row in enumerate(collection.rows()):
        writer.add_document(tantivy.Document(terms=" ".join([words[each] for each in row.tolist()]), number=number))
    writer.commit()
    writer.wait_merging_threads()


def _open_tantivy(folder: Path) -> Search:
    tantivy = import_module("tantivy")
    index = tantivy.Index.open(str(folder / "index"))
    searcher, schema = index.searcher(), index.schema

    def search(_text: str, words: Sequence[str]) -> Sequence[int]:
        terms = [tantivy.Query.term_query(schema, "terms", f"t{code(word)}") for word in words]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        return [searcher.doc(address)["number"][0] for _, address in searcher.search(query, LIMIT, count=False).hits]

    return search


ENGINES: Mapping[str, Engine] = {
    "sanfang": Engine(_build_own, _open_own),
    "rank_bm25": Engine(_build_rank_bm25, _open_rank_bm25, "rank_bm25"),
    "bm25s (numpy)": Engine(_build_bm25s, _open_bm25s("numpy"), "bm25s"),
    "bm25s (numba)": Engine(_build_bm25s, _open_bm25s("numba"), "numba"),
    "tantivy": Engine(_build_tantivy, _open_tantivy, "tantivy"),
    "sanfang, whole": Engine(_build_whole, _open_whole),
}
"""By name. `sanfang, whole` is `Retriever` from the text of the question on: it cuts, ranks by three indexes and looks closer."""
