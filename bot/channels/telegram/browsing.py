"""The menu in a citizen's private chat: pages that turn in place, deep links, questions filled in for the window."""

from bot.channels.telegram.calls import Payload, message_payload
from bot.channels.telegram.conversation import CHANNEL, AnswerTap, OffersPeople
from bot.channels.telegram.identity import Identity
from bot.channels.telegram.messages import EDIT, calls
from bot.channels.telegram.phrases import EXPIRED
from bot.channels.telegram.updates import Command, PageTapped, WindowTapped, understand
from bot.core.model import Outgoing, Question
from bot.core.page_ref import HOME
from bot.core.ports import Clock, Database, InboxItem, OutboxItem
from bot.core.pseudonym import pseudonym
from bot.service.browse import BrowseService

REMEMBERED = 1000
"""Chats whose last page is remembered."""


class Browsing:
    """Handles those updates of private chats that leaf through the corpus."""

    def __init__(
        self, browse: BrowseService, people: OffersPeople, identity: Identity, database: Database, clock: Clock,
        key: bytes, answer_tap: AnswerTap,
    ) -> None:  # fmt: skip
        self._browse, self._people, self._identity = browse, people, identity
        self._database, self._clock, self._key, self._answer_tap = database, clock, key, answer_tap
        self._turned_to: dict[str, Payload] = {}

    async def handle(self, item: InboxItem) -> float | None:
        """Do what the update asks for, at once (0); None when it is not ours. Raises MalformedUpdateError, StoreError."""
        match understand(item.payload):
            case Command(name="menu", message=message):
                await self._say(item, self._browse.page(HOME), f"menu:{item.chat}:{message}")
            case Command(name="start", message=message, argument=payload) if payload:
                page = self._browse.linked(payload, await self._identity.username())
                if page is None:
                    return None  # a link of another kind: the greeting does
                await self._say(item, page, f"start:{item.chat}:{message}")
            case PageTapped() as tapped:
                await self._turned(item, tapped)
            case WindowTapped() as tapped:
                await self._to_window(item, tapped)
            case _:
                return None
        return 0.0

    async def _turned(self, item: InboxItem, tapped: PageTapped) -> None:
        """Show the page in place of the one before; below an answer, which stays, in a message of its own."""
        await self._answer_tap(tapped.query, "")
        page = self._browse.page(tapped.ref, await self._identity.username())
        key = f"page:{item.update_id}"
        if tapped.fresh or tapped.message is None:
            return await self._say(item, page, key)
        payload: Payload = {"chat_id": int(item.chat), "message_id": tapped.message} | message_payload(page)
        # Telegram refuses an edit that changes nothing: whoever taps twice is shown the page once.
        twice = self._turned_to.get(item.chat) == payload
        self._remember(item.chat, payload)
        return await self._put(item, *(() if twice else (OutboxItem(key, item.chat, EDIT, payload),)))

    def _remember(self, chat: str, payload: Payload) -> None:
        """The last page that was turned to in a chat, of the chats that did so lately."""
        self._turned_to.pop(chat, None)
        self._turned_to[chat] = payload
        if len(self._turned_to) > REMEMBERED:
            del self._turned_to[next(iter(self._turned_to))]

    async def _to_window(self, item: InboxItem, tapped: WindowTapped) -> None:
        """Log the question and offer to connect the department, in one transaction."""
        citizen = pseudonym(self._key, CHANNEL, tapped.person)
        number = pseudonym(self._key, f"{CHANNEL}-tap", f"{item.chat}:{item.update_id}")
        question = Question(number, CHANNEL, citizen, "", self._clock.now())
        asked = self._browse.for_window(question, tapped.asked)
        await self._answer_tap(tapped.query, "" if asked else EXPIRED)
        if asked is None:
            return await self._put(item)
        async with self._database.write() as unit:
            if await unit.inbox.done(item.update_id, self._clock.now()):
                await unit.questions.add(asked.record)
                plain = Outgoing(asked.decision.reply)
                shown = await self._people.offer(unit, asked.record, asked.decision, plain, item.chat, None)
                await unit.outbox.put(calls(shown, item.chat, number), self._clock.now())
        return None

    async def _say(self, item: InboxItem, outgoing: Outgoing, key: str) -> None:
        await self._put(item, *calls(outgoing, item.chat, key))

    async def _put(self, item: InboxItem, *said: OutboxItem) -> None:
        """Commit the item as done together with what is to be sent; an item that is done already sends nothing again."""
        async with self._database.write() as unit:
            if await unit.inbox.done(item.update_id, self._clock.now()):
                await unit.outbox.put(said, self._clock.now())
