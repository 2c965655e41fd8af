"""What a clerk types for a citizen or for colleagues, looked through for personal data before it is kept or sent."""

from dataclasses import dataclass

from bot.console.web.visit import Visit
from bot.core.privacy import Masked, mask
from bot.service.office_numbers import office_numbers

LONGEST = 3000


@dataclass(frozen=True, slots=True)
class Typed:
    """Words of one of a page's forms. `agreed` names what the clerk has read will be masked in them."""

    form: str
    text: str
    masked: Masked
    agreed: str

    @property
    def kinds(self) -> str:
        """What would be masked."""
        return "、".join(self.masked.kinds)

    @property
    def fit(self) -> bool:
        """Whether it can be kept: there is something, and nothing is masked that its author does not know of."""
        return bool(self.text) and self.kinds in ("", self.agreed)


NOTHING = Typed("", "", Masked("", ()), "")


async def typed(visit: Visit, form: str) -> Typed:
    """What was typed."""
    text = (await visit.field("text"))[:LONGEST]
    return Typed(form, text, masked(visit, text), await visit.field("masked"))


def masked(visit: Visit, text: str) -> Masked:
    """The text without personal data; the office's own numbers are none."""
    return mask(text, office_numbers(visit.console.snapshot.current.corpus))
