"""`sanfang chat`: a conversation in the terminal."""

import asyncio
import sys

import click

from bot.cli.context import Invocation
from bot.config import Settings

HISTORY_FILE = "chat-history"


@click.command("chat")
@click.pass_obj
def command(invocation: Invocation) -> None:
    """在终端里和三方对话

    \b
    直接输入问题，按回车；/help 看用法，Ctrl-D 或 /quit 结束。
    也可以接在管道后面，一行一问：printf '什么是三方通话？\\n' | sanfang chat
    """
    asyncio.run(_chat(invocation.settings()))


async def _chat(settings: Settings) -> None:
    from bot.bootstrap import open_services
    from bot.channels.terminal.conversation import ENDINGS, FAREWELL, Conversation
    from bot.channels.terminal.prompt import piped_lines, typed_lines
    from bot.channels.terminal.screen import Screen

    interactive = sys.stdin.isatty() and sys.stdout.isatty()
    async with open_services(settings) as services:
        conversation = Conversation(services.ask, services.database, services.clock, Screen.of(sys.stdout))
        if interactive:
            click.echo(conversation.greeting() + "\n")
        lines = typed_lines(settings.home / HISTORY_FILE) if interactive else piped_lines()
        async for line in lines:
            if line.casefold().rstrip("！!。.") in ENDINGS:
                break
            if line:
                click.echo(await conversation.reply(line) + "\n")
        if interactive:
            click.echo(FAREWELL)
