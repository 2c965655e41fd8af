"""How much a word says: rare in ordinary Chinese means telling, whatever collection it is looked up in.

A small collection cannot know by itself that 自己 is an everyday word and 补办 is not: both may be absent from it.
The frequencies are those of the dictionary that comes with jieba.
"""

import importlib.util
import math
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

# Words seen fewer times than this in jieba's dictionary count as fully telling; reading only the rest takes 0.1 s.
_FLOOR = 100
_TOTAL = 60_101_967
_COMMONEST = math.log(_TOTAL / 300_000)
_RAREST = math.log(_TOTAL / _FLOOR)


@lru_cache(maxsize=1)
def frequencies() -> Mapping[str, int]:
    """Word → occurrences, for every word of jieba's dictionary seen at least 100 times."""
    spec = importlib.util.find_spec("jieba")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("jieba is not installed")
    data = (Path(spec.submodule_search_locations[0]) / "dict.txt").read_bytes()
    return {word.decode(): int(count) for word, count in re.findall(rb"^(\S+) (\d{3,}) ", data, re.MULTILINE)}


def rarity(word: str) -> float:
    """0.05 (an everyday word) to 1 (a rare or unknown one): the word's information content, scaled."""
    content = math.log(_TOTAL / max(frequencies().get(word, 0), _FLOOR))
    return min(1.0, max(0.05, (content - _COMMONEST) / (_RAREST - _COMMONEST)))
