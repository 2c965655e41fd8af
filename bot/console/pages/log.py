"""提问记录: the log with its facets, and verdicts on several questions at once."""

from collections.abc import Callable, Mapping

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.composer.terms import WANTED
from bot.console import wording
from bot.console.log_query import NONE, SURENESS, read_query
from bot.console.page import Page, act
from bot.console.visit import SEE_OTHER, Visit
from bot.core.console_ports import Verdict
from bot.core.log_ports import Facet
from bot.core.log_ports import Values as Counted
from bot.core.model import Outcome, Rating

SHOWN = 50
FACETS = (Facet.REVIEWED, Facet.OUTCOME, Facet.DEPARTMENT, Facet.RATING, Facet.KIND)
MOST_VALUES = 12
Values = list[tuple[str, str, int]]


async def show(visit: Visit) -> Response:
    """The list."""
    query = read_query(visit.request.query_params, visit.scope)
    async with visit.console.database.read() as unit:
        page = await unit.facts.search(query.wanted, SHOWN, visit.number("after"))
        reviews = await unit.reviews.of([row.id for row in page.rows])
        people = {each.id: each.display for each in await unit.accounts.all()}
        counted = await unit.facts.facets(query.wanted)
    facets = {facet.value: _values(visit, facet, counted[facet]) for facet in FACETS}
    return visit.show(
        "log.html", query=query, page=page, reviews=reviews, people=people, facets=facets, sureness=SURENESS,
        given=visit.number("given") or 0,
        name=visit.console.consult.name, verdicts=wording.VERDICTS,
    )  # fmt: skip


async def judge(visit: Visit) -> Response:
    """One verdict on every chosen question."""
    form = await visit.form()
    verdict = str(form.get("verdict"))
    if verdict not in set(Verdict):
        raise HTTPException(400)
    chosen = [str(each) for each in form.getlist("question")][:SHOWN]
    given = await visit.console.reviewing.give(visit.account, chosen, Verdict(verdict), str(form.get("note") or ""))
    back = read_query({name: str(value) for name, value in form.items()}, visit.scope).with_()
    return RedirectResponse(visit.link("log", {**back, "given": str(given)}), SEE_OTHER)


def _values(visit: Visit, facet: Facet, counted: Counted) -> Values:
    """The values of a facet as (parameter, label, count)."""
    named = _NAMES[facet](visit) if facet in _NAMES else {}
    return [_value(facet, value, count, named) for value, count in counted if value or facet in _NONE][:MOST_VALUES]


def _value(facet: Facet, value: str, count: int, named: Mapping[str, str]) -> tuple[str, str, int]:
    if facet is Facet.REVIEWED:
        return ("yes", "已审", count) if value else ("no", "未审", count)
    if not value:
        return NONE, "没有部门", count
    return value, named.get(value, value), count


_NONE = frozenset({Facet.REVIEWED, Facet.DEPARTMENT})
_NAMES: Mapping[Facet, Callable[[Visit], Mapping[str, str]]] = {
    Facet.OUTCOME: lambda _: {each.value: " ".join(wording.OUTCOMES[each]) for each in Outcome},
    Facet.RATING: lambda _: {each.value: wording.RATINGS[each] for each in Rating},
    Facet.KIND: lambda _: {kind.value: name for kind, name in WANTED.items()},
    Facet.DEPARTMENT: lambda visit: {each.id: each.name for each in visit.console.snapshot.current.corpus.departments},
}

PAGES = (Page("log", "/log", show), act("log.verdicts", "/log/verdicts", judge))
