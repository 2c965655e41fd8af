"""Staff in the browser, the citizen in Telegram, colleagues in the group."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

import httpx

from bot.bootstrap.asking import Services
from bot.bootstrap.console import make_console
from bot.config import Settings
from bot.console.web.address import Address
from bot.core.accounts import Role
from bot.core.hours import bundled_schedule
from bot.service.accounts import AccountKeeper
from bot.service.ask import AskService
from bot.service.consult import ConsultService
from bot.service.corpus_watch import CorpusWatch
from bot.service.passwords import Passwords
from bot.service.sign_in import Attempt, SignedIn, SignIn
from tests.three_way.conftest import HALL, Office

ADDRESS = Address("127.0.0.1", 8321, "http://127.0.0.1:8321")


async def browser_of(office: Office, folder: Path) -> httpx.AsyncClient:
    """The browser of somebody who has just chosen a password."""
    database, clock, snapshot = office.database, office.clock, office._snapshot
    consult = ConsultService(snapshot, bundled_schedule())
    ask, watch = AskService(database, snapshot, clock), CorpusWatch(database, snapshot)
    services = Services(Settings(home=folder), database, clock, snapshot, ask, consult, watch)
    passwords = Passwords(time_cost=1, memory_cost=64)
    app = make_console(services, passwords, ADDRESS)
    keeper, sign_in = AccountKeeper(database, clock, passwords), SignIn(database, clock, passwords)
    handed = await keeper.add("", "wangfang", "王芳", Role.REVIEWER)
    done = await sign_in.attempt(Attempt("wangfang", handed.password, "", ""))
    assert isinstance(done, SignedIn)
    headers = {"origin": ADDRESS.origin}
    transport = httpx.ASGITransport(app)
    browser = httpx.AsyncClient(
        transport=transport, base_url=ADDRESS.url, cookies={"sanfang": done.token}, headers=headers
    )
    form = {"old": handed.password, "new": "correct-horse-9", "again": "correct-horse-9"}
    assert (await browser.post("/me/password", data=form)).status_code == 303
    return browser


async def test_a_reply_from_the_browser_reaches_the_citizen_and_the_topic(office: Office, tmp_path: Path) -> None:
    """Claimed in the browser, answered under the department's window, corrected, taken back and answered again.

    Colleagues in the topic see all of it; a note stays among them.
    """
    citizen = await office.asking()
    thread = await office.thread()
    case = await office.case()
    browser = await browser_of(office, tmp_path)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(browser.aclose)
        assert (await browser.post(f"/cases/{case.id}/order", data={"verb": "claim"})).status_code == 303
        await citizen.expect("已接通")
        await browser.post(f"/cases/{case.id}/say", data={"text": "先问制卡科", "side": "note"})
        await office.group.expect("先问制卡科")
        await browser.post(f"/cases/{case.id}/say", data={"text": "带身份证来就行"})
        answer = await citizen.expect("带身份证来就行")
        await office.group.expect("在网页上答复市民")
        (reply,) = [each.id for each in await office.transcript() if each.text == "带身份证来就行"]
        await browser.post(f"/cases/{case.id}/correct", data={"message": reply, "text": "带身份证和照片来"})
        await office.group.expect("在网页上更正为：\n带身份证和照片来")
        await office.quiet()
        assert "带身份证和照片来（已更正）" in citizen.chat.messages[answer.id].text
        await browser.post(f"/cases/{case.id}/retract", data={"message": reply})
        await office.group.expect("在网页上撤回了")
        await office.quiet()
        assert answer.id not in citizen.chat.messages
        await browser.post(f"/cases/{case.id}/say", data={"text": "带身份证就行，不用照片"})
        await citizen.expect("不用照片")
        await citizen.send("谢谢，几楼")
        await office.group.expect("几楼")
        page = await browser.get(f"/cases/{case.id}")
        await browser.post(f"/cases/{case.id}/order", data={"verb": "resolve", "first": "一次答复"})
        await citizen.expect("办结")
    await office.quiet()

    assert answer.text.startswith(f"【{HALL}窗口 工号")
    assert "谢谢，几楼" in page.text
    assert not any("制卡科" in each.text for each in citizen.chat.messages.values() if each.text)
    assert any("带身份证来就行" in text for text in office.said_in(thread))


async def test_of_two_claims_at_once_in_browser_and_group_one_wins(office: Office, tmp_path: Path) -> None:
    """The other hears who has it, and the citizen hears of one window only."""
    citizen = await office.asking()
    await office.thread()
    case = await office.case()
    browser = await browser_of(office, tmp_path)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(browser.aclose)
        page, tap = await asyncio.gather(
            browser.post(f"/cases/{case.id}/order", data={"verb": "claim"}), office.tap(office.li, "接单")
        )
        told = (await tap.answered()).get("text", "")
        await citizen.expect("已接通")
        await office.quiet()

    holder = (await office.case()).consultation.holder
    assert holder is not None
    lost = told if page.status_code == 303 else page.text
    assert f"已由 工号{holder.badge} 接单。" in lost
    assert (page.status_code, bool(told)) in ((303, True), (200, False))
    assert len([each for each in citizen.chat.messages.values() if "已接通" in (each.text or "")]) == 1
