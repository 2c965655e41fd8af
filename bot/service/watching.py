"""Watching: what a citizen wants to be told of when it changes."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.composer import notice_wording as wording
from bot.composer.changes import title_of
from bot.composer.knowledge import Knowledge
from bot.core.deep_link import Item, link_to
from bot.core.hours import SHANGHAI
from bot.core.model import Button, Outgoing, Span
from bot.core.notice_ports import Watch, Watcher
from bot.core.ports import UnitOfWork
from bot.core.watch_buttons import WatchButton, WatchVerb, watch_button
from bot.service.snapshot import SnapshotHolder
from corpus.model import Guide
from retrieval.text import normalize

MOST = 50
CHOICES = 5
ECHOED = 40
"""Characters of what was not found that are said back."""


class WatchService:
    """Begins, lists and ends watching, in the caller's transaction."""

    def __init__(self, snapshot: SnapshotHolder) -> None:
        self._snapshot = snapshot

    async def asked(self, unit: UnitOfWork, watcher: Watcher, text: str, at: datetime) -> Outgoing:
        """The answer to `/watch text`: watched where only one thing can be meant, else a choice."""
        if not text:
            return _say(wording.HOW)
        found = find_items(self._snapshot.current.knowledge, text, at)
        if len(found) == 1:
            return _say(await self._begin(unit, watcher, found[0], at))
        if not found:
            return _say(wording.UNKNOWN.format(text=text if len(text) <= ECHOED else f"{text[:ECHOED]}…"))
        names = _told_apart(found, self._snapshot.current.knowledge)
        buttons = tuple((begin_button(item, wording.WATCH_NAMED.format(name=name)),) for item, name in names)
        return Outgoing((Span(wording.WHICH),), buttons=buttons)

    async def tapped(self, unit: UnitOfWork, watcher: Watcher, button: WatchButton, at: datetime) -> str:
        """What is told to somebody who tapped a button."""
        if button.verb is WatchVerb.END:
            name = next((each.name for each in await unit.watches.of(watcher) if each.link == button.link), "")
            removed = await unit.watches.remove(watcher, button.link)
            return wording.UNWATCHED.format(name=name) if removed else wording.UNWATCHED_ALREADY
        corpus = self._snapshot.current.corpus
        items: tuple[Item, ...] = (*corpus.guides, *corpus.articles, *corpus.departments)
        item = next((item for item in items if str(link_to(item)) == button.link), None)
        return await self._begin(unit, watcher, item, at) if item else wording.GONE

    async def list(self, unit: UnitOfWork, watcher: Watcher) -> Outgoing:
        """The answer to `/watching`: everything watched, each with a button that ends it."""
        watched = await unit.watches.of(watcher)
        if not watched:
            return _say(wording.NOTHING)
        buttons = tuple((end_button(each),) for each in watched)
        return Outgoing((Span(wording.LIST.format(count=len(watched))),), buttons=buttons)

    async def _begin(self, unit: UnitOfWork, watcher: Watcher, item: Item, at: datetime) -> str:
        watch = Watch(str(link_to(item)), title_of(item))
        if len(await unit.watches.of(watcher)) >= MOST:
            return wording.TOO_MANY.format(most=MOST)
        new = await unit.watches.add(watcher, watch, at)
        return (wording.WATCHED if new else wording.WATCHED_ALREADY).format(name=watch.name)


def begin_button(item: Item, label: str = wording.WATCH_BUTTON) -> Button:
    """The button below a page that begins watching what the page shows."""
    return watch_button(WatchVerb.BEGIN, str(link_to(item)), label)


def end_button(watch: Watch) -> Button:
    """The button that ends watching."""
    return watch_button(WatchVerb.END, watch.link, wording.UNWATCH_BUTTON.format(name=watch.name))


def find_items(knowledge: Knowledge, text: str, at: datetime) -> tuple[Item, ...]:
    """What a citizen may mean by a name, at most five: what is called so, else whose name holds it, else what is nearest."""
    said, corpus, today = normalize(text), knowledge.corpus, at.astimezone(SHANGHAI).date()
    names: list[tuple[Item, tuple[str, ...]]] = [
        *((item, knowledge.guide_names(item)) for item in corpus.guides),
        *((item, tuple(map(normalize, item.names))) for item in corpus.departments),
        *((item, (normalize(item.title),)) for item in corpus.articles),
    ]
    exact = [item for item, called in names if said in called]
    holding = [item for item, called in names if any(said in name for name in called)]
    nearest: list[Item] = [guide for guide, _ in knowledge.find_guides(said, today, CHOICES)]
    nearest += [each.article for each in knowledge.find(said, today, CHOICES)]
    return tuple({link_to(item): item for item in exact or holding or nearest}.values())[:CHOICES]


def _told_apart(items: Sequence[Item], knowledge: Knowledge) -> Iterator[tuple[Item, str]]:
    """Each with its name; before the names of guides that are called alike stands the department."""
    names = Counter(map(title_of, items))
    for item in items:
        office = knowledge.department_for(item.department) if isinstance(item, Guide) else None
        name = title_of(item)
        yield item, f"{office.name}：{name}" if office and names[name] > 1 else name


def _say(text: str) -> Outgoing:
    return Outgoing((Span(text),))
