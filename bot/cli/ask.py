"""`sanfang ask`: one question on the command line, or a file of them."""

import asyncio
import logging
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from uuid import uuid4

import click

from bot.cli.batch import BadLine, Item, read_items
from bot.cli.context import Invocation
from bot.cli.errors import FAILED, explain
from bot.cli.indexing import IndexBar
from bot.cli.result import as_line, as_result, valid_unicode
from bot.config import Settings
from bot.core.model import Decision, Question

if TYPE_CHECKING:
    from bot.bootstrap.asking import Services

logger = logging.getLogger(__name__)


@click.command("ask")
@click.argument("words", nargs=-1, metavar="[问题]")
@click.option("--json", "as_json", is_flag=True, help="输出一行 JSON，供程序使用")
@click.option("--explain", "explained", is_flag=True, help="说明回答是怎样得出的，供工作人员查看；不写提问记录")
@click.option("--history", multiple=True, metavar="问题", help="同一次对话里先前的问题，可写多次，最早的在前")
@click.option(
    "--batch", type=click.Path(path_type=Path), metavar="文件", help="逐行回答 JSONL 文件里的问题；- 表示标准输入"
)
@click.pass_obj
def command(
    invocation: Invocation,
    words: tuple[str, ...],
    as_json: bool,
    explained: bool,
    history: tuple[str, ...],
    batch: Path | None,
) -> None:
    """回答一个问题，或一个文件里的许多问题

    \b
    sanfang ask "狗打疫苗只能礼拜三去吗"
    sanfang ask --history "养犬许可证去哪办" "要带什么材料"
    echo "什么是三方通话？" | sanfang ask -
    sanfang ask --explain "落户认证要等几天"
    sanfang ask --batch questions.jsonl > answers.jsonl

    \b
    批量文件每行一个对象：{"id": "1", "question": "…", "history": ["…"]}
    每行得到一个 JSON 结果，次序不变；坏行得到 error 并注明行号，其余照答，
    最后以退出码 1 结束。
    """
    if batch is None and not words:
        raise click.UsageError('请写上问题，例如：sanfang ask "什么是三方通话？"')
    if batch is not None and words:
        raise click.UsageError("问题和 --batch 只能写一样。")
    if explained and (as_json or batch is not None):
        raise click.UsageError("--explain 不能和 --json、--batch 一起用。")
    settings = invocation.settings()
    if batch is not None:
        _ask_file(settings, batch)
    else:
        show = _explain_one if explained else partial(_ask_one, as_json=as_json)
        asyncio.run(show(settings, _question_text(words), tuple(map(valid_unicode, history))))


def _question_text(words: tuple[str, ...]) -> str:
    if words == ("-",):
        return sys.stdin.buffer.read().decode(errors="replace").strip()
    return valid_unicode(" ".join(words))


async def _ask_one(settings: Settings, text: str, history: tuple[str, ...], as_json: bool) -> None:
    from bot.bootstrap.asking import open_services

    async with open_services(settings, progress=IndexBar()) as services:
        question = _question(services, "terminal", text, history)
        decision = await services.ask.ask(question)
        if as_json:
            click.echo(as_line(as_result(question.id, text, decision, services.corpus_version)))
        else:
            click.echo(_shown(decision, question))


async def _explain_one(settings: Settings, text: str, history: tuple[str, ...]) -> None:
    """Decide as ever, but show why, and log nothing: staff who look into an answer are no citizens asking."""
    from bot.bootstrap.asking import open_services
    from bot.cli.explain import explanation

    async with open_services(settings, progress=IndexBar()) as services:
        asked = await services.ask.decide(_question(services, "terminal", text, history))
        click.echo(explanation(asked.composed))


def _shown(decision: Decision, question: Question) -> str:
    from bot.channels.render import render
    from bot.channels.terminal.screen import Screen
    from bot.core.privacy import mask

    outgoing = render(decision, question.id, mask(question.text).kinds)
    return Screen.of(sys.stdout).message(outgoing, with_buttons=False)


def _ask_file(settings: Settings, path: Path) -> None:
    try:
        file = sys.stdin.buffer if str(path) == "-" else path.open("rb")
    except OSError as error:
        raise click.UsageError(f"读不了 {path}（{error.strerror}）：请检查路径和权限。") from None
    with file:
        bad = asyncio.run(_ask_many(settings, file))
    if bad:
        click.echo(f"有 {bad} 行没有答，原因见结果里的 error。", err=True)
        raise click.exceptions.Exit(FAILED)


async def _ask_many(settings: Settings, file: BinaryIO) -> int:
    """Answer line by line; returns how many lines could not be answered."""
    from bot.bootstrap.asking import open_services

    bad = 0
    async with open_services(settings, progress=IndexBar()) as services:
        for count, item in enumerate(read_items(file), start=1):
            result = item.as_result() if isinstance(item, BadLine) else await _result(services, item)
            bad += "error" in result
            click.echo(as_line(result))
            _show_progress(count)
    return bad


def _show_progress(count: int) -> None:
    if sys.stderr.isatty() and not sys.stdout.isatty():
        click.echo(f"\r已答 {count} 题 ", nl=False, err=True)


async def _result(services: "Services", item: Item) -> dict[str, Any]:
    """The answer; when it fails, an error in its place, so that the questions after it are answered."""
    question = _question(services, "batch", item.question, item.history)
    try:
        decision = await services.ask.ask(question)
    except Exception as error:
        logger.debug("line %d failed", item.line, exc_info=error)
        return BadLine(item.id, item.line, f"没有答成：{explain(error)[0]}").as_result()
    return as_result(item.id or question.id, item.question, decision, services.corpus_version)


def _question(services: "Services", channel: str, text: str, history: tuple[str, ...]) -> Question:
    """A question as the log keeps it: with an id of its own, and from a stranger, so that no other is its history."""
    name = uuid4().hex
    return Question(name, channel, f"{channel}-{name}", text, services.clock.now(), history)
