"""Facts of questions that were logged by a release without them."""

from sqlalchemy import func, select

from bot.core.consultation import Consultation
from bot.store.consultation_json import from_json
from bot.store.question_facts import fact_changed, fact_logged
from bot.store.question_log import SqlQuestionLog
from bot.store.schema import consultation, question_fact, question_log
from bot.store.session import Session

AT_ONCE = 500


async def fill_facts(session: Session) -> bool:
    """Compute the facts of the next questions that have none; whether there may be more."""
    newest = select(func.coalesce(func.max(question_fact.c.seq), 0)).scalar_subquery()
    missing = select(question_log.c.seq, question_log.c.id).where(question_log.c.seq > newest)
    rows = (await session.execute(missing.order_by(question_log.c.seq).limit(AT_ONCE))).all()
    if not rows:
        return False
    log, cases = SqlQuestionLog(session), await _cases(session)
    for seq, name in rows:
        record = await log.get(name)
        assert record is not None  # noqa: S101 (read in the same transaction)
        await fact_logged(session, seq, record)
        if name in cases:
            await fact_changed(session, record, cases[name])
    return True


async def _cases(session: Session) -> dict[str, Consultation]:
    """The newest consultation of each question that has one."""
    bodies = await session.execute(select(consultation.c.body).order_by(consultation.c.seq))
    return {case.question: case for case in map(from_json, bodies.scalars())}
