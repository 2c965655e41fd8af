"""知识: the entries, the draft, and a question tried on it."""

from starlette.responses import Response

from bot.composer.publishing_wording import KINDS
from bot.console.corpus_list import listed, read_list_query
from bot.console.page import Page
from bot.console.trying import LONGEST_QUESTION, tried
from bot.console.visit import Visit


async def show(visit: Visit, said: str = "", done: str = "", status: int = 200, undo: object = None) -> Response:
    """The entries, what was changed, and what a question would be answered; beside `done` the form that would `undo` it."""
    now = await visit.console.drafting.prepared()
    question, query = visit.query("try")[:LONGEST_QUESTION], read_list_query(visit.request.query_params)
    answers = await tried(visit, question, now.after if now.changes else None) if question else None
    return visit.show(
        "corpus.html", status, found=listed(now, query), query=query, kinds=KINDS,
        changes=now.changes, version=now.version, question=question, tried=answers, said=said, done=done, undo=undo,
        departments=now.after.departments,
    )  # fmt: skip


PAGES = (Page("corpus", "/corpus", show),)
