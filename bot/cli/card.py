"""`sanfang card`: printed cards that lead into the chat."""

import asyncio
import difflib
import re
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click

from bot.cli.context import Invocation
from bot.config import Settings
from bot.core.errors import SanfangError
from bot.core.hours import SHANGHAI
from corpus.model import Corpus, Department, Guide

NOT_INSTALLED = "打印卡片要多装一个库，请在程序的目录里运行：pip install '.[cards]'"
NO_BOT = "请写 @BotFather 给的用户名，字母开头，只有字母、数字和下划线，例如 xiaoshan_bot"
NO_GUIDE = "没有叫“{name}”的办事指南。{hint}"
EXPIRED = "“{name}”的指南 {day} 已过有效期，没有印。"
NOTHING = "没有可以印的办事指南。"
UNWRITABLE = "写不进 {folder}（{reason}），请换一个目录或检查权限。"
FORMATS = ("pdf", "png", "svg")


def _bot_name(_ctx: click.Context, _parameter: click.Parameter, value: str) -> str:
    name = value.removeprefix("https://t.me/").removeprefix("@")
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{3,31}", name):
        raise click.BadParameter(NO_BOT)
    return name


def _formats(_ctx: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(part.strip().lower() for part in value.replace("，", ",").split(",")))
    if not set(names) <= set(FORMATS):
        raise click.BadParameter(f"请从 {'、'.join(FORMATS)} 里选，几个之间用逗号隔开")
    return names


@click.command("card", short_help="印亲情告知卡")
@click.argument("guides", nargs=-1, metavar="[指南]...")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), metavar="目录", help="写到哪里")
@click.option("--bot", required=True, callback=_bot_name, metavar="用户名", help="二维码通向的机器人，如 xiaoshan_bot")
@click.option(
    "--format",
    "formats",
    default="pdf,png",
    show_default=True,
    callback=_formats,
    metavar="格式",
    help="pdf、png、svg，用逗号隔开",
)
@click.option(
    "--font",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="文件",
    help="中文字体；不写则用系统里的",
)
@click.pass_obj
def command(
    invocation: Invocation, guides: Sequence[str], out: Path, bot: str, formats: Sequence[str], font: Path | None
) -> None:
    """印亲情告知卡：去哪里、打什么电话、带什么材料，加一个通向这项指南的二维码

    \b
    指南写编号或名称，可以写几个；不写就印全部。
    cards.pdf 是每页一张 A6，cards-a4.pdf 是一张 A4 印四张，字体都已嵌入。
    例：sanfang card 养犬许可证申领 --bot xiaoshan_bot --out cards
    """
    try:
        from bot.cards.fonts import find_fonts
        from bot.cards.printing import Format, print_cards
    except ModuleNotFoundError as error:
        raise SanfangError(NOT_INSTALLED) from error
    from bot.composer.card import card_of

    corpus, today = asyncio.run(_corpus(invocation.settings()))
    chosen = _valid(_chosen(corpus, guides), today)
    cards = [card_of(guide, _department(corpus, guide), bot, today) for guide in chosen]
    files = print_cards(cards, find_fonts(font), out, [Format(name) for name in formats])
    count = 2 * ("pdf" in formats) + len(cards) * len({"png", "svg"} & set(formats))
    silent = not sys.stderr.isatty()
    try:
        with click.progressbar(files, length=count, label="印卡片", file=sys.stderr, hidden=silent) as shown:
            written = list(shown)
    except OSError as error:
        raise SanfangError(UNWRITABLE.format(folder=out, reason=error.strerror)) from error
    for path in written:
        click.echo(path)


async def _corpus(settings: Settings) -> tuple[Corpus, date]:
    from bot.bootstrap.store import SystemClock, open_store
    from bot.service.release import corpus_in_force
    from corpus.folder import bundled

    clock = SystemClock()
    async with open_store(settings) as database:
        _, corpus = await corpus_in_force(database, clock, bundled())
    now: datetime = clock.now()
    return corpus, now.astimezone(SHANGHAI).date()


def _chosen(corpus: Corpus, names: Sequence[str]) -> list[Guide]:
    """The guides with these ids or names; all of them without any. Raises SanfangError."""
    return [_named(corpus, name) for name in dict.fromkeys(names)] if names else list(corpus.guides)


def _named(corpus: Corpus, name: str) -> Guide:
    for guide in corpus.guides:
        if name in (guide.id, guide.name, *guide.aliases):
            return guide
    called = [one for guide in corpus.guides for one in (guide.name, guide.id)]
    near = [one for one in called if name in one][:3] or difflib.get_close_matches(name, called, n=3, cutoff=0.3)
    raise SanfangError(NO_GUIDE.format(name=name, hint=f"是不是：{'、'.join(near)}？" if near else ""))


def _valid(guides: Sequence[Guide], today: date) -> list[Guide]:
    """Those that may still be handed out; the others are named."""
    expired = [guide for guide in guides if guide.valid_until and guide.valid_until < today]
    for guide in expired:
        click.echo(EXPIRED.format(name=guide.name, day=guide.valid_until), err=True)
    valid = [guide for guide in guides if guide not in expired]
    if not valid:
        raise SanfangError(NOTHING)
    return valid


def _department(corpus: Corpus, guide: Guide) -> Department:
    """The guide's department, which may be known by nothing but its name."""
    return corpus.department(guide.department) or Department(guide.department, guide.department)
