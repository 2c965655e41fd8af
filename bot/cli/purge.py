"""`sanfang purge`: erase what has been kept long enough."""

import asyncio

import click

from bot.cli.context import Invocation
from bot.config import Settings
from bot.core.erasure_ports import Purge

DONE = "已清除超过 {text_days} 天的文字 {texts} 条、超过 {traffic_days} 天的收发记录 {records} 条。"


@click.command("purge")
@click.pass_obj
def command(invocation: Invocation) -> None:
    """清除到期的问题文字和收发记录

    \b
    天数见设置 text_days 和 traffic_days；次数、时间和结果保留，用于统计和审计。
    sanfang serve 每天自己清一次，平时不用手动运行。
    """
    settings = invocation.settings()
    done = asyncio.run(_purge(settings))
    days = {"text_days": settings.text_days, "traffic_days": settings.traffic_days}
    click.echo(DONE.format(**days, texts=done.texts, records=done.records))


async def _purge(settings: Settings) -> Purge:
    from bot.bootstrap.store import SystemClock, open_store, retention
    from bot.service.purging import Purger

    async with open_store(settings) as database:
        return await Purger(database, SystemClock(), retention(settings)).purge()
