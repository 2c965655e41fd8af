"""Every sentence about watching and being told, for staff to proof-read."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile

from bot.core.model import RichText, Span, Style

HEADING = "🔔 您关注的内容有更新"
LETTER_HEADING = "🔔 关于您关注的“{name}”，工作人员通知："
MORE = "\n\n还有 {count} 处更新，打开看看就知道。"
ADDED = "新收录"
WITHDRAWN = "已撤下，请以窗口答复为准"
SUPERSEDED = "已有新的文件代替它"
TEXT = "正文"
ATTRIBUTES = {
    "name": "名称",
    "title": "标题",
    "phone": "电话",
    "valid_from": "开始执行",
    "valid_until": "执行到",
}

WATCHED = "已关注“{name}”。内容一有变化就告诉您；发 /watching 可以看全部、随时取消。"
WATCHED_ALREADY = "您已经在关注“{name}”。"
UNWATCHED = "已取消关注“{name}”，不再通知。"
UNWATCHED_ALREADY = "您没有在关注它。"
GONE = "这项内容已经撤下，不能关注了。"
TOO_MANY = "最多关注 {most} 项。发 /watching 取消几项再来。"
HOW = "关注以后，内容一有变化我就告诉您。请在后面写上事项、文章或部门，例如：\n/watch 养犬\n/watch 区农业局"
WHICH = "您要关注哪一项？"
UNKNOWN = "没有找到“{text}”。换个说法试试，例如：/watch 养犬"
NOTHING = "您还没有关注什么。发 /watch 加上事项或部门的名字就能关注，例如：/watch 养犬"
LIST = "您关注了 {count} 项，点一下就取消："
WATCH_BUTTON = "🔔 有变化告诉我"
WATCH_NAMED = "🔔 {name}"
UNWATCH_BUTTON = "🔕 取消：{name}"

LONGEST = 42
CONTEXT = 8


def heading(text: str) -> Span:
    """The first line of a notice."""
    return Span(text, Style.BOLD)


def change(title: str, lines: Sequence[str]) -> RichText:
    """One thing that changed."""
    return (Span("\n\n"), Span(title, Style.BOLD), *(Span(f"\n{line}") for line in lines))


def letter(name: str, words: str) -> RichText:
    """What staff write to those who watch something."""
    return (heading(LETTER_HEADING.format(name=name)), Span(f"\n{words}"))


def replaced(name: str, old: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    """A field before → after, in one line where it fits; empty when it is the same."""
    gone = [line for line in old if line not in new]
    come = [line for line in new if line not in old]
    pairs = list(_pairs(old, new)) or (list(zip(gone, come, strict=True)) if len(gone) == len(come) == 1 else [])
    left = [line for line in gone if line not in {before for before, _ in pairs}]
    added = [line for line in come if line not in {after for _, after in pairs}]
    told = (
        [f"{name}：{' → '.join(_focused(*pairs[0]))}" + (f" 等{len(pairs)}处" if len(pairs) > 1 else "")]
        if pairs
        else []
    )
    words = ("没有了", "新增") if pairs or not (left and added) else ("不再有", "现在有")
    rest = [f"{name}{word}：{_listed(lines)}" for word, lines in zip(words, (left, added), strict=True) if lines]
    return (*told, *rest)


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Lines that stand in the same place and say something else."""
    for tag, start, end, at, until in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "replace" and end - start == until - at:
            both = zip(old[start:end], new[at:until], strict=True)
            yield from ((before, after) for before, after in both if before not in new and after not in old)


def _listed(lines: Sequence[str]) -> str:
    shown = "；".join(_clipped(line) for line in lines[:2])
    return shown if len(lines) < 3 else f"{shown} 等{len(lines)}条"


def _clipped(line: str) -> str:
    line = " ".join(line.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def _focused(old: str, new: str) -> tuple[str, str]:
    """Two wordings, long ones reduced to where they differ."""
    if max(len(old), len(new)) <= LONGEST:
        return old, new
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    start = max(0, same - CONTEXT)
    dots = "…" if start else ""
    return dots + _clipped(old[start:]), dots + _clipped(new[start:])
