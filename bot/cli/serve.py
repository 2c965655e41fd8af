"""`sanfang serve`: the bot in Telegram."""

import asyncio

import click

from bot.cli.context import Invocation
from bot.cli.errors import EXIT_CODES
from bot.cli.indexing import IndexBar
from bot.config import Settings
from bot.core.errors import SettingsError

HOW_TO_CONNECT = """还没有 Telegram 令牌。请在 Telegram 里找 @BotFather，发送 /newbot，按提示取名；
把它给的令牌写进环境变量 SANFANG_TELEGRAM_TOKEN，或写进 {home}/sanfang.toml：
  telegram_token = "123456789:AA…"
不接 Telegram 也能用：sanfang chat"""

HELP = """在 Telegram 里运行，直到收到 Ctrl-C 或 SIGTERM

\b
第一次：
  1. 在 Telegram 里找 @BotFather，发送 /newbot，按提示取名，得到令牌
  2. export SANFANG_TELEGRAM_TOKEN=令牌（或写进 sanfang.toml）
  3. sanfang doctor 检查，sanfang serve 运行，再在 Telegram 里问它

\b
停止时先答完手上的问题；断网、被结束、重启都不会丢问题。
同一个数据目录只能运行一个。

\b
退出码：
""" + "\n".join(f"  {code:>3}  {meaning}" for code, meaning in EXIT_CODES)


@click.command("serve", help=HELP, short_help="在 Telegram 里运行")
@click.pass_obj
def command(invocation: Invocation) -> None:
    """Run the Telegram bot."""
    settings = invocation.settings()
    if not settings.telegram_token:
        raise SettingsError(HOW_TO_CONNECT.format(home=settings.home))
    asyncio.run(_serve(settings))


async def _serve(settings: Settings) -> None:
    from bot.bootstrap.console import console_address
    from bot.bootstrap.telegram import open_telegram

    async with open_telegram(settings, IndexBar()) as bot:
        click.echo("已在 Telegram 上运行，按 Ctrl-C 停止。", err=True)
        if settings.console:
            click.echo(f"控制台在 {console_address(settings).url} 。", err=True)
        await bot.run()
