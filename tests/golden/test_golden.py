"""The golden set: its pass rate may not fall, and its wrong answers may not rise."""

import pytest

from tests.golden.figures import Run, load_baseline, run, worse


@pytest.fixture(scope="module")
def today() -> Run:
    """Every golden question, asked once."""
    return run()


@pytest.mark.xdist_group("golden")
def test_no_figure_is_worse_than_its_baseline(today: Run) -> None:
    """Passes by split and expectation are at least, wrong answers at most, what was written down last."""
    lost = worse(today.figures, load_baseline())

    assert not lost, "\n".join(
        [
            "The golden set got worse:",
            *(f"  {line}" for line in lost),
            "Failing questions of the tuning half (of the other half only the totals are read):",
            *(f"  {line}" for line in failures(today)),
        ]
    )


def failures(today: Run) -> list[str]:
    """The failing questions of the tuning half, wrong answers first."""
    failed = [verdict for split, verdict in today.verdicts if split == "tune" and not verdict.passed]
    return [
        f"{'WRONG ' if each.wrong else ''}{each.gold.id} {each.gold.expect}→{each.outcome} ({each.rule}) {each.gold.question}"
        for each in sorted(failed, key=lambda each: not each.wrong)
    ]


@pytest.mark.xdist_group("golden")
def test_the_set_asks_for_all_that_it_promises(today: Run) -> None:
    """Both halves hold every kind of expectation, and the baseline counts each of them."""
    figures = today.figures

    assert set(figures) == {"tune", "hold"}
    assert {split: set(counts) for split, counts in load_baseline().items()} == {
        split: {"answer", "handoff", "refuse", "smalltalk", "wrong"} for split in figures
    }


@pytest.mark.parametrize(
    ("now", "lines"),
    [
        ({"tune": {"answer": 9, "wrong": 1}}, []),
        ({"tune": {"answer": 10, "wrong": 0}}, []),
        ({"tune": {"answer": 8, "wrong": 1}}, ["tune answer: 8, was 9"]),
        ({"tune": {"answer": 10, "wrong": 2}}, ["tune wrong: 2, was 1"]),
    ],
)
def test_fewer_passes_and_more_wrong_answers_are_worse(now: dict[str, dict[str, int]], lines: list[str]) -> None:
    """A gain in one figure does not pay for a loss in another."""
    assert worse(now, {"tune": {"answer": 9, "wrong": 1}}) == lines
