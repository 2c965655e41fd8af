"""No pattern of the composer can be made to search for ever."""

import subprocess
import sys

from tests.conftest import ROOT

HANG = 300
"""Seconds after which it hangs; it takes a few."""


def test_every_pattern_comes_to_an_end_on_hostile_text() -> None:
    """5,000 characters of what each pattern likes, one piece repeated and then broken off."""
    command = [sys.executable, "-m", "tests.composer.patterns"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=HANG)

    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[0]) > 100
