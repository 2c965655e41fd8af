"""Answers to taps."""

from typing import Final

from tests.telegram_server.methods.registry import serves
from tests.telegram_server.refusals import QUERY_GONE, Json, bad
from tests.telegram_server.telegram import Telegram

LONGEST_TOAST: Final = 200


@serves("answerCallbackQuery")
def answer_callback(tg: Telegram, p: Json) -> bool:
    """Once for each tap, and in time."""
    tap = tg.taps.get(p["callback_query_id"])
    if tap is None or tap.answer is not None:
        raise bad(QUERY_GONE)
    if tg.clock.now() - tap.asked > tg.tap_life:
        raise bad(QUERY_GONE, excused=True)
    if len(p.get("text", "")) > LONGEST_TOAST:
        raise bad("MESSAGE_TOO_LONG")
    tap.answer = {key: value for key, value in p.items() if key != "callback_query_id"}
    tap.changed.fire()
    return True
