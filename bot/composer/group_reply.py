"""A decision as it is said in front of others: without an offer to hand it on."""

from dataclasses import dataclass

from bot.composer import menu_wording as wording
from bot.core.model import Decision, Outcome, RichText, Span, Style


@dataclass(frozen=True, slots=True)
class GroupReply:
    """What the group reads; `to_private` when more can be had in the bot's private chat."""

    text: RichText
    to_private: bool


def group_reply(decision: Decision) -> GroupReply:
    """The reply for a group; questions to choose from are listed, for buttons there would be everybody's."""
    parts = decision.parts or (decision,)
    if not any(part.outcome is Outcome.HANDOFF for part in parts):
        options = "".join(f"\n· {option}" for option in decision.options)
        return GroupReply((*decision.reply, Span(options)) if options else decision.reply, to_private=False)
    texts = map(_said, parts)
    joined = tuple(span for number, text in enumerate(texts) for span in ((Span("\n\n"),) if number else ()) + text)
    return GroupReply(joined, to_private=True)


def _said(decision: Decision) -> RichText:
    if decision.outcome is not Outcome.HANDOFF:
        return decision.reply
    if decision.department is None:
        return (Span(wording.GROUP_NOBODY),)
    before, after = wording.GROUP_HANDOFF.split("{department}")
    return (Span(before), Span(decision.department.name, Style.BOLD), Span(after))
