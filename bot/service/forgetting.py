"""What a citizen may know about the own data, and have erased."""

from dataclasses import dataclass

from bot.composer import privacy_wording as wording
from bot.core.model import Button, ButtonKind, Outgoing, Span
from bot.core.notice_ports import Watcher
from bot.core.ports import UnitOfWork

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Retention:
    """After how many days words, and records of what was received and sent, are erased by themselves."""

    text_days: int = 180
    traffic_days: int = 30


class ForgetService:
    """/privacy and /forget."""

    def __init__(self, retention: Retention) -> None:
        self._retention = retention

    def privacy(self) -> Outgoing:
        """What is kept, and how long."""
        days = self._retention
        text = wording.PRIVACY.format(text_days=days.text_days, traffic_days=days.traffic_days)
        return Outgoing((Span(text),))

    def ask(self) -> Outgoing:
        """Whether it is meant: nothing brings it back."""
        buttons = (Button(ButtonKind.FORGET, wording.YES, YES), Button(ButtonKind.FORGET, wording.NO, NO))
        return Outgoing((Span(wording.ASK),), buttons=(buttons,))

    async def answered(self, unit: UnitOfWork, who: Watcher, answer: str) -> Outgoing:
        """After the tap: what was erased, what stays and why. To be followed by `Database.scrub`."""
        if answer != YES:
            return Outgoing((Span(wording.KEPT),))
        return Outgoing((Span(wording.erased(await unit.erasure.citizen(who), self._retention.traffic_days)),))
