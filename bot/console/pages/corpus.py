"""知识: the entries, the draft, and a question tried on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.responses import Response

from bot.composer.publishing_wording import KINDS
from bot.console.knowledge.listing import listed, read_list_query
from bot.console.knowledge.trying import LONGEST_QUESTION, tried
from bot.console.web.page import Page
from bot.console.web.visit import Visit

MOST_FILES, LARGEST_FILES = 20, 20_000_000
"""That can be imported at once, and the bytes of all of them."""


@dataclass(frozen=True, slots=True)
class Undo:
    """The form that puts back what was there: where it is sent, and what stands in it."""

    action: str
    fields: Mapping[str, str]


async def show(
    visit: Visit,
    said: str = "",
    done: str = "",
    status: int = 200,
    undo: Undo | None = None,
    files: Sequence[object] = (),
) -> Response:
    """The entries, what was changed, and what a question would be answered; beside `done` the form that would `undo` it.

    `files` are those that were imported, each with what became of it.
    """
    now = await visit.console.drafting.prepared()
    question, query = visit.query("try")[:LONGEST_QUESTION], read_list_query(visit.request.query_params)
    answers = await tried(visit, question, now.after if now.changes else None) if question else None
    return visit.show(
        "corpus.html", status, found=listed(now, query), query=query, kinds=KINDS,
        changes=now.changes, version=now.version, question=question, tried=answers, departments=now.after.departments,
        said=said, done=done, undo=undo, files=files, most_files=MOST_FILES, largest=LARGEST_FILES,
    )  # fmt: skip


PAGES = (Page("corpus", "/corpus", show),)
