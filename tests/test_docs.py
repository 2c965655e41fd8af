"""README.md tells everything there is: commands, options, settings, rules, exit codes; and what it says is what runs."""

import re
from collections.abc import Iterator

import click
import pytest

from bot.cli.app import sanfang
from bot.cli.errors import EXIT_CODES
from bot.composer.rules import RULES
from bot.config import settings_table
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
    """Every command below a group, with the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")


COMMANDS = dict(commands(sanfang, "sanfang"))


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_is_documented(path: str) -> None:
    """README has a row for each command, and its `--help` has a first sentence."""
    assert f"| `{path}` |" in README
    assert COMMANDS[path].get_short_help_str()


def test_every_option_explains_itself() -> None:
    """`--help` has a phrase for each option."""
    silent = [
        f"{path} {parameter.opts[0]}"
        for path, command in {"sanfang": sanfang, **COMMANDS}.items()
        for parameter in command.params
        if isinstance(parameter, click.Option) and not parameter.help
    ]

    assert silent == []


def test_every_setting_is_documented() -> None:
    """README's table is the table of the settings."""
    rows = [f"| `{row.variable}` | `{row.key}` | {row.default} | {row.purpose} |" for row in settings_table()]

    assert [row for row in rows if row not in README] == []


def test_every_rule_is_documented_in_order() -> None:
    """README lists the rules as they are asked."""
    table = README.partition("| rule | speaks when |")[2].partition("\n\n")[0]

    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == [rule.__name__ for rule in RULES]


def test_every_exit_code_is_documented() -> None:
    """README lists each exit code that `serve --help` lists."""
    paragraph = README.partition("Exit codes:")[2].partition("\n\n")[0]

    assert [code for code, _ in EXIT_CODES if f"`{code}`" not in paragraph] == []


def test_the_continuous_integration_runs_the_documented_test_command() -> None:
    """`.ci/run` and CONTRIBUTING.md hold README's second command, word for word."""
    command = re.findall(r"```sh\n(.+)\n```", README)[1]

    assert "-m pytest" in command
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert command in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_constraints_name_no_host_and_no_path() -> None:
    """Every constraint is a name and a version, nothing else."""
    lines = (ROOT / ".ci" / "constraints.txt").read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
