"""Citizens and staff who do whatever comes to mind, while topics vanish, chats are blocked and the line breaks."""

import asyncio
import random
from collections.abc import Awaitable, Callable

from bot.core.case_ports import Case
from bot.core.pseudonym import pseudonym
from tests.telegram_server import Group, Kind, User
from tests.three_way.conftest import FEE, HALL, KEY, Office
from tests.three_way.witness import Witness

CITIZENS = 5
SECOND = "区民政局"
PATIENCE = 300.0
"""Seconds until a run that does not come to rest has failed; many runs share one processor."""


class People:
    """Everybody of one run. Every word said carries the citizen it concerns and a number that grows."""

    def __init__(self, office: Office, chance: random.Random) -> None:
        self.office, self.chance = office, chance
        self.groups: list[Group] = [office.group]
        self.witness = Witness(office, self.groups)
        self.blocked: set[int] = set()
        self.taken: set[int] = set()

    async def live(self, steps: int, stepped: Callable[[], None]) -> None:
        """Act so many times, then let everything come to rest, and check."""
        await self.second_department()
        self.witness.citizens = [await self.office.citizen(f"市民{number}") for number in range(CITIZENS)]
        acts = [act for act, weight in self.acts().items() for _ in range(weight)]
        for step in range(steps):
            await self.chance.choice(acts)(self.chance.randrange(CITIZENS))
            await asyncio.sleep(self.chance.choice((0.0, 0.0, 0.01, 0.03)))
            stepped()
            if step % 50 == 49:
                await self.rest()
        await self.rest()
        await self.witness.check()

    async def second_department(self) -> None:
        """Another group, to which cases can be reassigned."""
        other = self.office.new_group(SECOND)
        await self.office.boss.send(f"/bind {SECOND}", to=other)
        await other.expect("已绑定")
        self.groups.append(other)

    def acts(self) -> dict[Callable[[int], Awaitable[None]], int]:
        """Everything that can happen, and how often."""
        return {
            self.asks: 5, self.writes: 12, self.corrects: 2, self.answers: 14, self.notes: 2, self.claims: 6,
            self.releases: 1, self.resolves: 1, self.reassigns: 1, self.loses_topic: 1, self.closes_topic: 1,
            self.blocks: 1, self.returns: 6, self.breaks: 2, self.floods: 1, self.restarts: 1,
        }  # fmt: skip

    async def case_of(self, number: int) -> tuple[Case, Group, int] | None:
        """The citizen's case under way, with its group and topic."""
        async with self.office.database.read() as unit:
            case = await unit.cases.in_chat(str(self.citizen(number).id))
        group = next((one for one in self.groups if case and case.group == str(one.chat.id)), None)
        known = case and group and case.thread in group.topics
        return (case, group, case.thread) if known and case and group and case.thread else None

    def citizen(self, number: int) -> User:
        """One of the citizens."""
        return self.witness.citizens[number]

    async def asks(self, number: int) -> None:
        """A question for people, and the consent to the newest offer."""
        citizen = self.citizen(number)
        if number in self.blocked or await self.case_of(number):
            return
        offers = [one for one in citizen.messages if "☎ 现在接通" in one.labels and one.id not in self.taken]
        if offers:
            self.taken.update(one.id for one in offers)
            await citizen.tap("现在接通", message=offers[-1])
        else:
            await citizen.send(FEE)

    async def writes(self, number: int) -> None:
        """The citizen says something, most often to people."""
        if number not in self.blocked and (await self.case_of(number) or self.chance.random() < 0.3):
            said = self.witness.word("市民", number)
            await self.citizen(number).send(said)
            self.witness.written.append((number, said))

    async def corrects(self, number: int) -> None:
        """The citizen edits the newest own message."""
        citizen = self.citizen(number)
        own = [one for one in citizen.chat.messages.values() if not one.by_bot and one.text.startswith("市民")]
        if number not in self.blocked and own:
            await citizen.edit(own[-1], own[-1].text + "改")

    async def answers(self, number: int) -> None:
        """Somebody of the staff, most often the holder, writes in the topic."""
        if found := await self.case_of(number):
            case, group, thread = found
            said = self.witness.word("窗口", number)
            await self.somebody(case).send(said, to=group, thread=thread)
            self.witness.answered.append(((str(group.chat.id), thread), said))

    async def notes(self, number: int) -> None:
        """A note for colleagues."""
        await self.orders(number, "// 内部")

    async def claims(self, number: int) -> None:
        """Two tap at once."""
        if found := await self.case_of(number):
            case, group, _ = found
            on = next(one for one in group.chat.messages.values() if one.by_bot)
            for clerk in (self.office.li, self.office.wang):
                clerk.tap_data(f"v1|case|take:{case.id}:{case.consultation.revision}:", on)

    async def releases(self, number: int) -> None:
        """The case goes back, if the writer holds it."""
        await self.orders(number, "/release")

    async def resolves(self, number: int) -> None:
        """The case is concluded, if the writer holds it."""
        await self.orders(number, "/resolve")

    async def reassigns(self, number: int) -> None:
        """The case goes to the other department."""
        if found := await self.case_of(number):
            other = SECOND if found[1] is self.office.group else HALL
            await self.orders(number, f"/reassign {other} 不归我们")

    async def orders(self, number: int, order: str) -> None:
        """Somebody gives an order."""
        if found := await self.case_of(number):
            case, group, thread = found
            await self.somebody(case).send(order, to=group, thread=thread)

    async def loses_topic(self, number: int) -> None:
        """Somebody deletes the topic: what stood in it was seen."""
        if found := await self.case_of(number):
            _, group, thread = found
            self.witness.remember(group, thread)
            group.delete_topic(thread)

    async def closes_topic(self, number: int) -> None:
        """Somebody closes the topic."""
        found = await self.case_of(number)
        if found and not found[1].topics[found[2]].closed:
            found[1].close_topic(found[2])

    async def blocks(self, number: int) -> None:
        """The citizen blocks the bot."""
        if number not in self.blocked:
            self.blocked.add(number)
            await self.citizen(number).block()

    async def returns(self, number: int) -> None:
        """The citizen lets it in again."""
        if number in self.blocked:
            self.blocked.discard(number)
            await self.citizen(number).unblock()

    async def breaks(self, _: int) -> None:
        """A call is cut off, before or after it took effect, or answered with an error page."""
        kind = self.chance.choice((Kind.RESET_BEFORE, Kind.RESET_AFTER, Kind.SERVER_ERROR))
        self.office.server.fault(self.chance.choice(("sendMessage", "copyMessage")), kind)

    async def floods(self, _: int) -> None:
        """Telegram asks a group to wait."""
        group = self.chance.choice(self.groups)
        self.office.server.fault("*", Kind.FLOOD, 2, chat=group.id, retry_after=1)

    async def restarts(self, _: int) -> None:
        """The bot is stopped and started."""
        if self.chance.random() < 0.1:
            await self.office.close()
            await self.office.open()

    def somebody(self, case: Case) -> User:
        """A clerk, most often the one who has the case."""
        clerks = (self.office.li, self.office.wang)
        holder = case.consultation.holder
        ours = [one for one in clerks if holder and holder.id == pseudonym(KEY, "telegram-staff", str(one.id))]
        return ours[0] if ours and self.chance.random() < 0.7 else self.chance.choice(clerks)

    async def rest(self) -> None:
        """Everybody is back, and everything received and queued is worked off."""
        for number in list(self.blocked):
            await self.returns(number)
        await self.office.quiet(PATIENCE)
