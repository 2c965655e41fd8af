"""Publishing: whole or not at all, looked at before, and reversible."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.errors import EditingError, StoreError
from bot.core.model import Rating
from bot.service.publishing import Order, Publisher
from corpus.change import key_of
from corpus.model import Article
from tests.composer.small import CARD
from tests.service.conftest import NOW, Clock
from tests.service.publishing.conftest import ORDER, Office

QUESTION = "全区有多少便民亭"
KIOSKS = replace(CARD, body=CARD.body.replace("便民亭26个", "便民亭99个"))


async def test_a_published_draft_answers_and_the_old_answer_keeps_its_text(office: Office) -> None:
    """The running bot takes the version up; the log still holds what was cited then."""
    assert "26个" in await office.answer(QUESTION)
    await office.drafting.put(KIOSKS, "小王")

    assert await office.publish() == 2

    assert "99个" in await office.answer(QUESTION)
    old, new = await office.desk.log()
    assert ("26个" in old.citations[0].quote, old.corpus_version) == (True, 1)
    assert ("99个" in new.citations[0].quote, new.corpus_version) == (True, 2)
    assert (await office.drafting.prepared()).changes == ()


async def test_the_history_tells_who_when_and_why(office: Office) -> None:
    """Newest first, with the approver and what a rollback went back to."""
    await office.drafting.put(KIOSKS, "小王")
    await office.publish(Order("小王", "普查", "小李"))
    await office.publisher.rollback(1, Order("小赵", "数错了"))

    newest, middle, first = await office.publisher.history()
    assert (newest.number, newest.author, newest.restores) == (3, "小赵", 1)
    assert "数错了" in newest.reason
    assert (middle.author, middle.approver, middle.reason, middle.restores) == ("小王", "小李", "普查", None)
    assert (first.number, first.at) == (1, NOW)


async def test_a_rollback_restores_every_answer(office: Office) -> None:
    """The same corpus in the same order, so the same words; a draft under way is not lost."""
    before, first = await office.publisher.content(1), await office.answer(QUESTION)
    await office.drafting.put(KIOSKS, "小王")
    await office.drafting.withdraw(key_of(before.guides[0]), "小王")
    await office.publish()
    await office.drafting.put(replace(CARD, title="别的"), "小李")

    await office.publisher.rollback(1, ORDER)

    assert await office.publisher.content(3) == before
    assert await office.answer(QUESTION) == first
    assert len((await office.drafting.prepared()).changes) == 1


async def test_a_rollback_to_nothing_or_to_the_same_is_refused(office: Office) -> None:
    """No version is made that changes nothing."""
    with pytest.raises(EditingError, match="就是现在用的"):
        await office.publisher.rollback(1, ORDER)
    with pytest.raises(StoreError, match="没有第 9 版"):
        await office.publisher.rollback(9, ORDER)


async def test_an_empty_draft_is_not_published(office: Office) -> None:
    """There is nothing to publish, and that is said."""
    with pytest.raises(EditingError, match="没有可以发布的改动"):
        await office.publish()


async def test_what_is_broken_is_not_published(office: Office) -> None:
    """A reference to nothing stops the publication, and the draft stays."""
    await office.drafting.put(replace(CARD, departments=("zoo",)), "小王")

    with pytest.raises(EditingError, match="没有编号为 zoo 的部门"):
        await office.publish()
    assert len((await office.drafting.prepared()).changes) == 1
    assert [version.number for version in await office.publisher.history()] == [1]


async def test_what_changed_after_the_review_is_not_published(office: Office) -> None:
    """Nobody publishes what nobody has looked at."""
    await office.drafting.put(KIOSKS, "小王")
    review = await office.publisher.review()
    await office.drafting.put(replace(KIOSKS, title="换了题目"), "小李")

    with pytest.raises(EditingError, match="又变了"):
        await office.publisher.publish(ORDER, review)
    await office.publish()
    with pytest.raises(EditingError, match="又变了"):
        await office.publisher.publish(ORDER, review)


FORBIDDEN = [
    (Order("小王", "", ""), "第二个人"),
    (Order("小王", "", "小王"), "不能是"),
    (Order("小李", "", "小王"), "不能是"),
    (Order(" ", "", "小张"), "是谁发布"),
]


@pytest.mark.parametrize(("order", "told"), FORBIDDEN)
async def test_a_second_person_has_to_agree(office: Office, order: Order, told: str) -> None:
    """Neither who publishes nor who edited may approve; anybody else may, also of a rollback.

    Whoever edited did so even where a colleague changed the same entry afterwards.
    """
    office.publisher = Publisher(office.database, Clock(), second_person=True)
    await office.drafting.put(KIOSKS, "小王")

    with pytest.raises(EditingError, match=told):
        await office.publish(order)
    await office.drafting.link(key_of(KIOSKS), "小黄车年票要等多久", "小周")
    with pytest.raises(EditingError, match="不能是"):
        await office.publish(Order("小周", "", "小王"))
    assert await office.publish(Order("小王", "", "小张")) == 2
    with pytest.raises(EditingError):
        await office.publisher.rollback(1, Order("小王", ""))


async def test_a_lost_answer_must_be_confirmed_by_its_name(office: Office) -> None:
    """What a citizen called right, and what editors linked, is asked before and after."""
    await office.answer(QUESTION)
    async with office.database.write() as unit:
        await unit.questions.rate("q1", "c1", Rating.SOLVED, NOW)
    await office.drafting.put(replace(CARD, body="租车卡停办了，请改用手机扫码租车。"), "小王")

    review = await office.publisher.review()
    lost = {change.question for change in review.golden if change.regression}
    assert QUESTION in lost
    with pytest.raises(EditingError, match=QUESTION):
        await office.publisher.publish(ORDER, review)
    published = await office.publisher.publish(replace(ORDER, confirmed=frozenset(review.to_confirm)), review)
    assert published.version == 2


async def test_personal_data_must_be_confirmed_by_the_entry(office: Office) -> None:
    """A mobile number in a text is held back until somebody says that it belongs there."""
    await office.drafting.put(replace(KIOSKS, body=KIOSKS.body + "\n\n请打王师傅的手机13857112345。"), "小王")

    with pytest.raises(EditingError, match="手机号"):
        await office.publish()
    assert await office.publish(replace(ORDER, confirmed=frozenset({"card"}))) == 2


async def test_a_linked_question_finds_its_article_after_the_publication(office: Office) -> None:
    """A way of asking that shares no word with the text finds it, however it is punctuated."""
    await office.drafting.link(key_of(CARD), "小黄车年票要等多久", "小王")
    await office.publish()
    await office.watch.refresh()

    knowledge = office.holder.current.knowledge
    assert [
        knowledge.find(text, date(2026, 3, 2))[0].article.id for text in ("小黄车年票要等多久", "小黄车年票要等多久呢?")
    ] == ["card"] * 2
    assert not knowledge.find("小黄车月票", date(2026, 3, 2))


async def test_a_linked_question_is_answered_from_its_article_or_by_its_department(office: Office) -> None:
    """Its words say nothing to the machine: a short article is quoted whole, a long one's department is asked."""
    short = Article("pier", "渡口的夜班船", "夜班船每晚开到十一点，凭月票乘坐。", departments=("transport",))
    await office.drafting.put(short, "小王")
    for asked in ("半夜咋过江呀", "夜班船", "夜班船几点停"):
        await office.drafting.link(key_of(short), asked, "小王")
    await office.drafting.link(key_of(CARD), "小蓝能开多远", "小王")
    assert "夜班船" not in await office.answer("半夜咋过江")
    await office.publish()

    for asked in ("半夜咋过江", "夜班船"):  # the second names a matter only, and is no less linked
        assert "夜班船每晚开到十一点，凭月票乘坐。" in await office.answer(asked)
    assert "区交通局" in await office.answer("小蓝能开多远")


async def test_a_superseded_article_answers_no_more(office: Office) -> None:
    """From the day on which its successor begins; an earlier citizen's day still finds the old text."""
    new = replace(KIOSKS, id="card-2026", published=date(2026, 3, 1), title=f"{CARD.title}（新）")
    await office.drafting.put(new, "小王")
    await office.drafting.put(replace((await office.publisher.content(1)).articles[0], superseded_by=new.id), "小王")
    await office.confirm_all()

    assert "26个" not in await office.answer(QUESTION)
    assert "99个" in await office.answer(QUESTION)
    found = office.holder.current.knowledge.find(QUESTION, date(2026, 2, 28))
    assert "card" in {each.article.id for each in found}


async def test_an_expired_article_answers_no_more(office: Office) -> None:
    """Validity is that of the citizen's day."""
    await office.drafting.expire(key_of(CARD), date(2026, 3, 1), "小王")
    await office.confirm_all()

    assert "26个" not in await office.answer(QUESTION)
