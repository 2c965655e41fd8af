"""Which questions are near-duplicates: the same matter in almost the same words, wanting the same thing. Pure.

Two questions are near when at least `NEAR` of the pairs of characters that either has are in both, the framing words
left out; and when they want the same (the kind of fact, what is to be done with a paper), name the same numbers, and both deny something or neither does. A
question joined to the wrong cluster would get the wrong answer; one left alone only waits a little longer: so in doubt
they are apart.

Near questions are found by MinHash: a question has `BANDS` keys, and two near ones have a key in common in 199 of 200
cases, so that a question is compared with a handful of others, however many there are.
"""

import re
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise

NEAR = 0.6
"""The share of pairs in common from which two questions are near."""
BANDS = 12
_ROWS = 2
_PRIME = (1 << 61) - 1
_FRAME = re.compile(
    r"请问|您好|你好|麻烦|谢谢|一下|我?(?:想|要)?(?:问|咨询|了解|知道|晓得)|怎么样?|怎样|如何|什么|哪里|哪儿|哪些|哪个|多少|"
    r"是不是|能不能|可不可以|要不要|是否|可以|需要|应该|有没有|办理|[吗呢啊呀吧么的了是我你您要去在到想有办]|[\W_]"
)
_NUMBER = re.compile(r"\d+")
_DENIAL = re.compile(r"不|没|无|未|非")


@dataclass(frozen=True, slots=True)
class Wording:
    """A question as it is compared: its pairs of characters, and all that has to be equal."""

    pairs: frozenset[str]
    exact: tuple[str, ...]

    @classmethod
    def of(cls, text: str, *wanted: str) -> "Wording":
        """From a clean question and what it wants: the kind of fact, the acts named."""
        core = _FRAME.sub("", text) or text
        pairs = frozenset(left + right for left, right in pairwise(core)) or frozenset((core,))
        denies = "不" if _DENIAL.search(core) else ""
        return cls(pairs, (*wanted, denies, *sorted(set(_NUMBER.findall(text)))))

    def likeness(self, other: "Wording") -> float:
        """The share of pairs in common, 0..1; 0 when something that has to be equal is not."""
        if self.exact != other.exact:
            return 0.0
        return len(self.pairs & other.pairs) / len(self.pairs | other.pairs)

    @property
    def keys(self) -> tuple[int, ...]:
        """A key for each band, below 2⁶³; near questions very likely share one."""
        seeds = [_hash(pair) for pair in self.pairs]
        rows = [min((seed * multiplier + shift) % _PRIME for seed in seeds) for multiplier, shift in _FUNCTIONS]
        exact = "\0".join(self.exact)
        return tuple(_hash(f"{band}:{rows[_ROWS * band : _ROWS * (band + 1)]}:{exact}") for band in range(BANDS))


def _hash(text: str) -> int:
    """The same number on every machine, below 2⁶³."""
    return int.from_bytes(blake2b(text.encode(errors="replace"), digest_size=8).digest()) >> 1


_FUNCTIONS = tuple((_hash(f"multiply {row}") | 1, _hash(f"shift {row}")) for row in range(BANDS * _ROWS))
