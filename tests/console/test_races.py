"""What two browsers do at the very same moment: everybody gets an answer, and nothing is done half or twice."""

import asyncio

from bot.core.accounts import Role
from bot.service.audit import verify
from tests.console.log import logged, missed
from tests.console.office import PASSWORD, Office
from tests.console.scene import ARTICLE, matters


async def test_of_two_publications_and_a_rollback_each_is_whole(office: Office) -> None:
    """Two agree on one draft and a third goes back at once: a draft is published once, versions follow each other."""
    found = await matters(office)
    names = ("chen", "zhao", "wu")
    first, second, third = [await office.signed_in(await office.account(name, Role.APPROVER)) for name in names]
    agreed = {"mark": found.mark, "reason": "好", "confirmed": ["a1-1"]}
    async with first, second, third:
        await first.get("/corpus/publish")
        done = await asyncio.gather(
            first.post("/corpus/publish", data=agreed),
            second.post("/corpus/publish", data=agreed),
            third.post("/corpus/history/1/rollback", data={"reason": "退回"}),
        )
    statuses = [each.status_code for each in done]
    async with office.reading() as unit:
        history = await unit.corpus.history(9)
        published = [await unit.corpus.load(each.number) for each in history]
        current, audited = await unit.corpus.current(), await unit.audit.page(None, 99)

    assert statuses[:2].count(303) <= 1
    assert set(statuses) <= {303, 409}
    assert len(history) == 2 + statuses.count(303)
    assert current == history[0].number == office.services.snapshot.current.version
    assert {corpus.articles[0].body for corpus in published} <= {ARTICLE.body, "周四办理，免费。"}
    assert [each.act for each in audited if each.act in ("published", "rolled back")] == [
        "rolled back" if each.restores else "published" for each in history[: statuses.count(303)]
    ]


async def test_verdicts_and_their_undoing_from_two_browsers_end_in_one_state(office: Office) -> None:
    """Whatever order they come in, what is in force is what the trail says was given last and not taken back."""
    await logged(office, missed("q1"))
    account = await office.account("li")
    one, other, colleague = [await office.signed_in(each) for each in (account, account, await office.account("wang"))]
    async with one, other, colleague:
        await one.post("/log/q1/verdict", data={"verdict": "right"})
        done = await asyncio.gather(
            other.post("/log/q1/undo"),
            one.post("/log/q1/verdict", data={"verdict": "wrong"}),
            colleague.post("/log/q1/verdict", data={"verdict": "partial"}),
            other.post("/log/q1/undo"),
        )
    async with office.reading() as unit:
        in_force, acts = await unit.reviews.history("q1"), await unit.audit.page(None, 99)
        checked = await verify(unit)

    given = [each.act for each in acts].count("verdict")
    undone = [each.act for each in acts].count("verdict taken back")
    assert {each.status_code for each in done} <= {303, 404}
    assert (given, undone) == (3, [each.status_code for each in (done[0], done[3])].count(303))
    assert len(in_force) == given - undone
    assert checked.broken is None


async def test_a_new_password_ends_what_another_session_begins_after_it(office: Office) -> None:
    """While the owner changes it, the other session's act is done before or not at all; afterwards it is out."""
    await logged(office, missed("q1"))
    account = await office.account()
    own, other = await office.signed_in(account), await office.signed_in(account)
    form = {"old": PASSWORD, "new": "another-secret-7", "again": "another-secret-7"}
    async with own, other:
        changed, judged, again = await asyncio.gather(
            own.post("/me/password", data=form),
            other.post("/log/q1/verdict", data={"verdict": "right"}),
            other.post("/me/password", data=form),
        )
        after = [(await other.get("/")).status_code, (await own.get("/")).status_code]

    assert sorted((changed.status_code, again.status_code)) in ([303, 401], [303, 409])
    assert judged.status_code in (303, 401)
    assert sorted(after) == [200, 303]
