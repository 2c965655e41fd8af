"""The review of a draft: one for everybody who looks, never of a draft that is no more."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.core.errors import StoreError
from bot.service.publishing import Inspection, Review, Underway
from tests.composer.small import CARD
from tests.service.conftest import Clock
from tests.service.publishing.conftest import ORDER, Office

LONG = 60.0
KIOSKS = replace(CARD, body=CARD.body.replace("便民亭26个", "便民亭99个"))


@pytest.fixture
def inspection(office: Office) -> Inspection:
    """Nobody has looked yet."""
    return Inspection(office.publisher, office.database, Clock())


async def test_however_many_look_it_is_made_once(office: Office, inspection: Inspection) -> None:
    """Whoever does not wait is told how far it is; what everybody sees is the same, and can be published."""
    await office.drafting.put(KIOSKS, "小王")
    assert isinstance(await inspection.look(0), Underway)
    seen = await inspection.look(LONG)

    assert isinstance(seen, Review)
    assert await inspection.look(LONG) is seen
    assert (await office.publisher.publish(ORDER, seen)).version == 2


async def test_a_draft_that_changed_meanwhile_is_looked_at_anew(office: Office, inspection: Inspection) -> None:
    """Also while the old one is still being reviewed, and after a publication."""
    await office.drafting.put(KIOSKS, "小王")
    await inspection.look(0)
    await office.drafting.put(replace(CARD, title="别的"), "小李")
    seen = await inspection.look(LONG)
    assert isinstance(seen, Review)
    assert seen.preparation.changes[0].editor == "小李"

    await office.publisher.publish(replace(ORDER, confirmed=frozenset(seen.to_confirm)), seen)
    after = await inspection.look(LONG)
    assert isinstance(after, Review)
    assert not after.change


async def test_a_review_that_failed_is_tried_again(office: Office, inspection: Inspection) -> None:
    """All who waited for it are told of the trouble, the next look is not."""
    await office.drafting.put(KIOSKS, "小王")
    async with office.database.write() as unit:
        await unit.audit._session.execute(text("ALTER TABLE question_log RENAME TO away"))
    told = await asyncio.gather(*(inspection.look(LONG) for _ in range(2)), return_exceptions=True)
    assert [type(each) for each in told] == [StoreError] * 2
    async with office.database.write() as unit:
        await unit.audit._session.execute(text("ALTER TABLE away RENAME TO question_log"))

    assert isinstance(await inspection.look(LONG), Review)
