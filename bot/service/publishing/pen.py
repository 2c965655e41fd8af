"""What is done to the draft within a transaction, alone or together with what belongs to it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.composer import publishing_wording as wording
from bot.core.corpus_ports import DraftChange, Origin
from bot.core.errors import EditingError
from bot.core.ports import UnitOfWork
from bot.service.publishing.preparation import Preparation, entry, prepared
from corpus.change import Change, Key, Kind, entries, key_of
from corpus.check_names import is_id
from corpus.draft import Draft
from corpus.model import Article, Department, Guide
from corpus.records import Item


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


class Pen:
    """An editor's hand on the draft in one transaction. Whoever opened it keeps in the audit trail what was done."""

    def __init__(self, unit: UnitOfWork, editor: str, at: datetime) -> None:
        self._unit, self._editor, self._at = unit, editor, at

    async def take(self, drafts: Sequence[Draft], *, replace_all: bool) -> Imported:
        """See `Drafting.take`. Raises EditingError."""
        read = {key_of(draft.item): draft for draft in drafts}
        now = await self._prepared()
        known = entries(now.after)
        different = {key: draft for key, draft in read.items() if known.get(key) != draft.item}
        gone = [key for key in known if key not in read and _replaced(key, read)] if replace_all else []
        changes = [self._imported(draft) for draft in different.values()]
        await self._put(now, [*changes, *(self._change(key, None) for key in gone)])
        return Imported(
            added=tuple(key for key in different if key not in known),
            changed=tuple(key for key in different if key in known),
            same=tuple(key for key in read if key not in different),
            withdrawn=tuple(gone),
            clashing=_clashing(drafts, read),
        )

    async def put(
        self, item: Item, origin: Origin | None = None, instead_of: Item | None = None, *, new: bool = False
    ) -> None:
        """Add or change one entry. Raises EditingError when it is not `instead_of` any more, or not `new`."""
        now, key = await self._prepared(), key_of(item)
        standing = entries(now.after).get(key)
        _check_same(key, standing, instead_of)
        if new and standing is not None:
            raise EditingError(wording.TAKEN.format(id=key.id, kind=wording.KINDS[key.kind]))
        await self._put(now, [self._change(key, item, origin or await _origin(self._unit, now, key))])

    async def withdraw(self, key: Key, instead_of: Item | None = None) -> None:
        """Take an entry out of the next version. Raises EditingError when it is not `instead_of` any more."""
        now = await self._prepared()
        _check_same(key, entry(now.after, key), instead_of)
        await self._put(now, [self._change(key, None)])

    async def expire(self, key: Key, last: date, superseded_by: str | None) -> Item:
        """An article or guide is valid up to and including `last`. Raises EditingError."""

        def expired(item: Article | Guide) -> Article | Guide:
            ended = replace(item, valid_until=last)
            return replace(ended, superseded_by=superseded_by) if isinstance(ended, Article) else ended

        return await self._revise(key, expired)

    async def link(self, key: Key, questions: Iterable[str], case: str = "") -> Item:
        """Make questions ways of asking for an article or guide. Raises EditingError."""
        words = tuple(filter(None, (" ".join(question.split()) for question in questions)))
        if not words:
            raise EditingError(wording.EMPTY_QUESTION)

        def linked(item: Article | Guide) -> Article | Guide:
            return replace(item, asked_as=tuple(dict.fromkeys((*item.asked_as, *words))))

        return await self._revise(key, linked, case)

    async def restore(self, version: int) -> int:
        """Make the draft what an old version was; returns how many entries differ. Raises EditingError."""
        now = await self._prepared()
        if now.changes:
            raise EditingError(wording.DRAFT_IN_USE.format(count=len(now.changes)))
        old, current = entries(await self._unit.corpus.load(version)), entries(now.before)
        different = [key for key in {**current, **old} if old.get(key) != current.get(key)]
        if not different:
            raise EditingError(wording.SAME_CONTENT.format(version=version))
        origin = Origin(wording.RESTORED.format(version=version))
        await self._put(now, [self._change(key, old.get(key), origin) for key in different])
        return len(different)

    async def _prepared(self) -> Preparation:
        """The corpus and its draft, which nobody else changes until the transaction ends."""
        await self._unit.draft.alone()
        return await prepared(self._unit)

    async def _revise(self, key: Key, revise: Revision, case: str = "") -> Item:
        now = await self._prepared()
        item = entry(now.after, key)
        if not isinstance(item, Article | Guide):
            raise EditingError(wording.NOT_ARTICLE.format(id=key.id, kind=wording.KINDS[key.kind]))
        revised, origin = revise(item), await _origin(self._unit, now, key)
        await self._put(now, [self._change(key, revised, replace(origin, case=case or origin.case))])
        return revised

    async def _put(self, now: Preparation, changes: Iterable[DraftChange]) -> None:
        """Keep changes; one that leads back to what is in force is none. Raises EditingError."""
        in_force = entries(now.before)
        listed = list(changes)
        for each in listed:
            _check_id(each)
        undone = [each.key for each in listed if in_force.get(each.key) == each.change.item]
        await self._unit.draft.discard(undone)
        await self._unit.draft.put([each for each in listed if each.key not in undone])

    def _imported(self, draft: Draft) -> DraftChange:
        return self._change(key_of(draft.item), draft.item, Origin(draft.file, draft.places, draft.warnings))

    def _change(self, key: Key, item: Item | None, origin: Origin | None = None) -> DraftChange:
        return DraftChange(Change(key, item), self._editor, self._at, origin or Origin())


def _check_same(key: Key, standing: Item | None, instead_of: Item | None) -> None:
    """Raises EditingError when somebody has changed the entry since it was looked at."""
    if instead_of not in (None, standing):
        raise EditingError(wording.CHANGED_MEANWHILE.format(id=key.id), wording.SHOW_TYPED.format(id=key.id))


def _check_id(change: DraftChange) -> None:
    """Raises EditingError when nobody could open the entry, nor save it under its name."""
    key = change.key
    if change.change.item is not None and key.kind is not Kind.GLOSSARY and not is_id(key.id):
        raise EditingError(wording.BAD_ID.format(id=key.id))


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
