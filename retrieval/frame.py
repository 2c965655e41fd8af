"""The words that frame a question without saying what it is about: they ask (什么, 多少) or join (的, 对于).

A passage that answers rarely repeats them, so they are not looked for; a pair of characters that touches one counts less.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from retrieval.tokens import Run, Tokenizer

FRAME = frozenset(
    re.findall(
        r"\S+",
        """
        什么 什么样 什么时候 为什么 是什么 为何 有何 何 何时 何地 何种 哪 哪个 哪些 哪几 哪几个 哪里 哪儿 哪位 哪一年 有哪些 谁
        如何 怎 怎么 怎么样 怎么办 怎样 多少 多久 多长 多大 几 几个 是否 能否 可否 吗 呢 么 吧 啊 呀 请问
        的 了 是 有 在 将 会 被 把 为 和 与 及 以及 或 并 之 所 也 都 还 就 又 此 这 那 个 其 该 等
        中 上 内 对 对于 关于 针对 由 从 向 到 给 让 使 于 以 如 若 应 应该 能 可以 要 需要 做 做了 进行 具体 分别 主要
        """,
    )
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a query looks for: content words, and pairs of neighbouring characters with what each counts."""

    words: tuple[str, ...]
    pairs: tuple[tuple[str, float], ...]


def asked(text: str, tokenizer: Tokenizer, touched: float) -> Asked:
    """What is looked for in a clean question; a pair that touches a framing word counts `touched`. One that has framing
    words only is looked for as it stands."""
    runs = tokenizer.runs(text)
    words = tuple(dict.fromkeys(word for run in runs for word in run.words))
    content = tuple(word for word in words if word not in FRAME)
    return Asked(content or words, tuple(pair for run in runs for pair in _pairs(run, touched)))


def _pairs(run: Run, touched: float) -> Sequence[tuple[str, float]]:
    framed = [word in FRAME for word in run.word_of_unit]
    beside = zip(pairwise(run.units), pairwise(framed), strict=True)
    return [(left + right, touched if any(framing) else 1.0) for (left, right), framing in beside]
