"""Every error as a person reads it: one Chinese line that says what to do, and the exit code."""

import difflib
import re

import click

from bot.core.errors import AlreadyRunningError, EditingError, SanfangError, SettingsError, StoreError
from corpus.model import CorpusError

FAILED = 1
USAGE = 2
ALREADY_RUNNING = 3
DATABASE = 4
INTERRUPTED = 130

EXIT_CODES = (
    (0, "成功"),
    (FAILED, "没有全部做成：批量里有坏行、体检不合格、程序出错"),
    (USAGE, "命令或设置写得不对，改好再来"),
    (ALREADY_RUNNING, "同一个数据目录已有一个在运行"),
    (DATABASE, "数据库打不开或不能用"),
    (INTERRUPTED, "被 Ctrl-C 中断"),
)
"""Exit codes with their meaning, as `serve --help` and the documentation list them."""


def explain(error: Exception) -> tuple[str, int]:
    """The line to show for an error, and the exit code."""
    match error:
        case click.UsageError():
            return f"{_usage(error)}\n{_hint(error)}", USAGE
        case click.ClickException():
            return error.format_message(), FAILED
        case SettingsError():
            return str(error), USAGE
        case AlreadyRunningError():
            return str(error), ALREADY_RUNNING
        case StoreError():
            return str(error), DATABASE
        case EditingError():
            return f"{error}{error.typed}", FAILED
        case SanfangError() | CorpusError():
            return str(error), FAILED
        case _:
            kind = type(error).__name__
            return f"程序出错了（{kind}）。请在命令前加 --debug 再试一次，把输出交给维护人员。", FAILED


def _usage(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            return f"没有 {error.option_name} 这个选项。{_nearest(error.option_name, _options(error))}"
        case click.NoSuchCommand():
            return f"没有 {error.command_name} 这个命令。{_nearest(error.command_name, _commands(error))}"
        case click.MissingParameter():
            return f"还缺 {_name(error)}。"
        case click.BadParameter():
            return f"{_name(error)} 写得不对：{_expected(error)}。"
        case click.BadOptionUsage():
            return f"{error.option_name} 的写法不对：看看后面是不是缺了值，或者多了值。"
    extra = re.search(r"extra arguments? \((.*)\)", error.message)
    return f"多写了 {extra[1]}。" if extra else error.message


def _name(error: click.BadParameter) -> str:
    parameter = error.param
    return parameter.opts[0] if isinstance(parameter, click.Option) else (parameter and parameter.metavar) or "参数"


def _expected(error: click.BadParameter) -> str:
    match error.param and error.param.type:
        case click.IntRange() as kind:
            return f"请写 {kind.min} 到 {kind.max} 的整数"
        case click.Choice() as kind:
            return f"请写其中之一：{'、'.join(map(str, kind.choices))}"
        case click.Path() | click.File():
            return "没有这个文件或文件夹，或者不能读，请检查路径和权限"
    return error.message.rstrip("。.")


def _options(error: click.UsageError) -> list[str]:
    return [name for parameter in error.ctx.command.params for name in parameter.opts] if error.ctx else []


def _commands(error: click.UsageError) -> list[str]:
    group = error.ctx.command if error.ctx else None
    return group.list_commands(error.ctx) if error.ctx and isinstance(group, click.Group) else []


def _nearest(name: str, known: list[str]) -> str:
    return "".join(f"是不是 {nearest}？" for nearest in difflib.get_close_matches(name, known, n=1))


def _hint(error: click.UsageError) -> str:
    return f"用法见：{error.ctx.command_path if error.ctx else 'sanfang'} --help"
