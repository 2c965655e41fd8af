"""Taking part in a consultation from the browser while the citizen sits at a terminal."""

import asyncio
import re
from dataclasses import replace

import httpx
import pytest

from bot.bootstrap.terminal import open_terminal
from bot.channels.terminal.screen import Screen
from bot.channels.terminal.three_way import Terminal
from bot.console.web import streams
from bot.core.accounts import Role
from bot.core.case_ports import Case, Side
from bot.service.consult import digest_of
from tests.console.office import Office

STREAM = {"accept": "text/event-stream"}


async def waiting(office: Office) -> tuple[Terminal, Case]:
    """A citizen at a terminal who asked for people and left the question in writing."""
    terminal = open_terminal(office.services, Screen(), desk=False)
    offered = await terminal.reply("我要找人工")
    press = re.search(r"\[(\d) ✍", offered)
    assert press, offered
    await terminal.reply(press[1])
    async with office.reading() as unit:
        (case,) = await unit.cases.queue(None, "terminal")
    return terminal, case


async def order(browser: httpx.AsyncClient, case: Case, verb: str, first: str = "", rest: str = "") -> httpx.Response:
    """A button of the case's page."""
    return await browser.post(f"/cases/{case.id}/order", data={"verb": verb, "first": first, "rest": rest})


async def test_a_case_is_claimed_answered_and_resolved_from_the_browser(office: Office) -> None:
    """The citizen at the terminal reads every word under the window's number; a note stays inside."""
    terminal, case = await waiting(office)
    browser = await office.signed_in(await office.account())
    async with browser:
        assert case.consultation.receipt in (await browser.get("/cases")).text
        assert (await order(browser, case, "claim")).status_code == 303
        assert "工号01】已接通" in await terminal.news()
        assert "<strong>1</strong> 在办，您的 1" in (await browser.get("/")).text
        assert case.consultation.receipt in (await browser.get("/cases")).text.partition("您在办的")[2]
        await terminal.reply("狗证要带照片吗")
        assert "狗证要带照片吗" in (await browser.get(f"/cases/{case.id}")).text
        await browser.post(f"/cases/{case.id}/say", data={"text": "先问一下科室", "side": "note"})
        await browser.post(f"/cases/{case.id}/say", data={"text": "要，两张一寸的"})
        heard = await terminal.news()
        assert (await order(browser, case, "resolve", "一次答复")).status_code == 303
        ended = await terminal.news()
        page = await browser.get(f"/cases/{case.id}")
        question = (await browser.get(f"/log/{case.consultation.question}")).text

    assert ">要，两张一寸的</textarea>" in question
    assert "工号01】要，两张一寸的" in heard
    assert "科室" not in heard
    assert "办结：已答复" in ended
    assert "已办结" in page.text
    assert await terminal.news() == ""
    async with office.reading() as unit:
        sides = [each.side for each in await unit.messages.of(case.id)]
        acts = [each.act for each in await unit.audit.after(0, 99) if each.act.startswith("case")]
    assert sides == [Side.CITIZEN, Side.CITIZEN, Side.NOTE, Side.STAFF]
    assert acts == ["case: claim", "case: note", "case: reply", "case: resolve"]


async def test_an_answer_waits_for_a_citizen_who_has_left_the_terminal(office: Office) -> None:
    """At the next start the terminal says so, and the receipt number brings it, again whenever it is typed, and the talk goes on.

    What is typed while people are on the line goes to them, whatever it looks like.
    """
    terminal, case = await waiting(office)
    browser = await office.signed_in(await office.account())
    async with browser:
        await order(browser, case, "claim")
        await browser.post(f"/cases/{case.id}/say", data={"text": "要，两张一寸的"})
        later, receipt = open_terminal(office.services, Screen(), desk=False), case.consultation.receipt
        assert receipt in await later.left()
        unsent = (await browser.get(f"/cases/{case.id}")).text
        assert "还没送到" in unsent
        assert "没有 #0101-77" in await later.reply("#0101-77")
        await later.reply("我要找人工")  # somebody else's offer: its buttons are gone with the other citizen
        shown = await later.reply(receipt)
        assert "上次答复：要，两张一寸的" in await open_terminal(office.services, Screen(), desk=False).reply(receipt)
        read = (await browser.get(f"/cases/{case.id}")).text
        for said in ("彩色的吗", "1", "0310-0315", receipt):
            shown += await later.reply(said)
        async with office.reading() as unit:
            heard = [each.text for each in await unit.messages.of(case.id) if each.side is Side.CITIZEN][1:]

    assert shown.count("要，两张一寸的") == 1
    assert heard == ["彩色的吗", "1", "0310-0315", receipt]
    assert "已送到" in read
    assert len({re.search(r"events\?seen=([\d.]+)", each)[1] for each in (unsent, read)}) == 2  # type: ignore[index]
    assert await terminal.news() == await later.left() == ""


