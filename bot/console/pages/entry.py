"""One question: what the citizen saw, why, and what a reviewer makes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.composer.report import Names
from bot.composer.terms import ACTS, RULE_NAMES, TALKS, WANTED
from bot.console import wording
from bot.console.consultations.transcript import Line, transcript
from bot.console.knowledge.targets import Targets, targets
from bot.console.questions.highlight import marked
from bot.console.questions.query import LogQuery, read_query
from bot.console.web.page import Page, act
from bot.console.web.visit import SEE_OTHER, Visit
from bot.core.case_ports import Side
from bot.core.console_ports import Verdict
from bot.core.errors import EditingError
from bot.core.hours import SHANGHAI
from bot.core.model import LoggedHit, LogRecord, Outcome
from bot.core.ports import UnitOfWork
from bot.service.past_corpus import Known
from bot.service.reviewing import conversation, visible
from corpus.change import Key, Kind

LONGEST_SEARCH = 100


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A hit as reviewers see it; `text` is empty when that version of the corpus is gone."""

    hit: LoggedHit
    title: str
    text: Markup


async def show(visit: Visit, said: str = "", status: int = 200, note: str = "") -> Response:
    """The question; with a note that could not be kept, as it was typed."""
    name, query = visit.path("id"), read_query(visit.request.query_params, visit.scope)
    async with visit.console.database.read() as unit:
        if not await visible(unit, visit.account, name):
            return await _case(visit, unit, name)
        record, place = await unit.questions.get(name), await unit.reviews.place(name)
        assert record is not None  # noqa: S101 (it is visible)
        assert place is not None  # noqa: S101 (it is visible)
        seq, department, case = place
        earlier = [each for each in await conversation(unit, record) if await visible(unit, visit.account, each.id)]
        history = await unit.reviews.history(name)
        talk = await unit.cases.get(case) if case else None
        lines = await transcript(unit, talk, visit.console.consult, visit.now) if talk else ()
        people = {each.id: each.display for each in await unit.accounts.all()}
        done = visit.query("done")
        done = done if await visible(unit, visit.account, done) else ""
        given = (await unit.reviews.of([done])).get(done)
    known = await visit.console.past.passages(record.corpus_version)
    newer, older = await beside(visit, query, seq)
    return visit.show(
        "entry.html", status, record=record, earlier=earlier, history=history, lines=lines[1:], talk=talk, spoken=_spoken(lines),
        people=people, hits=[_shown(hit, known) for hit in record.hits], newer=newer, older=older, query=query,
        department=department, name=visit.console.consult.name, terms=_TERMS, said=said, note=note, done=done, given=given,
        drafted=wording.DRAFTED.get(visit.query("drafted"), ""),
        targets=_targets(visit, record), matter=Names.of(visit.console.snapshot.current.corpus).matter, sureness=_sureness(record), parts=_parts(record), verdicts=wording.VERDICTS,
    )  # fmt: skip


async def _case(visit: Visit, unit: UnitOfWork, name: str) -> Response:
    """What an entry of the corpus comes from may be a case instead. Raises a 404 when it is none of the account's."""
    case = await unit.cases.get(name)
    if case is None:
        raise HTTPException(404)
    visit.own_business(case.consultation.department)
    return visit.go("case", id=case.id)


async def judge(visit: Visit) -> Response:
    """A verdict; the next question comes by itself."""
    name, verdict = visit.path("id"), await visit.field("verdict")
    if not verdict:
        return await show(visit, wording.NO_VERDICT, 409, await visit.field("note"))
    if verdict not in set(Verdict):
        raise HTTPException(400)
    query = read_query(visit.request.query_params, visit.scope)
    async with visit.console.database.read() as unit:
        place = await unit.reviews.place(name)
    following = (await beside(visit, query, place[0]))[1] if place else None
    given = await visit.console.reviewing.give(visit.account, [name], Verdict(verdict), await visit.field("note"))
    if not given.count:
        raise HTTPException(404)
    return _on(visit, following or name, query, done=name)


