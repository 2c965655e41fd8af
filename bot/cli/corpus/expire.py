"""`sanfang corpus expire`: the last day of an entry."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import click

from bot.cli.context import Invocation
from bot.cli.corpus.common import KIND_NAMES, author, kind, run

if TYPE_CHECKING:
    from bot.bootstrap.editing import Editing


@click.command("expire")
@click.argument("name", metavar="编号")
@click.option(
    "--until", type=click.DateTime(["%Y-%m-%d"]), metavar="日期", help="最后有效的一天；不写则是昨天，即已失效"
)
@click.option("--by", "successor", metavar="编号", help="由哪篇文章取代")
@kind
@author
@click.pass_obj
def command(
    invocation: Invocation, name: str, until: datetime | None, successor: str | None, kind: str | None, author: str
) -> None:
    """让一篇文章或一份指南到期失效，以后不再用它回答

    \b
    sanfang corpus expire b23-dog-vaccination --until 2026-12-31
    sanfang corpus expire b23-dog-vaccination --by b24-dog-vaccination
    以前的回答仍留着当时的原文；哪些市民收到过，看 sanfang corpus affected。
    """

    async def work(services: "Editing") -> str:
        from bot.service.publishing.preparation import find

        last = until.date() if until else (services.clock.now().astimezone() - timedelta(days=1)).date()
        now = await services.drafting.prepared()
        await services.drafting.expire(find(now.after, name, KIND_NAMES.get(kind or "")), last, author, successor)
        return last.isoformat()

    click.echo(f"{name} 有效到 {run(invocation, work)}。发布后生效：sanfang corpus publish")
