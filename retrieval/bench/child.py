"""One engine in a process of its own: `python -m retrieval.bench.child build|serve ENGINE COLLECTION FOLDER`, JSON out."""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.bench.collection import Collection
from retrieval.bench.engines import ENGINES, LIMIT

ROUNDS = 3
WARM = 20
PATIENCE = 60.0
"""Seconds after which no further question is asked."""


def build(name: str, collection: Path, folder: Path) -> dict[str, Any]:
    """Build the index, and tell how long it took and how big it is."""
    folder.mkdir(parents=True)
    source = Collection(collection)
    start = time.perf_counter()
    ENGINES[name].build(source, folder)
    seconds = time.perf_counter() - start
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return {"build": seconds, "disk": size / 1e6}


def serve(name: str, collection: Path, folder: Path) -> dict[str, Any]:
    """Ask the questions, and tell times in ms, memory in MB and MRR@10."""
    questions = Collection(collection).questions
    before = _resident()
    start = time.perf_counter()
    search = ENGINES[name].open(folder)
    opened = time.perf_counter() - start
    for text, words, _ in questions[:WARM]:
        search(text, words)
    times: list[float] = []
    reciprocal: list[float] = []
    limit = time.perf_counter() + PATIENCE
    for text, words, gold in questions:
        rounds = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            found = search(text, words)
            rounds.append(time.perf_counter() - start)
        times.append(float(np.median(rounds)))
        reciprocal.append(next((1 / place for place, doc in enumerate(found[:LIMIT], 1) if doc in gold), 0.0))
        if time.perf_counter() > limit:
            break
    p50, p99 = (float(value) * 1e3 for value in np.percentile(times, (50, 99)))
    mrr = float(np.mean(reciprocal))
    return {"open": opened, "p50": p50, "p99": p99, "resident": _resident() - before, "mrr": mrr, "asked": len(times)}


def _resident() -> float:
    """Resident memory of this process in MB."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


if __name__ == "__main__":
    step, engine, *paths = sys.argv[1:]
    result = {"build": build, "serve": serve}[step](engine, *map(Path, paths))
    sys.stdout.write(json.dumps(result))
