"""Which corpus answers after the program has been renewed."""

from bot.service.release import corpus_in_force
from bot.store.database import SqlDatabase
from tests.service.conftest import NOW, Clock, corpus_of


async def test_the_first_start_publishes_what_is_bundled_once(database: SqlDatabase) -> None:
    """Version 1 is the bundled corpus, and a second start finds it."""
    for _ in range(2):
        assert await corpus_in_force(database, Clock(), corpus_of(3)) == (1, corpus_of(3))


async def test_a_new_release_replaces_the_corpus_of_the_last(database: SqlDatabase) -> None:
    """Nobody is told what an earlier release said; the old version is kept for the log."""
    await corpus_in_force(database, Clock(), corpus_of(3))

    assert await corpus_in_force(database, Clock(), corpus_of(5)) == (2, corpus_of(5))
    async with database.read() as unit:
        assert await unit.corpus.load(1) == corpus_of(3)


async def test_what_editors_published_outlives_a_new_release(database: SqlDatabase) -> None:
    """The program never overrules the department."""
    await corpus_in_force(database, Clock(), corpus_of(3))
    async with database.write() as unit:
        await unit.corpus.publish(corpus_of(4), "编辑", "改期限", NOW)

    assert await corpus_in_force(database, Clock(), corpus_of(5)) == (2, corpus_of(4))
