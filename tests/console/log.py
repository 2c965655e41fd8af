"""Questions in the log, for the pages that show them."""

from typing import Any

from bot.core.model import LoggedHit, LogRecord, Outcome
from tests.console.office import Office
from tests.store.samples import record

OWN, FOREIGN = "d1", "d2"


def missed(name: str, text: str = "狗证在哪儿领", **changes: Any) -> LogRecord:
    """A question that was handed over."""
    values: dict[str, Any] = {
        "masked_text": text,
        "clean_text": text,
        "outcome": Outcome.HANDOFF,
        "rule": "fact_missing",
        "citations": (),
        "reply": "这件事我手头的通报没有写。",
        "department": OWN,
        "hits": (LoggedHit("a1#x", 1.5, 0.25, ("狗证",)),),
    }
    return record(name, **(values | changes))


async def logged(office: Office, *records: LogRecord) -> None:
    """Keep them, in order."""
    async with office.database.write() as unit:
        for each in records:
            await unit.questions.add(each)
