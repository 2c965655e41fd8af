"""`sanfang version`: which release this is."""

import platform
from importlib.metadata import version

import click


@click.command("version")
def command() -> None:
    """显示版本号"""
    click.echo(f"sanfang {version('sanfang')} (Python {platform.python_version()})")
