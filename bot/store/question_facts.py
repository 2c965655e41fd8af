"""One slim row for each logged question, by which the log is filtered, searched and counted.

It is written in the transaction that logs or rates the question or moves its case, so the two never disagree.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, insert, or_, select, update
from sqlalchemy import case as sql_case

from bot.core.consultation import Consultation
from bot.core.facts import fact_of
from bot.core.log_ports import Facet, LogFilter, LogOrder, LogPage, LogRow, Values
from bot.core.model import LogRecord, Outcome, Rating
from bot.store.consultation_json import from_json
from bot.store.schema import consultation, question_fact, question_log
from bot.store.session import Session
from retrieval.text import clean

CONVERSATION = timedelta(minutes=30)
"""How long a question back waits for the citizen's next words; then it counts as abandoned."""
_FACT = question_fact.c
_sureness = sql_case((_FACT.outcome == Outcome.ANSWER, _FACT.confidence))
"""How sure an answer is; nothing where none was given."""
_FACETS = tuple(_FACT[facet.value] for facet in Facet)
_SHOWN = (
    question_log.c["seq", "id", "channel", "masked_text", "asked_at", "outcome", "rule"],
    (*_FACT["kind", "department", "matter", "rating", "reviewed", "case"], _sureness.label("confidence")),
)


async def fact_logged(session: Session, seq: int, record: LogRecord) -> None:
    """Keep the fact of a question just logged, and what it changes about earlier ones."""
    await session.execute(
        insert(question_fact).values(seq=seq, reviewed=False, replaced=False, **asdict(fact_of(record)))
    )
    if record.revises:
        same = or_(question_log.c.id == record.revises, question_log.c.revises == record.revises)
        await _replaced(session, same & (question_log.c.seq < seq))
    if record.outcome is not Outcome.SMALLTALK:
        lately = question_log.c.asked_at >= record.asked_at - CONVERSATION
        earlier = (question_log.c.citizen == record.citizen) & (question_log.c.seq < seq) & lately
        await _replaced(session, earlier & (question_log.c.outcome == Outcome.CLARIFY))


async def fact_changed(session: Session, record: LogRecord, case: Consultation | None = None) -> None:
    """Compute the fact again after a rating or a step of its case; without `case`, of the one it had."""
    here = _FACT.seq == select(question_log.c.seq).where(question_log.c.id == record.id).scalar_subquery()
    known = (await session.execute(select(_FACT.case, _FACT.replaced).where(here))).first()
    if known is None:
        return
    case = case or await _case(session, known.case)
    fact = fact_of(record, case, replaced=known.replaced)
    values = asdict(fact) | ({} if fact.unanswered else {"cluster": None})
    await session.execute(update(question_fact).where(here).values(values))


async def _case(session: Session, case_id: str) -> Consultation | None:
    if not case_id:
        return None
    body = (await session.execute(select(consultation.c.body).where(consultation.c.id == case_id))).scalar()
    return None if body is None else from_json(body)


async def _replaced(session: Session, earlier: ColumnElement[bool]) -> None:
    """A later message took their place: they are in no measure any more."""
    gone = {"replaced": True, "valid": False, "bucket": None, "at_once": False, "handed": False}
    gone |= {"satisfied": None, "response_seconds": None, "unanswered": False, "cluster": None}
    which = select(question_log.c.seq).where(earlier)
    await session.execute(update(question_fact).where(_FACT.seq.in_(which)).values(gone))


