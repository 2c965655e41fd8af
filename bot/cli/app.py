"""The command group and the boundary where every error becomes one Chinese line and an exit code."""

import gc
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from bot.cli.context import Invocation
from bot.cli.errors import INTERRUPTED, explain
from bot.cli.group import LazyGroup
from bot.cli.help import HelpText

SELDOM = 100_000
"""New objects between two looks for garbage: modules and corpus are made at the start, and stay."""

COMMANDS = {
    "chat": "bot.cli.chat",
    "ask": "bot.cli.ask",
    "serve": "bot.cli.serve",
    "corpus": "bot.cli.corpus",
    "console": "bot.cli.console",
    "staff": "bot.cli.staff",
    "audit": "bot.cli.audit",
    "log": "bot.cli.log",
    "stats": "bot.cli.stats",
    "demo": "bot.cli.demo",
    "evaluate": "bot.cli.evaluate",
    "bench": "bot.cli.bench",
    "card": "bot.cli.card",
    "letter": "bot.cli.letter",
    "purge": "bot.cli.purge",
    "doctor": "bot.cli.doctor",
    "version": "bot.cli.version",
}
"""Name → module whose `command` it is; a module is imported when its command or the list of commands is wanted."""


@click.group(
    cls=LazyGroup,
    commands_at=COMMANDS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--config", type=click.Path(path_type=Path), metavar="文件", help="设置文件；不写则读数据目录里的 sanfang.toml"
)
@click.option("--debug", is_flag=True, help="出错时显示完整的调用过程，供维护人员查看")
@click.pass_context
def sanfang(ctx: click.Context, config: Path | None, debug: bool) -> None:
    """三方：面向办事群众的政务咨询机器人。

    \b
    回答出自《改革情况交流》原文，附出处；答不了的，告诉您该找哪个部门。
    第一次用，请输入：sanfang chat
    """
    ctx.obj.config = config
    ctx.obj.debug = debug
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    gc.set_threshold(SELDOM)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run one command line; returns the exit code. A closed pipe ends it quietly with SystemExit(1)."""
    invocation = Invocation()
    click.Context.formatter_class = HelpText
    try:
        code = sanfang.main(list(arguments), prog_name="sanfang", standalone_mode=False, obj=invocation)
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except Exception as error:
        if invocation.debug:
            traceback.print_exc()
        message, code = explain(error)
        click.echo(message, err=True)
    return int(code or 0)
