"""答不上的: clusters of unanswered questions; one answer settles one."""

from datetime import date

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.composer import cluster_wording as wording
from bot.composer import report_wording
from bot.composer.report import Names
from bot.console.knowledge.colleagues import colleagues
from bot.console.knowledge.listing import name_of
from bot.console.knowledge.targets import targets
from bot.console.web.page import Page, act
from bot.console.web.received import number
from bot.console.web.visit import Visit
from bot.core.cluster_ports import Cluster, ClusterFilter, ClusterOrder, Settled
from bot.core.errors import EditingError
from bot.core.hours import SHANGHAI
from bot.core.log_ports import LogFilter
from bot.service.cluster_desk import ClusterDesk
from bot.service.clusters import gather, status
from corpus.change import Key, Kind, entries

ON_PAGE, LAST_PAGE = 50, 99_999
LATEST = 10
"""Questions of a cluster that are shown one by one."""
WORDINGS = 30
SAID = {
    "drafted": wording.DRAFTED,
    "linked": wording.LINKED,
    "outside": wording.PUT_OUTSIDE,
    "reopened": wording.REOPENED,
}


async def show(visit: Visit) -> Response:
    """The list."""
    await gather(visit.console.database, once=True)
    wanted, page = _wanted(visit), _page(visit)
    async with visit.console.database.read() as unit:
        found = await unit.clusters.page(wanted, ON_PAGE, page * ON_PAGE, _today(visit))
        count = await unit.clusters.count(wanted)
    corpus = visit.console.snapshot.current.corpus
    return visit.show(
        "unanswered.html",
        rows=[(each, status(each, corpus), spark(each.weeks)) for each in found],
        count=count,
        page=page,
        pages=-(-count // ON_PAGE),
        wanted=wanted,
        query=_query(visit),
        names=Names.of(corpus),
        departments=[(each.id, each.name) for each in corpus.departments if visit.account.sees(each.id)],
        empty=wording.EMPTY_OPEN if wanted.settled is Settled.OPEN and not wanted.text else wording.EMPTY,
        r=report_wording,
    )


async def one(visit: Visit) -> Response:
    """One cluster: all wordings, the nearest passages, the ways to settle it."""
    return await _shown(visit, await _cluster(visit))


async def answer(visit: Visit) -> Response:
    """An answer becomes a draft."""
    cluster = await _cluster(visit)
    title, text, department = [await visit.field(name) for name in ("title", "text", "department")]
    visit.own_business(department or None)
    try:
        await _desk(visit).answer(cluster, title, text, department, visit.account)
    except EditingError as error:
        return await _shown(visit, await _cluster(visit), str(error), title, text)
    return _back(visit, cluster, "drafted")


async def link(visit: Visit) -> Response:
    """The questions become ways of asking for what is known."""
    cluster = await _cluster(visit)
    kind, _, name = (await visit.field("target")).partition(":")
    if kind not in (Kind.ARTICLE, Kind.GUIDE) or not name:
        return await _shown(visit, cluster, wording.NO_TARGET)
    try:
        await _desk(visit).link(cluster, Key(Kind(kind), name), visit.account)
    except EditingError as error:
        return await _shown(visit, await _cluster(visit), str(error))
    return _back(visit, cluster, "linked")


async def outside(visit: Visit) -> Response:
    """Not of this district."""
    cluster = await _cluster(visit)
    await _desk(visit).outside(cluster, visit.account)
    return _back(visit, cluster, "outside")


async def reopen(visit: Visit) -> Response:
    """It waits again."""
    cluster = await _cluster(visit)
    await _desk(visit).reopen(cluster, visit.account)
    return _back(visit, cluster, "reopened")


def spark(weeks: tuple[int, ...]) -> str:
    """The points of a line 84 × 24 pixels, the most at the top."""
    most, step = max(weeks, default=0) or 1, 80 / max(1, len(weeks) - 1)
    return " ".join(f"{2 + place * step:.1f},{22 - 20 * count / most:.1f}" for place, count in enumerate(weeks))


async def _shown(visit: Visit, cluster: Cluster, wrong: str = "", title: str = "", text: str = "") -> Response:
    async with visit.console.database.read() as unit:
        wordings = await unit.clusters.wordings(cluster.id, WORDINGS, _scope(visit))
        latest = await unit.facts.search(LogFilter(cluster=cluster.id, scope=_scope(visit)), LATEST)
    corpus = visit.console.snapshot.current.corpus
    known = entries((await visit.console.drafting.prepared()).after) if cluster.article else {}
    return visit.show(
        "cluster.html",
        422 if wrong else 200,
        answered=[(key, name_of(item)) for key, item in known.items() if key in _read(cluster.article)],
        cluster=cluster,
        people=await colleagues(visit),
        query=_query(visit),
        state=status(cluster, corpus),
        points=spark(cluster.weeks),
        wordings=wordings,
        latest=latest.rows,
        near=visit.console.consult.suggestions(cluster.question, visit.now),
        names=Names.of(corpus),
        targets=targets(visit.console.snapshot.current, cluster.question, _today(visit), visit.query("find")[:100]),
        departments=[(each.id, each.name) for each in corpus.departments if visit.account.sees(each.id)],
        wrong=wrong,
        said=SAID.get(visit.query("said"), ""),
        title=title,
        text=text,
        r=report_wording,
    )


def _read(name: str) -> tuple[Key, ...]:
    """What a cluster's answer may be, by its id."""
    return Key(Kind.ARTICLE, name), Key(Kind.GUIDE, name)


async def _cluster(visit: Visit) -> Cluster:
    """The cluster of the address. Raises a 404 when there is none, or it is not the account's business."""
    asked = number(visit.path("id"))
    if asked is None:
        raise HTTPException(404)
    async with visit.console.database.read() as unit:
        found = await unit.clusters.get(asked, _today(visit))
    if found is None:
        raise HTTPException(404)
    visit.own_business(found.department or None)
    return found


def _desk(visit: Visit) -> ClusterDesk:
    return ClusterDesk(visit.console.database, visit.console.clock)


def _back(visit: Visit, cluster: Cluster, said: str) -> Response:
    return visit.go("cluster", {**_query(visit), "said": said}, id=str(cluster.id))


def _wanted(visit: Visit) -> ClusterFilter:
    """What the address asks for; what it cannot ask for is left out."""
    settled, order, department = visit.query("status"), visit.query("order"), visit.query("department")
    return ClusterFilter(
        settled=None if settled == "all" else Settled(settled) if settled in set(Settled) else Settled.OPEN,
        department=department or None,
        text=visit.query("q")[:100],
        scope=_scope(visit),
        order=ClusterOrder(order) if order in set(ClusterOrder) else ClusterOrder.MOST,
    )


def _scope(visit: Visit) -> frozenset[str] | None:
    return None if visit.scope is None else frozenset(visit.scope)


def _query(visit: Visit) -> dict[str, str]:
    return {name: visit.query(name) for name in ("status", "department", "q", "order") if visit.query(name)}


def _page(visit: Visit) -> int:
    return min(visit.number("page") or 0, LAST_PAGE)


def _today(visit: Visit) -> date:
    return visit.now.astimezone(SHANGHAI).date()


PAGES = (
    Page("unanswered", "/unanswered", show),
    Page("cluster", "/unanswered/{id}", one),
    act("cluster.answer", "/unanswered/{id}/answer", answer),
    act("cluster.link", "/unanswered/{id}/link", link),
    act("cluster.outside", "/unanswered/{id}/outside", outside),
    act("cluster.reopen", "/unanswered/{id}/reopen", reopen),
)
