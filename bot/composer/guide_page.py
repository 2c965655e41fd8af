"""A service guide as one page: the three facts that must be clear first, and what the office has not told."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.composer import menu_wording as wording
from bot.composer.catalogue import Catalogue
from bot.composer.long_text import beginning, part_page
from bot.composer.menu import Row, button, way_back
from bot.composer.notice_wording import WATCH_BUTTON
from bot.core.deep_link import link_to, share_address
from bot.core.model import Button, ButtonKind, Citation, Outgoing, Span, Style
from bot.core.page_ref import PageKind, PageRef, WindowQuestion
from bot.core.watch_buttons import WatchVerb, watch_button
from corpus.model import Guide, GuideField

CAPS = (600, 300, 150, 80)
"""Characters of a field that are shown at once, the first that lets the whole page fit."""
LONGEST = 3600
"""Characters of a page, sources aside: it has to fit one message of 4,096 even when all of it is unfolded."""
FOLDED = 90
"""Characters from which a field is folded."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A field as shown: its lines in one text, and whether that is all of them."""

    field: GuideField
    text: str
    whole: bool


def guide_page(ref: PageRef, guide: Guide, catalogue: Catalogue, address: str = "") -> Outgoing:
    """The page of a guide. `address` is its deep link; empty where it cannot be handed on or watched."""
    fields = _fitting(guide, catalogue)
    office = catalogue.office(guide.department)
    text = (
        Span(guide.name, Style.BOLD),
        Span("\n" + wording.BY.format(department=office.name)),
        *(span for each in fields for span in _block(each)),
        *_notes(guide, catalogue),
    )
    return Outgoing(text, _source(guide, catalogue), _buttons(ref, guide, fields, catalogue, address))


def field_page(ref: PageRef, guide: Guide) -> Outgoing:
    """A field in full, in parts when it is long."""
    field = ref.field or GuideField.MATERIALS
    head = f"{guide.name}\n{wording.FIELDS[field]}"
    back = PageRef(PageKind.GUIDE, ref.token, via=ref.via)
    return part_page(ref, head, "\n".join(_lines(guide, field)), (), way_back(PageRef(ref.kind, via=back)))


def missing_page(ref: PageRef, guide: Guide) -> Outgoing:
    """What the window can be asked about a guide that does not say it; each button has its question filled in."""
    token = link_to(guide).token
    asks = [
        Button(ButtonKind.WINDOW, wording.FIELDS[field], str(WindowQuestion(token, field))) for field in missing(guide)
    ]
    asks.append(Button(ButtonKind.WINDOW, wording.ANYTHING, str(WindowQuestion(token))))
    rows = tuple(tuple(asks[at : at + 2]) for at in range(0, len(asks), 2))
    back = way_back(PageRef(ref.kind, via=PageRef(PageKind.GUIDE, ref.token, via=ref.via)))
    text = (Span(guide.name, Style.BOLD), Span("\n" + wording.ASK_WHAT))
    return Outgoing(text, buttons=(*rows, back))


def missing(guide: Guide) -> tuple[GuideField, ...]:
    """The fields that a citizen needs and the office has not given; one limit is enough."""
    limited = bool(guide.get(GuideField.LEGAL_LIMIT))
    return tuple(
        field
        for field in wording.QUESTIONS
        if not guide.get(field) and not (field is GuideField.PROMISED_LIMIT and limited)
    )


def window_question(guide: Guide, field: GuideField | None) -> str:
    """The question for the window, as the citizen would write it."""
    if field is None:
        return wording.OPEN_QUESTION.format(name=guide.name)
    return wording.question_of(guide, field)


def _fitting(guide: Guide, catalogue: Catalogue) -> tuple[Shown, ...]:
    """The fields, cut so that the page fits."""
    fields: tuple[Shown, ...] = ()
    for cap in CAPS:
        fields = tuple(_shown(guide, field, cap, catalogue) for field in wording.FIELDS if _is_shown(guide, field))
        if sum(len(each.text) for each in fields) <= LONGEST:
            break
    return fields


