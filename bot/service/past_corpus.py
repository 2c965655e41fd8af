"""The corpus as it was when a question was answered."""

from collections import OrderedDict

from bot.core.errors import StoreError
from bot.core.ports import Database
from bot.service.snapshot import SnapshotHolder
from corpus.model import Article, Corpus, Passage
from corpus.segment import passages

KEPT = 4
"""Old versions in memory at once."""
Known = dict[str, tuple[Article, Passage]]


class PastCorpus:
    """Finds passages of any version; the last ones looked at are kept."""

    def __init__(self, database: Database, snapshot: SnapshotHolder) -> None:
        self._database, self._snapshot = database, snapshot
        self._known: OrderedDict[int, Known] = OrderedDict()

    async def passages(self, version: int) -> Known:
        """Every passage of a version with its article, by id; empty when the version is kept no more."""
        if version not in self._known:
            self._known[version] = _passages(await self._corpus(version))
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
        self._known.move_to_end(version)
        return self._known[version]

    async def _corpus(self, version: int) -> Corpus:
        if version == self._snapshot.current.version:
            return self._snapshot.current.corpus
        try:
            async with self._database.read() as unit:
                return await unit.corpus.load(version)
        except StoreError:
            return Corpus()


def _passages(corpus: Corpus) -> Known:
    return {passage.id: (article, passage) for article in corpus.articles for passage in passages(article)}
