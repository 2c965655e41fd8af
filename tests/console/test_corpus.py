"""Teaching the bot: edit, try, publish, go back; by the people who may."""

import asyncio
import re
from dataclasses import replace
from pathlib import Path
from threading import Event

import httpx
import pytest

from bot.bootstrap.terminal import open_terminal
from bot.channels.terminal.screen import Screen
from bot.console.knowledge.entry_form import filled
from bot.console.questions.highlight import revealed
from bot.core.accounts import Role
from bot.core.model import Citation
from bot.service.publishing import Drafting
from corpus.change import key_of
from corpus.entry_text import written
from corpus.records import Item
from tests.console.log import logged, missed
from tests.console.office import Office, open_office
from tests.store.samples import CORPUS, call, record

ARTICLE = "/corpus/articles/a1"
LINE = "周三办理，免费。"


def boxes(item: Item) -> dict[str, str]:
    """What a browser sends when an entry's form is sent unchanged."""
    return filled(item, key_of(item).kind, CORPUS.departments)


def changed(old: str, new: str) -> dict[str, str]:
    """The form of the article with other words."""
    return {name: text.replace(old, new) for name, text in boxes(CORPUS.articles[0]).items()}


async def test_a_missed_question_linked_and_published_is_answered_in_the_chat(office: Office) -> None:
    """Linked by a reviewer, approved by a second person, asked again at a terminal: answered from the article."""
    question = "狗狗上户口哪天能弄"
    terminal = open_terminal(office.services, Screen(), desk=False)
    before = await terminal.reply(question)
    await logged(office, missed("q2", question))
    reviewer = await office.signed_in(await office.account("li", Role.REVIEWER))
    approver = await office.signed_in(await office.account("chen", Role.APPROVER))
    async with reviewer, approver:
        await reviewer.post("/log/q2/link", data={"key": "articles:a1"})
        page = await approver.get("/corpus/publish")
        mark = page.text.partition('name="mark" value="')[2].partition('"')[0]
        assert (await reviewer.post("/corpus/publish", data={"mark": mark, "reason": "x"})).status_code == 403
        done = await approver.post("/corpus/publish", data={"mark": mark, "reason": "补问法"})
        history = await approver.get("/corpus/history")
    after = await terminal.reply(question)

    assert question in page.text
    assert done.status_code == 303, done.text
    assert done.headers["location"] == "/corpus/history?done=2"
    assert LINE.split("，")[0] not in before
    assert LINE.split("，")[0] in after
    assert "chen" in history.text


async def test_an_edit_is_tried_before_it_is_published(office: Office) -> None:
    """Before and after stand side by side; citizens read the old text until the publication."""
    browser = await office.signed_in(await office.account("chen", Role.APPROVER))
    async with browser:
        assert (await browser.post(ARTICLE, data=changed("周三办理", "周五办理"))).status_code == 303
        tried = (await browser.get("/corpus?try=狗证哪天办理")).text
        diff = (await browser.get("/corpus/publish")).text
        assert "未发布" in (await browser.get("/corpus")).text
        await browser.post(f"{ARTICLE}/discard")
        assert "没有待发布的改动" in (await browser.get("/corpus")).text

    assert "周三办理" in tried
    assert "周五办理" in tried
    assert 'class="minus"' in diff
    assert 'class="plus"' in diff


async def test_what_is_wrong_stands_beside_its_box(office: Office) -> None:
    """Nothing is saved, nothing typed is lost, and every mistake is named at once."""
    browser = await office.signed_in(await office.account("li", Role.EDITOR))
    typed = boxes(CORPUS.guides[0]) | {"name": " ", "department": "没有这个<b>", "published": "昨天", "aliases": "还在"}
    async with browser:
        broken = await browser.post("/corpus/guides/g1", data=typed)

    assert broken.status_code == 409
    assert all(f'id="box-{name}-wrong"' in broken.text for name in ("name", "department", "published"))
    assert "没有这个&lt;b&gt;" in broken.text
    assert "还在" in broken.text
    async with office.reading() as unit:
        assert not await unit.draft.changes()


