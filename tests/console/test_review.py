"""Going through the log: find, look, judge, undo, teach."""

import html
import re
from datetime import timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from bot.console.pages import log
from bot.console.questions.highlight import marked
from bot.core.accounts import Role
from bot.core.console_ports import Verdict
from tests.console.log import FOREIGN, OWN, logged, missed
from tests.console.office import Office
from tests.store.samples import record


async def three(office: Office) -> None:
    """An answered question, one handed over, one of another department."""
    await logged(
        office, record("q1", department=OWN), missed("q2"), missed("q3", "社保卡丢了怎么办", department=FOREIGN)
    )


async def test_what_the_citizen_asked_another_department_before_is_not_shown_beside(office: Office) -> None:
    """The conversation around a question ends at the account's departments."""
    await three(office)
    own = await office.signed_in(await office.account("li", Role.READER, (OWN,)))
    everyone = await office.signed_in(await office.account("chen", Role.READER))
    await logged(office, missed("q4", "狗证要几张照片"))
    async with own, everyone:
        assert "社保卡丢了" not in (await own.get("/log/q4")).text
        assert "社保卡丢了" in (await everyone.get("/log/q4")).text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"q1", "q2", "q3"}),
        ("outcome=answer", {"q1"}),
        ("outcome=handoff&department=d1", {"q2"}),
        ("q=社保卡", {"q3"}),
        ("q=%25", set()),
        ("sure=low", set()),
        ("department=d7", set()),
        ("since=2026-03-03", set()),
        ("until=2026-03-02", {"q1", "q2", "q3"}),
        ("outcome=nonsense&since=yesterday&after=x&order=upside-down", {"q1", "q2", "q3"}),
    ],
)
async def test_the_list_is_what_the_address_says(office: Office, query: str, shown: set[str]) -> None:
    """Every condition stands in the address; what cannot be read is left out."""
    await three(office)
    browser = await office.signed_in(await office.account(role=Role.READER))
    async with browser:
        page = await browser.get(f"/log?{query}")

    assert page.status_code == 200
    assert ("，去掉这个条件" in page.text) == any(
        name in query for name in ("=answer", "d1", "d7", "q=", "sure", "-03-")
    )
    assert set(re.findall(r'href="/log/(q\d)', page.text)) == shown


async def test_an_account_sees_its_own_departments_only(office: Office) -> None:
    """Neither list, nor page, nor counts, nor a verdict reach another department's question."""
    await three(office)
    browser = await office.signed_in(await office.account(departments=(FOREIGN,)))
    async with browser:
        page = await browser.get("/log")
        foreign = [
            (await browser.get("/log/q1")).status_code,
            (await browser.post("/log/q1/verdict", data={"verdict": "right"})).status_code,
            (await browser.post("/log/q1/undo")).status_code,
            (await browser.post("/log/q1/link", data={"key": "articles:a1"})).status_code,
            (await browser.post("/log/q1/answer", data={"answer": "x"})).status_code,
        ]
        await browser.post("/log/verdicts", data={"verdict": "right", "question": ["q1", "q2"]})

    assert set(re.findall(r'href="/log/(q\d)', page.text)) == {"q3"}
    assert foreign == [404, 404, 404, 409, 409]
    assert "公安分局" not in page.text.partition("<section")[0]
    async with office.reading() as unit:
        assert not await unit.reviews.of(["q1", "q2"])
        assert not await unit.draft.changes()


async def test_a_question_is_shown_with_everything_that_led_to_its_answer(office: Office) -> None:
    """The words, the quote as it was, the rule, and the terms that the index matched."""
    passage = next(iter(office.services.snapshot.current.knowledge.passages))
    await logged(office, record("q1", hits=(missed("x").hits[0].__class__(passage, 3.25, 0.5, ("周三",)),)))
    browser = await office.signed_in(await office.account(role=Role.READER))
    async with browser:
        page = (await browser.get("/log/q1")).text

    assert "去镇里办。" in page
    assert "<q>周三办理</q>" in page
    assert "<mark>周三</mark>" in page
    assert "3.25" in page
    assert 'name="verdict"' not in page


async def test_only_an_answer_is_shown_with_how_sure_it_is(office: Office) -> None:
    """Of what was handed over, its page tells how near the best sentence came; the list, filter and order leave it out."""
    await three(office)
    browser = await office.signed_in(await office.account(role=Role.READER))
    async with browser:
        rows = (await browser.get("/log?department=d1")).text
        sure = (await browser.get("/log?sure=high")).text
        answered, handed = (await browser.get("/log/q1")).text, (await browser.get("/log/q2")).text

    assert rows.count("<meter") == 1
    assert re.findall(r'href="/log/(q\d)', sure) == ["q1"]
    assert "<dt>把握</dt>" in answered
    assert "88%" in answered
    assert "<dt>把握</dt>" not in handed
    assert re.search(r"<dt>最接近的一句</dt>.*12%", handed)


