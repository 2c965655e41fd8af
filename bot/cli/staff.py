"""`sanfang staff`: the accounts of the console."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

import click

from bot.cli.context import Invocation
from bot.cli.table import table
from bot.config import Settings
from bot.core.accounts import Account, Role
from bot.core.errors import SettingsError
from bot.service.accounts import AccountKeeper, Handed

ROLES = [role.value for role in Role]
MACHINE = "command line"
"""Who acts, in the audit trail."""
T = TypeVar("T")

role_option = click.option("--role", type=click.Choice(ROLES), help="角色：查看、审核答复、编辑、审批发布、管理员")
departments_option = click.option(
    "--department", "departments", multiple=True, metavar="部门", help="只看这个部门的；可以写几次，不写就是全部"
)
name_argument = click.argument("name", metavar="登录名")


@click.group("staff", short_help="管理控制台的账号")
def command() -> None:
    """管理控制台的账号

    \b
    第一个管理员：sanfang staff add admin 张敏 --role admin
    窗口工作人员：sanfang staff add wangfang 王芳 --department 区农业局
    """


@command.command("add", short_help="新建账号，显示它的第一个密码")
@name_argument
@click.argument("display", metavar="姓名")
@role_option
@departments_option
@click.pass_obj
def add(invocation: Invocation, name: str, display: str, role: str | None, departments: Sequence[str]) -> None:
    """新建账号，显示它的第一个密码；第一次登录时要换掉

    \b
    角色（--role，不写就是 reviewer）：
      reader    看提问、咨询、统计
      reviewer  再加：审核提问、接办三方通话
      editor    再加：改条文、事项、部门、词表
      approver  再加：批准发布、回退
      admin     再加：管账号、看审计
    """
    settings = invocation.settings()
    scope = _ids(settings, departments)
    chosen = Role(role or Role.REVIEWER)
    _hand(_run(settings, lambda keeper: keeper.add(MACHINE, name, display, chosen, scope)))


@command.command("list", short_help="列出所有账号")
@click.pass_obj
def list_(invocation: Invocation) -> None:
    """列出所有账号"""
    settings = invocation.settings()
    accounts = _run(settings, lambda keeper: keeper.all())
    if not accounts:
        click.echo("还没有账号。第一个管理员：sanfang staff add admin 您的姓名 --role admin", err=True)
        return
    head = ("登录名", "姓名", "角色", "部门", "动态码", "状态")
    click.echo(table(head, [_row(account, _names(settings, account.departments)) for account in accounts]))


@command.command("role", short_help="换角色或部门")
@name_argument
@click.argument("role", type=click.Choice(ROLES), metavar="角色")
@departments_option
@click.pass_obj
def role_(invocation: Invocation, name: str, role: str, departments: Sequence[str]) -> None:
    """换角色或部门；本人要重新登录"""
    settings = invocation.settings()
    scope = _ids(settings, departments)
    _run(settings, lambda keeper: keeper.assign(MACHINE, name, Role(role), scope))
    click.echo(f"{name} 现在是 {role}，部门：{'、'.join(_names(settings, scope)) or '全部'}。")


@command.command("reset", short_help="重设密码，并关掉动态码")
@name_argument
@click.pass_obj
def reset(invocation: Invocation, name: str) -> None:
    """重设密码，并关掉动态码；正在用的页面立刻退出"""
    _hand(_run(invocation.settings(), lambda keeper: keeper.reset(MACHINE, name)))


@command.command("disable", short_help="停用账号")
@name_argument
@click.pass_obj
def disable(invocation: Invocation, name: str) -> None:
    """停用账号；正在用的页面立刻退出"""
    _run(invocation.settings(), lambda keeper: keeper.disable(MACHINE, name))
    click.echo(f"{name} 已停用。重新启用：sanfang staff enable {name}")


@command.command("enable", short_help="重新启用账号")
@name_argument
@click.pass_obj
def enable(invocation: Invocation, name: str) -> None:
    """重新启用账号"""
    _run(invocation.settings(), lambda keeper: keeper.enable(MACHINE, name))
    click.echo(f"{name} 可以用了。")


def _run(settings: Settings, do: Callable[[AccountKeeper], Awaitable[T]]) -> T:
    async def run() -> T:
        from bot.bootstrap.console import open_accounts

        async with open_accounts(settings) as keeper:
            return await do(keeper)

    return asyncio.run(run())


def _hand(handed: Handed) -> None:
    click.echo(
        f"登录名：{handed.account.name}\n密码：{handed.password}\n请交给本人，只显示这一次；第一次登录时要换掉。"
    )


def _row(account: Account, departments: Sequence[str]) -> tuple[str, ...]:
    state = "停用" if account.disabled else "待首次登录" if account.must_change else "可用"
    scope = "、".join(departments) or "全部"
    return (account.name, account.display, account.role.value, scope, "已开" if account.totp else "", state)


def _names(settings: Settings, ids: Sequence[str]) -> list[str]:
    """What departments are called; one that is gone keeps its id."""
    from bot.bootstrap.console import departments_in_force

    known = {each.id: each.name for each in asyncio.run(departments_in_force(settings))} if ids else {}
    return [known.get(each, each) for each in ids]


def _ids(settings: Settings, names: Sequence[str]) -> tuple[str, ...]:
    """The ids of departments by any of their names. Raises SettingsError."""
    from bot.bootstrap.console import departments_in_force

    known = asyncio.run(departments_in_force(settings)) if names else ()
    ids = []
    for name in names:
        found = next((each.id for each in known if name in (each.id, *each.names)), None)
        if found is None:
            raise SettingsError(f"没有叫“{name}”的部门。可用的有：{'、'.join(each.name for each in known)}。")
        ids.append(found)
    return tuple(dict.fromkeys(ids))
