"""`sanfang console`: the staff's pages in a browser."""

import asyncio
import signal

import click

from bot.cli.context import Invocation
from bot.cli.indexing import IndexBar
from bot.config import Settings


@click.command("console")
@click.pass_obj
def command(invocation: Invocation) -> None:
    """打开工作人员的网页控制台，直到收到 Ctrl-C 或 SIGTERM

    \b
    第一次：
      1. sanfang staff add admin 您的姓名 --role admin，记下它给的密码
      2. sanfang console，在浏览器里打开它说的地址，登录后换密码
    机器人和控制台一起运行：设 SANFANG_CONSOLE=true，再 sanfang serve。
    别的电脑要访问，请在前面放一个 HTTPS 代理，并设 SANFANG_CONSOLE_URL。
    """
    asyncio.run(serve_console(invocation.settings()))


async def serve_console(settings: Settings) -> None:
    """Keep the console open until SIGINT or SIGTERM. Raises SettingsError, StoreError."""
    from bot.bootstrap.console import open_console

    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    async with open_console(settings, IndexBar()) as url:
        click.echo(f"控制台在 {url} ，按 Ctrl-C 停止。", err=True)
        await stopping.wait()
