"""A slice of the publishing benchmark: the sweep of a thousand is `python -m tests.benchmarks.publishing`."""

from pathlib import Path

from tests.benchmarks.publishing import hammer


async def test_no_answer_fails_or_mixes_versions_while_another_process_publishes(tmp_path: Path) -> None:
    """Every answer is given, from one version as a whole, and the last version is taken up by itself."""
    figures = await hammer(tmp_path, 4)

    assert (figures.failed, figures.mixed) == (0, 0)
    assert figures.asked > 4
    assert max(figures.seen) <= 5
