"""Every page of the menu: from a reference to what is shown."""

from collections.abc import Callable
from itertools import islice

from bot.composer import menu_wording as wording
from bot.composer.catalogue import Catalogue
from bot.composer.guide_page import field_page, guide_page, missing_page
from bot.composer.long_text import part_page
from bot.composer.menu import Row, button, gone, home, list_page, way_back
from bot.core.deep_link import DeepLink, LinkKind, link_to
from bot.core.model import Button, ButtonKind, Citation, Outgoing, Span, Style
from bot.core.page_ref import PageKind, PageRef
from corpus.model import Article, Department, GuideField

DUTIES = 5
"""Responsibilities that a department's page names."""
GUIDES, QUESTIONS = 3, 3
"""Guides that an article's page leads to, and questions that it offers."""
_PAGES = {LinkKind.GUIDE: PageKind.GUIDE, LinkKind.ARTICLE: PageKind.ARTICLE, LinkKind.DEPARTMENT: PageKind.DEPARTMENT}


def linked(link: DeepLink) -> PageRef:
    """The page that a deep link leads to."""
    return PageRef(_PAGES[link.kind], link.token)


Answered = Callable[[str], bool]
"""Whether the bot can answer one of the corpus's own questions."""


def page(ref: PageRef, catalogue: Catalogue, username: str = "", answered: Answered = lambda _: True) -> Outgoing:
    """The page as the corpus stands; what is there no more leads to the menu.

    `username` is the bot's, for links to it; questions are shown as buttons where they are `answered`.
    """
    match ref.kind:
        case PageKind.HOME:
            return home()
        case PageKind.GUIDE | PageKind.FIELD | PageKind.MISSING:
            return _of_guide(ref, catalogue, username)
        case PageKind.ARTICLE:
            article = catalogue.find(LinkKind.ARTICLE, ref.token)
            return _article(ref, article, catalogue, answered) if isinstance(article, Article) else gone()
        case _:
            listing = catalogue.listing(ref)
            office = catalogue.find(LinkKind.DEPARTMENT, ref.token) if ref.kind is PageKind.DEPARTMENT else None
            head = _office_head(office) if isinstance(office, Department) else ()
            return list_page(ref, listing, head) if listing else gone()


def _of_guide(ref: PageRef, catalogue: Catalogue, username: str) -> Outgoing:
    guide = catalogue.guide(ref.token)
    if guide is None:
        return gone()
    if ref.kind is PageKind.FIELD:
        return field_page(ref, guide)
    if ref.kind is PageKind.MISSING:
        return missing_page(ref, guide)
    return guide_page(ref, guide, catalogue, link_to(guide).url(username) if username else "")


def _article(ref: PageRef, article: Article, catalogue: Catalogue, answered: Answered) -> Outgoing:
    """The article's words, in parts when they are many, with the guides drawn from it and what others ask about it."""
    body = "\n\n".join(line.removeprefix("## ") for line in article.body.split("\n\n"))
    source = Citation(article.id, article.title, article.source, article.published, "", "", "")
    own = PageRef(PageKind.ARTICLE, ref.token)
    guides: list[Row] = [
        (button(wording.GUIDE_BUTTON.format(name=each.name), PageRef(PageKind.GUIDE, link_to(each).token, via=own)),)
        for each in catalogue.guides_of(article)[:GUIDES]
    ]
    asks = filter(answered, article.asked_as)
    questions: list[Row] = [(Button(ButtonKind.ASK, each, each),) for each in islice(asks, QUESTIONS)]
    head = article.title + ("" if article.valid_on(catalogue.today) else wording.OVER)
    back = way_back(ref, PageRef(PageKind.ARTICLES))
    return part_page(ref, head, body, (source,), back, (*guides, *questions), fold=True)


def _office_head(office: Department) -> tuple[Span, ...]:
    """The department: its name, telephone and what it is there for."""
    text = [Span(office.name, Style.BOLD)]
    if office.phone:
        text.append(Span(f"\n{wording.FIELDS[GuideField.PHONE]}　{office.phone}"))
    if office.responsibilities:
        duties = wording.DUTIES.format(duties="、".join(office.responsibilities[:DUTIES]))
        more = wording.DUTIES_MORE.format(count=len(office.responsibilities))
        text.append(Span("\n" + duties + (more if len(office.responsibilities) > DUTIES else "")))
    return tuple(text)
