"""What staff make of a cluster of unanswered questions: an answer, a way of asking for something known, or none of ours."""

from bot.composer import cluster_wording as wording
from bot.core.cluster_ports import Cluster, Settled
from bot.core.errors import EditingError
from bot.core.hours import SHANGHAI
from bot.core.ports import Clock, Database
from bot.service.publishing import Drafting
from corpus.change import Key
from corpus.formats.markdown import tidy
from corpus.model import Article

WORDINGS = 8
"""Different wordings of a cluster that become ways of asking."""
TITLE = 40


class ClusterDesk:
    """Settles clusters through the draft: nothing answers a citizen before it is published."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock
        self._drafting = Drafting(database, clock)

    async def answer(self, cluster: Cluster, title: str, text: str, department: str, editor: str) -> Article:
        """Draft an article with this answer, asked for in the cluster's words. Raises EditingError, StoreError."""
        if not text.strip():
            raise EditingError(wording.EMPTY_ANSWER)
        now = await self._drafting.prepared()
        item = Article(
            id=f"qa-{cluster.id}",
            title=title.strip()[:TITLE] or cluster.question[:TITLE],
            body=tidy(text),
            bulletin=wording.SOURCE,
            published=self._clock.now().astimezone(SHANGHAI).date(),
            departments=(department,) if now.after.department(department) else (),
            asked_as=await self._wordings(cluster),
        )
        await self._drafting.put(item, editor)
        await self._settle(cluster, Settled.ANSWERED, item.id, editor)
        return item

    async def link(self, cluster: Cluster, key: Key, editor: str) -> None:
        """Make the cluster's wordings ways of asking for an article or guide. Raises EditingError, StoreError."""
        for words in await self._wordings(cluster):
            await self._drafting.link(key, words, editor)
        await self._settle(cluster, Settled.ANSWERED, key.id, editor)

    async def outside(self, cluster: Cluster, by: str) -> None:
        """It is no business of this district. Raises StoreError."""
        await self._settle(cluster, Settled.OUTSIDE, "", by)

    async def reopen(self, cluster: Cluster, by: str) -> None:
        """It waits for an answer again; what was drafted stays in the draft. Raises StoreError."""
        await self._settle(cluster, Settled.OPEN, "", by)

    async def _wordings(self, cluster: Cluster) -> tuple[str, ...]:
        """The first question, by which publication is recognised, and the most frequent others."""
        async with self._database.read() as unit:
            asked = [text for text, _ in await unit.clusters.wordings(cluster.id, WORDINGS)]
        return tuple(dict.fromkeys(" ".join(text.split()) for text in (cluster.question, *asked) if text))

    async def _settle(self, cluster: Cluster, settled: Settled, article: str, by: str) -> None:
        async with self._database.write() as unit:
            await unit.clusters.settle(cluster.id, settled, article, by, self._clock.now())
