"""`sanfang demo`: a week of made-up questions, to see the statistics and the console alive."""

import asyncio
import sys
import tempfile
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import click

from bot.cli.console import serve_console
from bot.cli.context import Invocation
from bot.composer import demo_wording as wording
from bot.config import Settings
from bot.core.accounts import Role
from bot.core.cluster_ports import ClusterFilter
from bot.core.errors import SettingsError
from bot.core.hours import SHANGHAI

ACCOUNT = "demo"


@click.command("demo")
@click.option(
    "--home", type=click.Path(path_type=Path, file_okay=False), metavar="目录",
    help="写进哪个空的数据目录；不写则用一个临时目录",
)  # fmt: skip
@click.option("--fill-only", is_flag=True, help="只备样例，不打开控制台")
@click.pass_obj
def command(invocation: Invocation, home: Path | None, fill_only: bool) -> None:
    """备一周的样例，打开控制台来看：真机器人答、真流程转

    \b
    sanfang demo
    sanfang demo --home /tmp/样例 --fill-only
    样例里的市民、工作人员和他们的话都是编的，别和真实数据放在一起。
    """
    folder = home or Path(tempfile.mkdtemp(prefix="sanfang-demo-"))
    settings = replace(invocation.settings(), home=folder.absolute(), database_url="")
    asyncio.run(_show_all(settings, fill_only=fill_only))


async def _show_all(settings: Settings, *, fill_only: bool) -> None:
    from bot.bootstrap.console import open_accounts

    click.echo(await _fill(settings))
    async with open_accounts(settings) as keeper:
        handed = await keeper.add("sanfang demo", ACCOUNT, wording.REVIEWER, Role.ADMIN)
    click.echo(wording.LOOK.format(home=settings.home))
    click.echo(wording.SIGN_IN.format(name=ACCOUNT, password=handed.password))
    if not fill_only:
        await serve_console(settings)


async def _fill(settings: Settings) -> str:
    from bot.bootstrap.asking import open_services
    from bot.service.demo import SetClock, play_week, week

    last = datetime.now(SHANGHAI).date() - timedelta(days=1)
    clock = SetClock(datetime.now(SHANGHAI) - timedelta(days=8))
    async with open_services(settings, clock) as services:
        database = services.database
        async with database.read() as unit:
            if await unit.questions.latest(1):
                raise SettingsError(wording.TAKEN.format(home=settings.home))
        asks = week(services.snapshot.current.corpus, last)
        counted = await play_week(database, services.ask, services.consult, clock, asks, _show)
        async with database.read() as unit:
            clusters = await unit.clusters.count(ClusterFilter())
    _clear()
    return wording.READY.format(asked=counted.asked, cases=counted.cases, clusters=clusters, home=settings.home)


def _show(day: int, asked: int) -> None:
    if sys.stderr.isatty():
        click.echo("\r" + wording.PROGRESS.format(day=day, asked=asked), nl=False, err=True)


def _clear() -> None:
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)
