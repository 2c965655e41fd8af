"""The wiring: the conversation in the shell."""

from typing import TYPE_CHECKING

from bot.bootstrap.asking import Services
from bot.bootstrap.store import retention
from bot.service.browse import BrowseService
from bot.service.forgetting import ForgetService
from bot.service.staff_desk import StaffDesk
from bot.service.sweeper import Sweeper

if TYPE_CHECKING:
    from bot.channels.terminal.screen import Screen
    from bot.channels.terminal.three_way import Terminal


def open_terminal(services: Services, screen: "Screen", *, desk: bool) -> "Terminal":
    """A conversation in the shell; with `desk` also the staff's side of it."""
    from bot.channels.terminal.conversation import Conversation
    from bot.channels.terminal.delivery import TerminalDelivery
    from bot.channels.terminal.desk import TerminalDesk
    from bot.channels.terminal.history import HISTORY_FILE
    from bot.channels.terminal.own_data import CHANNEL, OwnData
    from bot.channels.terminal.three_way import Terminal

    database, clock, consult = services.database, services.clock, services.consult
    delivery, browse = TerminalDelivery(consult, screen, desk=desk), BrowseService(services.snapshot, clock)
    own = OwnData(ForgetService(retention(services.settings)), database, services.settings.home / HISTORY_FILE)
    conversation = Conversation(services.ask, browse, consult, delivery, database, clock, screen, own)
    if not desk:
        return Terminal(conversation, delivery)
    staff = TerminalDesk(StaffDesk(consult, delivery, CHANNEL), delivery, database, clock)
    return Terminal(conversation, delivery, staff, Sweeper(database, consult, delivery, clock, CHANNEL))
