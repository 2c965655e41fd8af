"""`sanfang corpus import`: files into the draft."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.context import Invocation
from bot.cli.corpus.common import author, change_lines, run, show_all, summary
from bot.cli.corpus.files import read_files, warn
from bot.cli.corpus.publish import confirmed, named, publish, told
from bot.cli.errors import FAILED
from bot.composer import publishing_wording as wording
from corpus.change import key_of
from corpus.diff import diff

if TYPE_CHECKING:
    from bot.bootstrap.editing import Editing


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="文件…")
@click.option("--replace", "replace_all", is_flag=True, help="这些文件以外的文章和指南全部撤下")
@click.option("--publish", "at_once", is_flag=True, help="读完就检查并发布")
@click.option("--yes", is_flag=True, help="和 --publish 一起用：不再询问，直接发布")
@click.option("--reason", default="", metavar="原因", help="和 --publish 一起用：为什么发布，留在历史里")
@click.option("--approver", default="", metavar="姓名", help="和 --publish 一起用：谁批准的")
@confirmed
@author
@show_all
@click.pass_obj
def command(
    invocation: Invocation,
    files: tuple[Path, ...],
    replace_all: bool,
    at_once: bool,
    yes: bool,
    reason: str,
    approver: str,
    confirm: tuple[str, ...],
    author: str,
    everything: bool,
) -> None:
    """把通报、指南读进草稿：Word、PDF、网页、文本、Markdown、表格、JSONL、压缩包、文件夹

    \b
    sanfang corpus import 第24期.docx
    sanfang corpus import 办事指南.xlsx 部门.csv
    sanfang corpus import 导出的文件夹 --replace --publish --yes

    编号相同的条文和指南会更新，其余是新增；草稿没有发布以前，市民看不到。
    每个文件在受限的进程里读，坏文件只影响它自己。读得不对的，用 edit 改，或 discard 撤销。
    """

    async def work(services: "Editing") -> bool:
        now = await services.drafting.prepared()
        reading = await read_files(files, now.after.departments)
        warn(reading)
        if not reading.drafts:
            raise click.ClickException(wording.NOT_IMPORTED)
        found = await services.drafting.take(reading.drafts, author, replace_all=replace_all)
        for draft in found.clashing:
            click.echo(f"! {wording.CLASHING.format(id=key_of(draft.item).id, file=draft.file)}", err=True)
        now = await services.drafting.prepared()
        change = diff(now.before, now.after)
        for line in change_lines(change, everything=everything):
            click.echo(line)
        click.echo(
            f"读到 {len(reading.drafts)} 条：新增 {len(found.added)}，更新 {len(found.changed)}，"
            f"没有变化 {len(found.same)}，撤下 {len(found.withdrawn)}。草稿与现在用的相比：{summary(change)}。"
        )
        if at_once and change:
            told(await publish(services, author, approver, reason, named(confirm), yes=yes))
        elif change:
            click.echo("下一步：sanfang corpus check，然后 sanfang corpus publish", err=True)
        return bool(reading.refusals)

    if run(invocation, work):
        raise click.exceptions.Exit(FAILED)
