"""Lists as pages of buttons: at most eight rows, every entry a few taps away, and a way back from each."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.composer import menu_wording as wording
from bot.composer.catalogue import Entry, Listing
from bot.core.model import Button, ButtonKind, Outgoing, RichText, Span, Style
from bot.core.page_ref import HOME, LONGEST_PATH, PageRef

Row = tuple[Button, ...]
ROOM = 7
"""Entries on a page; the eighth row leads on and back."""
FLAT = 3
"""Pages that are leafed through; a longer list begins with a table of its stretches."""
LABEL = 40
"""Characters of an entry that a button shows."""
BEGINNING = 4
"""Characters that name the end of a stretch, more where the names begin alike."""


def home() -> Outgoing:
    """The first page."""
    rows = tuple((button(label, PageRef(kind)),) for kind, label in wording.HOME_BUTTONS.items())
    return Outgoing((Span(wording.MENU, Style.BOLD), Span("\n" + wording.HOME)), buttons=rows)


def gone() -> Outgoing:
    """What an old button leads to when the corpus has no more what it was for: the menu."""
    return Outgoing((Span(wording.GONE),), buttons=home().buttons)


def list_page(ref: PageRef, listing: Listing, head: RichText = ()) -> Outgoing:
    """The page of a list at the reference's path, which is followed as far as it goes; `head` is shown above it."""
    path, low, high = _place(len(listing.entries), ref.path)
    ref = replace(ref, path=path)
    shown = listing.entries[low:high]
    if len(shown) <= ROOM:
        # A list remembers the list above it, but no single page: references have to stay short.
        here = replace(ref, via=None) if ref.via and ref.via.token else ref
        rows: list[Row] = [(button(each.label, replace(each.ref, via=here)),) for each in shown]
    else:
        rows = [_stretch(ref, number, part) for number, part in enumerate(_parts(shown))]
    title = listing.title or wording.TITLES[ref.kind]
    lines = wording.COUNT.format(count=len(listing.entries)) if listing.entries else wording.NOTHING
    if len(shown) <= ROOM < len(listing.entries):
        number, parts = low // ROOM + 1, -(-len(listing.entries) // ROOM)
        lines += wording.PART.format(number=number, parts=parts)
    text = head or (Span(title, Style.BOLD),)
    hint = f"\n{lines}。" + (wording.SEARCH if listing.entries else "")
    return Outgoing((*text, Span(hint)), buttons=(*rows, _navigation(ref, listing, low, high)))


def way_back(ref: PageRef, fallback: PageRef = HOME) -> Row:
    """The row that leads from a single page back to its list, and to the menu."""
    return tuple(_unique((button(wording.BACK, ref.via or fallback), button(wording.HOME_BUTTON, HOME))))


def button(label: str, ref: PageRef) -> Button:
    """A button that turns the message to another page."""
    shown = label if len(label) <= LABEL else label[: LABEL - 1] + "…"
    return Button(ButtonKind.PAGE, shown, str(ref))


def _navigation(ref: PageRef, listing: Listing, low: int, high: int) -> Row:
    """To the pages before and after, one level up, and to the menu."""
    count, row = len(listing.entries), list[Button]()
    leaf = high - low <= ROOM
    if leaf and low > 0:
        row.append(button(wording.EARLIER, replace(ref, path=_path_to(count, low - ROOM))))
    above = ref.via or PageRef(listing.parent)
    up = above if _is_top(ref.path, count) else replace(ref, path=ref.path[:-1])
    row.append(button(wording.BACK, up))
    if leaf and high < count:
        row.append(button(wording.LATER, replace(ref, path=_path_to(count, high))))
    return tuple(_unique((*row, button(wording.HOME_BUTTON, HOME))))


def _is_top(path: str, count: int) -> bool:
    return not path or (len(path) == 1 and count <= FLAT * ROOM)


def _place(count: int, path: str) -> tuple[str, int, int]:
    """The path as far as it leads in a list of so many entries, and the stretch that it leads to."""
    low, high, kept = 0, count, ""
    if not path and ROOM < count <= FLAT * ROOM:
        path = "0"
    for digit in path[:LONGEST_PATH]:
        if high - low <= ROOM:
            break
        step = _step(high - low)
        number = min(int(digit), -(-(high - low) // step) - 1)
        low, kept = low + number * step, kept + str(number)
        high = min(low + step, high)
    return kept, low, high


def _path_to(count: int, entry: int) -> str:
    """The path to the page that shows an entry."""
    low, high, path = 0, count, ""
    while high - low > ROOM:
        step = _step(high - low)
        number = (entry - low) // step
        low, path = low + number * step, path + str(number)
        high = min(low + step, high)
    return path


def _step(count: int) -> int:
    """How many entries a stretch holds: whole pages, so that there are no more stretches than rows."""
    step = ROOM
    while step * ROOM < count:
        step *= ROOM
    return step


def _parts(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    step = _step(len(entries))
    for low in range(0, len(entries), step):
        yield entries[low : low + step]


def _stretch(ref: PageRef, number: int, part: Sequence[Entry]) -> Row:
    """The button for a stretch of a long list, named by its first and its last entry."""
    first, last = part[0].label, part[-1].label
    alike = next((n for n, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), 0)
    size = min(max(BEGINNING, alike + 2), LABEL // 2 - 2)
    return (
        button(wording.RANGE.format(first=first[:size], last=last[:size]), replace(ref, path=f"{ref.path}{number}")),
    )


def _unique(buttons: Sequence[Button]) -> Iterator[Button]:
    """The buttons without those that lead where an earlier one does."""
    seen: set[str] = set()
    for each in buttons:
        if each.value not in seen:
            seen.add(each.value)
            yield each