def _is_shown(guide: Guide, field: GuideField) -> bool:
    return bool(guide.get(field)) or field in wording.CLEAR


def _shown(guide: Guide, field: GuideField, cap: int, catalogue: Catalogue) -> Shown:
    text = "\n".join(_lines(guide, field))
    phone = catalogue.office(guide.department).phone
    if not text and field is GuideField.PHONE and phone:
        text = wording.OFFICE_PHONE.format(phone=phone)
    first = beginning(text, cap)
    return Shown(field, first if first == text else first + "…", first == text)


def _lines(guide: Guide, field: GuideField) -> tuple[str, ...]:
    """The lines of a field: steps numbered, other lists with dots."""
    lines = guide.get(field)
    if len(lines) < 2:
        return lines
    if field is GuideField.STEPS and not any(line[:1].isdigit() for line in lines):
        return tuple(f"{number}. {line}" for number, line in enumerate(lines, 1))
    return tuple(f"· {line}" for line in lines)


def _block(shown: Shown) -> Iterator[Span]:
    """A field under its label; a short one beside it."""
    yield Span("\n\n" if shown.field is wording.CLEAR[0] or "\n" in shown.text else "\n")
    yield Span(wording.FIELDS[shown.field], Style.BOLD)
    if not shown.text:
        yield Span(f"　{wording.UNKNOWN}")
    elif len(shown.text) > FOLDED:
        yield Span("\n")
        yield Span(shown.text, Style.FOLD)
    else:
        yield Span(("\n" if "\n" in shown.text else "　") + shown.text)


def _notes(guide: Guide, catalogue: Catalogue) -> Iterator[Span]:
    """What is not said, and what makes the guide doubtful."""
    # The three that must be clear have been said to be unknown where they should stand.
    if unknown := [wording.label(field) for field in missing(guide) if field not in wording.CLEAR]:
        yield Span("\n\n" + wording.MISSING.format(fields="、".join(unknown)))
    if guide.valid_until and guide.valid_until < catalogue.today:
        yield Span("\n\n" + wording.EXPIRED.format(day=guide.valid_until.isoformat()), Style.BOLD)
    if not _source(guide, catalogue):
        yield Span("\n\n" + wording.NO_SOURCE)


def _source(guide: Guide, catalogue: Catalogue) -> tuple[Citation, ...]:
    """Where the guide is from: the article it was drawn from, or its own source."""
    article = catalogue.corpus.article(guide.article_id) if guide.article_id else None
    if article:
        return (Citation(article.id, article.title, article.source, article.published, "", "", ""),)
    known = guide.source or guide.published
    return (Citation(guide.id, "", guide.source, guide.published, "", "", ""),) if known else ()


def _buttons(
    ref: PageRef, guide: Guide, fields: tuple[Shown, ...], catalogue: Catalogue, address: str
) -> tuple[Row, ...]:
    own = PageRef(PageKind.GUIDE, ref.token)
    more = [
        button(
            wording.UNFOLD.format(label=wording.label(each.field)),
            PageRef(PageKind.FIELD, ref.token, "", each.field, ref.via),
        )
        for each in fields
        if not each.whole
    ]
    act = [button(wording.WINDOW, PageRef(PageKind.MISSING, ref.token, via=ref.via))]
    if address:
        act.append(watch_button(WatchVerb.BEGIN, str(link_to(guide)), WATCH_BUTTON))
        act.append(
            Button(ButtonKind.LINK, wording.SHARE, share_address(address, wording.SHARE_TEXT.format(name=guide.name)))
        )
    article = catalogue.corpus.article(guide.article_id) if guide.article_id else None
    office = link_to(catalogue.office(guide.department))
    around = [button(wording.OFFICE, PageRef(PageKind.DEPARTMENT, office.token, via=own))]
    if article:
        around.insert(0, button(wording.ORIGINAL, PageRef(PageKind.ARTICLE, link_to(article).token, via=own)))
    # Of fourteen fields at three a row there are never more than five rows.
    unfold = tuple(tuple(more[at : at + 3]) for at in range(0, len(more), 3))
    return (tuple(act), *unfold, tuple(around), way_back(ref))
