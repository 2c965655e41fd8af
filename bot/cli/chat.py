"""`sanfang chat`: a conversation in the terminal."""

import asyncio
import sys
from typing import TYPE_CHECKING

import click

from bot.cli.context import Invocation
from bot.cli.indexing import IndexBar
from bot.config import Settings

if TYPE_CHECKING:
    from bot.channels.terminal.three_way import Terminal

LISTENING_SECONDS = 1.0


@click.command("chat")
@click.option("--desk", is_flag=True, help="同时扮演窗口工作人员：以“柜台：”开头的行是柜台说的")
@click.pass_obj
def command(invocation: Invocation, desk: bool) -> None:
    """在终端里和三方对话

    \b
    直接输入问题，按回车；/help 看用法，Ctrl-D 或 /quit 结束。
    也可以接在管道后面，一行一问：printf '什么是三方通话？\\n' | sanfang chat
    加上 --desk 可以一人看全三方通话：市民、柜台、机器人；“柜台：帮助”看柜台的用法。
    """
    asyncio.run(_chat(invocation.settings(), desk))


async def _chat(settings: Settings, desk: bool) -> None:
    from bot.bootstrap.asking import open_services
    from bot.bootstrap.terminal import open_terminal
    from bot.channels.terminal.conversation import ENDINGS, FAREWELL
    from bot.channels.terminal.history import HISTORY_FILE
    from bot.channels.terminal.prompt import piped_lines, typed_lines
    from bot.channels.terminal.screen import Screen

    interactive = sys.stdin.isatty() and sys.stdout.isatty()
    async with open_services(settings, progress=IndexBar()) as services, services.watch.running():
        terminal = open_terminal(services, Screen.of(sys.stdout), desk=desk)
        if interactive:
            click.echo("\n\n".join(filter(None, (terminal.greeting(), await terminal.left()))) + "\n")
        listening = asyncio.create_task(_listen(terminal)) if interactive else None
        lines = typed_lines(settings.home / HISTORY_FILE) if interactive else piped_lines()
        async for line in lines:
            if line.casefold().rstrip("！!。.") in ENDINGS:
                break
            if not interactive:
                await services.watch.refresh()  # nothing ran while the pipe was waited for
            if line:
                click.echo(await terminal.reply(line) + "\n")
        if listening is not None:
            listening.cancel()
            click.echo(FAREWELL)


async def _listen(terminal: "Terminal") -> None:
    """Show what staff send while nothing is typed, above the prompt."""
    from prompt_toolkit.application import run_in_terminal

    while True:
        await asyncio.sleep(LISTENING_SECONDS)
        if news := await terminal.news():
            await run_in_terminal(lambda text=news: click.echo(text + "\n"))  # type: ignore[misc]
