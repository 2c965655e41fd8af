"""Both sides of the terminal behind one prompt: the citizen's lines, and the staff's after 柜台：."""

from bot.channels.terminal.conversation import Conversation
from bot.channels.terminal.delivery import TerminalDelivery
from bot.channels.terminal.desk import PREFIX, TerminalDesk
from bot.service.sweeper import Sweeper

NO_DESK = "现在没有柜台。要一起看三方通话，请用 sanfang chat --desk。"
ANSWERS_WAIT = "窗口有答复在等：{receipts}。输入受理号就能看到。"
DESK_HINT = "以“柜台：”开头的行是柜台说的；“柜台：帮助”看用法。"


class Terminal:
    """One person at the keyboard, as citizen and, with a `desk`, as staff."""

    def __init__(
        self,
        conversation: Conversation,
        delivery: TerminalDelivery,
        desk: TerminalDesk | None = None,
        sweeper: Sweeper | None = None,
    ) -> None:
        self._conversation, self._delivery, self._desk, self._sweeper = conversation, delivery, desk, sweeper

    def greeting(self) -> str:
        """The first words."""
        return self._conversation.greeting() + (f"\n{DESK_HINT}" if self._desk else "")

    async def left(self) -> str:
        """At the start: whose answers wait for somebody to come back; empty when none do."""
        receipts = await self._conversation.left()
        return ANSWERS_WAIT.format(receipts="、".join(receipts)) if receipts else ""

    async def news(self) -> str:
        """What has come up in the meantime, by the clock or from staff who work elsewhere."""
        if self._sweeper is not None:
            await self._sweeper.sweep()
        self._delivery.arrived(await self._conversation.post())
        return self._delivery.take()

    async def reply(self, line: str) -> str:
        """What to show for a line, after what has come up in the meantime."""
        overdue, prefix = await self.news(), PREFIX.match(line)
        if prefix and self._desk:
            told = await self._desk.reply(line[prefix.end() :])
        else:
            told = NO_DESK if prefix else await self._conversation.reply(line)
        return "\n".join(filter(None, (overdue, told)))
