"""What the console keeps, on every database."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.bootstrap.store import SystemClock
from bot.core.accounts import Account, Role, Session
from bot.core.audit import first_broken
from bot.core.console_ports import Review, Verdict
from bot.core.log_ports import LogFilter
from bot.core.ports import LOCAL, OutboxItem
from bot.service.accounts import AccountError, AccountKeeper
from bot.service.passwords import Passwords
from bot.store.database import SqlDatabase
from tests.store.samples import NOW, call, publish, record

LI = Account("a1", "lihua", "李华", Role.REVIEWER, NOW, ("d1",), "hash")


async def test_accounts_are_kept_whole_and_names_are_unique(database: SqlDatabase) -> None:
    """What was saved is read back; a second account cannot take a name."""
    changed = replace(LI, role=Role.ADMIN, departments=(), totp="secret", totp_used=60_000_000, disabled=True)
    async with database.write() as unit:
        assert await unit.accounts.add(LI)
        assert not await unit.accounts.add(replace(LI, id="a2"))
        await unit.accounts.save(changed)
    async with database.read() as unit:
        assert await unit.accounts.named("lihua") == changed
        assert await unit.accounts.get("a2") is None
        assert list(await unit.accounts.all()) == [changed]


async def test_sessions_are_opened_used_and_ended(database: SqlDatabase) -> None:
    """One by one, or all of an account; devices are known to the account that used them only."""
    session = Session("t1", "a1", NOW, NOW, "浏览器")
    async with database.write() as unit:
        await unit.accounts.add(LI)
        for token in ("t1", "t2", "t3"):
            await unit.sessions.open(replace(session, token=token))
        await unit.sessions.seen("t1", NOW + timedelta(hours=1))
        await unit.sessions.close("t2")
        await unit.sessions.remember("d1", "a1")
        await unit.sessions.remember("d1", "a1")
        assert [each.token for each in await unit.sessions.of("a1")] == ["t1", "t3"]
        assert await unit.sessions.knows("d1", "a1")
        assert not await unit.sessions.knows("d1", "a2")
        await unit.sessions.close_all("a1")
        assert await unit.sessions.get("t1") is None


async def test_attempts_are_counted_in_a_window_and_forgotten_behind_it(database: SqlDatabase) -> None:
    """Each key for itself; success clears it."""
    later, window = NOW + timedelta(minutes=20), timedelta(minutes=15)
    async with database.write() as unit:
        await unit.attempts.add(["a", "b"], NOW, NOW - window)
        assert await unit.attempts.count("a", NOW - window) == 1
        await unit.attempts.add(["a"], later, later - window)
        assert (await unit.attempts.count("a", NOW), await unit.attempts.count("b", NOW)) == (1, 0)
        await unit.attempts.take_back("a", NOW)
        assert await unit.attempts.count("a", NOW) == 1
        await unit.attempts.take_back("a", later)
        await unit.attempts.add(["a"], later, later - window)
        await unit.attempts.clear(["a"])
        assert await unit.attempts.count("a", NOW) == 0


async def test_administrators_cannot_do_away_with_each_other_at_once(database: SqlDatabase) -> None:
    """Of acts that would leave no administrator, the last one is refused, however close together they are."""
    passwords = Passwords(time_cost=1, memory_cost=64)
    keeper = AccountKeeper(database, SystemClock(), passwords)
    for name in ("chen", "li", "wang"):
        await keeper.add("", name, name, Role.ADMIN)
    acts = [keeper.disable("", "chen"), keeper.assign("", "li", Role.READER, ()), keeper.disable("", "wang")]
    done = await asyncio.gather(*acts, return_exceptions=True)
    passwords.close()

    assert [type(each) for each in done].count(AccountError) == 1
    async with database.read() as unit:
        assert [each.role is Role.ADMIN and not each.disabled for each in await unit.accounts.all()].count(True) == 1


async def test_the_audit_chain_holds_under_concurrent_acts(database: SqlDatabase) -> None:
    """Acts of many at once are sealed one after the other."""

    async def act(number: int) -> None:
        async with database.write() as unit:
            await unit.audit.append("a1", "verdict", f"q{number}", {"verdict": "对"}, NOW)

    await asyncio.gather(*map(act, range(20)))
    async with database.read() as unit:
        records = await unit.audit.after(0, 100)
        newest = await unit.audit.page(None, 3)
    assert [each.seq for each in records] == list(range(1, 21))
    assert first_broken(records) is None
    assert [each.seq for each in newest] == [20, 19, 18]


async def test_the_newest_verdict_is_in_force_and_the_log_knows_which_have_one(database: SqlDatabase) -> None:
    """Taking back brings the one before into force, and in the end none."""
    await publish(database)
    first = Review("q1", Verdict.RIGHT, "a1", NOW, "好")
    second = Review("q1", Verdict.WRONG, "a1", NOW, article="a1", answer="到镇里办")
    async with database.write() as unit:
        await unit.accounts.add(LI)
        await unit.questions.add(record("q1"))
        await unit.reviews.give(first)
        await unit.reviews.give(second)
        assert await unit.facts.count(LogFilter(reviewed=True)) == 1
        assert await unit.reviews.given("a1", NOW) == ["q1"]
        assert not [*await unit.reviews.given("a2", NOW), *await unit.reviews.given("a1", NOW + timedelta(seconds=1))]
        assert list(await unit.reviews.history("q1")) == [second, first]
        assert await unit.reviews.take_back("q1", "a1") == second
        assert (await unit.reviews.of(["q1", "q2"])) == {"q1": first}
        assert await unit.reviews.take_back("q1", "a1") == first
        assert await unit.reviews.take_back("q1", "a1") is None
        assert await unit.facts.count(LogFilter(reviewed=True)) == 0
        place = await unit.reviews.place("q1")
    assert place is not None
    assert place[1:] == ("d1", "")


async def test_of_verdicts_at_the_same_moment_none_is_lost_and_one_is_in_force(database: SqlDatabase) -> None:
    """Several reviewers, each with the same two questions in another order."""
    await publish(database)
    async with database.write() as unit:
        await unit.accounts.add(LI)
        for name in ("q1", "q2"):
            await unit.questions.add(record(name))

    async def judge(*questions: str) -> None:
        async with database.write() as unit:
            for each in questions:
                await unit.reviews.give(Review(each, Verdict.RIGHT, "a1", NOW))

    await asyncio.gather(*(judge(*order) for order in (("q1", "q2"), ("q2", "q1"), ("q1", "q2"))))
    async with database.read() as unit:
        assert [len(await unit.reviews.history(each)) for each in ("q1", "q2")] == [3, 3]
        assert sorted(await unit.reviews.given("a1", NOW)) == ["q1", "q2"]


async def test_a_terminals_post_is_fetched_by_it_alone(database: SqlDatabase) -> None:
    """No messenger is offered it, and it is fetched once."""
    item = OutboxItem("k1", LOCAL + "c1", "@show", {"text": []})
    async with database.write() as unit:
        await unit.outbox.put([item, call("k2")], NOW)
        assert [each.key for each in await unit.outbox.pending(10)] == ["k2"]
        assert [each.key for each in await unit.outbox.collect(LOCAL + "c1", NOW)] == ["k1"]
        assert not await unit.outbox.collect(LOCAL + "c1", NOW)
