"""How much a word says: rare in ordinary Chinese means telling, whatever collection it is looked up in.

A small collection cannot know by itself that 自己 is an everyday word and 补办 is not: both may be absent from it.
The frequencies are those of the dictionary that comes with jieba. Its lines are in order of their bytes but for a few in
Latin letters, so that a word is found by halving: no start has to read 350,000 lines.
"""

import importlib.util
import math
from functools import cache, lru_cache
from pathlib import Path

# Words seen fewer times than this in jieba's dictionary count as fully telling.
_FLOOR = 100
_CHINESE = "一".encode()
_TOTAL = 60_101_967
_COMMONEST = math.log(_TOTAL / 300_000)
_RAREST = math.log(_TOTAL / _FLOOR)


@lru_cache(maxsize=65_536)
def frequency(word: str) -> int:
    """Occurrences of a word in the corpus of jieba's dictionary; 0 for one that it does not list."""
    data, wanted = _dictionary(), word.encode("utf-8", "replace")
    low, high = (_first_chinese() if wanted >= _CHINESE else 0), len(data)
    while low < high:
        start = data.rfind(b"\n", 0, (low + high) // 2) + 1
        end = data.find(b"\n", start)
        line = data[start : end if end >= 0 else len(data)]
        listed, _, rest = line.partition(b" ")
        if listed == wanted:
            return int(rest.split()[0])
        if listed < wanted:
            low = start + len(line) + 1
        else:
            high = start
    return 0


@cache
def _first_chinese() -> int:
    """Where the lines in Chinese begin; what stands before is not all in order."""
    return _dictionary().find(b"\n" + _CHINESE[:1]) + 1


@cache
def _dictionary() -> bytes:
    spec = importlib.util.find_spec("jieba")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("jieba is not installed")
    return (Path(spec.submodule_search_locations[0]) / "dict.txt").read_bytes()


def rarity(word: str) -> float:
    """0.05 (an everyday word) to 1 (a rare or unknown one): the word's information content, scaled."""
    content = math.log(_TOTAL / max(frequency(word), _FLOOR))
    return min(1.0, max(0.05, (content - _COMMONEST) / (_RAREST - _COMMONEST)))
