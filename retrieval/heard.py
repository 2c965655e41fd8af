"""What a collection says, by the sound of it: its terms, and which characters follow one another in it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from retrieval.frame import FRAME
from retrieval.sounds import loose, readings, spellings
from retrieval.text import normalize
from retrieval.tokens import Tokenizer

LONGEST = 8
"""Characters of the longest term that is known by its sound."""

KNOWN = 200_000
"""Terms that are known by their sound, the commonest: what a large collection says once is hardly what is meant."""

HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")

_COMMON = """
    怎么 怎么办 怎么样 如何 什么 什么时候 为什么 哪里 在哪里 去哪里 哪些 有哪些 哪个 几个 多少 多少钱 多久 多长时间 几天 是否 可以 能不能 要不要
    需要 要 带 什么材料 材料 办理 办 办什么 流程 手续 电话 电话号码 地址 时间 条件 收费 免费 申请 咨询 我 我们 你们 请问 想 问 有 没有 是 是什么
    的 了 吗 呢 在 去 和 不 能 会 到 给 人 谁 找谁
"""


class Heard:
    """The terms of a collection, by sound. A term is a word of its texts, or up to four neighbours that frame nothing."""

    def __init__(self, texts: Iterable[str], tokenizer: Tokenizer) -> None:
        self.latin: set[str] = set()
        self.counts = Counter[str]()
        self._pairs = Counter[str]()
        self._characters = Counter[str]()
        for text in texts:
            clean = normalize(text)
            self.latin.update(re.findall("[a-z]+", clean))
            for run in HAN_RUN.findall(clean):
                self._characters.update(run)
                self._pairs.update(left + right for left, right in pairwise(run))
                self.counts.update(_terms(tokenizer.words(run)))
        self._by_sound: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        self._by_letters: dict[str, str] = {}
        self._listen()

    def sounding(self, syllables: tuple[str, ...]) -> Sequence[str]:
        """The terms with these loose syllables, the commonest first."""
        return self._by_sound.get(syllables, ())

    def spelt(self, letters: str) -> str | None:
        """The commonest term, or everyday phrase of a question, that these letters spell."""
        return self._by_letters.get(letters)

    def says(self, pair: str) -> bool:
        """Whether two characters follow one another anywhere."""
        return pair in self._pairs

    def sticks(self, term: str, place: int) -> bool:
        """Whether a term is a name or a fixed expression: half of the times that any two neighbours in it are said, they are
        said in it; or, in a term of two characters, a fifth of the times that the one at `place` is."""
        if len(term) == 2:
            return 5 * self.counts[term] >= self._characters[term[place]]
        return 2 * self.counts[term] >= max(self._pairs[left + right] for left, right in pairwise(term))

    def _listen(self) -> None:
        for term, _ in sorted(self.counts.items(), key=lambda each: (-each[1], each[0]))[:KNOWN]:
            for way in spellings([readings(character) for character in term]):
                self._by_sound[tuple(map(loose, way))].append(term)
                self._by_letters.setdefault("".join(way), term)
        for phrase in _COMMON.split():
            self._by_letters.setdefault("".join(readings(character)[0] for character in phrase), phrase)


def _terms(words: Sequence[str]) -> Iterator[str]:
    for start in range(len(words)):
        term = ""
        for word in words[start : start + 4]:
            term += word
            if word in FRAME or len(term) > LONGEST:
                break
            if len(term) > 1:
                yield term