async def test_only_one_of_two_claims_wins(office: Office) -> None:
    """The second one learns who has it, and the trail holds one; words of somebody who does not hold the case never reach the citizen."""
    terminal, case = await waiting(office)
    first, second = [await office.signed_in(await office.account(name)) for name in ("li", "wang")]
    async with first, second:
        both = await asyncio.gather(order(first, case, "claim"), order(second, case, "claim"))
        loser = second if both[0].status_code == 303 else first
        said = await loser.post(f"/cases/{case.id}/say", data={"text": "我也来说"})

    async with office.reading() as unit:
        acts = [each.act for each in await unit.audit.after(0, 99)]
    assert acts.count("case: claim") == 1
    assert sorted(each.status_code for each in both) == [200, 303]
    assert any("已由 工号" in each.text for each in both)
    assert "市民没有收到" in said.text
    assert "我也来说" not in await terminal.news()


async def test_nothing_is_masked_behind_the_clerks_back(office: Office) -> None:
    """Personal data in a reply is shown as it would be sent before anything is; the office's own number goes as it is."""
    terminal, case = await waiting(office)
    browser = await office.signed_in(await office.account())
    say = f"/cases/{case.id}/say"
    async with browser:
        await order(browser, case, "claim")
        await terminal.news()
        asked = await browser.post(say, data={"text": "您的手机13812345678已登记"})
        assert (asked.status_code, "您的手机〔手机号〕已登记" in asked.text) == (409, True)
        assert "您的手机13812345678已登记</textarea>" in asked.text
        other = await browser.post(say, data={"text": "加微信 abc12345 说", "masked": "手机号"})
        assert (other.status_code, await terminal.news()) == (409, "")
        await browser.post(say, data={"text": "您的手机13812345678已登记", "masked": "手机号"})
        await browser.post(say, data={"text": "窗口电话 0571-82712345"})
        heard = await terminal.news()
        refused = await order(browser, case, "resolve", "不属职权", "找张三13812345678")
        assert (refused.status_code, await terminal.news()) == (409, "")
        await order(browser, case, "resolve", "不属职权", "市里 " + "长" * 5000)
        assert len(await terminal.news()) < 600

    assert "您的手机〔手机号〕已登记" in heard
    assert "窗口电话 0571-82712345" in heard
    async with office.reading() as unit:
        assert not [each for each in await unit.messages.of(case.id) if "13812345678" in each.text]


async def test_a_reply_is_corrected_and_taken_back(office: Office) -> None:
    """The citizen reads the new words, then that they no longer hold; a colleague can change nothing."""
    terminal, case = await waiting(office)
    first, second = [
        await office.signed_in(await office.account(name, role))
        for name, role in (("li", Role.REVIEWER), ("wang", Role.APPROVER))
    ]
    async with first, second:
        await order(first, case, "claim")
        await first.post(f"/cases/{case.id}/say", data={"text": "要带一张照片"})
        async with office.reading() as unit:
            reply = (await unit.messages.of(case.id))[-1].id
        words = {"message": reply, "text": "要带两张照片"}
        await terminal.news()
        assert (await second.post(f"/cases/{case.id}/correct", data=words)).status_code == 404
        assert "在办" in (await second.post(f"/cases/{case.id}/retract", data=words)).text
        assert await terminal.news() == ""
        assert (await first.post(f"/cases/{case.id}/correct", data=words)).status_code == 303
        assert "要带两张照片（已更正）" in await terminal.news()
        assert "要带一张照片" in (await first.get(f"/cases/{case.id}")).text.partition("原来的说法")[2]
        assert (await first.post(f"/cases/{case.id}/retract", data=words)).status_code == 303
        assert "不要照它办：\n要带两张照片" in await terminal.news()
        assert "说过，已撤回" in (await first.get(f"/cases/{case.id}")).text
        assert (await first.post(f"/cases/{case.id}/retract", data={"message": "x"})).status_code == 404
        assert "先答复" in (await order(first, case, "resolve", "一次答复")).text

    async with office.reading() as unit:
        assert [each.side for each in await unit.messages.of(case.id)] == [Side.CITIZEN, Side.NOTE]