async def test_what_was_not_looked_at_is_not_published(office: Office) -> None:
    """A change between looking and agreeing stops the publication."""
    browser = await office.signed_in(await office.account("chen", Role.APPROVER))
    async with browser:
        await browser.post(ARTICLE, data=changed("周三", "周五"))
        mark = (await browser.get("/corpus/publish")).text.partition('name="mark" value="')[2].partition('"')[0]
        await browser.post(ARTICLE, data=changed("周三", "周六"))
        late = await browser.post("/corpus/publish", data={"mark": mark, "reason": "改时间"})
        assert (await browser.post("/corpus/publish", data=await agreed(browser))).status_code == 303
        twice = await browser.post("/corpus/publish", data={"mark": mark, "reason": "改时间"})

    assert ("草稿又变了" in late.text, "也许刚刚已经发布" in twice.text, "草稿又变了" in twice.text) == (
        True,
        True,
        False,
    )
    assert office.services.snapshot.current.version == 2


async def test_what_a_version_took_out_is_called_by_its_name(office: Office) -> None:
    """Whom to tell is asked after a withdrawal too, when the entry's name is in the corpus no more."""
    browser = await office.signed_in(await office.account("chen", Role.APPROVER))
    async with browser:
        opened = re.findall(r'name="opened" value="([^"]*)"', (await browser.get(ARTICLE)).text)[0]
        await browser.post(f"{ARTICLE}/withdraw", data={"opened": opened})
        assert (await browser.post("/corpus/publish", data=await agreed(browser))).status_code == 303
        told = (await browser.get("/corpus/history?done=2")).text

    assert "狗证怎么办" in told


async def test_going_back_is_a_new_version(office: Office) -> None:
    """Each version tells what it changed, and what going back would; after a rollback citizens read the old words again."""
    browser = await office.signed_in(await office.account("chen", Role.APPROVER))
    async with browser:
        await browser.post(ARTICLE, data=changed("周三", "周五"))
        mark = (await browser.get("/corpus/publish")).text.partition('name="mark" value="')[2].partition('"')[0]
        form = {"mark": mark, "reason": "改时间", "confirmed": ["a1-1"]}
        assert (await browser.post("/corpus/publish", data=form)).status_code == 303
        done, back = [(await browser.get(f"/corpus/history/{number}")).text for number in (2, 1)]
        assert (await browser.post("/corpus/history/1/rollback", data={"reason": "改错了"})).status_code == 303
        assert (await browser.post("/corpus/history/99/rollback", data={"reason": "x"})).status_code == 409

    assert re.findall(r'class="(?:plus|minus)">.*?</span>([^<]+)', done) == [LINE, LINE.replace("周三", "周五")]
    assert re.findall(r'class="(?:plus|minus)">.*?</span>([^<]+)', back) == [LINE.replace("周三", "周五"), LINE]
    assert office.services.snapshot.current.version == 3
    assert office.services.snapshot.current.corpus.articles[0].body == LINE


async def test_where_two_have_to_agree_they_do_on_a_rollback_too(tmp_path: Path) -> None:
    """One proposes it, another looks at it and publishes; nobody can write a second name beside their own."""
    async with open_office(tmp_path, second_person=True) as office:
        drafting, snapshot = Drafting(office.database, office.clock), office.services.snapshot
        editor = await office.signed_in(await office.account("li", Role.EDITOR))
        approver = await office.signed_in(await office.account("chen", Role.APPROVER))
        other = await office.signed_in(await office.account("zhao", Role.APPROVER))
        async with editor, approver, other:
            await editor.post(ARTICLE, data=changed("周三", "周五"))
            busy = await approver.post("/corpus/history/1/restore")
            await approver.post("/corpus/publish", data=await agreed(approver))
            forged = await approver.post("/corpus/history/1/rollback", data={"reason": "x", "approver": "zhao"})
            assert (await editor.post("/corpus/history/99/restore")).status_code == 409
            assert (await approver.post("/corpus/history/1/restore")).status_code == 303
            alone = await approver.post("/corpus/publish", data=await agreed(approver))
            published = snapshot.current.version
            done = await other.post("/corpus/publish", data=await agreed(other))

        assert (busy.status_code, forged.status_code, alone.status_code, published) == (409, 409, 409, 2)
        assert done.status_code == 303
        assert snapshot.current.corpus.articles[0].body == LINE
        assert not (await drafting.prepared()).changes


