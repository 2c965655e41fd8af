"""`sanfang corpus edit`: change an entry in the editor."""

import signal
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

import click

from bot.cli.context import Invocation
from bot.cli.corpus.common import author, confirm, kind, run
from bot.cli.corpus.show import found
from bot.cli.errors import explain
from bot.composer import publishing_wording as wording
from bot.core.errors import EditingError
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
        try:
            await services.drafting.put(changed, author, origin.origin if origin else None, instead_of=item)
        except EditingError as error:
            click.echo(explain(error)[0], err=True)
            raise _kept(name, written(changed), item) from None
        click.echo(f"{name} 已改进草稿。发布：sanfang corpus publish")

    run(invocation, work)


def _edited(name: str, item: "Item") -> "Item | None":
    """The entry as changed in the editor, or None when it was not saved."""
    text: str | None = _opened(written(item), item)
    while text is not None:
        try:
            return read(name, text, item)
        except CorpusFormatError as error:
            click.echo(str(error), err=True)
            if not sys.stdin.isatty() or not confirm("接着改吗", default=True, abort=False):
                raise _kept(name, text, item) from None
            text = _opened(text, item) or text
    return None


def _opened(text: str, item: "Item") -> str | None:
    """The text as it leaves the editor, or None when it was not saved. Raises ClickException."""
    before = signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C is for the editor, which has the terminal
    try:
        return click.edit(text, extension=suffix(item))
    except UnicodeDecodeError:
        raise click.ClickException(wording.NOT_UTF8) from None
    except click.ClickException:
        raise click.ClickException(wording.NO_EDITOR) from None
    finally:
        signal.signal(signal.SIGINT, before)


def _kept(name: str, text: str, item: "Item") -> click.ClickException:
    """What was written is put aside, and the editor told where."""
    start, end = f"{name}.edited-", suffix(item)
    with suppress(OSError):  # where nothing can be written, the system's folder for passing files is left
        return _told_kept(text, start, end, Path.cwd())
    return _told_kept(text, start, end, None)


def _told_kept(text: str, start: str, end: str, folder: Path | None) -> click.ClickException:
    with NamedTemporaryFile("w", encoding="utf-8", prefix=start, suffix=end, dir=folder, delete=False) as file:
        file.write(text)
    return click.ClickException(f"草稿没有改动。您写的存在 {file.name}，改好后可以用 sanfang corpus import 导入。")
