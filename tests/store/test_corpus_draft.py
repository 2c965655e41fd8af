"""The draft of the corpus, and what is looked for when an answer has to be taken back."""

import asyncio
from dataclasses import replace

from bot.core.case_ports import CaseEvent
from bot.core.corpus_ports import DraftChange, Origin
from bot.core.model import Outcome, Rating
from bot.core.ports import OutboxItem
from bot.service.publishing import Drafting
from bot.store.database import SqlDatabase
from corpus.change import Change, key_of
from corpus.model import Article, Glossary
from corpus.records import Item
from tests.service.conftest import Clock
from tests.store.samples import CORPUS, NOW, RECORD
from tests.store.test_consultations import case

ARTICLE, GUIDE = CORPUS.articles[0], CORPUS.guides[0]
ORIGIN = Origin("第3期.docx", ("第1页", "第2页"), ("缺少日期。",), "k1")


def changed(item: Item, *, gone: bool = False, editor: str = "甲", origin: Origin = ORIGIN) -> DraftChange:
    """A change of an entry."""
    return DraftChange(Change(key_of(item), None if gone else item), editor, NOW, origin)


async def test_changes_come_back_equal_and_in_order(database: SqlDatabase) -> None:
    """Whatever was changed, withdrawn included; a later change of an entry takes the place of the earlier one, whose editor is remembered."""
    changes = [changed(ARTICLE), changed(GUIDE, gone=True), changed(Glossary(words=("狗证",)))]
    later = changed(replace(ARTICLE, title="新题目"), editor="乙", origin=Origin())
    async with database.write() as unit:
        await unit.draft.put(changes)
        await unit.draft.put([later])

    async with database.read() as unit:
        assert await unit.draft.changes() == [*changes[1:], replace(later, earlier=("甲",))]
        assert await unit.draft.latest(later.key) == replace(later, earlier=("甲",))


async def test_the_mark_tells_one_draft_from_another(database: SqlDatabase) -> None:
    """It changes with every change, and with who had a hand in it; the same draft bears the same mark."""
    marks = []
    for editor in ("甲", "甲", "乙"):
        async with database.write() as unit:
            await unit.draft.put([changed(ARTICLE, editor=editor)])
            marks.append(await unit.draft.mark())
    async with database.write() as unit:
        assert await unit.draft.discard() == 1
        marks.append(await unit.draft.mark())

    assert marks[0] == marks[1]
    assert len(set(marks)) == 3


async def test_everybodys_change_of_one_entry_is_kept(database: SqlDatabase) -> None:
    """However many change it at the same moment, each builds on what the one before has made of it."""
    async with database.write() as unit:
        await unit.corpus.publish(CORPUS, "甲", "首发", NOW)
    drafting, asked = Drafting(database, Clock()), [f"狗证怎么办{number}" for number in range(4)]
    await asyncio.gather(*(drafting.link(key_of(ARTICLE), each, each) for each in asked))

    (change,) = (await drafting.prepared()).changes
    assert isinstance(change.change.item, Article)
    assert set(asked) <= set(change.change.item.asked_as)
    assert set(change.hands) == set(asked)


async def test_a_published_draft_becomes_the_history_of_its_version(database: SqlDatabase) -> None:
    """The next draft is empty and may change the same entries again."""
    async with database.write() as unit:
        await unit.draft.put([changed(ARTICLE), changed(GUIDE)])
        version = await unit.corpus.publish(CORPUS, "甲", "首发", NOW, "乙", restores=None)
        await unit.draft.published(version)
        await unit.draft.put([changed(ARTICLE, gone=True)])

    async with database.read() as unit:
        assert await unit.draft.of_version(version) == [changed(ARTICLE), changed(GUIDE)]
        assert await unit.draft.changes() == [changed(ARTICLE, gone=True)]
        assert [(each.number, each.approver) for each in await unit.corpus.history(9)] == [(version, "乙")]


async def test_thousands_of_changes_fit(database: SqlDatabase) -> None:
    """A large import is one draft."""
    changes = [changed(Article(f"a{number}", "题", f"文{number % 7}")) for number in range(1500)]
    async with database.write() as unit:
        await unit.draft.put(changes)
        assert await unit.draft.discard([change.key for change in changes[:700]]) == 700
        assert len(await unit.draft.changes()) == 800


async def test_answers_are_found_by_what_they_cite(database: SqlDatabase) -> None:
    """Only answers, only of the very article; those that a citizen called right are known."""
    other = replace(RECORD.citations[0], article_id="a11")
    async with database.write() as unit:
        await unit.corpus.publish(CORPUS, "甲", "首发", NOW)
        await unit.questions.add(RECORD)
        await unit.questions.add(replace(RECORD, id="q2", citations=(other,)))
        await unit.questions.add(replace(RECORD, id="q3", citations=(), outcome=Outcome.HANDOFF))
        await unit.questions.rate("q2", RECORD.citizen, Rating.SOLVED, NOW)

    async with database.read() as unit:
        assert [record.id for record in await unit.questions.citing("a1")] == ["q1"]
        assert [record.id for record in await unit.questions.citing("a11")] == ["q2"]
        assert [record.id for record in await unit.questions.solved(9)] == ["q2"]


async def test_passages_that_staff_sent_are_found(database: SqlDatabase) -> None:
    """Of the very article, and only those that were sent."""
    sent = CaseEvent("k1", NOW, "s1", "UsePassage", 2, {"passage": "a1#x"})
    async with database.write() as unit:
        await unit.cases.add(case())
        for event in (sent, replace(sent, detail={"passage": "a11#x"}), replace(sent, name="Note")):
            await unit.cases.record(event)
        await unit.outbox.put([OutboxItem("q1/0", "77", "sendMessage", {})], NOW)

    async with database.read() as unit:
        assert await unit.cases.passages_sent("a1") == [sent]
        assert [await unit.outbox.chat_of(key) for key in ("q1/0", "q1")] == ["77", None]
