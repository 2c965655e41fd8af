"""发布: look at what would change, agree, publish; the versions, and the way back."""

import difflib
from collections.abc import Iterator, Sequence

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.composer.publishing_wording import KINDS
from bot.console import wording
from bot.console.belonging import belongs
from bot.console.entry_form import outline
from bot.console.highlight import revealed
from bot.console.page import Page, act
from bot.console.received import number
from bot.console.visit import Visit
from bot.core.errors import EditingError, StoreError
from bot.service.publishing import Order, Review
from corpus.change import Key, Kind, entries
from corpus.model import Department
from corpus.records import Item

LONGEST_REASON = 200
Difference = list[tuple[str, str]]
"""Lines with what became of each: "+", "-", "@" or nothing."""


async def show(visit: Visit, said: str = "", status: int = 200) -> Response:
    """What a publication would change, checks and golden run included."""
    review = await visit.console.publisher.review()
    return visit.show(
        "publish.html", status, review=review, differences=list(_differences(review)), said=said, kinds=KINDS,
        editors=_editors(review), mark=review.preparation.mark,
    )  # fmt: skip


async def publish(visit: Visit) -> Response:
    """Put the draft in force; who agrees is somebody else than who edited, where there are two."""
    form, review = await visit.form(), await visit.console.publisher.review()
    if str(form.get("mark")) != review.preparation.mark:
        return await show(visit, "您看过之后草稿又变了，没有发布。请再看一遍。", 409)
    if foreign := _foreign(visit, review):
        return await show(visit, wording.FOREIGN_CHANGES.format(names="、".join(foreign)), 409)
    editors = _editors(review)
    if visit.account.name in editors and visit.console.publisher.second_person:
        return await show(visit, wording.NEEDS_ANOTHER, 409)
    others = [name for name in editors if name != visit.account.name]
    confirmed = frozenset(str(name) for name in form.getlist("confirmed"))
    own = visit.account.name
    author, approver = (others[-1], own) if others else (own, "")
    if own in editors:
        approver = ""
    order = Order(author, str(form.get("reason") or "")[:LONGEST_REASON], approver, confirmed, visit.account.id)
    try:
        done = await visit.console.publisher.publish(order, review)
    except EditingError as error:
        return await show(visit, str(error), 409)
    return await _published(visit, done.version)


async def history(visit: Visit, said: str = "", status: int = 200) -> Response:
    """The versions, newest first."""
    versions = await visit.console.publisher.history(50)
    return visit.show(
        "history.html", status, versions=versions, current=visit.console.snapshot.current.version, said=said,
        done=visit.number("done"), two=visit.console.publisher.second_person,
        touched=await _touched(visit),
    )  # fmt: skip


async def rollback(visit: Visit) -> Response:
    """An old version's content again, as a new version; where it takes two, it is proposed instead."""
    version = _version(visit)
    if visit.account.departments:
        raise HTTPException(403)
    if visit.console.publisher.second_person:
        return await history(visit, wording.PROPOSE_FIRST, 409)
    order = Order(visit.account.name, (await visit.field("reason"))[:LONGEST_REASON], actor=visit.account.id)
    try:
        done = await visit.console.publisher.rollback(version, order)
    except (EditingError, StoreError) as error:
        return await history(visit, str(error), 409)
    return await _published(visit, done.version)


async def restore(visit: Visit) -> Response:
    """An old version's content into the draft: a colleague looks at it and publishes."""
    version = _version(visit)
    if visit.account.departments:
        raise HTTPException(403)
    try:
        await visit.console.drafting.restore(version, visit.account.name, actor=visit.account.id)
    except (EditingError, StoreError) as error:
        return await history(visit, str(error), 409)
    return visit.go("corpus.publish")


async def _touched(visit: Visit) -> list[Key]:
    """The articles and guides changed by the version that has just been published."""
    done = visit.number("done")
    if done is None:
        return []
    try:
        edits = await visit.console.publisher.edits(done)
    except StoreError:
        return []
    return [each.key for each in edits if each.key.kind in (Kind.ARTICLE, Kind.GUIDE)]


def _version(visit: Visit) -> int:
    version = number(visit.path("version"))
    if version is None:
        raise HTTPException(404)
    return version


async def _published(visit: Visit, version: int) -> Response:
    await visit.console.watch.refresh()
    return visit.go("corpus.history", {"done": str(version)})


def _editors(review: Review) -> list[str]:
    return list(dict.fromkeys(change.editor for change in review.preparation.changes))


def _foreign(visit: Visit, review: Review) -> list[str]:
    """The changed entries that were, or become, no business of the account's departments, by id."""
    before, after = entries(review.preparation.before), entries(review.preparation.after)
    keys = [change.key for change in review.preparation.changes]
    known = ((key, [kept[key] for kept in (before, after) if key in kept]) for key in keys)
    return [
        key.id or KINDS[key.kind] for key, items in known if not all(belongs(visit.account, each) for each in items)
    ]


def _differences(review: Review) -> Iterator[tuple[Key, str, Difference]]:
    """Each changed entry, what became of it, and the lines that differ."""
    before, after = entries(review.preparation.before), entries(review.preparation.after)
    for change in review.preparation.changes:
        old, new = before.get(change.key), after.get(change.key)
        what = "新增" if old is None else "撤下" if new is None else "修改"
        yield change.key, what, _lines(change.key, old, new, review.preparation.after.departments)


def _lines(key: Key, old: Item | None, new: Item | None, departments: Sequence[Department]) -> Difference:
    before, after = (outline(item, key.kind, departments) if item else [] for item in (old, new))
    compared = list(difflib.unified_diff(before, after, n=2, lineterm=""))[3:]
    return [(line[:1].strip(), revealed(line[1:] if line[:1] != "@" else "…")) for line in compared]


PAGES = (
    Page("corpus.publish", "/corpus/publish", show),
    act("corpus.publish.do", "/corpus/publish", publish),
    Page("corpus.history", "/corpus/history", history),
    act("corpus.rollback", "/corpus/history/{version}/rollback", rollback),
    act("corpus.restore", "/corpus/history/{version}/restore", restore),
)