async def take_back(visit: Visit) -> Response:
    """Undo; the question it was about comes back."""
    query = read_query(visit.request.query_params, visit.scope)
    if await visit.console.reviewing.take_back(visit.account, visit.path("id")) is None:
        raise HTTPException(404)
    return _on(visit, visit.path("id"), query)


async def link(visit: Visit) -> Response:
    """The question is a way of asking for an article or guide."""
    kind, _, name = (await visit.field("key")).partition(":")
    if kind not in set(Kind):
        return await show(visit, wording.NO_TARGET, 409)
    try:
        await visit.console.reviewing.link(visit.account, visit.path("id"), Key(Kind(kind), name))
    except EditingError as error:
        return await show(visit, str(error), 409)
    return _on(visit, visit.path("id"), read_query(visit.request.query_params, visit.scope), drafted="link")


async def answer(visit: Visit) -> Response:
    """The right answer, into the draft."""
    await visit.console.reviewing.answer(visit.account, visit.path("id"), await visit.field("answer"))
    return _on(visit, visit.path("id"), read_query(visit.request.query_params, visit.scope), drafted="answer")


async def beside(visit: Visit, query: LogQuery, seq: int) -> tuple[str | None, str | None]:
    """The questions before and after this one in the list one came from."""
    async with visit.console.database.read() as unit:
        after = (await unit.facts.search(query.wanted, 1, seq)).rows
        before = (await unit.facts.search(query.wanted, 1, seq, backwards=True)).rows
    return before[0].id if before else None, after[0].id if after else None


def _on(visit: Visit, name: str, query: LogQuery, **more: str) -> Response:
    return RedirectResponse(visit.link("entry", {**query.with_(), **more}, id=name), SEE_OTHER)


def _shown(hit: LoggedHit, known: Known) -> ShownHit:
    found = known.get(hit.passage_id)
    if found is None:
        return ShownHit(hit, hit.passage_id, Markup(""))
    article, passage = found
    return ShownHit(hit, article.title, marked(passage.text, hit.matched))


def _sureness(record: LogRecord) -> tuple[str, float] | None:
    """What there is to say about how sure the bot was; of what was not answered, the number kept is that it was right not to."""
    share = record.confidence if record.outcome is Outcome.ANSWER else 1 - record.confidence
    return (wording.SURE_OF[record.outcome], share) if record.outcome in wording.SURE_OF and share > 0 else None


def _spoken(lines: Sequence[Line]) -> str:
    """What the window has told the citizen: where it was the right answer, it need not be typed again."""
    return "\n".join(each.text for each in lines if each.kind == Side.STAFF and each.text)


def _parts(record: LogRecord) -> list[dict[str, Any]]:
    """What was understood, part by part; a log written by an earlier release may lack some of it."""
    lacking = {
        "text": "",
        "wanted": [],
        "yes_no": False,
        "focus": {},
        "background": {},
        "follow_up": False,
        "outside": "",
    }
    return [lacking | part for part in record.understanding.get("parts", ()) if isinstance(part, dict)]


def _targets(visit: Visit, record: LogRecord) -> Targets:
    found = (hit.passage_id.partition("#")[0] for hit in record.hits)
    today, wanted = visit.now.astimezone(SHANGHAI).date(), visit.query("find")[:LONGEST_SEARCH]
    return targets(visit.console.snapshot.current, record.masked_text, today, wanted, found)


_TERMS = {"wanted": WANTED, "acts": ACTS, "talks": TALKS, "rules": RULE_NAMES}

PAGES = (
    Page("entry", "/log/{id}", show),
    act("entry.verdict", "/log/{id}/verdict", judge),
    act("entry.undo", "/log/{id}/undo", take_back),
    act("entry.link", "/log/{id}/link", link),
    act("entry.answer", "/log/{id}/answer", answer),
)
