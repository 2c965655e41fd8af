"""`sanfang corpus export`: the corpus as a folder of text files."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.context import Invocation
from bot.cli.corpus.common import run
from corpus.folder import save_folder

if TYPE_CHECKING:
    from bot.bootstrap.editing import Editing
    from corpus.model import Corpus


@click.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="文件夹")
@click.option("--draft", is_flag=True, help="导出草稿，不是现在用的")
@click.option("--version", "number", type=click.IntRange(1), metavar="版本", help="导出以前的一版")
@click.pass_obj
def command(invocation: Invocation, folder: Path, draft: bool, number: int | None) -> None:
    """导出成一个文件夹：文章是 Markdown，指南、部门、词表是 TOML

    \b
    原样导回：sanfang corpus import 文件夹 --replace
    """
    if folder.is_dir() and any(folder.iterdir()):
        raise click.UsageError(f"{folder} 里已经有东西，请换一个空的或还没有的文件夹。")

    async def work(services: "Editing") -> "Corpus":
        if number:
            return await services.publisher.content(number)
        now = await services.drafting.prepared()
        return now.after if draft else now.before

    corpus = run(invocation, work)
    try:
        save_folder(corpus, folder)
    except OSError as error:
        raise click.ClickException(f"写不了 {folder}（{error.strerror}），请检查路径和权限。") from None
    click.echo(f"已导出 {len(corpus.articles)} 篇文章、{len(corpus.guides)} 份指南到 {folder}。")
