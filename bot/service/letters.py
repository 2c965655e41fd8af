"""Staff write to those who watch something: one drafts, another approves, both are kept in the audit trail."""

import difflib

from bot.composer import letter_wording as wording
from bot.composer.changes import title_of
from bot.core.deep_link import Item, link_to
from bot.core.errors import SanfangError
from bot.core.notice_ports import Letter, LetterState, NoticeRun
from bot.core.ports import Clock, Database, UnitOfWork
from bot.core.privacy import mask
from corpus.model import Article, Corpus, Department, Guide

MOST = 300
"""Characters of a letter."""
HEARD_IN = "telegram"
"""The channel whose watchers can be written to."""


class LetterError(SanfangError):
    """A letter that cannot be drafted or decided like this; says what to do."""


class LetterService:
    """Drafts, approves and rejects letters."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def draft(self, subject: str, words: str, author: str) -> tuple[Letter, int]:
        """A new letter to the watchers of what has this id or name, and how many they are. Raises LetterError, StoreError."""
        author, words = _named(author), _fit(words)
        async with self._database.write() as unit:
            version = await unit.corpus.current()
            item = _find(await unit.corpus.load(version) if version else Corpus(), subject)
            link, now = str(link_to(item)), self._clock.now()
            draft = Letter(0, link, title_of(item), words, author, now)
            letter = await _get(unit, await unit.letters.draft(draft))
            await self._record(unit, letter, author, "letter drafted")
            return letter, await unit.watches.count(HEARD_IN, link)

    async def approve(self, number: int, decider: str) -> Letter:
        """Let a letter go out. Raises LetterError when the author decides or somebody has decided, StoreError."""
        return await self._decide(number, decider, LetterState.APPROVED)

    async def reject(self, number: int, decider: str) -> Letter:
        """Keep a letter from going out; its author may do that too. Raises LetterError, StoreError."""
        return await self._decide(number, decider, LetterState.REJECTED)

    async def _decide(self, number: int, decider: str, state: LetterState) -> Letter:
        decider, now = _named(decider), self._clock.now()
        async with self._database.write() as unit:
            letter = await _get(unit, number)
            if state is LetterState.APPROVED and decider.casefold() == letter.author.casefold():
                raise LetterError(wording.SAME_PERSON)
            if not await unit.letters.decide(number, state, decider, now):
                told = wording.STATES[letter.state]
                raise LetterError(wording.DECIDED.format(number=number, state=told, decider=letter.decider))
            if state is LetterState.APPROVED:
                await unit.notices.begin(NoticeRun(0, HEARD_IN, letter=number), now)
            await self._record(unit, letter, decider, f"letter {state}")
            return await _get(unit, number)

    async def _record(self, unit: UnitOfWork, letter: Letter, actor: str, act: str) -> None:
        detail = {"about": letter.name, "words": letter.words}
        await unit.audit.append(actor, act, f"letter:{letter.id}", detail, self._clock.now())


async def _get(unit: UnitOfWork, number: int) -> Letter:
    letter = await unit.letters.get(number)
    if letter is None:
        raise LetterError(wording.NO_LETTER.format(number=number))
    return letter


def _named(name: str) -> str:
    if not name.strip():
        raise LetterError(wording.NOBODY_NAMED)
    return name.strip()


def _fit(words: str) -> str:
    """What can be sent to everybody: short, and about nobody."""
    words = words.strip()
    if not words:
        raise LetterError(wording.NO_WORDS)
    if len(words) > MOST:
        raise LetterError(wording.TOO_LONG.format(length=len(words), most=MOST))
    if kinds := mask(words).kinds:
        raise LetterError(wording.PERSONAL.format(kinds="、".join(dict.fromkeys(kinds))))
    return words


def _find(corpus: Corpus, subject: str) -> Item:
    """What has exactly this id or name: a letter must not go to the watchers of something else."""
    items: tuple[Item, ...] = (*corpus.guides, *corpus.departments, *corpus.articles)
    found = next((item for item in items if subject in (item.id, *_names(item))), None)
    if found is not None:
        return found
    names = [_names(item)[0] for item in items]
    near = [name for name in names if subject in name][:3] or difflib.get_close_matches(subject, names, n=3, cutoff=0.3)
    raise LetterError(wording.NO_SUCH.format(name=subject, hint=f"是不是：{'、'.join(near)}？" if near else ""))


def _names(item: Item) -> tuple[str, ...]:
    match item:
        case Guide():
            return (item.name, *item.aliases)
        case Department():
            return item.names
        case Article():
            return (item.title,)
