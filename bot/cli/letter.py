"""`sanfang letter`: write to those who watch something, with a second person's approval."""

import asyncio
import getpass
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

import click

from bot.cli.context import Invocation
from bot.cli.table import table
from bot.composer import letter_wording as wording
from bot.config import Settings
from bot.core.notice_ports import Letter
from bot.service.letters import LetterService

T = TypeVar("T")
NUMBER = click.argument("number", type=click.IntRange(1, 2_000_000_000), metavar="编号")
APPROVER = click.option("--approver", default=getpass.getuser, metavar="姓名", help="是谁决定的；不写则用登录名")


@click.group("letter", short_help="给关注某件事的人发通知，要第二个人批准")
def command() -> None:
    """给关注某件事的人发通知

    \b
    一人起草，另一人批准，批准了才发；谁写的、谁批准的、通知了多少人都留着。
      sanfang letter write 养犬许可证申领 "本周六暂停受理" --author 张三
      sanfang letter approve 1 --approver 李四
    """


@command.command("write", short_help="起草一条通知")
@click.argument("subject", metavar="指南|文章|部门")
@click.argument("words", metavar="内容")
@click.option("--author", default=getpass.getuser, metavar="姓名", help="是谁起草的；不写则用登录名")
@click.pass_obj
def write(invocation: Invocation, subject: str, words: str, author: str) -> None:
    """起草一条通知，发给关注这项指南、文章或部门的人"""
    letter, count = _run(invocation, lambda service: service.draft(subject, words, author))
    click.echo(wording.DRAFTED.format(number=letter.id, name=letter.name, count=count))


@command.command("approve", short_help="批准一条通知")
@NUMBER
@APPROVER
@click.pass_obj
def approve(invocation: Invocation, number: int, approver: str) -> None:
    """批准一条通知；起草人不能批准自己的"""
    letter = _run(invocation, lambda service: service.approve(number, approver))
    click.echo(wording.APPROVED.format(number=number, name=letter.name))


@command.command("reject", short_help="退回一条通知")
@NUMBER
@APPROVER
@click.pass_obj
def reject(invocation: Invocation, number: int, approver: str) -> None:
    """退回一条还没有批准的通知"""
    _run(invocation, lambda service: service.reject(number, approver))
    click.echo(wording.REJECTED.format(number=number))


@command.command("list", short_help="看写过的通知")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, metavar="条数", help="最多几条")
@click.pass_obj
def list_(invocation: Invocation, limit: int) -> None:
    """看写过的通知，最新的在前"""
    letters = asyncio.run(_latest(invocation.settings(), limit))
    if not letters:
        click.echo(wording.NONE, err=True)
        return
    click.echo(table(("编号", "状态", "关于", "起草", "批准", "通知了", "内容"), [_row(letter) for letter in letters]))


def _row(letter: Letter) -> tuple[str, ...]:
    words = " ".join(letter.words.split())
    people = (letter.author, letter.decider, f"{letter.told} 人")
    return (str(letter.id), wording.STATES[letter.state], letter.name, *people, words)


def _run(invocation: Invocation, work: Callable[[LetterService], Awaitable[T]]) -> T:
    return asyncio.run(_with_service(invocation.settings(), work))


async def _with_service(settings: Settings, work: Callable[[LetterService], Awaitable[T]]) -> T:
    from bot.bootstrap.store import SystemClock, open_store
    from bot.service.release import corpus_in_force
    from corpus.folder import bundled

    clock = SystemClock()
    async with open_store(settings) as database:
        await corpus_in_force(database, clock, bundled())
        return await work(LetterService(database, clock))


async def _latest(settings: Settings, limit: int) -> Sequence[Letter]:
    from bot.bootstrap.store import open_store

    async with open_store(settings) as database, database.read() as unit:
        return await unit.letters.latest(limit)
