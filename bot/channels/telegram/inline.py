"""Inline mode: `@bot 养狗` in any chat gives guides and articles with their sources.

What is typed there is half a question at most, in somebody else's chat: it is masked, looked up and forgotten, never
logged. Telegram may give the same answer to others for some minutes; nothing in it is anybody's own.
"""

import logging
from dataclasses import replace

from telegram.error import TelegramError

from bot.channels.render import source_line
from bot.channels.telegram.calls import Payload, message_payload
from bot.channels.telegram.identity import Identity, Invoke
from bot.channels.telegram.redact import INLINE
from bot.composer import menu_wording as wording
from bot.composer.search import Match, excerpt
from bot.core.deep_link import link_to
from bot.core.page_ref import PageKind, PageRef
from bot.core.ports import Clock, Database, InboxItem
from bot.service.browse import BrowseService
from corpus.model import Guide

CACHE_SECONDS = 300
TIMEOUT = 5.0
LONGEST_TITLE = 100
START = "menu"
"""The payload with which the button above the results opens the chat; it is no deep link, so the greeting comes."""

log = logging.getLogger(__name__)


class Inline:
    """Answers inline queries."""

    def __init__(
        self, browse: BrowseService, identity: Identity, invoke: Invoke, database: Database, clock: Clock
    ) -> None:
        self._browse, self._identity, self._invoke = browse, identity, invoke
        self._database, self._clock = database, clock

    async def handle(self, item: InboxItem) -> float | None:
        """Answer the query, if it is one; None when it is not ours."""
        if item.payload.get("kind") != INLINE:
            return None
        async with self._database.write() as unit:
            await unit.inbox.done(item.update_id, self._clock.now())
        if "query" in item.payload:
            await self._answer(item.payload["query"], item.payload.get("text", ""), item.payload.get("offset", ""))
        return 0.0

    async def _answer(self, query: str, text: str, offset: str) -> None:
        """Once; whoever waits types on, so that an answer that failed is not repeated."""
        username = await self._identity.username()
        found = () if offset else self._browse.search(text)
        parameters: Payload = {
            "inline_query_id": query,
            "results": [self._result(match, username) for match in found],
            "cache_time": CACHE_SECONDS,
            "is_personal": False,
            "button": {"text": wording.INLINE_MORE, "start_parameter": START},
        }
        try:
            await self._invoke("answerInlineQuery", parameters, read_timeout=TIMEOUT)
        except TelegramError as error:
            log.info("群聊搜索没有应答（%s）", type(error).__name__)

    def _result(self, match: Match, username: str) -> Payload:
        if isinstance(match, Guide):
            link, title = link_to(match), match.name
            shown = self._browse.page(PageRef(PageKind.GUIDE, link.token))
            about = wording.INLINE_GUIDE.format(department=self._browse.catalogue.office(match.department).name)
        else:
            link, title = link_to(match.article), match.article.title
            shown = excerpt(match)
            about = source_line(shown.sources[0])
        content = message_payload(replace(shown, buttons=()))
        result: Payload = {
            "type": "article",
            "id": str(link),
            "title": title[:LONGEST_TITLE],
            "description": about,
            "input_message_content": {"message_text": content.pop("text")} | content,
        }
        if username:
            button = {"text": wording.INLINE_OPEN, "url": link.url(username)}
            result["reply_markup"] = {"inline_keyboard": [[button]]}
        return result
