"""From a decision to what a citizen sees, for every channel alike: text, sources, buttons."""

import re
from collections.abc import Sequence

from bot.composer.further import NOTHING, Further
from bot.composer.menu_wording import ANOTHER, GUIDE_BUTTON, MENU, NOT_THIS_EITHER, ORIGINAL, THIS
from bot.composer.wording import PRIVACY_NOTE
from bot.core.deep_link import token_of
from bot.core.model import Button, ButtonKind, Citation, Decision, Outcome, Outgoing, RichText, Span, Style
from bot.core.page_ref import HOME, PageKind, PageRef
from bot.core.privacy import PersonalData
from corpus.model import Guide

SOLVED = "👍 已解决"
UNSOLVED = "👎 没答到"
BACKGROUND = "\n\n手头最接近的原文，供参考：\n"

_ISSUE = re.compile(r"第\d+期$")


MENU_BUTTON = Button(ButtonKind.OPEN, MENU, str(HOME))


def render(
    decision: Decision, question_id: str, personal_data: Sequence[PersonalData] = (), more: Further = NOTHING
) -> Outgoing:
    """The message for a decision on the question `question_id`, in which `personal_data` was found and not kept."""
    return Outgoing(
        text=(*decision.reply, *_background(decision), *privacy_note(personal_data)),
        sources=_one_per_article(decision.citations),
        buttons=_buttons(decision, question_id, more),
    )


def another(nearest: Citation, question_id: str) -> Outgoing:
    """After an answer that missed: what another article says, for the citizen to judge."""
    page = PageRef(PageKind.ARTICLE, token_of(nearest.article_id))
    rating = (
        Button(ButtonKind.SOLVED, THIS, question_id),
        Button(ButtonKind.NOT_THIS, NOT_THIS_EITHER, question_id),
    )
    text = (Span(ANOTHER), Span("「"), Span(nearest.quote, Style.QUOTE), Span("」"))
    return Outgoing(text, (nearest,), (rating, (Button(ButtonKind.OPEN, ORIGINAL, str(page)),)))


def source_line(citation: Citation) -> str:
    """Where the words stand, in one line: number, date, title."""
    issue = _ISSUE.search(citation.source)
    published = citation.published.isoformat() if citation.published else ""
    # Inside a title in 《》, another title stands in 〈〉.
    title = f"《{citation.article.replace('《', '〈').replace('》', '〉')}》" if citation.article else ""
    parts = (issue[0] if issue else citation.source, published, title)
    return "📄 " + " · ".join(part for part in parts if part)


def _background(decision: Decision) -> RichText:
    """The nearest official text below a hand-off, marked as what it is."""
    if decision.background is None:
        return ()
    quote = Span(f"「{decision.background.quote}」\n")
    return (Span(BACKGROUND), quote, Span(source_line(decision.background)))


def privacy_note(kinds: Sequence[PersonalData]) -> RichText:
    """The request not to send such data here, below an answer; empty when there was none."""
    if not kinds:
        return ()
    return (Span("\n\n" + PRIVACY_NOTE.format(kinds="、".join(dict.fromkeys(kinds)))),)


def _one_per_article(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    return tuple({citation.article_id: citation for citation in reversed(citations)}.values())[::-1]


def guide_button(guide: Guide) -> Button:
    """Opens the page of a guide in a message of its own."""
    ref = PageRef(PageKind.GUIDE, token_of(guide.id))
    return Button(ButtonKind.OPEN, GUIDE_BUTTON.format(name=guide.name), str(ref))


def _buttons(decision: Decision, question_id: str, more: Further) -> tuple[tuple[Button, ...], ...]:
    guides = tuple((guide_button(guide),) for guide in more.guides)
    named = {guide.name for guide in more.guides}
    asks = (option for option in (*decision.options, *more.questions) if option not in named)
    options = tuple((Button(ButtonKind.ASK, option, option),) for option in asks)
    if decision.outcome is not Outcome.ANSWER:
        # Those who hear examples of what can be asked do not know their way about: a greeting, a refusal.
        lost = decision.options and decision.outcome is not Outcome.CLARIFY
        return (*options, *guides, *(((MENU_BUTTON,),) if lost else ()))
    rating = (
        Button(ButtonKind.SOLVED, SOLVED, question_id),
        Button(ButtonKind.UNSOLVED, UNSOLVED, question_id),
    )
    return (rating, *guides, *options)
