"""The published corpus: immutable versions."""

from contextlib import suppress
from dataclasses import replace

import pytest

from bot.core.errors import StoreError
from bot.store.database import SqlDatabase
from corpus.model import Article, Corpus
from tests.store.samples import CORPUS, NOW


async def test_versions_are_kept_whole(database: SqlDatabase) -> None:
    """Each version is read back equal, also after a later one changed and dropped items."""
    second = replace(CORPUS, articles=(Article("a3", "新的", "新"), *CORPUS.articles[:1]), guides=())
    async with database.write() as unit:
        assert await unit.corpus.current() is None
        assert await unit.corpus.publish(CORPUS, "甲", "首发", NOW) == 1
        assert await unit.corpus.publish(second, "乙", "修订", NOW) == 2

    async with database.read() as unit:
        assert await unit.corpus.current() == 2
        assert await unit.corpus.load(1) == CORPUS
        assert await unit.corpus.load(2) == second
        assert [(await unit.corpus.about(version)).author for version in (1, 2)] == ["甲", "乙"]


async def test_an_unknown_version_is_an_error(database: SqlDatabase) -> None:
    """Loading a version that was never published says so."""
    async with database.read() as unit:
        with pytest.raises(StoreError, match="7"):
            await unit.corpus.load(7)


async def test_large_and_repeating_corpora(database: SqlDatabase) -> None:
    """Hundreds of items, some equal, come back in order."""
    corpus = Corpus(articles=tuple(Article(f"a{number % 400}", "题", "文") for number in range(900)))
    async with database.write() as unit:
        version = await unit.corpus.publish(corpus, "甲", "大", NOW)

    async with database.read() as unit:
        assert await unit.corpus.load(version) == corpus


async def test_what_an_undone_publication_held_is_not_taken_for_the_next(database: SqlDatabase) -> None:
    """A version that somebody holds is not read twice; but the same number, given again, is another version."""
    with suppress(InterruptedError):
        async with database.write() as unit:
            number = await unit.corpus.publish(Corpus(), "甲", "白做", NOW)
            undone = await unit.corpus.load(number)
            raise InterruptedError
    async with database.write() as unit:
        assert await unit.corpus.publish(CORPUS, "甲", "首发", NOW) == number
        kept = await unit.corpus.load(number)

    async with database.read() as unit:
        assert await unit.corpus.load(number) is kept
    assert (undone, kept) == (Corpus(), CORPUS)
