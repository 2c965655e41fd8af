"""`sanfang corpus template`: empty tables to fill in."""

from pathlib import Path

import click

from bot.cli.context import Invocation
from corpus.formats.spreadsheet import template, template_csv


@click.command("template")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="文件")
@click.option("--departments", is_flag=True, help="CSV 只能放一张表：要部门表，不要指南表")
@click.option("--force", is_flag=True, help="文件已经有了也覆盖")
@click.pass_obj
def command(invocation: Invocation, file: Path, departments: bool, force: bool) -> None:  # noqa: ARG001 (no settings needed)
    """写出空白表格：办事指南和部门，填好了用 import 导入

    \b
    sanfang corpus template 指南.xlsx              一个文件，指南和部门各一张表
    sanfang corpus template 指南.csv
    sanfang corpus template 部门.csv --departments
    """
    suffix = file.suffix.lower()
    if suffix not in (".xlsx", ".csv"):
        raise click.UsageError("请把文件名写成 .xlsx 或 .csv 结尾。")
    if file.exists() and not force:
        raise click.UsageError(f"{file} 已经有了；要覆盖请加 --force。")
    try:
        file.write_bytes(template() if suffix == ".xlsx" else template_csv(departments=departments))
    except OSError as error:
        raise click.ClickException(f"写不了 {file}（{error.strerror}），请检查路径和权限。") from None
    click.echo(f"已写好 {file}。填好后：sanfang corpus import {file}")
