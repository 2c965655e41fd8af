"""The sample week: plausible, complete, the same every time, and made by the real bot."""

from datetime import date, timedelta
from pathlib import Path

from bot.bootstrap.asking import open_services
from bot.config import Settings
from bot.core.consultation import Bucket
from bot.core.log_ports import Facet, LogFilter
from bot.core.statistics import Period
from bot.service.demo import SetClock, play_week, week
from bot.service.statistics import report
from corpus.folder import bundled

LAST = date(2026, 3, 8)


def test_a_week_is_the_same_every_time() -> None:
    """Questions of all seven days in order of time, drawn from the corpus."""
    corpus = bundled()
    asks = week(corpus, LAST)

    assert asks == week(corpus, LAST)
    assert len({ask.at.date() for ask in asks}) == 7
    assert [ask.at for ask in asks] == sorted(ask.at for ask in asks)
    assert {ask.text for ask in asks} & {line for article in corpus.articles for line in article.asked_as}


async def test_what_follows_a_question_is_played(tmp_path: Path) -> None:
    """A morning of it has every outcome, consultations in several states, ratings and clusters."""
    clock = SetClock(week(bundled(), LAST)[0].at - timedelta(days=1))
    told: list[tuple[int, int]] = []
    async with open_services(Settings(home=tmp_path), clock) as services:
        asks = week(services.snapshot.current.corpus, LAST)[:45]
        counted = await play_week(
            services.database, services.ask, services.consult, clock, asks, lambda *done: told.append(done)
        )
        async with services.database.read() as unit:
            outcomes = dict((await unit.facts.facets(LogFilter()))[Facet.OUTCOME])
        found = await report(services.database, Period.lately(LAST, 9))

    assert (counted.asked, told[-1]) == (45, (1, 45))
    assert {"answer", "handoff", "smalltalk"} <= set(outcomes)
    assert counted.cases > 3
    assert found.total.by_bucket[Bucket.ANSWERED_BY_BOT] > 10
    assert found.total.handed > 0
    assert found.total.rated > 0
    assert found.times.count > 0
