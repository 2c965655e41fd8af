"""The parts of the three-way consultation in Telegram, put together."""

import asyncio
import logging
from collections.abc import Callable, Sequence

from bot.channels.telegram.api import BotApi
from bot.channels.telegram.consulting import AnswerTap, Consulting
from bot.channels.telegram.conversation import CHANNEL
from bot.channels.telegram.delivery import TelegramDelivery
from bot.channels.telegram.desk import GroupDesk
from bot.channels.telegram.jobs import Jobs
from bot.channels.telegram.relay import Relay
from bot.channels.telegram.rights import Rights
from bot.channels.telegram.topics import Topics
from bot.core.ports import Clock, Database
from bot.service.consult import ConsultService
from bot.service.staff_desk import StaffDesk
from bot.service.sweeper import Sweeper

SWEEP_SECONDS = 2.0

log = logging.getLogger(__name__)


class ThreeWay:
    """What the runner, the sender and the reception need of it. `key` is that of the pseudonyms."""

    def __init__(
        self, api: BotApi, database: Database, clock: Clock, key: bytes, consult: ConsultService,
        admins: Sequence[int], bot: int, answer_tap: AnswerTap,
    ) -> None:  # fmt: skip
        delivery = TelegramDelivery(consult)
        staff = StaffDesk(consult, delivery, CHANNEL)
        relay, topics = Relay(consult, clock), Topics(consult, staff, clock)
        self.jobs = Jobs(topics, relay, consult, delivery, database, clock, api.call)
        self.consulting = Consulting(consult, delivery, database, clock, key, answer_tap)
        self.desk = GroupDesk(consult, staff, delivery, Rights(api.call), database, clock, key, admins, bot, answer_tap)
        self._sweeper = Sweeper(database, consult, delivery, clock, CHANNEL)

    async def sweep(self, queued: Callable[[], None]) -> None:
        """Watch the deadlines until cancelled, the passed ones first; `queued` is told when there may be news to send."""
        while True:
            try:
                await self._sweeper.sweep()
                queued()  # the console may have queued something from another process
            except Exception as error:  # the database is in trouble: the deadlines stay where they are
                log.error("期限暂时看不了：%s", type(error).__name__)
            await asyncio.sleep(SWEEP_SECONDS)
