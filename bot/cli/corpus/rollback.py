"""`sanfang corpus rollback`: go back to an earlier version."""

from typing import TYPE_CHECKING

import click

from bot.cli.context import Invocation
from bot.cli.corpus.common import me, run
from bot.cli.corpus.publish import told

if TYPE_CHECKING:
    from bot.bootstrap.editing import Editing
    from bot.service.publishing import Published


@click.command("rollback")
@click.argument("version", type=click.IntRange(1), metavar="版本")
@click.option("--author", default=me, metavar="姓名", help="是谁退回的；不写则用登录名")
@click.option(
    "--approver", default="", metavar="姓名", help="谁批准的；设置了 second_person 时必须写，而且不能是同一个人"
)
@click.option("--reason", default="", metavar="原因", help="为什么退回，留在历史里")
@click.pass_obj
def command(invocation: Invocation, version: int, author: str, approver: str, reason: str) -> None:
    """退回到以前的一版：内容一字不差，作为新的一版发布

    哪一版是什么，看 sanfang corpus history。草稿不受影响。
    """
    from bot.service.publishing import Order

    async def work(services: "Editing") -> "Published":
        return await services.publisher.rollback(version, Order(author, reason, approver))

    told(run(invocation, work))
