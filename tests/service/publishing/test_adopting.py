"""What people answered becomes corpus, and the next citizen is answered at once."""

import pytest

from bot.core.case_ports import AnsweredPair, Case
from bot.core.consultation import offer
from bot.core.errors import EditingError
from corpus.change import Key, Kind
from corpus.model import GuideField
from tests.composer.small import FERRY
from tests.service.conftest import NOW
from tests.service.publishing.conftest import Office

ASKED = "便民亭能修自行车吗？"
PAIR = AnsweredPair("0123456789abcdef", ASKED, "便民亭可以修自行车，换内胎收费15元。", "transport", "s1", NOW, NOW)


async def answered(office: Office, pair: AnsweredPair = PAIR) -> None:
    """Staff have answered a case."""
    case = Case(offer(pair.case, "c9", pair.department, "q9", NOW), "telegram", "99", pair.question)
    async with office.database.write() as unit:
        await unit.cases.add(case)
        await unit.pairs.put(pair)
        await unit.pairs.promote(pair.case)


async def test_an_answer_becomes_an_article_that_answers_the_next_citizen(office: Office) -> None:
    """Dated, with its department, the question as a way of asking, and the case it came from."""
    await answered(office)
    assert [pair.candidate for pair in await office.adopting.pairs()] == [True]

    article = await office.adopting.article(PAIR.case, "小王")
    await office.confirm_all()

    assert (article.departments, article.asked_as) == (("transport",), (ASKED,))
    origin = await office.drafting.origin(Key(Kind.ARTICLE, article.id))
    assert origin is not None
    assert origin.origin.case == PAIR.case
    assert "15元" in await office.answer("便民亭换内胎收费多少")


async def test_an_answer_becomes_a_field_of_a_guide(office: Office) -> None:
    """In place of what the field said; the other fields stay."""
    await answered(office)

    guide = await office.adopting.guide_field(PAIR.case, FERRY.id, "收费", "小王")

    assert guide.get(GuideField.FEE) == (PAIR.answer,)
    assert guide.get(GuideField.MATERIALS) == FERRY.get(GuideField.MATERIALS)
    assert ASKED in guide.asked_as
    with pytest.raises(EditingError, match="能写的有"):
        await office.adopting.guide_field(PAIR.case, FERRY.id, "颜色", "小王")


async def test_a_case_without_an_answer_is_said(office: Office) -> None:
    """Neither an unknown id nor an unknown receipt makes an article."""
    with pytest.raises(EditingError, match="没有编号或受理号"):
        await office.adopting.article("#0310-01", "小王")
