"""What staff make of a cluster of unanswered questions: an answer, a way of asking for something known, or none of ours."""

from datetime import date

from bot.composer import cluster_wording as wording
from bot.core.accounts import Account
from bot.core.cluster_ports import Cluster, Settled
from bot.core.errors import EditingError
from bot.core.hours import SHANGHAI
from bot.core.ports import Clock, Database, UnitOfWork
from bot.service.publishing import Pen
from bot.service.publishing.preparation import prepared
from corpus.change import Key
from corpus.formats.markdown import tidy
from corpus.model import Article

WORDINGS = 8
"""Different wordings of a cluster that become ways of asking."""
TITLE = 40


class ClusterDesk:
    """Settles clusters through the draft: nothing answers a citizen before it is published.

    Each act is one transaction: what is drafted, what becomes of the cluster, and the audit record.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def answer(self, cluster: Cluster, title: str, text: str, department: str, by: Account) -> Article:
        """Draft an article with this answer, asked for in the cluster's words.

        Raises EditingError without words, or when somebody else was faster, StoreError.
        """
        if not text.strip():
            raise EditingError(wording.EMPTY_ANSWER)
        async with self._database.write() as unit:
            await unit.draft.alone()
            known = (await prepared(unit)).after.department(department)
            item = Article(
                id=f"qa-{cluster.id}",
                title=title.strip()[:TITLE] or cluster.question[:TITLE],
                body=tidy(text),
                bulletin=wording.SOURCE,
                published=self._today(),
                departments=(department,) if known else (),
                asked_as=await _wordings(unit, cluster),
            )
            await self._settle(unit, cluster, Settled.ANSWERED, by, "cluster answered", item.id)
            await Pen(unit, by.name, self._clock.now()).put(item)
        return item

    async def link(self, cluster: Cluster, key: Key, by: Account) -> None:
        """Make the cluster's wordings ways of asking for an article or guide.

        Raises EditingError when that cannot be, or somebody else was faster, StoreError.
        """
        async with self._database.write() as unit:
            await unit.draft.alone()
            await self._settle(unit, cluster, Settled.ANSWERED, by, "cluster linked", key.id)
            await Pen(unit, by.name, self._clock.now()).link(key, await _wordings(unit, cluster))

    async def outside(self, cluster: Cluster, by: Account) -> None:
        """It is no business of this district. Raises StoreError."""
        async with self._database.write() as unit:
            await self._settle(unit, cluster, Settled.OUTSIDE, by, "cluster outside")

    async def reopen(self, cluster: Cluster, by: Account) -> None:
        """It waits for an answer again; what was drafted stays in the draft. Raises StoreError."""
        async with self._database.write() as unit:
            await self._settle(unit, cluster, Settled.OPEN, by, "cluster reopened")

    async def _settle(
        self, unit: UnitOfWork, cluster: Cluster, settled: Settled, by: Account, act: str, article: str = ""
    ) -> None:
        """Raises EditingError when an answer would take the place of somebody else's."""
        known = await unit.clusters.get(cluster.id, self._today())
        if settled is Settled.ANSWERED and known and known.settled is Settled.ANSWERED:
            raise EditingError(wording.ALREADY_ANSWERED.format(by=known.by))
        now = self._clock.now()
        await unit.clusters.settle(cluster.id, settled, article, by.name, now)
        await unit.audit.append(by.id, act, f"cluster {cluster.id}", {"article": article} if article else {}, now)

    def _today(self) -> date:
        return self._clock.now().astimezone(SHANGHAI).date()


async def _wordings(unit: UnitOfWork, cluster: Cluster) -> tuple[str, ...]:
    """The first question, by which publication is recognised, and the most frequent others."""
    asked = [text for text, _ in await unit.clusters.wordings(cluster.id, WORDINGS)]
    return tuple(dict.fromkeys(" ".join(text.split()) for text in (cluster.question, *asked) if text))
