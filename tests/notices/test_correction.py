"""An answer is taken back: the citizen reads the correction, though another process queued it."""

from dataclasses import replace

from bot.channels.telegram.noticing import TelegramCourier
from bot.service.publishing import Recall
from bot.service.snapshot import SnapshotHolder
from tests.notices.conftest import publish
from tests.three_way.conftest import Office

WORDS = "便民窗口的时间改了，请以窗口公告为准。"


async def test_who_was_given_a_withdrawn_passage_is_told_once(office: Office, snapshot: SnapshotHolder) -> None:
    """Under the question that was asked, with a button to ask it again; nobody else hears of it."""
    corpus = snapshot.current.corpus
    citizen, other = await office.citizen("张三"), await office.citizen("李四")
    await citizen.send("落户认证要等几天")
    await citizen.expect("7个工作日")
    await other.send("你好")
    await office.quiet()
    await publish(
        office, replace(corpus, articles=tuple(a for a in corpus.articles if a.id != "b23-investor-settlement"))
    )

    recall = Recall(office.database, office.clock)
    found = await recall.affected("b23-investor-settlement")
    assert await recall.correct(TelegramCourier(office.clock), found, WORDS) == 1

    letter = await citizen.expect(WORDS)
    assert "落户认证要等几天" in letter.text
    assert letter.labels == ["落户认证要等几天"]
    assert (
        await recall.correct(TelegramCourier(office.clock), await recall.affected("b23-investor-settlement"), WORDS)
        == 0
    )
    await office.quiet()
    assert [one.text for one in other.messages if "更正" in one.text] == []
