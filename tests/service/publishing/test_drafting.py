"""The draft: what editors do is kept, can be undone, and answers nobody."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.corpus_ports import Origin
from bot.core.errors import EditingError
from bot.service.publishing import Drafting
from bot.service.publishing.preparation import find
from corpus.change import Key, Kind, key_of
from corpus.diff import diff
from corpus.draft import Draft
from corpus.model import Article
from tests.composer.small import CARD, CORPUS, EAST, FERRY
from tests.service.conftest import Clock
from tests.service.publishing.conftest import Office

NEW = Article(
    "bus", "公交月票怎么买", "公交月票在便民亭购买，每张50元。", published=date(2020, 1, 1), departments=("transport",)
)
CARD_KEY = key_of(CARD)


async def test_what_is_edited_is_kept_and_answers_nobody(office: Office) -> None:
    """Another editor finds the draft as it was left; a citizen gets the published text."""
    await office.drafting.put(replace(CARD, body=CARD.body.replace("26个", "99个")), "小王")

    now = await Drafting(office.database, Clock()).prepared()
    assert now.after.article("card") != now.before.article("card")
    assert [change.editor for change in now.changes] == ["小王"]
    assert "26个" in await office.answer("全区有多少便民亭")


async def test_a_change_that_leads_back_is_no_change(office: Office) -> None:
    """Putting the published text again leaves an empty draft."""
    await office.drafting.put(replace(CARD, body="别的。"), "小王")
    await office.drafting.put((await office.drafting.prepared()).before.articles[0], "小王")

    assert (await office.drafting.prepared()).changes == ()


async def test_an_import_adds_changes_and_keeps_where_each_passage_stood(office: Office) -> None:
    """Entries with a known id are changed, others are new, equal ones stay; the rest of the corpus is untouched."""
    changed = replace(EAST, body=EAST.body.replace("8名", "9名"))
    drafts = [
        Draft(NEW, "第24期.docx", ("第3页",), ("缺少责任部门。",)),
        Draft(changed, "第24期.docx"),
        Draft(FERRY, "a.xlsx"),
    ]

    found = await office.drafting.take(drafts, "小王")

    assert (found.added, found.changed, found.same) == ((key_of(NEW),), (key_of(EAST),), (key_of(FERRY),))
    origin = await office.drafting.origin(key_of(NEW))
    assert origin is not None
    assert origin.origin == Origin("第24期.docx", ("第3页",), ("缺少责任部门。",))
    now = await office.drafting.prepared()
    assert now.after.article("card") == now.before.article("card")


async def test_an_import_in_place_of_everything_withdraws_the_rest(office: Office) -> None:
    """Other articles and guides go; departments stay, since a bulletin only mentions them."""
    found = await office.drafting.take([Draft(NEW, "x.md")], "小王", replace_all=True)

    after = (await office.drafting.prepared()).after
    assert (after.articles, after.guides, after.departments) == ((NEW,), (), CORPUS.departments)
    assert len(found.withdrawn) == len(CORPUS.articles) + len(CORPUS.guides)


async def test_every_change_can_be_undone(office: Office) -> None:
    """One by one, or all at once."""
    await office.drafting.put(NEW, "小王")
    await office.drafting.withdraw(CARD_KEY, "小王")

    assert await office.drafting.discard([CARD_KEY]) == 1
    assert [change.key for change in (await office.drafting.prepared()).changes] == [key_of(NEW)]
    assert await office.drafting.discard() == 1
    now = await office.drafting.prepared()
    assert not diff(now.before, now.after)


async def test_nothing_is_taken_out_that_a_colleague_has_just_changed(office: Office) -> None:
    """Whoever looked at the entry before that has not seen what would be lost."""
    await office.drafting.put(NEW, "小王")
    seen = await office.drafting.prepared()
    await office.drafting.put(replace(NEW, body="又改过。"), "小李")

    with pytest.raises(EditingError, match="别人也改了它"):
        await office.drafting.withdraw(key_of(NEW), "小王", NEW)
    assert await office.drafting.take_back(seen.changes) == 0
    assert await office.drafting.take_back((await office.drafting.prepared()).changes) == 1


async def test_a_revision_keeps_where_the_entry_came_from(office: Office) -> None:
    """An imported article that is given a last day still tells its file and page."""
    await office.drafting.take([Draft(NEW, "第24期.docx", ("第3页",))], "小王")
    await office.drafting.expire(key_of(NEW), date(2026, 12, 31), "小李")

    origin = await office.drafting.origin(key_of(NEW))
    assert origin is not None
    assert (origin.editor, origin.origin.file) == ("小李", "第24期.docx")


@pytest.mark.parametrize("kind", [Kind.DEPARTMENT, None])
async def test_what_is_not_there_is_said(office: Office, kind: Kind | None) -> None:
    """An unknown id is named, and nothing changes."""
    corpus = (await office.drafting.prepared()).after

    with pytest.raises(EditingError, match="没有编号为 nothing"):
        find(corpus, "nothing", kind)
    with pytest.raises(EditingError, match="没有编号为 nothing"):
        await office.drafting.withdraw(Key(Kind.ARTICLE, "nothing"), "小王")
    with pytest.raises(EditingError, match="只有文章和办事指南"):
        await office.drafting.link(Key(Kind.DEPARTMENT, "transport"), "在哪里", "小王")
