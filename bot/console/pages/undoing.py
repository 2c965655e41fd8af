"""What is taken out of the next version or out of the draft, and how it comes back."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console.knowledge import editing_wording as told
from bot.console.knowledge.entries import key_of_page, mark, require_own, typed
from bot.console.knowledge.entry_form import filled
from bot.console.knowledge.listing import name_of
from bot.console.pages.corpus import Undo, show
from bot.console.pages.editing import shown, who
from bot.console.web.page import Page, act
from bot.console.web.visit import Visit
from bot.core.errors import EditingError
from bot.service.publishing import Preparation
from bot.service.publishing.preparation import entry
from corpus.change import Key, entries
from corpus.records import Item


async def withdraw(visit: Visit) -> Response:
    """The entry will not be in the next version."""
    key, now = key_of_page(visit), await visit.console.drafting.prepared()
    try:
        item = entry(now.after, key)
        require_own(visit, item)
        if not (await typed(visit)).fits(item):
            return await shown(visit, key, said=told.NOT_DONE.format(who=await who(visit, now, key)), status=409)
        await visit.console.drafting.withdraw(key, visit.account.name, item, actor=visit.account.id)
    except EditingError as error:
        return await shown(visit, key, said=str(error), status=409)
    return await show(visit, done=told.WITHDRAWN.format(name=name_of(item)), undo=_undo(visit, key, item, None, now))


async def discard(visit: Visit) -> Response:
    """The entry stays as it is published."""
    key, now = key_of_page(visit), await visit.console.drafting.prepared()
    standing, published = entries(now.after).get(key), entries(now.before).get(key)
    item, change = standing or published, now.change_of(key)
    if item is None or change is None:
        raise HTTPException(404)
    require_own(visit, item)
    fits = (await typed(visit)).fits(standing)
    if not fits or not await visit.console.drafting.take_back([change], actor=visit.account.id):
        return await shown(visit, key, said=told.NOT_DONE.format(who=await who(visit, now, key)), status=409)
    if standing is None:
        return await show(visit, done=told.KEPT.format(name=name_of(item)))
    undo = _undo(visit, key, standing, published, now)
    return await show(visit, done=told.DISCARDED.format(name=name_of(item)), undo=undo)


def _undo(visit: Visit, key: Key, item: Item, left: Item | None, now: Preparation) -> Undo:
    """Saves the item again, on what is left of it."""
    boxes = filled(item, key.kind, now.after.departments)
    return Undo(visit.link("corpus.save", kind=key.kind.value, id=key.id or "-"), boxes | {"opened": mark(left)})


PAGES: tuple[Page, ...] = (
    act("corpus.withdraw", "/corpus/{kind}/{id}/withdraw", withdraw),
    act("corpus.discard", "/corpus/{kind}/{id}/discard", discard),
)