async def agreed(browser: httpx.AsyncClient) -> dict[str, str | list[str]]:
    """The form of the page for publishing, with everything confirmed."""
    page = (await browser.get("/corpus/publish")).text
    names = re.findall(r'name="confirmed" value="([^"]+)"', page)
    return {"mark": page.partition('name="mark" value="')[2].partition('"')[0], "reason": "好", "confirmed": names}


async def test_no_file_and_no_text_reaches_another_departments_entries(office: Office) -> None:
    """An import in the place of a foreign entry is refused by name; an own entry is not given away by an edit."""
    browser = await office.signed_in(await office.account("li", Role.EDITOR, ("d9",)))
    owner = await office.signed_in(await office.account("chen", Role.EDITOR, CORPUS.articles[0].departments))
    mine = replace(CORPUS.articles[0], departments=("d9",))
    async with browser, owner:
        for item in (mine, CORPUS.articles[0]):
            refused = await browser.post("/corpus/import", files=[("file", ("a1.md", written(item).encode()))])
            assert refused.status_code == 409
            assert mine.title in refused.text
        given = await owner.post(ARTICLE, data=boxes(mine))

    assert given.status_code == 409
    async with office.reading() as unit:
        assert not await unit.draft.changes()


async def test_a_file_is_read_into_the_draft(office: Office) -> None:
    """Each file is told apart: a Markdown article is added, what cannot be read is explained beside its name as typed."""
    browser = await office.signed_in(await office.account("li", Role.EDITOR))
    text = written(CORPUS.articles[0]).replace("a1", "a9").replace("狗证怎么办", "猫证怎么办")
    good, bad = ("file", ("a9.md", text.encode())), ("file", ("<img src=x>\u202e.exe", b"\0"))
    async with browser:
        done = await browser.post("/corpus/import", files=[bad, good])
        none = await browser.post("/corpus/import", files=[bad])
        form = dict(re.findall(r'type="hidden" name="(at)" value="([^"]*)"', done.text))
        gone, again = [await browser.post("/corpus/import/undo", data=form) for _ in range(2)]

    assert "新增 1" in done.text
    assert re.search(r"a9\.md</th>.*新增：<a href=\"/corpus/articles/a9\">猫证怎么办", done.text)
    assert re.search(r"&lt;img src=x&gt;⟦U\+202E⟧\.exe</th>.*没有读成", done.text)
    assert (none.status_code, "没有读进草稿" in none.text) == (409, True)
    assert ("猫证怎么办" in gone.text, "没有撤销" in again.text) == (False, True)


async def test_too_many_files_or_too_big_ones_are_refused_whole(office: Office) -> None:
    """The limit and what to do are said on the page itself; nothing is half imported."""
    browser = await office.signed_in(await office.account("li", Role.EDITOR))
    text = written(CORPUS.articles[0]).replace("a1", "a9").encode()
    async with browser:
        many = await browser.post("/corpus/import", files=[("file", (f"{each}.md", text)) for each in range(21)])
        big = await browser.post(
            "/corpus/import", files=[("file", ("a.md", text)), ("file", ("b.md", b" " * 20_000_000))]
        )

    assert ("一次最多 20 个文件，您选了 21 个" in many.text, many.status_code) == (True, 409)
    assert ("超过 20 MB" in big.text, big.status_code) == (True, 413)
    async with office.reading() as unit:
        assert not await unit.draft.changes()


async def test_editors_of_a_department_leave_the_others_entries_alone(office: Office) -> None:
    """They read everything and change what is theirs."""
    browser = await office.signed_in(await office.account("li", Role.EDITOR, ("d9",)))
    async with browser:
        assert (await browser.get(ARTICLE)).status_code == 200
        statuses = [
            (await browser.post(ARTICLE, data=changed("周三", "周五"))).status_code,
            (await browser.post(f"{ARTICLE}/withdraw")).status_code,
        ]

    assert statuses == [403, 403]


