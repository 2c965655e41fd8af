"""`sanfang corpus edit`: change an entry in the editor."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.context import Invocation
from bot.cli.corpus.common import author, kind, run
from bot.cli.corpus.show import found
from corpus.entry_text import read, suffix, written
from corpus.model import CorpusFormatError

if TYPE_CHECKING:
    from bot.bootstrap.editing import Editing
    from corpus.records import Item


@click.command("edit")
@click.argument("name", metavar="编号")
@kind
@author
@click.pass_obj
def command(invocation: Invocation, name: str, kind: str | None, author: str) -> None:
    """用编辑器改一条，存进草稿；词表写 glossary

    用的是环境变量 EDITOR 里的编辑器，例如 EDITOR=nano。存盘退出就改好了；
    没有存盘就不改。写错了格式可以接着改，写过的字不会丢。
    """

    async def work(services: "Editing") -> None:
        item, origin = await found(services, name, kind)
        changed = _edited(name, item)
        if changed is None or changed == item:
            click.echo("没有改动。")
            return
        await services.drafting.put(changed, author, origin.origin if origin else None)
        click.echo(f"{name} 已改进草稿。发布：sanfang corpus publish")

    run(invocation, work)


def _edited(name: str, item: "Item") -> "Item | None":
    """The entry as changed in the editor, or None when it was not saved."""
    text: str | None = click.edit(written(item), extension=suffix(item))
    while text is not None:
        try:
            return read(name, text, item)
        except CorpusFormatError as error:
            click.echo(str(error), err=True)
            if not sys.stdin.isatty() or not click.confirm("接着改吗", default=True, err=True):
                raise _kept(name, text, item) from None
            text = click.edit(text, extension=suffix(item)) or text
    return None


def _kept(name: str, text: str, item: "Item") -> click.ClickException:
    """What was written is put aside, and the editor told where."""
    file = Path(f"{name}.edited{suffix(item)}").absolute()
    file.write_text(text, encoding="utf-8")
    return click.ClickException(f"草稿没有改动。您写的存在 {file}，改好后可以用 sanfang corpus import 导入。")
