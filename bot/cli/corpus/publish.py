"""`sanfang corpus publish`: put the draft in force."""

import sys
from typing import TYPE_CHECKING

import click

from bot.cli.context import Invocation
from bot.cli.corpus.common import SHOWN, change_lines, confirm, me, problem_lines, progress_bar, run, summary

if TYPE_CHECKING:
    from bot.bootstrap.editing import Editing
    from bot.service.publishing import GoldenChange, Published, Review


confirmed = click.option(
    "--confirm", multiple=True, metavar="名称", help="点名确认变差的标准题或可能的个人信息，几个之间用逗号隔开"
)


@click.command("publish")
@click.option("--author", default=me, metavar="姓名", help="是谁发布的；不写则用登录名")
@click.option(
    "--approver", default="", metavar="姓名", help="谁批准的；设置了 second_person 时必须写，而且不能是同一个人"
)
@click.option("--reason", default="", metavar="原因", help="为什么发布，留在历史里")
@confirmed
@click.option("--yes", is_flag=True, help="不再询问，直接发布")
@click.pass_obj
def command(
    invocation: Invocation, author: str, approver: str, reason: str, confirm: tuple[str, ...], yes: bool
) -> None:
    """检查草稿、试问标准题，然后发布

    \b
    发布是一下子的事：要么全部生效，要么一点不变；正在运行的机器人两秒内换上新版。
    标准题来自三处：数据目录里的 golden.jsonl（格式同 evaluate answers）、
    条文和指南上的“常见问法”、市民点过 👍 的提问。原来答得出、发布后答不出的，
    要用 --confirm 点名确认。发布以后还可以用 sanfang corpus rollback 退回。
    """

    async def work(services: "Editing") -> "Published":
        return await publish(services, author, approver, reason, named(confirm), yes=yes)

    told(run(invocation, work))


def named(confirm: tuple[str, ...]) -> frozenset[str]:
    """The names that `--confirm` was given, singly or with commas between."""
    return frozenset(",".join(confirm).split(","))


async def publish(
    services: "Editing", author: str, approver: str, reason: str, confirmed: frozenset[str], *, yes: bool
) -> "Published":
    """Review, ask, publish. Raises EditingError, StoreError, Abort."""
    from bot.service.publishing import Order

    review = await reviewed(services)
    click.echo(f"发布后：{summary(review.change)}", err=True)
    for line in (*problem_lines(review.problems, everything=False), *golden_lines(review)):
        click.echo(line, err=True)
    order = Order(author, reason, approver, confirmed)
    services.publisher.allow(order, review)
    if not yes:
        _ask(review)
    return await services.publisher.publish(order, review)


def _ask(review: "Review") -> None:
    """Show what changes and have it agreed to. Raises Abort, UsageError where nobody can be asked."""
    if not sys.stdin.isatty():
        raise click.UsageError("这里没有人可以回答“现在发布吗”。确定要发布，请加 --yes。")
    for line in change_lines(review.change, everything=False):
        click.echo(line, err=True)
    confirm("现在发布吗")


async def reviewed(services: "Editing") -> "Review":
    """The draft looked at, with a bar for the golden questions."""
    with progress_bar("试问标准题") as bar:

        def progress(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        return await services.publisher.review(progress)


def golden_lines(review: "Review") -> list[str]:
    """What the golden run found."""
    if not review.asked:
        return []
    worse = sum(change.regression for change in review.golden)
    head = f"标准题 {review.asked} 道：{len(review.golden)} 道的回答有变化，其中 {worse} 道变差"
    lines = [_golden(change) for change in review.golden[:SHOWN]]
    more = [f"  …… 还有 {len(review.golden) - SHOWN} 道"] if len(review.golden) > SHOWN else []
    return [head, *lines, *more]


def told(published: "Published") -> None:
    """Say what is in force now."""
    click.echo(f"已发布第 {published.version} 版：{summary(published.change)}。")


def _golden(change: "GoldenChange") -> str:
    mark = "✗" if change.regression else "～"
    before, after = (" ".join(each.text.split())[:40] for each in (change.before, change.after))
    return f"  {mark} {change.name} {change.question}\n      原来：{before}\n      发布后：{after}"
