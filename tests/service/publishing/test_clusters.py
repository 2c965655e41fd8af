"""From what nobody could answer to the next citizen answered at once."""

from datetime import date

import pytest

from bot.core.accounts import Account, Role
from bot.core.cluster_ports import Cluster, ClusterFilter, Status
from bot.core.errors import EditingError
from bot.service.cluster_desk import ClusterDesk
from bot.service.clusters import gather, status
from corpus.change import Key, Kind
from tests.service.conftest import Clock
from tests.service.publishing.conftest import Office

QUESTION = "门口的路灯不亮了找谁修"
ANSWER = "路灯不亮，由区城管局路灯所维修。"
STAFF = Account("s1", "小王", "小王", Role.REVIEWER, Clock().now())
TODAY = date(2026, 3, 2)


async def clusters(office: Office) -> list[Cluster]:
    """All of them, newest questions gathered."""
    await gather(office.database)
    async with office.database.read() as unit:
        return list(await unit.clusters.page(ClusterFilter(), 9, 0, TODAY))


def stands(office: Office, cluster: Cluster) -> Status:
    """Its status under the corpus that answers."""
    return status(cluster, office.holder.current.corpus)


async def test_one_answer_settles_a_cluster_and_is_given_once_published(office: Office) -> None:
    """待答, 已答待入库, 已入库; from then on whoever asks in the cluster's words gets the answer with its source."""
    for text in (QUESTION, f"请问{QUESTION}呢"):
        assert ANSWER not in await office.answer(text)
    (cluster,) = await clusters(office)
    assert (cluster.asked, stands(office, cluster)) == (2, Status.OPEN)

    desk = ClusterDesk(office.database, Clock())
    await desk.answer(cluster, "路灯维修", ANSWER, "", STAFF)
    assert ANSWER not in await office.answer(QUESTION)
    (drafted,) = await clusters(office)
    assert stands(office, drafted) is Status.DRAFTED

    await office.confirm_all()
    assert ANSWER in await office.answer(QUESTION)
    (published,) = await clusters(office)
    assert (published.asked, stands(office, published)) == (3, Status.PUBLISHED)


async def test_a_cluster_linked_to_what_is_known_is_answered_by_it(office: Office) -> None:
    """The cluster's words become ways of asking for the article; reopened, it waits again."""
    article = office.holder.current.corpus.articles[0]
    await office.answer(QUESTION)
    (cluster,) = await clusters(office)
    desk = ClusterDesk(office.database, Clock())

    await desk.link(cluster, Key(Kind.ARTICLE, article.id), STAFF)
    await office.confirm_all()
    await office.watch.refresh()

    (linked,) = await clusters(office)
    assert (stands(office, linked), linked.article, linked.at) == (Status.PUBLISHED, article.id, Clock().now())
    await desk.reopen(linked, STAFF)
    (reopened,) = await clusters(office)
    assert stands(office, reopened) is Status.OPEN


async def test_two_who_answer_at_once_do_not_overwrite_each_other(office: Office) -> None:
    """The second one is told who was faster; what the first wrote stands until somebody reopens the cluster."""
    await office.answer(QUESTION)
    (cluster,) = await clusters(office)
    desk = ClusterDesk(office.database, Clock())

    first = await desk.answer(cluster, "", ANSWER, "", STAFF)
    with pytest.raises(EditingError, match="小王"):
        await desk.answer(cluster, "", "打电话问。", "", STAFF)

    assert (await office.drafting.prepared()).changes[0].change.item == first
