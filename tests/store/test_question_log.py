"""The question log keeps what it is given, exactly once."""

import uuid
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.errors import StoreError
from bot.core.model import Rating
from bot.store.database import SqlDatabase
from bot.store.types import storable
from tests.store.samples import BEIJING, CORPUS, NOW, RECORD, publish, record


async def test_a_record_comes_back_as_it_was(database: SqlDatabase) -> None:
    """What is added is read back equal, value by value."""
    await publish(database)
    async with database.write() as unit:
        await unit.questions.add(RECORD)

    async with database.read() as unit:
        assert await unit.questions.get("q1") == RECORD
        assert await unit.questions.get("unknown") is None


async def test_times_come_back_aware(database: SqlDatabase) -> None:
    """A time given in another zone comes back as the same moment in UTC."""
    await publish(database)
    async with database.write() as unit:
        await unit.questions.add(record("q1", asked_at=NOW.astimezone(BEIJING)))

    async with database.read() as unit:
        found = await unit.questions.get("q1")
    assert found is not None
    assert found.asked_at == NOW
    assert found.asked_at.utcoffset() == timedelta(0)


async def test_a_naive_time_is_refused(database: SqlDatabase) -> None:
    """A time without a zone never reaches the log."""
    await publish(database)
    with pytest.raises(StoreError):
        async with database.write() as unit:
            await unit.questions.add(record("q1", asked_at=NOW.replace(tzinfo=None)))


async def test_an_id_is_logged_once(database: SqlDatabase) -> None:
    """A second record with the same id is refused and changes nothing."""
    await publish(database)
    async with database.write() as unit:
        await unit.questions.add(RECORD)

    with pytest.raises(StoreError):
        async with database.write() as unit:
            await unit.questions.add(record("q1", reply="别的"))
    async with database.read() as unit:
        assert await unit.questions.get("q1") == RECORD


async def test_a_record_names_a_version_that_was_published(database: SqlDatabase) -> None:
    """A record that refers to a corpus version which never existed is refused."""
    with pytest.raises(StoreError):
        async with database.write() as unit:
            await unit.questions.add(RECORD)


async def test_latest_is_newest_first(database: SqlDatabase) -> None:
    """The newest rows come first, by the order of writing and not by a clock that may jump."""
    await publish(database)
    async with database.write() as unit:
        for number in range(5):
            await unit.questions.add(record(f"q{number}", asked_at=NOW - timedelta(days=number)))

    async with database.read() as unit:
        assert [row.id for row in await unit.questions.latest(3)] == ["q4", "q3", "q2"]


async def test_history_is_the_citizens_own_and_recent(database: SqlDatabase) -> None:
    """History holds only this citizen's questions since a moment, oldest first, the last ones when there are many."""
    await publish(database)
    async with database.write() as unit:
        await unit.questions.add(record("old", clean_text="旧", asked_at=NOW - timedelta(hours=2)))
        for number in range(4):
            await unit.questions.add(record(f"q{number}", clean_text=f"问{number}"))
        await unit.questions.add(record("other", citizen="c2", clean_text="别人的"))

    async with database.read() as unit:
        assert list(await unit.questions.history("c1", NOW, 3)) == ["问1", "问2", "问3"]
        assert list(await unit.questions.history("c1", NOW - timedelta(hours=3), 9)) == [
            "旧",
            "问0",
            "问1",
            "问2",
            "问3",
        ]


async def test_only_the_asker_rates(database: SqlDatabase) -> None:
    """A rating is kept for the citizen's own question, and the last one counts."""
    await publish(database)
    async with database.write() as unit:
        await unit.questions.add(RECORD)
        assert not await unit.questions.rate("q1", "c2", Rating.SOLVED, NOW)
        assert not await unit.questions.rate("q9", "c1", Rating.SOLVED, NOW)
        assert await unit.questions.rate("q1", "c1", Rating.SOLVED, NOW)
        assert await unit.questions.rate("q1", "c1", Rating.UNSOLVED, NOW)

    async with database.read() as unit:
        found = await unit.questions.get("q1")
    assert found is not None
    assert found.rating is Rating.UNSOLVED


async def test_the_latest_revision_of_a_question(database: SqlDatabase) -> None:
    """A corrected question leads to its newest correction, an uncorrected one to itself."""
    await publish(database)
    async with database.write() as unit:
        await unit.questions.add(RECORD)
        await unit.questions.add(record("q2"))
        await unit.questions.add(record("q1.1", revises="q1"))
        await unit.questions.add(record("q1.2", revises="q1"))

    async with database.read() as unit:
        newest = [await unit.questions.latest_revision(name) for name in ("q1", "q2", "q3")]
    assert [found and found.id for found in newest] == ["q1.2", "q2", None]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(codec=None)))
async def test_any_text_can_be_logged(database: SqlDatabase, text: str) -> None:
    """Lone surrogates, NUL and any other character are stored; only what a database refuses is replaced."""
    question_id = str(uuid.uuid4())
    async with database.write() as unit:
        if await unit.corpus.current() is None:
            await unit.corpus.publish(CORPUS, "编辑", "首发", NOW)
        await unit.questions.add(record(question_id, masked_text=text, understanding={"text": text}))

    async with database.read() as unit:
        found = await unit.questions.get(question_id)
    assert found is not None
    assert found.masked_text == storable(text)


@given(st.text(st.characters(codec=None)))
def test_storable_text_is_valid_and_keeps_what_is_valid(text: str) -> None:
    """Storable text encodes as UTF-8 without NUL, and text that already does so is unchanged."""
    clean = storable(text)

    assert "\0" not in clean.encode().decode()
    assert storable(clean) == clean
    if "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text):
        assert clean == text
