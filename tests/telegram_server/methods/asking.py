"""Answers to taps and to inline queries."""

import re
from typing import Any, Final

from tests.telegram_server.methods.content import caption_content, keyboard, text_content
from tests.telegram_server.methods.registry import serves
from tests.telegram_server.queries import Query
from tests.telegram_server.refusals import QUERY_GONE, Json, bad
from tests.telegram_server.telegram import Telegram

LONGEST_TOAST: Final = 200
MOST_RESULTS: Final = 50
LONGEST_ID: Final = 64


def take(query: Query | None, age: float, life: float) -> Query:
    """A query that may still be answered."""
    if query is None or query.answer is not None:
        raise bad(QUERY_GONE)
    if age > life:
        settle(query, {})
        raise bad(QUERY_GONE, excused=True)
    return query


def settle(query: Query, answer: Json) -> bool:
    """Show the answer to the person."""
    query.answer = answer
    query.changed.fire()
    return True


@serves("answerCallbackQuery")
def answer_callback(tg: Telegram, p: Json) -> bool:
    """Once for each tap, and in time."""
    tap = tg.taps.get(p["callback_query_id"])
    take(tap, tg.clock.now() - (tap.asked if tap else 0), tg.tap_life)
    if len(p.get("text", "")) > LONGEST_TOAST:
        raise bad("MESSAGE_TOO_LONG")
    if not p.get("url", "https://t.me/").startswith(("https://t.me/", "tg://", "https://telegram.me/")):
        raise bad("URL_INVALID")
    assert tap is not None
    return settle(tap, {key: value for key, value in p.items() if key != "callback_query_id"})


@serves("answerInlineQuery")
def answer_inline(tg: Telegram, p: Json) -> bool:
    """Up to 50 results, each with its own id, each of them sendable."""
    query, results = tg.inline.get(p["inline_query_id"]), p["results"]
    life = tg.updates.lifetimes["inline_query"]
    query = take(query, tg.clock.now() - (query.asked if query else 0), life)
    if len(results) > MOST_RESULTS:
        raise bad("RESULTS_TOO_MUCH")
    if len({one["id"] for one in results}) < len(results):
        raise bad("RESULT_ID_DUPLICATE")
    if len(p.get("next_offset", "").encode()) > LONGEST_ID:
        raise bad("NEXT_OFFSET_INVALID")
    _check_button(p.get("button"))
    prepared = [_prepared(tg, one) for one in results]
    return settle(query, p | {"results": results, "prepared": prepared})


def _check_button(button: Json | None) -> None:
    if button is None:
        return
    if len(button.keys() & {"web_app", "start_parameter"}) != 1:
        raise bad("BUTTON_TYPE_INVALID")
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", button.get("start_parameter", "_")):
        raise bad("START_PARAM_INVALID")


def _prepared(tg: Telegram, result: Json) -> Json:
    """The message that choosing `result` would send."""
    if not 1 <= len(result["id"].encode()) <= LONGEST_ID:
        raise bad("RESULT_ID_INVALID")
    return _content(tg, result) | keyboard(result)


def _content(tg: Telegram, result: Json) -> Json:
    written: Json | None = result.get("input_message_content")
    if written and "message_text" in written:
        return text_content({"text": written["message_text"]} | written)
    if written:
        return {"location": written} if "latitude" in written else {"contact": written}
    file_id: Any = next((value for key, value in result.items() if key.endswith("_file_id")), None)
    if file_id is not None:
        tg.files.get(file_id)
    return caption_content(result) | {result["type"]: {"file_id": file_id}}