@pytest.mark.parametrize(("text", "shown"), [("a\u200bb", "a⟦U+200B⟧b"), ("\u202e反", "⟦U+202E⟧反"), ("平常", "平常")])
def test_hidden_characters_are_written_out(text: str, shown: str) -> None:
    """What nobody sees in a change is seen."""
    assert revealed(text) == shown


async def test_who_was_told_something_else_is_corrected_after_a_second_look(office: Office) -> None:
    """Nothing goes out before the very words were looked at; then once to each, and it is in the audit trail."""
    cited = Citation("a1", "《狗证》", "通报", None, "a1#1", "周一办理。", "周一办理。")
    await logged(
        office, record("q1", channel="telegram", masked_text="<b>狗证哪天办", citations=(cited,), department="d1")
    )
    async with office.database.write() as unit:
        await unit.outbox.put([call("q1/0", "77")], office.clock.now())
    foreign = await office.signed_in(await office.account("li", Role.APPROVER, ("d9",)))
    browser = await office.signed_in(await office.account("chen", Role.APPROVER))
    page, words = f"{ARTICLE}/affected", {"words": "现在每周三办理。"}
    async with browser, foreign:
        assert "没有市民受影响" in (await foreign.get(page)).text
        look = (await browser.post(page, data=words)).text
        mark = look.partition('name="mark" value="')[2].partition('"')[0]
        other = await browser.post(page, data={"words": "别的话。", "mark": mark})
        assert [await corrections(office), other.status_code] == [0, 409]
        assert (await browser.post(page, data=words | {"mark": mark})).status_code == 303
        assert (await browser.post(page, data=words | {"mark": mark})).status_code == 200
        shown = (await browser.get(page)).text

    assert "现在每周三办理。" in look
    assert "&lt;b&gt;狗证哪天办" in shown
    assert "已更正" in shown
    assert await corrections(office) == 1
    async with office.reading() as unit:
        assert [each.act for each in await unit.audit.page(None, 1)] == ["correction sent"]


async def corrections(office: Office) -> int:
    """How many corrections wait to be sent."""
    async with office.reading() as unit:
        return sum(item.key.startswith("correction:") for item in await unit.outbox.pending(9))


@pytest.mark.parametrize("name", ["a/b", "..", "-", "<b>", "x" * 41])
async def test_an_entry_that_nobody_could_open_does_not_get_into_the_draft(office: Office, name: str) -> None:
    """An id is a file's name and a part of an address: a file with another one is refused by name, the pages go on."""
    browser = await office.signed_in(await office.account("li", Role.EDITOR))
    text = written(CORPUS.articles[0]).replace("a1", name)
    async with browser:
        refused = await browser.post("/corpus/import", files=[("file", ("a.md", text.encode()))])
        pages = [(await browser.get(path)).status_code for path in ("/corpus", "/corpus/publish")]

    assert (refused.status_code, pages) == (409, [200, 200])
    assert "编号只能用小写字母" in refused.text
    async with office.reading() as unit:
        assert not await unit.draft.changes()


async def test_files_that_take_long_hold_up_nobody(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many are sent at once: what citizens wait for has threads of its own, and other pages answer."""
    browser, done = await office.signed_in(await office.account("li", Role.EDITOR)), Event()

    def slow(*_given: object) -> tuple[()]:
        done.wait(30)
        return ()

    monkeypatch.setattr("corpus.sandbox.read", slow)
    async with browser, asyncio.timeout(20):
        files = [("file", ("a.md", b"x"))]
        sent = [asyncio.create_task(browser.post("/corpus/import", files=files)) for _ in range(12)]
        await asyncio.sleep(0.3)  # until as many are being read as ever will be at once
        others = [await asyncio.to_thread(lambda: "a citizen's answer"), (await browser.get("/cases")).status_code]
        done.set()
        refused = {(await each).status_code for each in sent}

    assert (others, refused) == (["a citizen's answer", 200], {409})
