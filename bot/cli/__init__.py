"""The `sanfang` command: one file per command, loaded only when it is called."""

from bot.cli.app import main

__all__ = ["main"]
