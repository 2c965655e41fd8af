"""The list of the corpus' entries: which of them, in what order, a page at a time; all of it in the address."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.composer.publishing_wording import KINDS
from bot.console.web.received import number
from bot.service.publishing import Preparation
from corpus.change import Key, Kind, entries
from corpus.model import Article, Department, Glossary, Guide
from corpus.records import Item

ON_PAGE = 100
READ = frozenset({Kind.ARTICLE, Kind.GUIDE})
"""What is listed when nothing is looked for: departments and words are looked for by name."""
NAMES = ("q", "kind", "department", "draft", "order")


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry in the list. `changed` when the draft has another wording, `gone` when it withdraws it, `new` when only it has it."""

    key: Key
    name: str
    departments: tuple[str, ...]
    changed: bool
    gone: bool = False
    new: bool = False


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What is asked for; `page` counts from 0, `draft` is what the next publication changes and nothing else."""

    text: str = ""
    kind: str = ""
    department: str = ""
    draft: bool = False
    order: str = ""
    page: int = 0

    def with_(self, **changes: str) -> dict[str, str]:
        """The parameters of the address with some changed; an empty value takes one away."""
        now = {"q": self.text, "kind": self.kind, "department": self.department, "order": self.order}
        given = now | {"draft": "1" if self.draft else ""} | changes
        return {name: given[name] for name in (*NAMES, "page") if given.get(name)}


@dataclass(frozen=True, slots=True)
class Found:
    """One page of entries; `count` are on all `pages`, `page` is the one asked for or the last."""

    entries: Sequence[Listed]
    count: int
    page: int
    pages: int


def read_list_query(given: Mapping[str, str]) -> ListQuery:
    """The query of an address; what cannot be read is left out."""
    kind, order = given.get("kind", ""), given.get("order", "")
    return ListQuery(
        text=given.get("q", "").strip()[:100],
        kind=kind if kind in set(Kind) else "",
        department=given.get("department", ""),
        draft=given.get("draft") == "1",
        order=order if order in ORDERS else "",
        page=number(given.get("page", "")) or 0,
    )


def listed(now: Preparation, query: ListQuery) -> Found:
    """The entries asked for."""
    before, after = entries(now.before), entries(now.after)
    changed = {change.key for change in now.changes}
    every = [_entry(key, item, key in changed, new=key not in before) for key, item in after.items()]
    every += [_entry(key, item, True, gone=True) for key, item in before.items() if key not in after]
    found = sorted((each for each in every if _fits(each, query)), key=ORDERS[query.order])
    pages = max(1, -(-len(found) // ON_PAGE))
    page = min(query.page, pages - 1)
    return Found(found[page * ON_PAGE : (page + 1) * ON_PAGE], len(found), page, pages)


def name_of(item: Item) -> str:
    """What an entry is called."""
    match item:
        case Article():
            return item.title
        case Glossary():
            return KINDS[Kind.GLOSSARY]
        case _:
            return item.name


def departments_of(item: Item) -> tuple[str, ...]:
    """The ids of the departments an entry belongs to; the glossary belongs to none."""
    match item:
        case Article():
            return item.departments
        case Guide():
            return (item.department,)
        case Department():
            return (item.id,)
        case _:
            return ()


def _entry(key: Key, item: Item, changed: bool, *, gone: bool = False, new: bool = False) -> Listed:
    return Listed(key, name_of(item), departments_of(item), changed, gone, new)


def _fits(entry: Listed, query: ListQuery) -> bool:
    wanted = entry.key.kind == query.kind if query.kind else query.text or entry.changed or entry.key.kind in READ
    return bool(
        wanted
        and query.text.casefold() in f"{entry.key.id} {entry.name}".casefold()
        and (not query.department or query.department in entry.departments)
        and (not query.draft or entry.changed)
    )


ORDERS: Mapping[str, Callable[[Listed], str | bool]] = {
    "": lambda entry: not entry.changed,
    "name": lambda entry: entry.name,
    "id": lambda entry: entry.key.id,
}
"""What is in the draft comes first, unless another order is asked for."""
