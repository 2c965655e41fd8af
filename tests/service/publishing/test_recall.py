"""Answers that have to be taken back: who is found, and who is told, once."""

from dataclasses import replace
from datetime import date

import pytest

from bot.channels.telegram.messages import calls
from bot.channels.telegram.noticing import TelegramCourier
from bot.core.case_ports import Case, CaseEvent
from bot.core.consultation import offer
from bot.core.errors import EditingError
from bot.core.model import Outgoing, Span
from bot.service.publishing import Affected, Fate
from corpus.change import key_of
from corpus.segment import passages
from tests.composer.small import CARD, FERRY
from tests.service.conftest import NOW, Clock
from tests.service.publishing.conftest import Office
from tests.service.publishing.test_publisher import KIOSKS, QUESTION

COURIER = TelegramCourier(Clock())


async def asked_in_telegram(office: Office, text: str, chat: str = "77") -> None:
    """A citizen asks in Telegram, and the answer goes out."""
    asked = await office.desk.service.decide(office.desk.question(text, channel="telegram"))
    async with office.database.write() as unit:
        await unit.questions.add(asked.record)
        await unit.outbox.put(calls(Outgoing((Span(asked.decision.text),)), chat, asked.record.id), NOW)


async def fates(office: Office, entry: str = "card") -> list[Fate]:
    """What became of the passages that citizens were given."""
    return [each.fate for each in await office.recall.affected(entry)]


async def test_who_was_given_a_changed_passage_is_found(office: Office) -> None:
    """Only what was quoted counts: another sentence of the same article still stands."""
    await asked_in_telegram(office, QUESTION)
    await asked_in_telegram(office, "租车卡的咨询电话是多少")
    assert await fates(office) == []

    await office.drafting.put(KIOSKS, "小王")
    assert await fates(office) == []  # a draft takes nothing back
    await office.confirm_all()

    (found,) = await office.recall.affected("card")
    assert (found.question, found.fate, found.chat) == (QUESTION, Fate.CHANGED, "77")
    assert "26个" in found.quote


async def test_withdrawn_and_expired_passages_are_told_apart(office: Office) -> None:
    """Both for articles and for guides."""
    await asked_in_telegram(office, QUESTION)
    await asked_in_telegram(office, f"{FERRY.name}要什么材料")
    await office.drafting.expire(key_of(CARD), date(2026, 3, 1), "小王")
    await office.drafting.withdraw(key_of(FERRY), "小王")
    await office.confirm_all()

    assert await fates(office) == [Fate.EXPIRED]
    assert await fates(office, FERRY.id) == [Fate.WITHDRAWN]


async def test_a_passage_that_staff_sent_counts_as_well(office: Office) -> None:
    """The citizen of the case is found, with the receipt's chat."""
    (sent,) = [
        passage for passage in passages((await office.publisher.content(1)).articles[0]) if "26个" in passage.text
    ]
    case = Case(offer("k1", "c9", "transport", "q9", NOW), "telegram", "99", "便民亭多不多")
    async with office.database.write() as unit:
        await unit.cases.add(case)
        await unit.cases.record(CaseEvent("k1", NOW, "s1", "UsePassage", 2, {"passage": sent.id}))
    assert await fates(office) == []

    await office.drafting.put(KIOSKS, "小王")
    await office.confirm_all()

    assert [(each.id, each.chat) for each in await office.recall.affected("card")] == [("k1", "99")]


async def test_a_correction_goes_out_once(office: Office) -> None:
    """Queued for those who can be written to; a second attempt sends nothing, and the list tells who was corrected."""
    await asked_in_telegram(office, QUESTION)
    await office.answer(QUESTION)  # in the terminal, where nobody can be written to afterwards
    await office.drafting.put(KIOSKS, "小王")
    await office.confirm_all()
    found = await office.recall.affected("card")

    with pytest.raises(EditingError, match="更正的话"):
        await office.recall.correct(COURIER, found, " ")
    assert await office.recall.correct(COURIER, found, "便民亭现有99个。") == 1
    assert await office.recall.correct(COURIER, found, "便民亭现有99个。") == 0

    assert sorted((each.chat, each.corrected) for each in await office.recall.affected("card")) == [
        ("", False),
        ("77", True),
    ]
    async with office.database.read() as unit:
        waiting = [item for item in await unit.outbox.pending(9) if item.key.startswith("correction:")]
    assert [item.payload["chat_id"] for item in waiting] == [77]
    assert "便民亭现有99个。" in waiting[0].payload["text"]


def test_a_key_names_one_question() -> None:
    """Two questions never share a correction."""
    one = Affected("q1", "", NOW, "", "", Fate.CHANGED, "telegram", "c1")

    assert one.key != replace(one, id="q2").key
