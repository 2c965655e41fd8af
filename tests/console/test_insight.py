"""统计 and 答不上的: what they show, to whom, and what settling a cluster does."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest

from bot.core.accounts import Role
from bot.core.cluster_ports import ClusterFilter, Settled
from bot.core.model import Outcome
from bot.exports import EXPORTS
from bot.service.publishing import Drafting
from tests.console.log import logged, missed
from tests.console.office import Office
from tests.store.samples import NOW, record

STEPS = {"parts": [{"wanted": ["steps"]}]}
NASTY = "<img src=x onerror=alert(1)>公积金怎么提取"


async def fill(office: Office) -> None:
    """An answer of one department, two near questions that another could not answer, one of them hostile."""
    async with office.database.write() as unit:
        await unit.questions.add(record("q1"))
        for name, text in (("q2", NASTY), ("q3", f"请问{NASTY}呢")):
            handed: dict[str, Any] = {"outcome": Outcome.HANDOFF, "rule": "department_known", "citations": ()}
            asked = {"clean_text": text, "masked_text": text, "citizen": name, "department": "d2"}
            await unit.questions.add(record(name, understanding=STEPS, **handed, **asked))


async def test_the_statistics_show_figures_charts_and_tables(office: Office) -> None:
    """Of the period and department that the address names; files and the bulletin are of the same."""
    await fill(office)
    async with await office.signed_in(await office.account(role=Role.READER)) as browser:
        shown = (await browser.get("/statistics")).text
        one = (await browser.get("/statistics", params={"department": "d1"})).text
        empty = (await browser.get("/statistics", params={"since": "2020-01-01", "until": "2020-02-01"})).text
        bulletin = (await browser.get("/statistics/bulletin")).text
        files = {suffix: await browser.get(f"/statistics/file/{suffix[1:]}") for suffix in EXPORTS}

    assert shown.count('role="img"') == 4
    assert "33.3%" in shown
    assert NASTY not in shown + bulletin
    assert "&lt;img src=x" in shown
    assert "100.0%" in one
    assert "还没有人咨询" in empty
    assert "有效咨询 3 件" in bulletin
    for suffix, response in files.items():
        assert (response.status_code, response.headers["content-type"]) == (200, EXPORTS[suffix])
        assert response.headers["content-disposition"].endswith(f'{suffix}"')


@pytest.mark.parametrize(
    "query",
    ["since=x", "until=9999-12-31", "since=0001-01-01", "since=2026-13-01&until=", "department=&since=%EF%BC%91"],
)
async def test_a_period_that_is_none_is_the_usual_one(office: Office, query: str) -> None:
    """Whatever is typed into the address, the page answers."""
    async with await office.signed_in(await office.account()) as browser:
        assert (await browser.get(f"/statistics?{query}")).status_code == 200


async def test_who_sees_one_department_sees_its_figures_and_clusters_only(office: Office) -> None:
    """Figures, lists and single clusters of others do not exist for them."""
    await fill(office)
    async with await office.signed_in(await office.account(departments=["d1"])) as browser:
        assert "公积金" not in (await browser.get("/statistics")).text
        assert "公积金" not in (await browser.get("/unanswered")).text
        for path in ("/unanswered/1", "/statistics?department=d2", "/statistics/file/csv?department=d2"):
            assert (await browser.get(path)).status_code == 404
        assert (await browser.post("/unanswered/1/outside")).status_code == 404


async def test_an_answer_settles_a_cluster_as_a_draft(office: Office) -> None:
    """The wordings become ways of asking; an empty answer is sent back with what to do; all is in the audit trail."""
    await fill(office)
    async with await office.signed_in(await office.account(role=Role.EDITOR)) as browser:
        listed = (await browser.get("/unanswered?order=newest")).text
        kept = (await browser.get("/unanswered/1?status=all&q=x")).text
        empty = await browser.post("/unanswered/1/answer", data={"title": "公积金提取", "text": " ", "department": ""})
        data = {"title": "公积金提取", "text": "到窗口提取。", "department": ""}
        done = await browser.post("/unanswered/1/answer", data=data)
        after = (await browser.get(done.headers["location"])).text
        left = (await browser.get("/unanswered")).text

    assert '<span class="times">2</span>' in listed
    assert "/unanswered/1?order=newest" in listed
    assert 'href="/unanswered?status=all&amp;q=x"' in kept
    assert 'action="/unanswered/1/answer?status=all&amp;q=x"' in kept
    assert (empty.status_code, "还没有写答复" in empty.text) == (422, True)
    assert "已答待入库" in after
    assert "没有待答的问题" in left
    prepared = await Drafting(office.database, office.clock).prepared()
    (article,) = [each for each in prepared.after.articles if each.id == "qa-1"]
    assert (article.body, article.asked_as) == ("到窗口提取。", (NASTY, f"请问{NASTY}呢"))
    async with office.reading() as unit:
        assert "cluster answered" in [entry.act for entry in await unit.audit.page(None, 9)]


async def test_a_cluster_is_linked_put_aside_and_opened_again(office: Office) -> None:
    """Linked to what is known, or none of the district's business; both can be undone."""
    await fill(office)
    async with await office.signed_in(await office.account(role=Role.EDITOR)) as browser:
        await browser.get("/unanswered")
        states = []
        for path, data in (
            ("link", {"target": "articles:a1"}),
            ("reopen", {}),
            ("outside", {}),
            ("reopen", {}),
        ):
            done = await browser.post(f"/unanswered/1/{path}", data=data)
            assert done.status_code == 303, done.text
            async with office.reading() as unit:
                states += [each.settled for each in await unit.clusters.page(ClusterFilter(), 9, 0, NOW.date())]
        wrong = [await browser.post("/unanswered/1/link", data={"target": target}) for target in ("", "articles:no")]

    assert states == [Settled.ANSWERED, Settled.OPEN, Settled.OUTSIDE, Settled.OPEN]
    assert [response.status_code for response in wrong] == [422, 422]
    prepared = await Drafting(office.database, office.clock).prepared()
    assert NASTY in next(each for each in prepared.after.articles if each.id == "a1").asked_as


