"""历史: the versions, what each of them changed, and the way back."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.composer.publishing_wording import KINDS
from bot.console import wording
from bot.console.knowledge.colleagues import colleagues
from bot.console.knowledge.differences import differences
from bot.console.knowledge.listing import name_of
from bot.console.pages.publishing import LONGEST_REASON, published
from bot.console.web.aside import aside
from bot.console.web.page import Page, act
from bot.console.web.received import number
from bot.console.web.visit import Visit
from bot.core.errors import EditingError, StoreError
from bot.service.publishing import Order
from corpus.change import Key, Kind, entries
from corpus.model import Corpus

SHOWN = 50
READ = frozenset({Kind.ARTICLE, Kind.GUIDE})
"""What citizens are given words of."""


async def history(visit: Visit, said: str = "", status: int = 200) -> Response:
    """The versions, newest first."""
    versions = await visit.console.publisher.history(SHOWN)
    return visit.show(
        "history.html", status, versions=versions, current=visit.console.snapshot.current.version, said=said,
        done=visit.number("done"), two=visit.console.publisher.second_person,
        touched=await _touched(visit), people=await colleagues(visit),
    )  # fmt: skip


async def one(visit: Visit, said: str = "", status: int = 200) -> Response:
    """One version: what it changed, and what going back to it would change."""
    version, console = _version(visit), visit.console
    try:
        about, content = await console.publisher.about(version), await console.publisher.content(version)
        earlier = await console.publisher.content(version - 1) if version > 1 else Corpus()
    except StoreError:
        raise HTTPException(404) from None
    current = console.snapshot.current
    changed = await aside(differences, earlier, content) if version > 1 else []
    back = await aside(differences, current.corpus, content) if version != current.version else []
    return visit.show(
        "version.html", status, about=about, changed=changed, back=back, current=current.version, kinds=KINDS,
        two=console.publisher.second_person, entries=len(content.articles) + len(content.guides), said=said,
        people=await colleagues(visit),
    )  # fmt: skip


async def rollback(visit: Visit) -> Response:
    """An old version's content again, as a new version; where it takes two, it is proposed instead."""
    version = _version(visit)
    if visit.account.departments:
        raise HTTPException(403)
    if visit.console.publisher.second_person:
        return await one(visit, wording.PROPOSE_FIRST, 409)
    order = Order(visit.account.name, (await visit.field("reason"))[:LONGEST_REASON], actor=visit.account.id)
    try:
        done = await visit.console.publisher.rollback(version, order)
    except EditingError as error:
        return await one(visit, str(error), 409)
    except StoreError as error:
        return await history(visit, str(error), 409)
    return await published(visit, done.version)


async def restore(visit: Visit) -> Response:
    """An old version's content into the draft: a colleague looks at it and publishes."""
    version = _version(visit)
    if visit.account.departments:
        raise HTTPException(403)
    try:
        await visit.console.drafting.restore(version, visit.account.name, actor=visit.account.id)
    except EditingError as error:
        return await one(visit, str(error), 409)
    except StoreError as error:
        return await history(visit, str(error), 409)
    return visit.go("corpus.publish")


async def _touched(visit: Visit) -> list[tuple[Key, str]]:
    """The articles and guides changed by the version that has just been published, by the names they had."""
    done = visit.number("done")
    if done is None:
        return []
    try:
        edits = await visit.console.publisher.edits(done)
        before = entries(await visit.console.publisher.content(done - 1)) if done > 1 else {}
    except StoreError:
        return []
    return [(each.key, name_of(before[each.key])) for each in edits if each.key in before and each.key.kind in READ]


def _version(visit: Visit) -> int:
    version = number(visit.path("version"))
    if version is None:
        raise HTTPException(404)
    return version


PAGES = (
    Page("corpus.history", "/corpus/history", history),
    Page("corpus.version", "/corpus/history/{version}", one),
    act("corpus.rollback", "/corpus/history/{version}/rollback", rollback),
    act("corpus.restore", "/corpus/history/{version}/restore", restore),
)
