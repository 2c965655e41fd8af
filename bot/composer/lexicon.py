"""Terms of the glossary in a text, and the words that only frame a question."""

import re
from collections.abc import Callable, Iterator, Sequence

from corpus.model import Glossary

# What is asked, to whom, and how politely; never what it is about.
_FRAME_WORDS = """
    的 了 吗 呢 吧 啊 呀 哈 伐 嘛 哦 噢 么 嗯 哎 唉 诶 喂 呗 哪 那 这 之 地 得 着 过 们 个 些 点 里 上 下 中 内 外
    前 后 时 等 为 以 于 与 和 跟 同 及 或 而 但 并 且 则 因 由 从 自 向 往 对 把 被 让 叫 给 使 将 在 到 去 来 回
    走 是 有 没 没有 无 不 别 非 未 也 都 又 就 才 只 还 再 很 太 更 最 挺 蛮 好 真 可 能 会 要 想 肯 该 应该 应当
    必须 得要 需 需要 可以 能够 可能 能不能 可不可以 要不要 会不会 是不是 有没有 行不行 行 请 请问 麻烦 劳驾 谢谢
    你好 您好 我 我们 咱 咱们 俺 你 你们 您 他 她 它 他们 她们 它们 自己 本人 人家 大家 谁 啥 什么 哪个 哪些 哪里
    哪儿 哪位 哪家 哪种 哪几 哪几个 怎么 怎样 怎么样 咋 如何 为什么 为何 为啥 多少 几 几个 多久 多长 多长时间 时间
    多大 什么时候 何时 几时 哪天 几天 几号 几点 几家 几种 几项 几名 几件 几位 几次 几人 百分之几 百分之多少 这个
    那个 这种 那种 这些 那些 这样 那样 这边 那边 这里 那里 这儿 那儿 这块 这么 那么 此 各 每 某 一 一个 一些 一点
    一下 一样 一般 一共 一起 一直 一步步 一步 两 两个 两件 三个 二 第一 第二 事 事情 事儿 问题 问 问下 问问 咨询一下
    想问 想问问 请教 知道 想知道 告诉 说 说下 说说 讲 讲讲 讲下 看 看看 听说 据说 觉得 认为 发 发下 发我 帮 帮我
    帮忙 弄 搞 做 干 干嘛 干吗 办 办理 办下 弄下 需不需要 现在 目前 今天 如今 以后 以前 之前 之后 然后 先 后面 另外
    还有 顺便 以及 其他 其它 别的 除了 比如 例如 如果 要是 假如 的话 因为 所以 但是 不过 虽然 而且 或者 还是 对吧
    是吧 好吗 行吗 吗啊 具体 大概 大约 左右 到底 究竟 真的 已经 刚 刚刚 正在 马上 赶紧 尽快 总 总共 全部 所有 都是
    就是 也是 还要 是否 能否 可否 关于 对于 根据 按照 通过 这件 那件 件 次 名 位 项 条 种 家 张 份 本 号 块 意思
    东西 情况 方面 方式 分别 属于 叫做 叫啥 名堂 算 算是 指 指的 指的是 包括 包含 到哪 去哪 去哪里 在哪 在哪里 哪块
    哪边 归 归谁 谁管 管 帮着 我家 我妈 我爸 我爷爷 我奶奶 我老公 我老婆 我朋友 我同事 我孩子 老人家 家里 人 者 我要
    要去 需得 要求 处理 地方 怎么办 怎么弄 什么样 不了 不到 得了 好了 好点 怎 说是 是什么 听 再说 只要 只能 不能
    不用 不要 不会 办法 哪有 有无 多 少 大 小 高 低 长 短 快 慢 早 晚 年 月 日 天 分 元 钱 萧山 萧山区 杭州 杭州市
    区里 本区 我区 咱区 全区 第一步 第二步 拿到 交到 去办 来办 办到 办好 办成 弄好 想办 要办 新办 多个 有些 哪一个
    哪一 一只 一张 上去 下来 出来 起来 过来 过去 进去 时候 有人 别人 不是 就行 才行 行了 哇 啦 咯 喽 嗨 欸 哟 滴 捏
    呐 老师 师傅 同志 朋友 大哥 大姐 小姐姐 亲 急 在线等 求助 求 跪求
    啥地方 什么地方 what how where when who which why is are the a an of to for in on at and or can could do does my me
    it you your please pls thx asap ok work works get need want there any
"""
_FRAME = frozenset(_FRAME_WORDS.split())
_WORDLIKE = re.compile(r"[^\W_]")


def is_frame(word: str) -> bool:
    """Whether a word carries nothing of what a question is about. A bare figure is a claim to be checked, not a topic."""
    return word in _FRAME or word[0] in "几哪啥谁咋" or not _WORDLIKE.search(word) or word.isdigit()


class Lexicon:
    """The glossary's synonyms over a segmenter: cuts a text into terms and words, each with all ways of saying it."""

    def __init__(self, glossary: Glossary, cut: Callable[[str], Sequence[str]], names: Sequence[str] = ()) -> None:
        self._variants = _variants(glossary)
        terms = {*self._variants, *(word.casefold() for word in (*glossary.words, *names))}
        # A Latin term has to stand alone: "form" is not in "information". Single characters are left to the segmenter.
        patterns = (
            rf"(?<![a-z]){re.escape(term)}(?![a-z])" if term.isascii() else re.escape(term)
            for term in sorted(terms, key=lambda term: (-len(term), term))
            if len(term) > 1
        )
        self._pattern = re.compile("|".join(patterns) or r"(?!)")
        self._cut = cut

    def split(self, text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each piece of a clean text with its variants, the corpus's own term first; a plain word has only itself."""
        for piece in self._pieces(text):
            yield piece, self._variants.get(piece, (piece,))

    def canonical(self, text: str) -> tuple[str, ...]:
        """The corpus's own terms for what the text says in other words."""
        own = (variants[0] for piece, variants in self.split(text) if variants[0] != piece)
        return tuple(dict.fromkeys(own))

    def _pieces(self, text: str) -> Iterator[str]:
        """Terms and, between them, words."""
        start = 0
        for match in self._pattern.finditer(text):
            yield from self._cut(text[start : match.start()])
            yield match.group()
            start = match.end()
        yield from self._cut(text[start:])


def _variants(glossary: Glossary) -> dict[str, tuple[str, ...]]:
    """Each word of a group of synonyms → all of its groups' words, the corpus's own term first."""
    variants: dict[str, tuple[str, ...]] = {}
    for group in glossary.synonyms:
        words = tuple(dict.fromkeys(word.casefold() for word in group))
        kept = tuple(word for word in words if len(word) > 1 or len(words[0]) == 1)
        for word in kept:
            variants[word] = tuple(dict.fromkeys((kept[0], *variants.get(word, ()), *kept)))
    return variants
