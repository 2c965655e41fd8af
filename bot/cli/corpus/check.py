"""`sanfang corpus check`: what an editor should mend."""

from typing import TYPE_CHECKING

import click

from bot.cli.context import Invocation
from bot.cli.corpus.common import problem_lines, run, show_all
from bot.cli.errors import FAILED
from corpus.problem import Problem

if TYPE_CHECKING:
    from bot.bootstrap.editing import Editing


@click.command("check")
@show_all
@click.pass_obj
def command(invocation: Invocation, everything: bool) -> None:
    """检查草稿：重复、缺部门、缺日期、有效期重叠、指南缺栏、段落长短、个人信息

    有必须先改的，以退出码 1 结束；“请您过目”的不妨碍发布。
    """

    async def work(services: "Editing") -> tuple[Problem, ...]:
        return (await services.publisher.problems())[1]

    problems = run(invocation, work)
    if not problems:
        click.echo("没有发现问题。")
    for line in problem_lines(problems, everything=everything):
        click.echo(line)
    if any(problem.blocks for problem in problems):
        raise click.exceptions.Exit(FAILED)
