"""No act without its record in the audit trail."""

import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.accounts import Account, Role
from bot.core.cluster_ports import Cluster
from bot.core.errors import StoreError
from bot.service.cluster_desk import ClusterDesk
from bot.service.publishing import Publisher
from bot.service.reviewing import Reviewing
from corpus.change import key_of
from corpus.draft import Draft
from tests.composer.small import CARD
from tests.service.conftest import Clock
from tests.service.publishing.conftest import ORDER, Office
from tests.service.publishing.test_clusters import QUESTION, clusters
from tests.service.publishing.test_publisher import KIOSKS

STAFF = Account("s1", "小王", "小王", Role.APPROVER, Clock().now())


async def test_what_cannot_be_kept_in_the_audit_trail_is_not_done(office: Office, home: Path) -> None:
    """Act and record are one transaction: where the record is refused, nothing of the act remains; else it names who."""
    cluster = await ready(office)
    acts = every_act(office, cluster, await question(office))
    for name, act in acts.items():
        before = await state(office, cluster)
        with full(home), pytest.raises(StoreError):
            await act()
        assert await state(office, cluster) == before, name
        await act()

    async with office.database.read() as unit:
        kept = [each for each in reversed(await unit.audit.page(None, 99)) if each.actor == STAFF.id]
    assert [each.act for each in kept] == list(acts)


@contextmanager
def full(home: Path) -> Iterator[None]:
    """The audit trail takes no record."""
    with closing(sqlite3.connect(home / "sanfang.db")) as connection:
        connection.execute("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END")
        yield
        connection.execute("DROP TRIGGER full")


async def ready(office: Office) -> Cluster:
    """Somebody on the staff, two versions, a draft and a cluster."""
    async with office.database.write() as unit:
        await unit.accounts.add(STAFF)
    await office.drafting.put(KIOSKS, "小王")
    await office.confirm_all()
    await office.drafting.put(replace(CARD, title="别的题目"), "小王")
    await office.answer(QUESTION)
    return (await clusters(office))[0]


async def question(office: Office) -> str:
    """The id of what was asked."""
    async with office.database.read() as unit:
        return (await unit.questions.latest(1))[0].id


async def state(office: Office, cluster: Cluster) -> object:
    """Everything that an act could change."""
    async with office.database.read() as unit:
        asked = (await unit.questions.latest(1))[0].id
        settled = await unit.clusters.get(cluster.id, cluster.first)
        return [await unit.draft.mark(), await unit.corpus.current(), settled, await unit.reviews.history(asked)]


def every_act(office: Office, cluster: Cluster, asked: str) -> dict[str, Callable[[], Awaitable[object]]]:
    """One of each, by its name in the audit trail; in an order in which they can all be done."""
    drafting, desk = office.drafting, ClusterDesk(office.database, Clock())
    reviewing, publisher, me = Reviewing(office.database, Clock()), Publisher(office.database, Clock()), STAFF.id
    ferry = replace(CARD, id="ferry", title="过江的船")

    async def publish() -> None:
        review = await publisher.review()
        await publisher.publish(replace(ORDER, actor=me, confirmed=frozenset(review.to_confirm)), review)

    return {
        "files imported": lambda: drafting.take([Draft(ferry, "x.md")], "小王", actor=me),
        "draft changed": lambda: drafting.put(replace(ferry, title="过江"), "小王", actor=me),
        "entry withdrawn": lambda: drafting.withdraw(key_of(CARD), "小王", actor=me),
        "draft discarded": lambda: drafting.discard([key_of(CARD)], actor=me),
        "cluster answered": lambda: desk.answer(cluster, "", "路灯由路灯所维修。", "", STAFF),
        "cluster reopened": lambda: desk.reopen(cluster, STAFF),
        "cluster outside": lambda: desk.outside(cluster, STAFF),
        "cluster linked": lambda: desk.link(cluster, key_of(CARD), STAFF),
        "linked": lambda: reviewing.link(STAFF, asked, key_of(CARD)),
        "answer written": lambda: reviewing.answer(STAFF, asked, "路灯由路灯所维修。"),
        "published": publish,
        "rolled back": lambda: publisher.rollback(1, replace(ORDER, actor=me)),
        "rollback proposed": lambda: drafting.restore(2, "小王", actor=me),
    }
