"""Changing an entry: seen before it is kept, never over somebody else's words, and taken back."""

import re
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from bot.core.accounts import Role
from bot.service.publishing import Drafting
from corpus.change import Key, Kind, entries
from tests.console.office import Office, open_office
from tests.console.test_corpus import ARTICLE, LINE, changed
from tests.store.samples import CORPUS

A1 = Key(Kind.ARTICLE, "a1")


async def opened(browser: httpx.AsyncClient, path: str = ARTICLE) -> dict[str, str]:
    """What the form says it was filled from."""
    return {"opened": re.findall(r'name="opened" value="([^"]*)"', (await browser.get(path)).text)[0]}


async def body(office: Office) -> str:
    """The article's text in the draft."""
    item = entries((await Drafting(office.database, office.clock).prepared()).after)[A1]
    return getattr(item, "body", "")


async def test_what_was_typed_when_a_session_ended_is_given_back(office: Office) -> None:
    """The act is refused, nothing is kept, and the words stand on the page; a password never does."""
    async with office.browser("") as browser:
        refused = await browser.post(ARTICLE, data=changed("周三", "周五"))
        password = await browser.post("/me/password", data={"new": "新的密码一二三"})

    assert (refused.status_code, password.status_code) == (401, 401)
    assert "周五办理" in refused.text.partition("<textarea")[2]
    assert "新的密码" not in password.text
    assert "周五" not in await body(office)


async def test_the_second_of_two_editors_sees_the_firsts_words(office: Office) -> None:
    """Both texts with what differs, the own one still in its boxes; a second, knowing save takes it. Nor is it taken out blindly."""
    first, second = [await office.signed_in(await office.account(name, Role.EDITOR)) for name in ("li", "wang")]
    async with office.database.write() as unit:
        account = await unit.accounts.named("li")
        assert account
        await unit.accounts.save(replace(account, display="李芳"))
    async with first, second:
        stale = await opened(second)
        assert (await first.post(ARTICLE, data=changed("周三", "周五") | await opened(first))).status_code == 303
        late = await second.post(ARTICLE, data=changed("周三", "周六") | stale)
        blind = [await second.post(f"{ARTICLE}/{act}", data=stale) for act in ("withdraw", "discard")]
        kept = await body(office)
        knowing = {"opened": re.findall(r'name="opened" value="([^"]*)"', late.text)[0]}
        assert (await second.post(ARTICLE, data=changed("周三", "周六") | knowing)).status_code == 303

    assert [late.status_code, *(each.status_code for each in blind)] == [409, 409, 409]
    assert "李芳刚刚也改了这一条" in late.text
    assert re.search(r'class="minus".*周五办理', late.text)
    assert re.search(r'class="plus".*周六办理', late.text)
    assert "<textarea" in late.text.split("周六办理")[1]
    assert ("周五" in kept, "周六" in await body(office)) == (True, True)


async def test_a_look_keeps_nothing(office: Office) -> None:
    """Citizens' view, what is wrong and a question tried stand beside what is typed; the draft is as it was."""
    browser = await office.signed_in(await office.account("li", Role.EDITOR))
    look = {"do": "look", "question": "狗证哪天办理"}
    async with browser:
        seen = (await browser.post(ARTICLE, data=changed("周三", "周五") | await opened(browser) | look)).text
        wrong = (await browser.post(ARTICLE, data=changed("周三", "周五") | look | {"number": "x", "title": ""})).text

    assert "还没有存" in seen
    before, after = seen.split("发布以后")
    assert ("周三办理" in before.split("现在")[-1], "周五办理" in after) == (True, True)
    assert ("还读不成" in wrong, "请写一个整数" in wrong) == (True, True)
    assert await body(office) == LINE


@pytest.mark.parametrize("act", ["discard", "withdraw"])
async def test_what_was_taken_out_comes_back_by_one_press(office: Office, act: str) -> None:
    """The page that says what was done has the form that undoes it, for an entry that was never published too."""
    browser = await office.signed_in(await office.account("li", Role.EDITOR))
    async with browser:
        for path in (ARTICLE, await written_anew(browser)):
            if path == ARTICLE:
                await browser.post(ARTICLE, data=changed("周三", "周五"))
            gone = await browser.post(f"{path}/{act}", data=await opened(browser, path))
            form = dict(re.findall(r'type="hidden" name="(\S+)" value="([^"]*)"', gone.text))
            left = (await Drafting(office.database, office.clock).prepared()).change_of(A1)
            assert (await browser.post(path, data=form)).status_code == 303, gone.text
            assert (left is not None and left.change.item is not None) is (path != ARTICLE)

    assert "周五" in await body(office)


async def written_anew(browser: httpx.AsyncClient) -> str:
    """A new article, and where it is."""
    page = (await browser.get("/corpus/new/articles")).text
    name = re.findall(r'name="id" value="([^"]+)"', page)[0]
    done = await browser.post("/corpus/new/articles", data={"id": name, "title": "猫证", "body": "猫不用办证。"})
    return done.headers["location"].partition("?")[0]


async def test_a_new_entry_takes_nobodys_place(office: Office) -> None:
    """An id that is used, or is none, is refused beside its box; the suggested one is free, in what is published, too."""
    browser = await office.signed_in(await office.account("li", Role.EDITOR))
    async with browser:
        taken = await browser.post("/corpus/new/articles", data={"id": "a1", "title": "猫证", "body": "不用办。"})
        none = await browser.post("/corpus/new/articles", data={"id": "猫", "title": "猫证", "body": "不用办。"})
        made = [await written_anew(browser) for _ in range(2)]
        after = (await Drafting(office.database, office.clock).prepared()).after
        async with office.database.write() as unit:
            await unit.draft.published(await unit.corpus.publish(after, "li", "", office.clock.now()))
        await browser.post(f"{made[1]}/withdraw", data=await opened(browser, made[1]))
        made.append(await written_anew(browser))
        assert (await browser.get("/corpus/new/glossary")).status_code == 404

    async with await office.signed_in(await office.account("wang", Role.EDITOR, ("d1",))) as scoped:
        assert "公安分局</textarea>" in (await scoped.get("/corpus/new/articles")).text
    assert [taken.status_code, none.status_code] == [409, 409]
    assert 'id="box-id-wrong"' in taken.text
    assert made[1:] == [f"{made[0]}-2", f"{made[0]}-3"]
    assert await body(office) == CORPUS.articles[0].body


async def test_an_approver_learns_beforehand_what_keeps_the_draft_from_being_published(tmp_path: Path) -> None:
    """Who wrote what, what to mend first with a way there, and that an own change needs somebody else; no word of commands."""
    async with open_office(tmp_path, second_person=True) as office:
        browser = await office.signed_in(await office.account("chen", Role.APPROVER))
        async with browser:
            await browser.post(ARTICLE, data=changed("周三", "周五") | {"superseded_by": "nothing"})
            page = (await browser.get("/corpus/publish")).text

    assert re.search(r"必须先改.*?/corpus/articles/a1\">文章 a1</a>：接替它的文章 nothing", page, re.DOTALL)
    assert re.search(r'class="facts"><span>chen', page)
    assert ("要由另一位同事批准" in page, "同意发布" in page) == (True, False)
    assert "sanfang corpus" not in page
