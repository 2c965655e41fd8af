"""The draft: what editors change, import, withdraw and link until the next publication. Nothing of it answers a citizen."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date

from bot.core.audit import COMMAND_LINE
from bot.core.corpus_ports import DraftChange, Origin
from bot.core.ports import Clock, Database, UnitOfWork
from bot.service.publishing.pen import Imported, Pen
from bot.service.publishing.preparation import Preparation, prepared
from corpus.change import Key, key_of
from corpus.draft import Draft
from corpus.records import Item


class Drafting:
    """Changes the draft. Every method is one transaction, the audit record included, and nothing is half done.

    `editor` is the name in the draft and in the history, `actor` the account in the audit trail.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def prepared(self) -> Preparation:
        """The corpus in force and the draft on it. Raises StoreError."""
        async with self._database.read() as unit:
            return await prepared(unit)

    async def take(
        self, drafts: Sequence[Draft], editor: str, *, replace_all: bool = False, actor: str = COMMAND_LINE
    ) -> Imported:
        """Put what was read from files into the draft: an entry whose id is known is changed, any other is new.

        With `replace_all` every other article and guide is withdrawn, and departments and glossary too when the files
        bring their own desk or words. Raises EditingError, StoreError.
        """
        async with self._writing(editor, actor, "files imported", entries=len(drafts)) as pen:
            return await pen.take(drafts, replace_all=replace_all)

    async def put(
        self,
        item: Item,
        editor: str,
        origin: Origin | None = None,
        instead_of: Item | None = None,
        *,
        new: bool = False,
        actor: str = COMMAND_LINE,
    ) -> None:
        """Add or change one entry. Raises EditingError when it is not `instead_of` any more, or not `new`, StoreError."""
        async with self._writing(editor, actor, "draft changed", _named(key_of(item))) as pen:
            await pen.put(item, origin, instead_of, new=new)

    async def withdraw(
        self, key: Key, editor: str, instead_of: Item | None = None, *, actor: str = COMMAND_LINE
    ) -> None:
        """Take an entry out of the next version. Raises EditingError when it is not `instead_of` any more, StoreError."""
        async with self._writing(editor, actor, "entry withdrawn", _named(key)) as pen:
            await pen.withdraw(key, instead_of)

    async def expire(
        self, key: Key, last: date, editor: str, superseded_by: str | None = None, *, actor: str = COMMAND_LINE
    ) -> Item:
        """An article or guide is valid up to and including `last`. Raises EditingError, StoreError."""
        async with self._writing(editor, actor, "draft changed", _named(key)) as pen:
            return await pen.expire(key, last, superseded_by)

    async def link(self, key: Key, question: str, editor: str, case: str = "", *, actor: str = COMMAND_LINE) -> Item:
        """Make a question a way of asking for an article or guide. Raises EditingError, StoreError."""
        async with self._writing(editor, actor, "draft changed", _named(key)) as pen:
            return await pen.link(key, [question], case)

    async def discard(self, keys: Sequence[Key] | None = None, *, actor: str = COMMAND_LINE) -> int:
        """Undo the changes of these entries, or all; returns how many there were. Raises StoreError."""
        async with self._database.write() as unit:
            await unit.draft.alone()
            return await self._discard(unit, keys, actor)

    async def take_back(self, changes: Sequence[DraftChange], *, actor: str = COMMAND_LINE) -> int:
        """Undo these very changes; what has been changed again since stays. Returns how many there were. Raises StoreError."""
        meant = {each.key: each for each in changes}
        async with self._database.write() as unit:
            await unit.draft.alone()
            same = [each.key for each in await unit.draft.changes() if meant.get(each.key) == each]
            return await self._discard(unit, same, actor)

    async def restore(self, version: int, editor: str, *, actor: str = COMMAND_LINE) -> int:
        """Make the draft what an old version was, for somebody else to approve; returns how many entries differ.

        Raises EditingError when the draft holds other changes, or nothing differs, StoreError.
        """
        async with self._writing(editor, actor, "rollback proposed", str(version)) as pen:
            return await pen.restore(version)

    async def origin(self, key: Key) -> DraftChange | None:
        """Where an entry comes from, as far as it is known: its newest change, published or not. Raises StoreError."""
        async with self._database.read() as unit:
            return await unit.draft.latest(key)

    async def _discard(self, unit: UnitOfWork, keys: Sequence[Key] | None, actor: str) -> int:
        gone = await unit.draft.discard(keys)
        if gone:
            subject = _named(keys[0]) if keys and len(keys) == 1 else ""
            await unit.audit.append(actor, "draft discarded", subject, {"entries": gone}, self._clock.now())
        return gone

    @asynccontextmanager
    async def _writing(
        self, editor: str, actor: str, act: str, subject: str = "", **detail: object
    ) -> AsyncIterator[Pen]:
        """One transaction: the act, and that it was done."""
        now = self._clock.now()
        async with self._database.write() as unit:
            yield Pen(unit, editor, now)
            await unit.audit.append(actor, act, subject, detail, now)


def _named(key: Key) -> str:
    return f"{key.kind}:{key.id}"
