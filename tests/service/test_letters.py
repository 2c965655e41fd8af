"""What staff write to the watchers of something."""

import pytest

from bot.core.deep_link import link_to
from bot.core.notice_ports import LetterState, NoticeRun, Watch, Watcher
from bot.service.audit import verify
from bot.service.letters import LetterError, LetterService
from tests.composer.small import CARD
from tests.service.conftest import NOW, Clock, Desk


@pytest.fixture
def letters(desk: Desk) -> LetterService:
    """The service, on a corpus in force."""
    return LetterService(desk.database, Clock())


async def test_a_second_person_approves(desk: Desk, letters: LetterService) -> None:
    """A draft goes out only when somebody else than its author approves, once; both acts are in the audit trail."""
    async with desk.database.write() as unit:
        await unit.watches.add(Watcher("telegram", "c1", "7"), Watch(str(link_to(CARD)), CARD.title), NOW)
    letter, watchers = await letters.draft(CARD.title, "本周六停办", "甲")
    with pytest.raises(LetterError, match="不能批准自己的"):
        await letters.approve(letter.id, " 甲 ")
    async with desk.database.read() as unit:
        assert await unit.notices.current("telegram") is None

    approved = await letters.approve(letter.id, "乙")
    with pytest.raises(LetterError, match="已批准（乙），不能再改"):
        await letters.reject(letter.id, "丙")
    async with desk.database.read() as unit:
        run = await unit.notices.current("telegram")
        trail = [(each.actor, each.act) for each in await unit.audit.page(None, 9)]
        checked = await verify(unit)
    assert watchers == 1
    assert (approved.state, approved.decider) == (LetterState.APPROVED, "乙")
    assert run == NoticeRun(1, "telegram", letter=letter.id)
    assert trail == [("乙", "letter approved"), ("甲", "letter drafted")]
    assert checked.broken is None


async def test_a_rejected_letter_reaches_nobody(desk: Desk, letters: LetterService) -> None:
    """After a rejection nothing is sent, and an approval comes too late."""
    letter, _ = await letters.draft("card", "本周六停办", "甲")
    await letters.reject(letter.id, "甲")
    with pytest.raises(LetterError, match="已退回"):
        await letters.approve(letter.id, "乙")
    async with desk.database.read() as unit:
        assert await unit.notices.current("telegram") is None


@pytest.mark.parametrize(
    ("subject", "words", "author", "told"),
    [
        ("公共自行车", "停办", "甲", "是不是：公共自行车租车卡办理更方便"),
        ("card", " ", "甲", "没有写内容"),
        ("card", "字" * 301, "甲", "最多 300 个字"),
        ("card", "请找王师傅13812345678", "甲", "手机"),
        ("card", "停办", " ", "请写明是谁"),
    ],
)
async def test_what_cannot_be_drafted(letters: LetterService, subject: str, words: str, author: str, told: str) -> None:
    """An unknown subject, no words, too many, personal data, nobody's name: each says what to do."""
    with pytest.raises(LetterError, match=told):
        await letters.draft(subject, words, author)
