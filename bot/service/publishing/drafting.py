"""The draft: what editors change, import, withdraw and link until the next publication. Nothing of it answers a citizen."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.composer import publishing_wording as wording
from bot.core.corpus_ports import DraftChange, Origin
from bot.core.errors import EditingError
from bot.core.ports import Clock, Database, UnitOfWork
from corpus.change import Change, Key, Kind, applied, entries, key_of
from corpus.draft import Draft
from corpus.model import Article, Corpus, Department, Guide
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


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did to the draft: the entries that are new, changed, unchanged, and withdrawn by `replace`.

    `clashing` are those that the files tell in several ways: the last one counts.
    """

    added: tuple[Key, ...] = ()
    changed: tuple[Key, ...] = ()
    same: tuple[Key, ...] = ()
    withdrawn: tuple[Key, ...] = ()
    clashing: tuple[Draft, ...] = ()


Revision = Callable[[Article | Guide], Article | Guide]


class Drafting:
    """Changes the draft. Every method names who did it; each is one transaction, and nothing is half done."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def prepared(self) -> Preparation:
        """The corpus in force and the draft on it. Raises StoreError."""
        async with self._database.read() as unit:
            return await prepared(unit)

    async def take(self, drafts: Sequence[Draft], editor: str, *, replace_all: bool = False) -> Imported:
        """Put what was read from files into the draft: an entry whose id is known is changed, any other is new.

        With `replace_all` every other article and guide is withdrawn, and departments and glossary too when the files
        bring their own desk or words. Raises StoreError.
        """
        read = {key_of(draft.item): draft for draft in drafts}
        async with self._database.write() as unit:
            now = await prepared(unit)
            known = entries(now.after)
            different = {key: draft for key, draft in read.items() if known.get(key) != draft.item}
            gone = [key for key in known if key not in read and _replaced(key, read)] if replace_all else []
            changes = [self._imported(draft, editor) for draft in different.values()]
            await self._put(unit, now, [*changes, *(self._change(key, None, editor) for key in gone)])
        return Imported(
            added=tuple(key for key in different if key not in known),
            changed=tuple(key for key in different if key in known),
            same=tuple(key for key in read if key not in different),
            withdrawn=tuple(gone),
            clashing=_clashing(drafts, read),
        )

    async def put(self, item: Item, editor: str, origin: Origin | None = None, instead_of: Item | None = None) -> None:
        """Add or change one entry. Raises EditingError when it is not `instead_of` any more, StoreError."""
        async with self._database.write() as unit:
            now = await prepared(unit)
            if instead_of not in (None, entries(now.after).get(key_of(item))):
                raise EditingError(wording.CHANGED_MEANWHILE.format(id=key_of(item).id))
            await self._put(unit, now, [self._change(key_of(item), item, editor, origin)])

    async def withdraw(self, key: Key, editor: str) -> None:
        """Take an entry out of the next version. Raises EditingError, StoreError."""
        async with self._database.write() as unit:
            now = await prepared(unit)
            entry(now.after, key)
            await self._put(unit, now, [self._change(key, None, editor)])

    async def expire(self, key: Key, last: date, editor: str, superseded_by: str | None = None) -> Item:
        """An article or guide is valid up to and including `last`. Raises EditingError, StoreError."""

        def expired(item: Article | Guide) -> Article | Guide:
            ended = replace(item, valid_until=last)
            return replace(ended, superseded_by=superseded_by) if isinstance(ended, Article) else ended

        return await self._revise(key, expired, editor)

    async def link(self, key: Key, question: str, editor: str, case: str = "") -> Item:
        """Make a question a way of asking for an article or guide. Raises EditingError, StoreError."""
        words = " ".join(question.split())
        if not words:
            raise EditingError(wording.EMPTY_QUESTION)

        def linked(item: Article | Guide) -> Article | Guide:
            return replace(item, asked_as=tuple(dict.fromkeys((*item.asked_as, words))))

        return await self._revise(key, linked, editor, Origin(case=case))

    async def discard(self, keys: Sequence[Key] | None = None) -> int:
        """Undo the changes of these entries, or all; returns how many there were. Raises StoreError."""
        async with self._database.write() as unit:
            return await unit.draft.discard(keys)

    async def restore(self, version: int, editor: str) -> int:
        """Make the draft what an old version was, for somebody else to approve; returns how many entries differ.

        Raises EditingError when the draft holds other changes, or nothing differs, StoreError.
        """
        async with self._database.write() as unit:
            now = await prepared(unit)
            if now.changes:
                raise EditingError(wording.DRAFT_IN_USE.format(count=len(now.changes)))
            old, current = entries(await unit.corpus.load(version)), entries(now.before)
            different = [key for key in {**current, **old} if old.get(key) != current.get(key)]
            if not different:
                raise EditingError(wording.SAME_CONTENT.format(version=version))
            origin = Origin(wording.RESTORED.format(version=version))
            await self._put(unit, now, [self._change(key, old.get(key), editor, origin) for key in different])
        return len(different)

    async def origin(self, key: Key) -> DraftChange | None:
        """Where an entry comes from, as far as it is known: its newest change, published or not. Raises StoreError."""
        async with self._database.read() as unit:
            return await unit.draft.latest(key)

    async def _revise(self, key: Key, revise: Revision, editor: str, origin: Origin | None = None) -> Item:
        async with self._database.write() as unit:
            now = await prepared(unit)
            item = entry(now.after, key)
            if not isinstance(item, Article | Guide):
                raise EditingError(wording.NOT_ARTICLE.format(id=key.id, kind=wording.KINDS[key.kind]))
            revised = revise(item)
            await self._put(unit, now, [self._change(key, revised, editor, origin or await _origin(unit, now, key))])
        return revised

    async def _put(self, unit: UnitOfWork, now: Preparation, changes: Iterable[DraftChange]) -> None:
        """Keep changes; one that leads back to what is in force is none."""
        in_force = entries(now.before)
        listed = list(changes)
        undone = [each.key for each in listed if in_force.get(each.key) == each.change.item]
        await unit.draft.discard(undone)
        await unit.draft.put([each for each in listed if each.key not in undone])

    def _imported(self, draft: Draft, editor: str) -> DraftChange:
        origin = Origin(draft.file, draft.places, draft.warnings)
        return self._change(key_of(draft.item), draft.item, editor, origin)

    def _change(self, key: Key, item: Item | None, editor: str, origin: Origin | None = None) -> DraftChange:
        return DraftChange(Change(key, item), editor, self._clock.now(), origin or Origin())


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
        raise EditingError(wording.NO_ENTRY.format(id=key.id, kind=wording.KINDS[key.kind]))
    return found


def find(corpus: Corpus, name: str, kind: Kind | None = None) -> Key:
    """Which entry a person means by an id. Raises EditingError when it is none, or several."""
    found = [key for key in entries(corpus) if key.id == name and (kind is None or key.kind is kind)]
    if not found:
        told = wording.NO_ENTRY if kind else wording.NO_ENTRY_AT_ALL
        raise EditingError(told.format(id=name, kind=wording.KINDS[kind] if kind else ""))
    if len(found) > 1:
        kinds = "、".join(wording.KINDS[key.kind] for key in found)
        raise EditingError(wording.AMBIGUOUS.format(id=name, kinds=kinds))
    return found[0]


async def _origin(unit: UnitOfWork, now: Preparation, key: Key) -> Origin:
    """Where an entry came from stays known when it is revised."""
    change = now.change_of(key) or await unit.draft.latest(key)
    return change.origin if change else Origin()


def _clashing(drafts: Sequence[Draft], read: Mapping[Key, Draft]) -> tuple[Draft, ...]:
    """What was read for each entry that some file tells otherwise than the last one."""
    different = {key_of(draft.item) for draft in drafts if draft.item != read[key_of(draft.item)].item}
    return tuple(draft for key, draft in read.items() if key in different)


def _replaced(key: Key, read: Mapping[Key, Draft]) -> bool:
    """Whether an entry that the files do not hold gives way to them.

    A bulletin only mentions departments: theirs are no whole table until one is the desk.
    """
    if key.kind is Kind.GLOSSARY:
        return False
    if key.kind is Kind.DEPARTMENT:
        return any(isinstance(draft.item, Department) and draft.item.desk for draft in read.values())
    return True
