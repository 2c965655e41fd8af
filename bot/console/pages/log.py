"""提问记录: the log with its facets, and verdicts on several questions at once."""

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console import wording
from bot.console.questions.facets import FACETS, conditions, values
from bot.console.questions.query import LogQuery, read_query
from bot.console.web.page import Page, act
from bot.console.web.received import moment
from bot.console.web.visit import Visit
from bot.core.console_ports import Verdict
from bot.core.log_ports import Facet
from bot.core.log_ports import Values as Counted

SHOWN = 50


async def show(visit: Visit) -> Response:
    """The list."""
    query = read_query(visit.request.query_params, visit.scope)
    async with visit.console.database.read() as unit:
        page = await unit.facts.search(query.wanted, SHOWN, query.after)
        reviews = await unit.reviews.of([row.id for row in page.rows])
        people = {each.id: each.display for each in await unit.accounts.all()}
        counted = await unit.facts.facets(query.wanted)
    return visit.show(
        "log.html", query=query, page=page, reviews=reviews, people=people, count=_count(query, counted),
        facets={facet.value: values(visit, facet, counted[facet]) for facet in FACETS},
        conditions=conditions(visit, query), name=visit.console.consult.name, verdicts=wording.VERDICTS, done=_done(visit),
    )  # fmt: skip


async def judge(visit: Visit) -> Response:
    """One verdict on every chosen question."""
    form = await visit.form()
    verdict = str(form.get("verdict"))
    if verdict not in set(Verdict):
        raise HTTPException(400)
    chosen = [str(each) for each in form.getlist("question")][:SHOWN]
    given = await visit.console.reviewing.give(visit.account, chosen, Verdict(verdict), str(form.get("note") or ""))
    return await _back(visit, given=str(given.count), verdict=verdict, at=given.at.isoformat())


async def take_back(visit: Visit) -> Response:
    """Undo a verdict on several questions."""
    at = moment(await visit.field("at"))
    if at is None:
        raise HTTPException(400)
    return await _back(visit, undone=str(await visit.console.reviewing.take_back_all(visit.account, at)))


async def _back(visit: Visit, **done: str) -> Response:
    """To the list as it was, with what has been done."""
    form = {name: str(value) for name, value in (await visit.form()).items()}
    return visit.go("log", {**read_query(form, visit.scope).with_(), **done})


def _count(query: LogQuery, counted: Mapping[Facet, Counted]) -> int:
    """How many questions the list has: a facet's counts, of which the condition on itself has still to be taken."""
    outcome = query.wanted.outcome
    return sum(number for value, number in counted[Facet.OUTCOME] if outcome is None or value == outcome)


def _done(visit: Visit) -> dict[str, str]:
    """What the address says has just been done to several questions."""
    told = {name: visit.query(name) for name in ("given", "undone", "verdict", "at")}
    numbers = all(not told[name] or told[name].isdecimal() for name in ("given", "undone"))
    return told if numbers and told["verdict"] in {"", *Verdict} else dict.fromkeys(told, "")


PAGES = (
    Page("log", "/log", show),
    act("log.verdicts", "/log/verdicts", judge),
    act("log.undo", "/log/undo", take_back),
)
