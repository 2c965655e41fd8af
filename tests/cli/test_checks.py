"""What `doctor` knows about releases of SQLite."""

import pytest

from bot.cli.checks import has_wal_reset_fix


@pytest.mark.parametrize(
    ("version", "fixed"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
    ],
)
def test_the_wal_reset_bug_is_fixed_in_the_newest_line_and_two_backports(version: tuple[int, ...], fixed: bool) -> None:
    """A later minor release below the newest line does not have a backport of an earlier one."""
    assert has_wal_reset_fix(version) is fixed
