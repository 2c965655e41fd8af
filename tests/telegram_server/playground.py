"""Play citizen and staff against a bot at a prompt, without Telegram."""

import asyncio
import sys
from collections import Counter
from collections.abc import Awaitable, Callable

from tests.telegram_server.actors import User
from tests.telegram_server.groups import Group
from tests.telegram_server.messages import Message
from tests.telegram_server.queries import Query
from tests.telegram_server.server import TelegramServer

HELP = """\
What you type is sent to the bot. Lines that begin with a colon are for this prompt:
  :tap LABEL        tap a button            :edit TEXT        correct your last message
  :photo :voice :sticker :location          :album N          send such a message
  :inline TEXT      type @bot TEXT          :react EMOJI      react to the bot's last message
  :as NAME          be somebody else        :block :unblock   block the bot, or not
  :group NAME       enter a staff forum with the bot as its administrator; made when new
  :topic NUMBER     write into that topic   :home             back to the private chat
  :bad              violations so far       :help             this text         :quit"""

Action = Callable[[str], Awaitable[object]]


class Playground:
    """The prompt: one person at a time, in their private chat or a group."""

    def __init__(self, server: TelegramServer, show: Callable[[str], None]) -> None:
        self.server, self.show = server, show
        self.people: dict[str, User] = {}
        self.groups: dict[str, Group] = {}
        self.me = self.person("张三")
        self.room: Group | None = None
        self.thread: int | None = None
        self.mine: Message | None = None
        self._shown: Counter[int] = Counter()

    def person(self, name: str) -> User:
        """The person of this name, made when new; members of every group."""
        if name not in self.people:
            self.people[name] = self.server.user(name)
            for group in self.groups.values():
                group.add(self.people[name])
        return self.people[name]

    async def line(self, text: str) -> bool:
        """Carry out one line; False ends the game."""
        if text == ":quit":
            return False
        try:
            await (self.command(text[1:]) if text.startswith(":") else self.say(text))
        except (AssertionError, LookupError, ValueError) as error:
            self.show(f"! {error}")
        return True

    async def say(self, text: str) -> None:
        """Send a message where we are."""
        if text.strip():
            self.mine = await self.me.send(text, to=self.room, thread=self.thread)

    async def command(self, text: str) -> None:
        """A line for the prompt."""
        name, _, rest = text.partition(" ")
        if action := self.actions().get(name):
            result = await action(rest.strip())
            if isinstance(result, Query):
                self.show(f"  ({await result.answered()})")
        elif not self.moved(name, rest.strip()):
            self.show(HELP)

    def actions(self) -> dict[str, Action]:
        """What a person can do, by command."""
        me, room, thread = self.me, self.room, self.thread
        last = self.mine.id if self.mine else 0
        return {
            "tap": lambda rest: me.tap(rest, to=room),
            "edit": lambda rest: me.edit(last, rest, to=room),
            "photo": lambda rest: me.send_photo(rest, to=room, thread=thread),
            "voice": lambda _: me.send_voice(to=room, thread=thread),
            "sticker": lambda _: me.send_sticker(to=room, thread=thread),
            "location": lambda _: me.send_location(to=room, thread=thread),
            "album": lambda rest: me.send_album(int(rest or 3), to=room, thread=thread),
            "inline": lambda rest: me.inline(rest),
            "react": lambda rest: me.react((room or me).last, rest, to=room),
            "block": lambda _: me.block(),
            "unblock": lambda _: me.unblock(),
        }

    def moved(self, name: str, rest: str) -> bool:
        """Commands that change who and where we are."""
        match name:
            case "as":
                self.me = self.person(rest)
            case "group":
                self.room, self.thread = self.group(rest), None
            case "topic":
                self.thread = int(rest)
            case "home":
                self.room = self.thread = None
            case "bad":
                self.show("\n".join(map(str, self.server.violations)) or "no violation")
            case _:
                return False
        return True

    def group(self, name: str) -> Group:
        """The staff forum of this name, made when new, with everybody in it."""
        if name not in self.groups:
            self.groups[name] = self.server.group(name, forum=True)
            self.groups[name].add_bot()
            self.groups[name].add(*self.people.values())
        return self.groups[name]

    def news(self) -> list[str]:
        """What the bot did since the last time we looked."""
        lines: list[str] = []
        for chat in self.server.telegram.world.chats.values():
            fresh, self._shown[chat.id] = chat.timeline[self._shown[chat.id] :], len(chat.timeline)
            lines += [f"{_place(chat.title, one)} {'✎ ' if one.edited else ''}{one}" for one in fresh if one.by_bot]
        return lines


def _place(title: str, message: Message) -> str:
    return f"[{title}{f' #{message.thread}' if message.thread else ''}]"


async def play(server: TelegramServer, show: Callable[[str], None] = print) -> None:
    """Run the prompt on standard input until it ends or says :quit."""
    game = Playground(server, show)
    watcher = asyncio.create_task(_watch(game, server))
    try:
        while line := await asyncio.to_thread(sys.stdin.readline):
            if not await game.line(line.rstrip("\n")):
                return
        await asyncio.sleep(1)
    finally:
        watcher.cancel()


async def _watch(game: Playground, server: TelegramServer) -> None:
    while True:
        for line in game.news():
            game.show(line)
        await server.telegram.world.changed.wait(60)
