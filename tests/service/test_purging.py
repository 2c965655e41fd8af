"""What has been kept long enough is erased; what is counted stays."""

from datetime import datetime, timedelta
from pathlib import Path

from bot.service.forgetting import Retention
from bot.service.purging import Purger
from bot.store.database import SqlDatabase
from tests.store.samples import NOW, call, publish, record, update


class TurnedClock:
    """Stands still until it is turned."""

    def __init__(self) -> None:
        self.time = NOW

    def now(self) -> datetime:
        """The time."""
        return self.time


async def filled(database: SqlDatabase) -> None:
    """A question, an update and a call of the day NOW, and an update and a call that are not done."""
    await publish(database)
    async with database.write() as unit:
        await unit.questions.add(record("q1", masked_text="CANARY怎么办", clean_text="CANARY怎么办", reply="CANARY"))
        await unit.inbox.put([update(1), update(2, "8")], NOW)
        await unit.inbox.done(1, NOW)
        await unit.outbox.put([call("a"), call("b", "8")], NOW)
        (first, _) = await unit.outbox.pending(2)
        await unit.outbox.sent(first.id, "5", NOW)


async def test_words_and_records_have_their_own_clocks(database: SqlDatabase, home: Path) -> None:
    """Records go after days, words after months; what is open stays, and the row of the question is still counted."""
    clock = TurnedClock()
    purger = Purger(database, clock, Retention(text_days=30, traffic_days=7))
    await filled(database)

    clock.time = NOW + timedelta(days=8)
    assert (await purger.purge()).records == 2
    assert b"CANARY" in _bytes(home)
    clock.time = NOW + timedelta(days=31)
    assert (await purger.purge()).texts == 1
    assert b"CANARY" not in _bytes(home)
    async with database.read() as unit:
        kept = await unit.questions.get("q1")
        assert [item.update_id for item in await unit.inbox.pending(9)] == [2]
        assert [item.key for item in await unit.outbox.pending(9)] == ["b"]
    assert kept is not None
    assert (kept.masked_text, kept.reply, kept.outcome, kept.asked_at) == ("", "", "answer", NOW)


async def test_once_a_day_and_only_with_a_clock_that_can_be_believed(database: SqlDatabase) -> None:
    """The first look begins to count; a day later it is done, once; after a jump of the clock it waits for another day."""
    clock = TurnedClock()
    purger = Purger(database, clock, Retention(text_days=30, traffic_days=7))
    await filled(database)

    async def looked(days: float) -> bool:
        clock.time = NOW + timedelta(days=days)
        return await purger.purge_daily() is not None

    assert [await looked(days) for days in (0, 0.5, 1.1, 1.2, 2.2)] == [False, False, True, False, True]
    assert [await looked(days) for days in (400, 2.3, 3.4)] == [False, False, True]
    async with database.read() as unit:
        kept = await unit.questions.get("q1")
    assert kept is not None
    assert kept.masked_text == "CANARY怎么办"


def _bytes(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(home.glob("sanfang.db*")))
