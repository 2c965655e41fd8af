"""What the commands share: who edits, where the services come from, and how a change is shown."""

import asyncio
import getpass
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bot.cli.context import Invocation
from bot.composer.publishing_wording import KINDS
from bot.console.questions.highlight import revealed
from corpus.change import Kind, key_of
from corpus.diff import CorpusChange, Entry
from corpus.model import Article, GuideField
from corpus.problem import Problem

if TYPE_CHECKING:
    from bot.bootstrap.editing import Editing

T = TypeVar("T")
FEW = 3
SHOWN = 20
"""How many lines of a kind are shown without `--all`."""

KIND_NAMES = {"article": Kind.ARTICLE, "guide": Kind.GUIDE, "department": Kind.DEPARTMENT}


def me() -> str:
    """The name of whoever types."""
    return getpass.getuser()


author = click.option("--author", default=me, metavar="姓名", help="是谁改的；不写则用登录名")
kind = click.option("--kind", type=click.Choice(list(KIND_NAMES)), help="编号有几样东西在用时，说明是哪一样")
show_all = click.option("--all", "everything", is_flag=True, help=f"全部列出，不只列前 {SHOWN} 条")


def run(invocation: Invocation, work: Callable[["Editing"], Awaitable[T]]) -> T:
    """Do something with the editors' services."""
    from bot.bootstrap.editing import open_editing

    async def worked() -> T:
        async with open_editing(invocation.settings()) as services:
            return await work(services)

    return asyncio.run(worked())


def confirm(question: str, *, default: bool = False, abort: bool = True) -> bool:
    """Ask on the terminal; Ctrl-C ends it at once, though an event loop that waits would sleep on. Raises Abort."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return click.confirm(question, default=default, abort=abort, err=True)
    finally:
        signal.signal(signal.SIGINT, before)


def progress_bar(label: str, length: int = 0) -> Any:
    """A bar on standard error; nothing where nobody watches."""
    return click.progressbar(length=length, label=label, file=sys.stderr, hidden=not sys.stderr.isatty())


def change_lines(change: CorpusChange, *, everything: bool) -> Iterator[str]:
    """A difference as lines; a changed entry with what became of it."""
    yield from _some([f"＋ {label(entry)}" for entry in change.added], "新增", everything)
    changed = [line for old, new in change.changed for line in (f"～ {label(new)}", *_fields(old, new))]
    yield from _some(changed, "修改", everything, len(change.changed))
    yield from _some([f"－ {label(entry)}" for entry in change.withdrawn], "撤下", everything)
    if change.glossary:
        yield "～ 词表"


def summary(change: CorpusChange) -> str:
    """A difference in one line."""
    counts = (("新增", len(change.added)), ("修改", len(change.changed)), ("撤下", len(change.withdrawn)))
    words = [f"{word} {count} 条" for word, count in counts if count] + ["词表有改动"] * change.glossary
    return "，".join(words) or "没有改动"


def problem_lines(problems: Sequence[Problem], *, everything: bool) -> Iterator[str]:
    """Problems as lines, those that block first."""
    for blocks, mark, heading in ((True, "✗", "必须先改"), (False, "!", "请您过目")):
        places: dict[str, list[str]] = {}
        for problem in problems:
            if problem.blocks is blocks:
                places.setdefault(problem.message, []).append(problem.where)
        lines = [f"{mark} {together(where, everything=everything)}：{told}" for told, where in places.items()]
        yield from _some(lines, heading, everything, sum(map(len, places.values())))


def together(places: Sequence[str], *, everything: bool = False) -> str:
    """Places of which the same is said, the first few by name."""
    if everything or len(places) <= FEW:
        return "、".join(places)
    return f"{'、'.join(places[:FEW])} 等 {len(places)} 处"


def label(entry: Entry) -> str:
    """An entry in a list: kind, id, name."""
    name = entry.title if isinstance(entry, Article) else entry.name
    return f"{KINDS[key_of(entry).kind]} {entry.id} {revealed(name)}"


def _some(lines: list[str], heading: str, everything: bool, count: int | None = None) -> Iterator[str]:
    if not lines:
        return
    yield f"{heading}（{len(lines) if count is None else count}）"
    yield from (f"  {line}" for line in (lines if everything else lines[:SHOWN]))
    if len(lines) > SHOWN and not everything:
        yield f"  …… 还有 {len(lines) - SHOWN} 行，加 --all 全部列出"


def _fields(old: Entry, new: Entry) -> Iterator[str]:
    """The fields of an entry that differ, before and after."""
    for name in old.__dataclass_fields__:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield f"    {name}"
            yield from _lines(before, after)


def _lines(before: object, after: object) -> Iterator[str]:
    import difflib

    compared = difflib.unified_diff(_plain(before), _plain(after), n=0, lineterm="")
    marks = {"-": "－", "+": "＋"}
    for line in list(compared)[2:]:
        if line[0] in marks:
            yield f"      {marks[line[0]]} {revealed(line[1:])}"


def _plain(value: object) -> list[str]:
    if isinstance(value, dict):
        return [f"{GuideField(name).value}：{line}" for name, lines in value.items() for line in lines]
    if isinstance(value, tuple):
        return [str(each) for each in value]
    return [] if value is None else str(value).split("\n")
