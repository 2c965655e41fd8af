"""The published measures: defined once, adding up, never above 100 %."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.consultation import Bucket
from bot.core.statistics import (
    LONGEST_BY_DAY,
    LONGEST_BY_WEEK,
    Period,
    Tally,
    Times,
    Topic,
    rounded_shares,
    series,
    tally_of,
    total_of,
)

DAY = date(2026, 3, 2)
COUNTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=6)
COMBINATIONS = st.tuples(
    st.sampled_from([*Bucket, None]), st.booleans(), st.booleans(), st.none() | st.booleans(), st.integers(0, 999)
)


@given(COUNTS)
def test_shown_shares_sum_to_the_whole(counts: list[int]) -> None:
    """Rounded shares sum to exactly 100.0 %, each off by less than 0.1 %, and nothing has a share of nothing."""
    shares = rounded_shares(counts)

    assert sum(shares) == (1000 if sum(counts) else 0)
    for count, share in zip(counts, shares, strict=True):
        assert abs(share - count * 1000 / (sum(counts) or 1)) < 1
        assert share == 0 or count > 0


@given(st.lists(COMBINATIONS))
def test_no_figure_exceeds_the_whole(rows: list[tuple[Bucket | None, bool, bool, bool | None, int]]) -> None:
    """Buckets sum to what is concluded, and every rate is within 0..1."""
    tally = tally_of(rows)

    assert tally.concluded + tally.under_way == tally.asked == sum(row[-1] for row in rows)
    assert sum(tally.by_bucket.values()) == tally.concluded
    for rate in (tally.direct_rate, tally.at_once_rate, tally.handed_rate, tally.satisfaction):
        assert rate is None or 0 <= rate <= 1


def test_the_rates_are_shares_of_what_is_concluded() -> None:
    """What is under way is in no rate, the unrated in no satisfaction."""
    tally = tally_of(
        [
            (Bucket.ANSWERED_BY_BOT, True, False, True, 5),
            (Bucket.ON_THE_SPOT, True, True, False, 2),
            (Bucket.ON_THE_SPOT, False, True, None, 1),
            (Bucket.ABANDONED, False, False, None, 2),
            (None, False, True, None, 9),
        ]
    )

    assert (tally.asked, tally.concluded, tally.under_way) == (19, 10, 9)
    assert (tally.direct_rate, tally.at_once_rate, tally.handed_rate, tally.satisfaction) == (0.5, 0.7, 0.3, 5 / 7)


def test_nothing_has_no_rates() -> None:
    """Without questions there are no figures, rather than zeros."""
    assert (Tally().direct_rate, Tally().satisfaction, Times.of([])) == (None, None, Times())


@given(st.lists(st.floats(0, 1e6), min_size=1))
def test_times_are_times_that_were_measured(seconds: list[float]) -> None:
    """Half of all are at most the median, nine of ten at most the other; both were really waited."""
    times = Times.of(seconds)

    assert times.median is not None
    assert times.ninth is not None
    for value, share in ((times.median, 0.5), (times.ninth, 0.9)):
        assert value in seconds
        assert sum(each <= value for each in seconds) >= share * len(seconds) - 1e-9


@given(st.integers(1, 800))
def test_a_series_leaves_no_day_out(days: int) -> None:
    """The intervals follow one another through the whole period, and together hold every question."""
    period = Period(DAY, DAY + timedelta(days=days - 1))
    counts = {DAY + timedelta(days=number): Tally(asked=number) for number in range(days)}

    rows = series(period, counts)

    assert [rows[0][0].since, rows[-1][0].until] == [period.since, period.until]
    assert all(second.since - first.until == timedelta(days=1) for (first, _), (second, _) in pairwise(rows))
    assert total_of(tally for _, tally in rows) == total_of(counts.values())
    longest = 1 if days <= LONGEST_BY_DAY else 7 if days <= LONGEST_BY_WEEK else 31
    assert all(each.days <= longest for each, _ in rows)


def test_periods() -> None:
    """A period is compared with the one of the same length before it; an empty one is refused."""
    assert Period.month(date(2026, 2, 9)) == Period(date(2026, 2, 1), date(2026, 2, 28))
    assert Period.lately(DAY, 7).before == Period(date(2026, 2, 17), date(2026, 2, 23))
    with pytest.raises(ValueError, match="before it begins"):
        Period(DAY, DAY - timedelta(days=1))


def test_a_rise_is_measured_by_what_chance_explains() -> None:
    """Ten after none is more of a rise than a hundred and ten after a hundred."""
    assert Topic("m", "", "", 10, 0).rise > Topic("m", "", "", 110, 100).rise > 0 > Topic("m", "", "", 1, 9).rise
