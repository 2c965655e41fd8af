"""Editors at work on the small corpus, version 1 of which is in force."""

from dataclasses import dataclass, replace

import pytest

from bot.service.corpus_watch import CorpusWatch
from bot.service.publishing import Adopting, Drafting, Order, Publisher, Recall
from bot.service.snapshot import SnapshotHolder
from bot.store.database import SqlDatabase
from tests.service.conftest import Clock, Desk

ORDER = Order("小王", "测试")


@dataclass(slots=True)
class Office:
    """The editors' services beside a desk that answers."""

    desk: Desk
    drafting: Drafting
    publisher: Publisher
    watch: CorpusWatch
    recall: Recall
    adopting: Adopting

    @property
    def database(self) -> SqlDatabase:
        """Where everything is kept."""
        return self.desk.database

    @property
    def holder(self) -> SnapshotHolder:
        """What answers."""
        return self.desk.holder

    async def publish(self, order: Order = ORDER) -> int:
        """Review and publish; the version's number."""
        return (await self.publisher.publish(order, await self.publisher.review())).version

    async def confirm_all(self) -> int:
        """Publish whatever has to be confirmed; the version's number."""
        review = await self.publisher.review()
        order = replace(ORDER, confirmed=frozenset(review.to_confirm))
        return (await self.publisher.publish(order, review)).version

    async def answer(self, text: str) -> str:
        """What a citizen reads, once the running bot has looked for a new version."""
        await self.watch.refresh()
        return (await self.desk.service.ask(self.desk.question(text))).text


@pytest.fixture
def office(desk: Desk) -> Office:
    """Editors and a bot on one database."""
    drafting, publisher = Drafting(desk.database, Clock()), Publisher(desk.database, Clock())
    watch, recall = CorpusWatch(desk.database, desk.holder), Recall(desk.database, Clock())
    return Office(desk, drafting, publisher, watch, recall, Adopting(desk.database, drafting))