async def test_the_transcript_tells_who_came_and_which_passages_went(office: Office) -> None:
    """What took effect is there in order; what somebody tried who does not hold the case is not."""
    _, case = await waiting(office)
    first, second = [await office.signed_in(await office.account(name)) for name in ("li", "wang")]
    passage = next(iter(office.services.snapshot.current.knowledge.passages.values()))
    use = {"passage": digest_of(passage.id)}
    async with first, second:
        await order(first, case, "claim")
        await order(second, case, "claim")
        await second.post(f"/cases/{case.id}/use", data=use)
        assert passage.text not in (await first.get(f"/cases/{case.id}")).text.partition('data-part="act"')[0]
        await first.post(f"/cases/{case.id}/use", data=use)
        await order(first, case, "release")
        page = (await first.get(f"/cases/{case.id}")).text.partition('data-part="act"')[0]

    steps = re.findall(r"接单 \d|窗口发的原文|退回待接", page)
    assert [step[:2] for step in steps] == ["接单", "窗口", "退回"]
    assert passage.text in page


@pytest.mark.parametrize(
    ("verb", "first", "rest", "said"),
    [
        ("promise", "昨天", "", "工作日数。</p>"),
        ("reassign", "d1", "原因", "没有叫"),
        ("resolve", "一次答复", "", "先答复"),
        ("resolve", "不属职权", "", "该找哪里"),
    ],
)
async def test_what_cannot_be_done_is_explained(office: Office, verb: str, first: str, rest: str, said: str) -> None:
    """The same rules as in the group, told on the page."""
    _, case = await waiting(office)
    browser = await office.signed_in(await office.account())
    async with browser:
        await order(browser, case, "claim")
        response = await order(browser, case, verb, first, rest)

    assert said in response.text


async def test_another_departments_case_does_not_exist(office: Office) -> None:
    """Neither on the board, nor by its address, nor for any act, nor as a stream."""
    _, case = await waiting(office)
    browser = await office.signed_in(await office.account(departments=("d9",)))
    async with browser:
        board = await browser.get("/cases")
        statuses = [
            (await browser.get(f"/cases/{case.id}")).status_code,
            (await order(browser, case, "claim")).status_code,
            (await browser.post(f"/cases/{case.id}/say", data={"text": "x"})).status_code,
            (await browser.post(f"/cases/{case.id}/use", data={"passage": "x"})).status_code,
        ]

    assert case.consultation.receipt not in board.text
    assert statuses == [404] * 4


async def test_a_case_is_found_by_its_receipt_number_and_by_its_words(office: Office) -> None:
    """Whoever calls has a number; what belongs to others is not found by either, and nothing is found by accident."""
    _, case = await waiting(office)
    await open_terminal(office.services, Screen(), desk=False).reply("我要找人工")  # offered, and no case yet
    own, foreign = (
        await office.signed_in(await office.account("li")),
        await office.signed_in(await office.account("wang", departments=("d9",))),
    )
    receipt = case.consultation.receipt
    async with own, foreign:
        there = await own.get("/cases", params={"q": receipt.removeprefix("#")})
        found, none = [(await own.get("/cases", params={"q": words})).text for words in ("找 人工", "找 张三")]
        hidden = [await foreign.get("/cases", params={"q": words}) for words in (receipt, "人工")]

    assert there.headers["location"] == f"/cases/{case.id}"
    assert (f'href="/cases/{case.id}"' in found, "没有找到" in none) == (True, True)
    assert all(each.status_code == 200 and case.id not in each.text for each in hidden)


async def test_takeover_needs_a_supervisor(office: Office) -> None:
    """A reviewer cannot take a colleague's case, an approver can."""
    terminal, case = await waiting(office)
    holder, colleague, lead = [
        await office.signed_in(await office.account(name, role))
        for name, role in (("li", Role.REVIEWER), ("wang", Role.REVIEWER), ("chen", Role.APPROVER))
    ]
    async with holder, colleague, lead:
        await order(holder, case, "claim")
        assert (await order(colleague, case, "takeover")).status_code == 403
        assert (await order(lead, case, "takeover")).status_code == 303
    assert "工号02】已接通" in await terminal.news()