async def test_a_verdict_leads_to_the_next_question_and_can_be_undone(office: Office) -> None:
    """One click records who judged what and when; the next one comes; undo brings the question back, unjudged."""
    await three(office)
    account = await office.account()
    browser = await office.signed_in(account)
    async with browser:
        judged = await browser.post("/log/q3/verdict?reviewed=no", data={"verdict": "missed", "note": "常问"})
        assert judged.headers["location"] == "/log/q2?reviewed=no&done=q3"
        async with office.reading() as unit:
            kept = (await unit.reviews.of(["q3"]))["q3"]
        assert (kept.verdict, kept.note, kept.reviewer, kept.at) == (
            Verdict.MISSED,
            "常问",
            account.id,
            office.clock.at,
        )
        assert 'href="/log/q3' not in (await browser.get("/log?reviewed=no")).text
        undone = await browser.post("/log/q3/undo?reviewed=no")
        assert undone.headers["location"] == "/log/q3?reviewed=no"
        assert 'href="/log/q3' in (await browser.get("/log?reviewed=no")).text
        assert (await browser.post("/log/q3/undo")).status_code == 404


async def test_a_note_sent_without_a_verdict_is_given_back_and_judges_nothing(office: Office) -> None:
    """Enter in the note presses no verdict that nobody chose: it asks for one, and keeps what was typed."""
    await three(office)
    browser = await office.signed_in(await office.account())
    async with browser:
        page = (await browser.get("/log/q3")).text
        assert re.search(r'<button[^>]*name="verdict" value=""', page), "the first button is what Enter presses"
        assert page.index('name="verdict" value=""') < page.index('value="right"')
        refused = await browser.post("/log/q3/verdict", data={"verdict": "", "note": "漏了材料"})
        assert refused.status_code == 409
        assert "请点一个结论" in refused.text
        assert 'value="漏了材料"' in refused.text
        async with office.reading() as unit:
            assert not await unit.reviews.of(["q3"])


async def test_undo_restores_the_verdict_before(office: Office) -> None:
    """A second opinion hides the first; taking it back shows it again; nobody takes back another's."""
    await three(office)
    first, second = await office.account("a1"), await office.account("a2")
    reviewing = office.reviewing
    await reviewing.give(first, ["q1"], Verdict.RIGHT)
    await reviewing.give(second, ["q1"], Verdict.PARTIAL)
    assert await reviewing.take_back(first, "q1") is None
    await reviewing.take_back(second, "q1")

    async with office.reading() as unit:
        assert (await unit.reviews.of(["q1"]))["q1"].verdict is Verdict.RIGHT
        assert [each.act for each in await unit.audit.after(2, 9)] == ["verdict", "verdict", "verdict taken back"]


async def test_several_questions_are_judged_at_once_and_all_of_it_undone(office: Office) -> None:
    """The chosen ones get the verdict, the others none; undo takes back these and no more; the list stays as it was."""
    await three(office)
    account = await office.account()
    await office.reviewing.give(account, ["q1", "q2"], Verdict.RIGHT)
    office.clock.move(timedelta(seconds=1))
    browser = await office.signed_in(account)
    async with browser:
        form = {"verdict": "wrong", "question": ["q1", "q3"], "order": "oldest"}
        done = await browser.post("/log/verdicts", data=form)
        page = (await browser.get(done.headers["location"])).text
        assert await verdicts(office) == {"q1": "wrong", "q2": "right", "q3": "wrong"}
        assert "2 条已记为“错”" in page
        (at,) = re.findall(r'name="at" value="([^"]+)" data-key="z"', page)
        undone = await browser.post("/log/undo", data={"at": at, "order": "oldest"})
        assert await verdicts(office) == {"q1": "right", "q2": "right"}
        assert "2 条的结论已撤回" in (await browser.get(undone.headers["location"])).text
        again = await browser.post("/log/undo", data={"at": at})
        none = await browser.post("/log/verdicts", data={"verdict": "wrong"})
        assert "还没有选中" in (await browser.get(none.headers["location"])).text
        assert (await browser.post("/log/undo", data={"at": "yesterday"})).status_code == 400

    assert done.headers["location"].startswith("/log?order=oldest&given=2")
    assert undone.headers["location"] == "/log?order=oldest&undone=2"
    assert again.headers["location"] == "/log?undone=0"


async def verdicts(office: Office) -> dict[str, str]:
    """Those in force."""
    async with office.reading() as unit:
        return {name: each.verdict.value for name, each in (await unit.reviews.of(["q1", "q2", "q3"])).items()}


