"""The house rules: style, types and who may import whom."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT


def check(*command: str) -> None:
    """Run a tool over the whole tree; what it found is the failure."""
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        pytest.fail(done.stdout + done.stderr, pytrace=False)


def test_lint() -> None:
    """ruff finds nothing."""
    check("-m", "ruff", "check", "--no-cache")


def test_format() -> None:
    """Every file is formatted."""
    check("-m", "ruff", "format", "--check", "--no-cache")


@pytest.mark.xdist_group("mypy")
def test_types() -> None:
    """mypy in strict mode finds nothing, in the tests either."""
    check("-m", "mypy")


def test_imports() -> None:
    """Packages and layers import in one direction only."""
    check("-c", "from importlinter.cli import lint_imports_command as lint; lint(['--no-cache'])")
