"""Citizens and staff who do whatever comes to mind, while topics vanish, chats are blocked and the line breaks.

`python -m tests.three_way.simulation STEPS SEED…` runs it for long; the suite runs a few short ones.
"""

import asyncio
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from bot.core.case_ports import Case, CaseMessage, Side
from bot.service.snapshot import Snapshot, SnapshotHolder
from corpus.folder import bundled
from tests.telegram_server import Kind, User
from tests.three_way.conftest import FEE, Office, fast, opened

CITIZENS = 5
_WORDS = re.compile(r"(市民|窗口)(\d+)·(\d+)")


@dataclass
class Simulation:
    """One run. Every word said carries the citizen it concerns and a number that grows."""

    office: Office
    random: random.Random
    citizens: list[User] = field(default_factory=list)
    said: Counter[str] = field(default_factory=Counter)
    seen_by_staff: list[tuple[int, int]] = field(default_factory=list)
    reported_before: set[int] = field(default_factory=set)
    blocked: set[int] = field(default_factory=set)
    arrived: int = 0

    async def run(self, steps: int) -> None:
        """Act, then let everything come to rest, and check."""
        self.citizens = [await self.office.citizen(f"市民{number}") for number in range(CITIZENS)]
        acts = [act for act, weight in self.acts().items() for _ in range(weight)]
        for step in range(steps):
            await self.random.choice(acts)(self.random.randrange(CITIZENS))
            await asyncio.sleep(self.random.choice((0.0, 0.0, 0.01, 0.03)))
            if step % 50 == 49:
                await self.rest()
        await self.rest()
        await self.check()

    def acts(self) -> dict[Callable[[int], Awaitable[None]], int]:
        """Everything that can happen, and how often."""
        return {
            self.asks: 4, self.writes: 12, self.answers: 12, self.notes: 2, self.claims: 6, self.releases: 1,
            self.resolves: 1, self.loses_topic: 1, self.closes_topic: 1, self.blocks: 1, self.returns: 3,
            self.breaks: 2, self.floods: 1, self.restarts: 1,
        }  # fmt: skip

    async def case_of(self, number: int) -> Case | None:
        """The citizen's case under way that has a topic."""
        async with self.office.database.read() as unit:
            case = await unit.cases.in_chat(str(self.citizens[number].id))
        return case if case and case.thread in self.office.group.topics else None

    async def asks(self, number: int) -> None:
        """A question for people, and the consent to the newest offer."""
        citizen = self.citizens[number]
        if number in self.blocked or await self.case_of(number):
            return
        if any("☎ 现在接通" in one.labels for one in citizen.messages[-1:]):
            await citizen.tap("现在接通", message=citizen.last)
        else:
            await citizen.send(FEE)

    async def writes(self, number: int) -> None:
        """The citizen says something."""
        if number not in self.blocked and await self.case_of(number):
            await self.citizens[number].send(self.word("市民", number))

    async def answers(self, number: int) -> None:
        """Somebody of the staff, most often the holder, writes in the topic."""
        if case := await self.case_of(number):
            await self.somebody().send(self.word("窗口", number), to=self.office.group, thread=case.thread)

    async def notes(self, number: int) -> None:
        """A note for colleagues."""
        if case := await self.case_of(number):
            await self.somebody().send("// 内部", to=self.office.group, thread=case.thread)

    async def claims(self, number: int) -> None:
        """Two tap at once."""
        if case := await self.case_of(number):
            revision = case.consultation.revision
            on = next(one for one in self.office.group.chat.messages.values() if one.by_bot)
            for clerk in (self.office.li, self.office.wang):
                clerk.tap_data(f"v1|case|take:{case.id}:{revision}:", on)

    async def releases(self, number: int) -> None:
        """The case goes back, if the writer holds it."""
        await self.orders(number, "/release")

    async def resolves(self, number: int) -> None:
        """The case is concluded, if the writer holds it."""
        await self.orders(number, "/resolve")

    async def orders(self, number: int, order: str) -> None:
        """Somebody gives an order."""
        if case := await self.case_of(number):
            await self.somebody().send(order, to=self.office.group, thread=case.thread)

    async def loses_topic(self, number: int) -> None:
        """Somebody deletes the topic: what stood in it was seen."""
        if case := await self.case_of(number):
            self.seen_by_staff += self.words_in_topics(case.thread)
            self.reported_before |= self.reported()
            self.office.group.delete_topic(case.thread or 0)

    async def closes_topic(self, number: int) -> None:
        """Somebody closes the topic."""
        case = await self.case_of(number)
        if case and not self.office.group.topics[case.thread or 0].closed:
            self.office.group.close_topic(case.thread or 0)

    async def blocks(self, number: int) -> None:
        """The citizen blocks the bot."""
        if number not in self.blocked:
            self.blocked.add(number)
            await self.citizens[number].block()

    async def returns(self, number: int) -> None:
        """The citizen lets it in again."""
        if number in self.blocked:
            self.blocked.discard(number)
            await self.citizens[number].unblock()

    async def breaks(self, _: int) -> None:
        """A call is cut off, before or after it took effect."""
        self.office.server.fault(self.random.choice(("sendMessage", "copyMessage")), Kind.RESET_BEFORE)

    async def floods(self, _: int) -> None:
        """Telegram asks the group to wait."""
        self.office.server.fault("*", Kind.FLOOD, 2, chat=self.office.group.id, retry_after=1)

    async def restarts(self, _: int) -> None:
        """The bot is stopped and started."""
        if self.random.random() < 0.1:
            await self.office.close()
            await self.office.open()

    def somebody(self) -> User:
        """A clerk."""
        return self.random.choice((self.office.li, self.office.wang))

    def word(self, who: str, number: int) -> str:
        """Something said that was never said before."""
        self.said[who] += 1
        return f"{who}{number}·{self.said[who]}"

    def words_in_topics(self, thread: int | None = None) -> list[tuple[int, int]]:
        """(citizen, number) of what the bot has copied into the topics, in order."""
        texts = [
            one.text for one in self.office.group.chat.messages.values() if one.by_bot and thread in (None, one.thread)
        ]
        return [
            (int(found[2]), int(found[3])) for text in texts for found in _WORDS.finditer(text) if found[1] == "市民"
        ]

    async def rest(self) -> None:
        """Everybody is back, and everything received and queued is worked off."""
        for number in list(self.blocked):
            await self.returns(number)
        await self.office.quiet()

    async def check(self) -> None:
        """Nobody got another's words, no accepted word is lost, and all are in order."""
        for number, citizen in enumerate(self.citizens):
            heard = [found for one in citizen.messages for found in [_WORDS.search(one.text)] if found]
            assert {int(found[2]) for found in heard} <= {number}, "somebody read another's words"
            told = list(
                dict.fromkeys(int(found[3]) for found in heard if found[1] == "窗口" and "办结" not in found.string)
            )
            assert told == sorted(told), "out of order at a citizen"
            self.arrived += len(told)
            await self.check_transcript(number, set(told))
        assert self.said, "nobody talked"

    async def check_transcript(self, number: int, told: set[int]) -> None:
        """What the transcripts say was relayed has arrived on both sides."""
        copied = {word for citizen, word in (*self.words_in_topics(), *self.seen_by_staff) if citizen == number}
        for message in await self.messages_of(number):
            found = _WORDS.search(message.text)
            if found is None:
                continue
            if message.side is Side.CITIZEN:
                assert int(found[3]) in copied, f"{message.text} never reached the topic"
            elif message.side is Side.STAFF and int(found[3]) not in self.reported() | self.reported_before:
                assert int(found[3]) in told, f"{message.text} never reached the citizen"

    async def messages_of(self, number: int) -> list[CaseMessage]:
        """Every message of every case of a citizen; what was only said to the bot is in a case without a receipt."""
        async with self.office.database.read() as unit:
            found = await unit.cases.of_chat(str(self.citizens[number].id))
            given = [case.id for case in found if case.consultation.receipt]
            return [message for case in given for message in await unit.messages.of(case)]

    def reported(self) -> set[int]:
        """The numbers of the words of which the staff were told that they did not arrive."""
        told = [one.text for one in self.office.group.messages if "没有送到" in one.text]
        return {int(found[3]) for text in told for found in _WORDS.finditer(text)}


async def simulate(snapshot: SnapshotHolder, folder: Path, seed: int, steps: int) -> Counter[str]:
    """One run from one seed; returns what was said. AssertionError when something is lost, misled or out of order."""
    async with opened(folder, snapshot) as office:
        simulation = Simulation(office, random.Random(seed))
        await simulation.run(steps)
        return simulation.said + Counter(arrived=simulation.arrived)


def main() -> None:
    """Run seeds one after the other."""
    steps, seeds = int(sys.argv[1]), list(map(int, sys.argv[2:]))
    snapshot = SnapshotHolder(Snapshot.build(1, bundled()))
    fast()
    for seed in seeds:
        begun = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            said = asyncio.run(simulate(snapshot, Path(folder), seed, steps))
        seconds = time.monotonic() - begun
        sys.stdout.write(f"seed {seed}: {steps} steps in {seconds:.0f} s, {dict(said)}, nothing lost or misled\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