ENDS = {
    "disabled": lambda keeper: keeper.disable("", "wangfang"),
    "signed out": lambda keeper: keeper.sign_out("", "wangfang"),
    "another password": lambda keeper: keeper.reset("", "wangfang"),
    "another role": lambda keeper: keeper.assign("", "wangfang", Role.READER, ()),
    "other departments": lambda keeper: keeper.assign("", "wangfang", Role.REVIEWER, ("d9",)),
}


@pytest.mark.parametrize("end", ENDS)
async def test_an_open_stream_ends_with_its_session(office: Office, end: str) -> None:
    """A page that follows a case hears nothing more as soon as trust is withdrawn: at the next of two looks a second."""
    _, case = await waiting(office)
    await office.account("root", Role.ADMIN)
    browser = await office.signed_in(await office.account())
    async with browser, asyncio.timeout(10):
        following = await followed(office, browser, case, 1)
        await ENDS[end](office.keeper)
        heard = (await following).text

    assert heard.rstrip().endswith("event: ended\ndata: -")
    assert heard.count("event: changed") == 1


async def test_a_stream_ends_when_its_case_goes_to_another_department(office: Office) -> None:
    """Whoever followed it is told at once, and the page then says so; the board of those who see it is another."""
    _, case = await waiting(office)
    told = case.consultation
    own = await office.signed_in(await office.account("li", departments=(told.department,)))
    lead = await office.signed_in(await office.account("chen"))
    async with own, lead, asyncio.timeout(10):
        before = (await lead.get("/cases")).text
        following = await followed(office, own, case, 1)
        async with office.database.write() as unit:
            assert await unit.cases.save(replace(told, department="d9", revision=told.revision + 1), told.revision)
        heard = (await following).text
        after = (await lead.get("/cases")).text

    assert heard.rstrip().endswith("event: ended\ndata: -")
    assert len({re.search(r"events\?seen=(\w+)", each)[1] for each in (before, after)}) == 2  # type: ignore[index]


async def test_one_account_does_not_take_the_streams_of_all(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its oldest page gives way to its newest; with every place taken, whoever has none yet is told to come back."""
    monkeypatch.setattr(streams, "EACH", 2)
    monkeypatch.setattr(streams, "ALL", 3)
    _, case = await waiting(office)
    greedy, other, third = [await office.signed_in(await office.account(name)) for name in ("li", "wang", "zhao")]
    async with greedy, other, third, asyncio.timeout(20):
        first = await followed(office, greedy, case, 1)
        open_ = [await followed(office, greedy, case, 2)]
        open_.append(await followed(office, other, case, 3))
        late = await third.get(f"/cases/{case.id}/events", headers=STREAM)
        open_.append(follow(greedy, case))
        given_way = (await first).text
        for name in ("li", "wang"):
            await office.keeper.sign_out("", name)
        await asyncio.gather(*open_)

    assert given_way.rstrip().endswith("event: replaced\ndata: -")
    assert (late.status_code, "刷新" in late.text) == (503, True)
    assert len(office.app.state.streams) == 0


async def followed(office: Office, browser: httpx.AsyncClient, case: Case, open_: int) -> asyncio.Task[httpx.Response]:
    """A page that follows the case, once as many as this are open."""
    following = follow(browser, case)
    while len(office.app.state.streams) != open_:  # noqa: ASYNC110 (it tells nobody)
        await asyncio.sleep(0.01)
    return following


def follow(browser: httpx.AsyncClient, case: Case) -> asyncio.Task[httpx.Response]:
    """A page that follows the case."""
    return asyncio.create_task(browser.get(f"/cases/{case.id}/events?seen=0", headers=STREAM))


async def test_a_window_bound_to_a_department_answers_it(office: Office) -> None:
    """An account of the case's own department sees it and can claim it."""
    _, case = await waiting(office)
    account = await office.account(departments=(case.consultation.department,))
    browser = await office.signed_in(account)
    async with browser:
        assert (await order(browser, case, "claim")).status_code == 303
        assert (await order(browser, replace(case), "release")).status_code == 303


async def test_an_entry_that_comes_from_a_case_leads_there(office: Office) -> None:
    """For those whose case it is; to others it does not exist."""
    _, case = await waiting(office)
    own = await office.signed_in(await office.account())
    foreign = await office.signed_in(await office.account("li", departments=("d9",)))
    async with own, foreign:
        led = await own.get(f"/log/{case.id}")
        assert (led.status_code, led.headers["location"]) == (303, f"/cases/{case.id}")
        assert (await foreign.get(f"/log/{case.id}")).status_code == 404