async def test_every_link_of_the_list_keeps_what_it_does_not_change(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Filter, order, page and the open question go along, there and back; only another list begins at its first page."""
    monkeypatch.setattr(log, "SHOWN", 1)
    await three(office)
    browser = await office.signed_in(await office.account())
    here = "department=d1&order=oldest"
    async with browser:
        first = (await browser.get(f"/log?{here}")).text
        (following,) = re.findall(r'href="([^"]+)" rel="next"', first)
        second = (await browser.get(html.unescape(following))).text
        links = [html.unescape(each) for each in re.findall(r'href="(/log[^"]*)"', second)]
        (entry,) = [each for each in links if each.startswith("/log/")]
        opened = (await browser.get(entry)).text
        (back,) = re.findall(r'href="([^"]+)" data-key="u"', opened)
        judged = await browser.post(entry.replace("?", "/verdict?"), data={"verdict": "missed"})
        nothing = (await browser.get("/log?q=没有的词&outcome=answer")).text

    kept = parse_qsl(urlsplit(html.unescape(following)).query)
    assert [name for name, _ in kept] == ["department", "order", "after"]
    assert parse_qsl(urlsplit(entry).query) == kept
    assert html.unescape(back) == f"/log?{urlencode(kept)}#q-q2"
    assert judged.headers["location"] == f"/log/q2?{urlencode(kept)}&done=q2"
    others = [parse_qsl(urlsplit(each).query) for each in links if each != entry and each not in ("/log", following)]
    assert all("after" not in dict(each) for each in others)
    assert {"/log?order=oldest", "/log?department=d1", f"/log?outcome=handoff&{here}"} <= set(links)
    assert "少写几个字" in nothing
    assert {'href="/log?outcome=answer"', 'href="/log?q=%E6%B2%A1%E6%9C%89%E7%9A%84%E8%AF%8D"'} <= set(
        re.findall(r'href="[^"]+"', nothing)
    )


async def test_a_linked_question_is_a_way_of_asking_in_the_draft(office: Office) -> None:
    """The article is asked for in the citizen's words from the next publication on; the question counts as missed."""
    await three(office)
    browser = await office.signed_in(await office.account())
    async with browser:
        assert (await browser.post("/log/q2/link", data={"key": "articles:a1"})).status_code == 303
        assert (await browser.post("/log/q2/link", data={"key": "articles:none"})).status_code == 409
        assert (await browser.post("/log/q2/link", data={"key": ""})).status_code == 409

    async with office.reading() as unit:
        (change,) = await unit.draft.changes()
        review = (await unit.reviews.of(["q2"]))["q2"]
    assert change.change.item is not None
    assert "狗证在哪儿领" in change.change.item.asked_as  # type: ignore[union-attr]
    assert (change.editor, review.verdict, review.article) == ("wangfang", Verdict.MISSED, "a1")


async def test_a_right_answer_becomes_an_article_of_the_draft(office: Office) -> None:
    """With the question as its title and way of asking, and the department; an empty one is refused."""
    await three(office)
    browser = await office.signed_in(await office.account())
    async with browser:
        assert (await browser.post("/log/q2/answer", data={"answer": "到镇里的窗口领。"})).status_code == 303
        assert (await browser.post("/log/q2/answer", data={"answer": "  "})).status_code == 409

    async with office.reading() as unit:
        (change,) = await unit.draft.changes()
    item = change.change.item
    assert item is not None
    assert (item.title, item.body, item.asked_as, item.departments) == (  # type: ignore[union-attr]
        "狗证在哪儿领", "到镇里的窗口领。", ("狗证在哪儿领",), (OWN,),
    )  # fmt: skip
    assert change.origin.case == "q2"


async def test_who_is_refused_a_page_still_sees_the_others(office: Office) -> None:
    """The bar at the top stands above an error, too; nobody's stands above a stranger's."""
    async with await office.signed_in(await office.account(role=Role.READER)) as browser:
        refused = [await browser.get(path) for path in ("/log/none", "/people")]
        lost = await browser.get("/nowhere")

    assert [(each.status_code, 'href="/cases"' in each.text) for each in refused] == [(404, True), (403, True)]
    assert (lost.status_code, 'href="/cases"' in lost.text) == (404, False)


async def test_readers_look_and_do_not_judge(office: Office) -> None:
    """Without the right there is neither button nor act."""
    await three(office)
    browser = await office.signed_in(await office.account(role=Role.READER))
    async with browser:
        assert "/verdict" not in (await browser.get("/log/q1")).text
        assert (await browser.post("/log/q1/verdict", data={"verdict": "right"})).status_code == 403


def test_marks_cover_overlapping_terms_and_nothing_else() -> None:
    """Overlaps become one mark; what was written is shown as it is, markup included."""
    assert marked("办狗证<b>要狗证明", ["狗证", "证明", " "]) == "办<mark>狗证</mark>&lt;b&gt;要<mark>狗证明</mark>"
    assert marked("İstanbul abc", ["ABC"]) == "İstanbul <mark>abc</mark>"


async def test_a_very_long_question_does_not_fill_the_list(office: Office) -> None:
    """The list shows how it begins, the question's own page all of it."""
    await logged(office, missed("q1", "长" * 4000))
    browser = await office.signed_in(await office.account())
    async with browser:
        rows, page = (await browser.get("/log")).text, (await browser.get("/log/q1")).text

    assert "长" * 300 in rows
    assert rows.count("长") < 600
    assert "长" * 4000 in page
