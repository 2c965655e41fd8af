"""A group of commands that loads a command's file only when it is called."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """A group that imports a command's module only when it is asked for; `commands_at` gives name → module."""

    def __init__(self, *arguments: Any, commands_at: Mapping[str, str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._modules = commands_at

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The names, in the order in which a newcomer meets them."""
        return list(self._modules)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """The command called `name`, or None."""
        if name not in self._modules:
            return None
        command: click.Command = import_module(self._modules[name]).command
        return command
