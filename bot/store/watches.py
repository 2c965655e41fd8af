"""Who watches what."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy import delete, func, select

from bot.core.notice_ports import Watch, Watcher
from bot.store.schema import unreachable_chat, watch
from bot.store.session import Session


class SqlWatches:
    """`bot.core.notice_ports.Watches` on SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def add(self, watcher: Watcher, watched: Watch, at: datetime) -> bool:
        """See the port."""
        who = {"channel": watcher.channel, "citizen": watcher.citizen, "chat": watcher.chat}
        row = who | {"link": watched.link, "name": watched.name, "since": at}
        return await self._session.insert_new(watch, [row]) == 1

    async def remove(self, watcher: Watcher, link: str) -> bool:
        """See the port."""
        own = (watch.c.channel == watcher.channel) & (watch.c.citizen == watcher.citizen)
        return (await self._session.execute(delete(watch).where(own, watch.c.link == link))).rowcount == 1

    async def of(self, watcher: Watcher) -> Sequence[Watch]:
        """See the port."""
        own = (watch.c.channel == watcher.channel) & (watch.c.citizen == watcher.citizen)
        statement = select(watch.c.link, watch.c.name).where(own).order_by(watch.c.since, watch.c.link)
        return [Watch(*row) for row in await self._session.execute(statement)]

    async def count(self, channel: str, link: str) -> int:
        """See the port."""
        statement = select(func.count()).where(watch.c.channel == channel, watch.c.link == link)
        number: int = (await self._session.execute(statement)).scalar_one()
        return number

    async def page(self, channel: str, after: str, limit: int) -> Sequence[tuple[Watcher, tuple[Watch, ...]]]:
        """See the port."""
        reachable = watch.c.chat.not_in(select(unreachable_chat.c.chat))
        following = (watch.c.channel == channel) & (watch.c.citizen > after) & reachable
        citizens = select(watch.c.citizen).where(following).distinct().order_by(watch.c.citizen).limit(limit)
        of_them = (watch.c.channel == channel) & watch.c.citizen.in_(citizens)
        columns = watch.c["channel", "citizen", "chat", "link", "name"]
        statement = select(*columns).where(of_them).order_by(watch.c.citizen, watch.c.link)
        rows = (await self._session.execute(statement)).all()
        return [
            (Watcher(*who), tuple(Watch(*row[3:]) for row in watched))
            for who, watched in groupby(rows, key=lambda row: tuple(row[:3]))
        ]
