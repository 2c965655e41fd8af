"""`sanfang doctor`: looks at everything the bot stands on and says how to mend it."""

import asyncio

import click

from bot.cli.checks import CHECKS, Check, Finding, Level
from bot.cli.context import Invocation
from bot.cli.errors import FAILED, explain
from bot.config import Settings

COLOURS = {Level.OK: "green", Level.WARNING: "yellow", Level.BROKEN: "red"}


@click.command("doctor")
@click.pass_obj
def command(invocation: Invocation) -> None:
    """检查安装、设置、数据库、语料和 Telegram

    \b
    ✓ 正常   ! 能用，但请留意   ✗ 要改好才能用
    有 ✗ 时退出码为 1。
    """
    findings = asyncio.run(_examine(invocation.settings()))
    broken = sum(finding.level is Level.BROKEN for finding in findings)
    click.echo(f"有 {broken} 项要改好。" if broken else "可以使用。")
    if broken:
        raise click.exceptions.Exit(FAILED)


async def _examine(settings: Settings) -> list[Finding]:
    findings = []
    for name, check in CHECKS:
        finding = await _find(name, check, settings)
        click.echo(f"{click.style(finding.level, fg=COLOURS[finding.level])} {finding.text}")
        if finding.remedy:
            click.echo(f"  → {finding.remedy}")
        findings.append(finding)
    return findings


async def _find(name: str, check: Check, settings: Settings) -> Finding:
    """The check's finding; an error is a finding too."""
    try:
        return await check(settings)
    except Exception as error:
        return Finding(Level.BROKEN, f"{name}没有通过", explain(error)[0])
