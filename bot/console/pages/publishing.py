"""发布: look at what would change, agree, publish."""

from dataclasses import replace

from starlette.responses import Response

from bot.composer.publishing_wording import KINDS
from bot.console import wording
from bot.console.knowledge.belonging import belongs
from bot.console.knowledge.colleagues import colleagues
from bot.console.knowledge.differences import differences
from bot.console.web.aside import aside
from bot.console.web.page import Page, act
from bot.console.web.visit import Visit
from bot.core.errors import EditingError
from bot.service.publishing import Order, Review, Underway
from bot.service.reviewing import visible
from corpus.change import entries

LONGEST_REASON = 200
PATIENCE, AGAIN = 5, 2
"""Seconds until a page says how far the review has come, and until it asks again."""


async def show(visit: Visit, said: str = "", status: int = 200) -> Response:
    """What a publication would change, checks and golden run included; until that is known, how far it has come."""
    review = await _look(visit)
    if isinstance(review, Underway):
        return visit.show("reviewing.html", status, underway=review, said=said, again=AGAIN)
    changed = await aside(differences, review.preparation.before, review.preparation.after)
    known = {f"{KINDS[key.kind]} {key.id}": key for key in entries(review.preparation.after)}
    changes = {change.key: change for change in review.preparation.changes}
    remarks = [each for each in review.problems if not each.blocks and known.get(each.where) in changes]
    return visit.show(
        "publish.html", status, review=review, differences=changed, said=said, kinds=KINDS, known=known,
        editors=_editors(review), mark=review.preparation.mark, changes=changes, remarks=remarks,
        barred=_barred(visit, review), people=await colleagues(visit),
    )  # fmt: skip


async def publish(visit: Visit) -> Response:
    """Put the draft in force; who agrees is somebody else than who edited, where there are two."""
    form, review = await visit.form(), await _look(visit)
    if isinstance(review, Underway):
        return visit.go("corpus.publish")
    await visit.check_trust()
    if str(form.get("mark")) != review.preparation.mark:
        said = wording.DRAFT_MOVED if review.change else ""  # pressed twice, it is all published
        return await show(visit, said, 409)
    if barred := _barred(visit, review):
        return await show(visit, barred, 409)
    editors = _editors(review)
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
    return await published(visit, done.version)


async def published(visit: Visit, version: int) -> Response:
    """After a version was put in force: this process reads it, and the history says so."""
    await visit.console.watch.refresh()
    return visit.go("corpus.history", {"done": str(version)})


async def _look(visit: Visit) -> Review | Underway:
    """The review, or how far it has come; the words of what other departments were asked are left out of it."""
    review = await visit.console.inspection.look(PATIENCE)
    if isinstance(review, Underway) or visit.scope is None:
        return review
    async with visit.console.database.read() as unit:
        golden = [
            each if not each.logged or await visible(unit, visit.account, each.logged)
            else replace(each, question=wording.FOREIGN_QUESTION) for each in review.golden
        ]  # fmt: skip
    return replace(review, golden=tuple(golden))


def _barred(visit: Visit, review: Review) -> str:
    """Why the account may not publish this draft, empty when it may."""
    if foreign := _foreign(visit, review):
        return wording.FOREIGN_CHANGES.format(names="、".join(foreign))
    if visit.account.name in _editors(review) and visit.console.publisher.second_person:
        return wording.NEEDS_ANOTHER
    return ""


def _editors(review: Review) -> list[str]:
    return list(dict.fromkeys(name for change in review.preparation.changes for name in change.hands))


def _foreign(visit: Visit, review: Review) -> list[str]:
    """The changed entries that were, or become, no business of the account's departments, by id."""
    before, after = entries(review.preparation.before), entries(review.preparation.after)
    keys = [change.key for change in review.preparation.changes]
    known = ((key, [kept[key] for kept in (before, after) if key in kept]) for key in keys)
    return [
        key.id or KINDS[key.kind] for key, items in known if not all(belongs(visit.account, each) for each in items)
    ]


PAGES = (
    Page("corpus.publish", "/corpus/publish", show),
    act("corpus.publish.do", "/corpus/publish", publish),
)