class SqlQuestionFacts:
    """`bot.core.log_ports.QuestionFacts` on SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def search(
        self, wanted: LogFilter, limit: int, after: int | None = None, *, backwards: bool = False
    ) -> LogPage:
        """See the port."""
        rank, down = _RANKS.get(wanted.order), (wanted.order is not LogOrder.OLDEST) is not backwards
        found = select(_FACT.seq).where(*conditions(wanted))
        if after is not None:
            found = found.where(await self._beyond(rank, after, down=down))
        keys = [_FACT.seq] if rank is None else [rank, _FACT.seq]
        ordered = found.order_by(*[key.desc() if down else key.asc() for key in keys]).limit(limit + 1)
        seqs = list((await self._session.execute(ordered)).scalars())
        following = seqs[limit - 1] if len(seqs) > limit else None
        return LogPage(await self._rows(seqs[:limit]), following)

    async def count(self, wanted: LogFilter) -> int:
        """See the port."""
        statement = select(func.count()).select_from(question_fact).where(*conditions(wanted))
        return int((await self._session.execute(statement)).scalar_one())

    async def facets(self, wanted: LogFilter) -> Mapping[Facet, Values]:
        """See the port. One scan counts every combination of values; there are few hundred, however long the log is."""
        others = replace(wanted, reviewed=None, outcome=None, department=None, rating=None, kind=None)
        found = select(*_FACETS).where(*conditions(others))
        # Words stand in the rows only: going through the index would look each of them up.
        given = found.cte("found").prefix_with("MATERIALIZED") if wanted.text else found.subquery()
        statement = select(*given.c, func.count()).group_by(*given.c)
        rows = [tuple(row) for row in await self._session.execute(statement)]
        return {facet: _counted(facet, rows, wanted) for facet in Facet}

    async def reviewed(self, question_id: str, *, reviewed: bool) -> None:
        """See the port."""
        here = _FACT.seq == select(question_log.c.seq).where(question_log.c.id == question_id).scalar_subquery()
        await self._session.execute(update(question_fact).where(here).values(reviewed=reviewed))

    async def _beyond(self, rank: ColumnElement[float] | None, after: int, *, down: bool) -> ColumnElement[bool]:
        """What comes after a row, going down or up."""
        beyond = _FACT.seq < after if down else _FACT.seq > after
        if rank is None:
            return beyond
        here = (await self._session.execute(select(rank).where(_FACT.seq == after))).scalar()
        return or_(rank < here if down else rank > here, (rank == here) & beyond)

    async def _rows(self, seqs: Sequence[int]) -> tuple[LogRow, ...]:
        statement = select(*_SHOWN[0], *_SHOWN[1]).join_from(question_log, question_fact)
        found = await self._session.execute(statement.where(question_log.c.seq.in_(seqs)))
        rows = {row[0]: _row(row._mapping) for row in found}
        return tuple(rows[seq] for seq in seqs)


def conditions(wanted: LogFilter) -> list[ColumnElement[bool]]:
    """What a filter asks of the fact."""
    equal = {name: getattr(wanted, name) for name in ("outcome", "department", "kind", "matter", "rating", "reviewed")}
    found = [_FACT[name] == value for name, value in equal.items() if value is not None]
    # Words of one or two characters are common in Chinese and no full-text index of SQLite finds them; a scan of the
    # slim table does, and stops at the page's end.
    found += [_FACT.text.contains(word, autoescape=True) for word in clean(wanted.text).split()]
    bounds = ((_sureness >= wanted.least, wanted.least > 0), (_sureness <= wanted.most, wanted.most < 1))
    found += [condition for condition, is_set in bounds if is_set]
    found += [_FACT.day >= wanted.since] if wanted.since else []
    found += [_FACT.day <= wanted.until] if wanted.until else []
    found += [_FACT.cluster == wanted.cluster] if wanted.cluster is not None else []
    return found + ([_FACT.department.in_(wanted.scope)] if wanted.scope is not None else [])


def _row(row: Any) -> LogRow:
    known = dict(row)
    rating = Rating(known["rating"]) if known["rating"] else None
    changes = {"text": known.pop("masked_text"), "outcome": Outcome(known["outcome"]), "rating": rating}
    return LogRow(**known | changes)


def _counted(facet: Facet, rows: Sequence[tuple[Any, ...]], wanted: LogFilter) -> Values:
    """The values of a facet among the combinations that meet the conditions on the other facets."""
    conditions = [(place, getattr(wanted, each)) for place, each in enumerate(Facet) if each is not facet]
    number: Counter[str] = Counter()
    for row in rows:
        if all(value is None or row[place] == value for place, value in conditions):
            number[_named(row[list(Facet).index(facet)])] += row[-1]
    return sorted(number.items(), key=lambda each: (-each[1], each[0]))


def _named(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else ""
    return str(value or "")


_RANKS: dict[LogOrder, ColumnElement[float]] = {
    LogOrder.LEAST_SURE: -func.coalesce(_sureness, 2.0),
    LogOrder.MOST_SURE: func.coalesce(_sureness, -1.0),
}
"""By what an order goes down before it goes by time; what was not answered is at the end of either."""
