"""The bot in other people's groups: it answers when it is spoken to, and hands nothing off there.

A department's own group is no such group. What is for a window is not for everybody's eyes: for that, and for the menu,
the bot asks into its private chat.
"""

import re

from bot.channels.render import privacy_note, render
from bot.channels.telegram.calls import Payload, answering, message_payload
from bot.channels.telegram.conversation import CHANNEL, Decided, Decides
from bot.channels.telegram.desk import BIND, DUTY_DESK, chat_of
from bot.channels.telegram.group_updates import Said, understand_group
from bot.channels.telegram.identity import Identity
from bot.channels.telegram.messages import SEND
from bot.composer import menu_wording as wording
from bot.composer.group_reply import group_reply
from bot.core.model import Button, ButtonKind, Outgoing, Question, Span
from bot.core.ports import Clock, Database, InboxItem, OutboxItem
from bot.core.privacy import PersonalData
from bot.core.pseudonym import pseudonym

UNSURE_SECONDS = 1.0
DESK_ORDERS = frozenset({BIND, DUTY_DESK})


class GroupChat:
    """Handles what is said to the bot in groups that are no department's."""

    def __init__(self, ask: Decides, identity: Identity, database: Database, clock: Clock, key: bytes) -> None:
        self._ask, self._identity, self._database, self._clock, self._key = ask, identity, database, clock, key

    async def handle(self, item: InboxItem) -> float | None:
        """Answer, if the bot was spoken to: 0, or the seconds until that is known; None when it is not for us.

        Raises MalformedUpdateError, StoreError.
        """
        said = understand_group(item.payload)
        if not isinstance(said, Said) or said.edited or said.strange or not said.text or await self._is_desk(item):
            return None
        username, answers_bot = await self._identity.username(), item.payload.get("reply_bot") == self._identity.id
        if not username and not answers_bot:
            return UNSURE_SECONDS  # Telegram cannot say now what the bot is called: the message waits, it may be for us
        words = _spoken_to(said, username, answers_bot=answers_bot)
        if words is None:
            return None
        if not words or words.startswith("/"):
            await self._send(item, said, Outgoing((Span(wording.GROUP_COMMAND),), buttons=_private(username)))
        else:
            await self._asked(item, said, words, username)
        return 0.0

    async def _asked(self, item: InboxItem, said: Said, words: str, username: str) -> None:
        """Logged like any other, and answered below it; what its citizen asked in private is not leant on before others."""
        citizen = pseudonym(self._key, CHANNEL, said.person)
        number = pseudonym(self._key, f"{CHANNEL}-message", f"{chat_of(item)}:{said.message}")
        decided = await self._ask.decide(Question(number, CHANNEL, citizen, words, said.sent, history=()))
        shown, sources = group_reply(decided.decision), render(decided.decision, number).sources
        buttons = _private(username) if shown.to_private else ()
        text = (*shown.text, *privacy_note(tuple(map(PersonalData, item.payload.get("found") or ()))))
        await self._send(item, said, Outgoing(text, sources, buttons), decided)

    async def _send(self, item: InboxItem, said: Said, outgoing: Outgoing, decided: Decided | None = None) -> None:
        payload: Payload = {"chat_id": int(chat_of(item))} | message_payload(outgoing) | answering(said.message)
        if said.thread is not None:
            payload["message_thread_id"] = said.thread
        async with self._database.write() as unit:
            if await unit.inbox.done(item.update_id, self._clock.now()):
                if decided is not None:
                    await unit.questions.add(decided.record)
                told = OutboxItem(f"group:{item.update_id}", chat_of(item), SEND, payload)
                await unit.outbox.put([told], self._clock.now())

    async def _is_desk(self, item: InboxItem) -> bool:
        async with self._database.read() as unit:
            return await unit.desks.at(chat_of(item)) is not None


def _spoken_to(said: Said, username: str, *, answers_bot: bool) -> str | None:
    """What was said to the bot, without its name; None when it was not spoken to, or is given an order as a desk."""
    mention = re.compile(rf"@{re.escape(username)}(?![A-Za-z0-9_])", re.IGNORECASE) if username else None
    named = mention is not None and mention.search(said.text) is not None
    words = mention.sub(" ", said.text).strip() if mention else said.text.strip()
    if words.split(maxsplit=1)[:1] and words.split(maxsplit=1)[0] in DESK_ORDERS:
        return None
    return words if named or (answers_bot and not words.startswith("/")) else None


def _private(username: str) -> tuple[tuple[Button, ...], ...]:
    if not username:
        return ()
    return ((Button(ButtonKind.LINK, wording.PRIVATE_CHAT, f"https://t.me/{username}?start=group"),),)
