"""`sanfang audit`: the trail of what staff did."""

import asyncio
import re

import click

from bot.cli.context import Invocation
from bot.config import Settings
from bot.core.audit import AuditRecord
from bot.core.errors import SanfangError
from bot.service.audit import Checked, verify


@click.group("audit", short_help="核对审计记录")
def command() -> None:
    """工作人员做过什么，都记在审计里，一环扣一环"""


def _noted(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """The seal as it was noted. Raises BadParameter when it is none, or too little of one."""
    if value is None or re.fullmatch(r"[0-9a-f]{16,64}", value.strip().lower()):
        return value and value.strip().lower()
    raise click.BadParameter("末环是 64 位的 0–9、a–f，至少写开头 16 位")


@command.command("verify", short_help="核对审计记录有没有被改过")
@click.option("--head", metavar="末环", callback=_noted, help="以前抄下的末环（开头 16 位以上），看它还在不在")
@click.pass_obj
def verify_(invocation: Invocation, head: str | None) -> None:
    """核对审计记录有没有被改过、删过、插入过

    完整时退出码是 0，并给出末环：抄下它，以后用 --head 核对。能写数据库的人可以删掉末尾，或从某一条起全部重写，
    那样记录仍然一环扣一环；只有抄在别处的末环看得出来。
    """
    checked, found = asyncio.run(_verify(invocation.settings(), head or ""))
    if checked.broken is not None:
        raise SanfangError(
            f"审计记录从第 {checked.broken} 条起对不上：有人改过、删过或插入过。请保留数据库，报告主管。"
        )
    if head and found is None:
        raise SanfangError(
            "抄下的末环不在记录里：记录被删掉或重写过。请先核对有没有抄错；没有，就保留数据库，报告主管。"
        )
    click.echo(
        f"完整：{checked.records} 条，末环 {checked.head}" + (f"；抄下的末环是第 {found.seq} 条" if found else "")
    )


async def _verify(settings: Settings, head: str) -> tuple[Checked, AuditRecord | None]:
    from bot.bootstrap.store import open_store

    async with open_store(settings) as database, database.read() as unit:
        checked, seq = await verify(unit), 0
        while head and (batch := await unit.audit.after(seq, 1000)):
            for record in batch:
                if record.digest.startswith(head):
                    return checked, record
            seq = batch[-1].seq
        return checked, None
