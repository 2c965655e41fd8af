"""The corpus in force and the draft on it."""

from dataclasses import dataclass

from bot.composer import publishing_wording as wording
from bot.core.corpus_ports import DraftChange
from bot.core.errors import EditingError
from bot.core.ports import UnitOfWork
from corpus.change import Key, Kind, applied, entries
from corpus.model import Corpus
from corpus.records import Item


@dataclass(frozen=True, slots=True)
class Preparation:
    """The corpus in force (`version`, 0 for none) and what it becomes; `mark` tells this draft from any later one."""

    version: int
    before: Corpus
    after: Corpus
    changes: tuple[DraftChange, ...]
    mark: str

    def change_of(self, key: Key) -> DraftChange | None:
        """The change of an entry that is not published yet, or None."""
        return next((change for change in self.changes if change.key == key), None)


async def prepared(unit: UnitOfWork) -> Preparation:
    """The corpus in force and the draft on it, as this transaction sees them."""
    version = await unit.corpus.current() or 0
    before = await unit.corpus.load(version) if version else Corpus()
    changes = tuple(await unit.draft.changes())
    after = applied(before, (each.change for each in changes)) if changes else before
    return Preparation(version, before, after, changes, await unit.draft.mark())


def entry(corpus: Corpus, key: Key) -> Item:
    """The entry of a corpus. Raises EditingError when there is none."""
    found = entries(corpus).get(key)
    if found is None:
        raise EditingError(wording.NO_ENTRY.format(id=key.id, kind=wording.KINDS[key.kind]), wording.LIST_TYPED)
    return found


def find(corpus: Corpus, name: str, kind: Kind | None = None) -> Key:
    """Which entry a person means by an id. Raises EditingError when it is none, or several."""
    found = [key for key in entries(corpus) if key.id == name and (kind is None or key.kind is kind)]
    if not found:
        told = wording.NO_ENTRY if kind else wording.NO_ENTRY_AT_ALL
        raise EditingError(told.format(id=name, kind=wording.KINDS[kind] if kind else ""), wording.LIST_TYPED)
    if len(found) > 1:
        kinds = "、".join(wording.KINDS[key.kind] for key in found)
        raise EditingError(wording.AMBIGUOUS.format(id=name, kinds=kinds), wording.KIND_TYPED)
    return found[0]