async def test_the_first_page_names_what_is_asked_more_than_before(office: Office) -> None:
    """What rose within the week is named, as one of its citizens put it; nothing is, before there is a week to compare."""
    fresh = [missed(f"n{number}", asked_at=NOW - timedelta(days=1)) for number in range(5)]
    browser = await office.signed_in(await office.account(role=Role.READER))
    async with browser:
        await logged(office, *fresh)
        assert "问得多起来的" not in (await browser.get("/")).text
        await logged(office, missed("old", "<b>别的", asked_at=NOW - timedelta(days=9)))
        page = (await browser.get("/")).text

    assert "问得多起来的" in page
    assert "0 次增至 5 次" in page or "1 次增至 5 次" in page
    (there,) = re.findall(r'href="(/log\?matter=[^"]+)"', page)
    async with await office.signed_in(await office.account("li")) as another:
        listed = re.findall(r'href="/log/(\w+)', (await another.get(html.unescape(there))).text)
    assert sorted(listed) == [each.id for each in fresh]


async def test_below_a_cluster_stand_the_questions_of_the_accounts_departments(office: Office) -> None:
    """What others were asked in nearly the same words is not shown, neither as a question nor as a way of asking."""
    await fill(office)
    await logged(office, missed("q4", f"您好请问{NASTY}呢", department="d1", understanding=STEPS))
    async with await office.signed_in(await office.account(departments=["d2"])) as browser:
        await browser.get("/unanswered")
        page = (await browser.get("/unanswered/1")).text
    async with await office.signed_in(await office.account("chen")) as browser:
        everything = (await browser.get("/unanswered/1")).text

    assert ("您好请问" in page, "您好请问" in everything) == (False, True)
    assert ('href="/log/q3"' in page, 'href="/log/q4"' in page) == (True, False)
    assert 'href="/log/q4"' in everything
