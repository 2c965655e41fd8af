"""What people answered becomes corpus: a draft article, or a field of a guide, that names the case it comes from."""

from collections.abc import Sequence
from dataclasses import replace

from bot.composer import publishing_wording as wording
from bot.core.case_ports import AnsweredPair
from bot.core.consultation.receipt import find_receipt
from bot.core.corpus_ports import Origin
from bot.core.errors import EditingError
from bot.core.hours import SHANGHAI
from bot.core.ports import Database, UnitOfWork
from bot.service.publishing.drafting import Drafting
from bot.service.publishing.preparation import entry
from corpus.change import Key, Kind
from corpus.formats.markdown import tidy
from corpus.model import Article, Guide, GuideField
from corpus.segment import passages

TITLE = 40
"""Characters of a question that make a title."""


class Adopting:
    """Takes answered cases into the draft. `case` is a case's id or its receipt number."""

    def __init__(self, database: Database, drafting: Drafting) -> None:
        self._database, self._drafting = database, drafting

    async def pairs(self, limit: int = 50) -> Sequence[AnsweredPair]:
        """The newest answered questions, those first that staff proposed. Raises StoreError."""
        async with self._database.read() as unit:
            return sorted(await unit.pairs.all(limit), key=lambda pair: not pair.candidate)

    async def article(self, case: str, editor: str, title: str = "") -> Article:
        """A draft article with the answer as its text and the question as a way of asking. Raises EditingError, StoreError."""
        pair = await self._pair(case)
        now = await self._drafting.prepared()
        known = now.after.department(pair.department) is not None
        item = Article(
            id=f"case-{pair.case[:16].lower()}",
            title=title.strip() or pair.question.strip().rstrip("？?。")[:TITLE],
            body=tidy(pair.answer),
            bulletin=wording.CASE_SOURCE,
            published=pair.answered_at.astimezone(SHANGHAI).date(),
            departments=(pair.department,) if known else (),
            asked_as=(pair.question,),
        )
        warnings = () if known else (wording.CASE_NO_DEPARTMENT.format(department=pair.department),)
        place = (wording.CASE_PLACE.format(case=case),) * len(passages(item))
        await self._drafting.put(item, editor, Origin(places=place, warnings=warnings, case=pair.case))
        return item

    async def guide_field(self, case: str, guide_id: str, name: str, editor: str) -> Guide:
        """The answer as a field of a guide, in place of what the field said. Raises EditingError, StoreError."""
        pair = await self._pair(case)
        field = _field(name)
        now = await self._drafting.prepared()
        guide = entry(now.after, Key(Kind.GUIDE, guide_id))
        assert isinstance(guide, Guide)  # noqa: S101 (that is its kind)
        lines = tuple(line.strip() for line in pair.answer.splitlines() if line.strip())
        item = replace(
            guide,
            fields={**guide.fields, field: lines},
            asked_as=tuple(dict.fromkeys((*guide.asked_as, pair.question))),
        )
        await self._drafting.put(item, editor, Origin(places=(wording.CASE_PLACE.format(case=case),), case=pair.case))
        return item

    async def _pair(self, case: str) -> AnsweredPair:
        async with self._database.read() as unit:
            pair = await unit.pairs.get(case) or await _by_receipt(unit, case)
        if pair is None:
            raise EditingError(wording.NO_CASE.format(case=case))
        return pair


async def _by_receipt(unit: UnitOfWork, receipt: str) -> AnsweredPair | None:
    case = await unit.cases.by_receipt(find_receipt(receipt) or receipt)
    return await unit.pairs.get(case.id) if case else None


def _field(name: str) -> GuideField:
    """The field with this name, ours or the one that editors read. Raises EditingError."""
    found = {
        **{label: field for field, label in wording.FIELDS.items()},
        **{field.value: field for field in GuideField},
    }
    if name not in found:
        raise EditingError(wording.NO_FIELD.format(field=name, fields="、".join(wording.FIELDS.values())))
    return found[name]
