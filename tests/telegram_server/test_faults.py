"""Every kind of fault, as python-telegram-bot experiences it."""

import pytest
from telegram import Bot, Update
from telegram.error import Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from tests.telegram_server import Kind, TelegramServer, User

SENDING = [
    # What goes wrong, what PTB says, whether the message arrived all the same.
    (Kind.DELAY, TimedOut, "Timed out", True),
    (Kind.RESET_BEFORE, NetworkError, "httpx.ReadError", False),
    (Kind.RESET_AFTER, NetworkError, "httpx.ReadError", True),
    (Kind.TIMEOUT_AFTER, TimedOut, "Timed out", True),
    (Kind.HANG, TimedOut, "Timed out", False),
    (Kind.UNAUTHORIZED, InvalidToken, "Unauthorized", False),
    (Kind.NOT_FOUND, InvalidToken, "Not Found", False),
    (Kind.CONFLICT, Conflict, "terminated by other getUpdates", False),
    (Kind.FLOOD, RetryAfter, "Retry in 0:00:07", False),
    (Kind.BLOCKED, Forbidden, "bot was blocked by the user", False),
    (Kind.SERVER_ERROR, NetworkError, "Internal Server Error", False),
    (Kind.BAD_GATEWAY, NetworkError, "Bad Gateway", False),
    (Kind.HALF_JSON, TelegramError, "Invalid server response", True),
]
POLLING = {Kind.DUPLICATE: [1, 1, 2, 2], Kind.REORDER: [2, 1], Kind.REDELIVER: [0, 1, 2]}


def test_no_kind_is_untested() -> None:
    """The two tables cover all kinds."""
    assert {one[0] for one in SENDING} | POLLING.keys() == set(Kind)


@pytest.mark.parametrize(("kind", "error", "text", "arrives"), SENDING)
async def test_faults_of_sending(
    server: TelegramServer, bot: Bot, alice: User, kind: Kind, error: type[TelegramError], text: str, arrives: bool
) -> None:
    """The call fails as it would in life; whether it took effect is another matter; the next call works."""
    fault = server.fault("sendMessage", kind, chat=alice.id, seconds=0.5, retry_after=7)
    patience = 0.3 if error is TimedOut else 5.0
    with pytest.raises(error, match=f"(?i){text}"):
        await bot.send_message(alice.id, "你好", read_timeout=patience)

    if arrives:
        await alice.expect("你好")
    assert [one.text for one in alice.messages] == ["你好"] * arrives
    await bot.send_message(alice.id, "再来")
    assert alice.last.text == "再来"
    assert (fault.hits, fault.spent) == (1, True)
    assert [one.fault for one in server.calls_of("sendMessage")] == [kind, None]
    server.assert_clean()


@pytest.mark.parametrize(("kind", "expected"), POLLING.items())
async def test_faults_of_polling(
    server: TelegramServer, bot: Bot, alice: User, kind: Kind, expected: list[int]
) -> None:
    """Batches come doubled, backwards, or with what was confirmed before; an empty batch spends no fault."""
    (first,) = await bot.get_updates()
    fault = server.fault("getUpdates", kind)
    assert not await bot.get_updates(offset=first.update_id + 1)
    await alice.send("甲")
    await alice.send("乙")
    server.clock.advance(5)
    batch: tuple[Update, ...] = await bot.get_updates(offset=first.update_id + 1)

    assert [one.update_id - first.update_id for one in batch] == expected
    assert fault.spent


async def test_the_script(server: TelegramServer, bot: Bot, alice: User) -> None:
    """`after`, `times`, `when` and `clear` choose the calls that go wrong."""
    server.fault("sendMessage", "500", times=1, after=1, when=lambda params: "甲" in params["text"])
    await bot.send_message(alice.id, "甲1")
    await bot.send_message(alice.id, "乙")
    with pytest.raises(NetworkError):
        await bot.send_message(alice.id, "甲2")
    outage = server.fault("*", Kind.RESET_BEFORE, times=None)
    for _ in range(2):
        with pytest.raises(NetworkError):
            await bot.get_me()
    outage.clear()
    await bot.send_message(alice.id, "甲3")

    assert [one.text for one in alice.messages] == ["甲1", "乙", "甲3"]


async def test_repeating_a_call_whose_answer_was_lost(server: TelegramServer, bot: Bot, alice: User) -> None:
    """A bot that never learned of its success may repeat itself without blame."""
    sent = await bot.send_message(alice.id, "旧")
    server.fault("editMessageText", Kind.RESET_AFTER)
    with pytest.raises(NetworkError):
        await bot.edit_message_text("新", alice.id, sent.message_id)
    with pytest.raises(TelegramError, match="not modified"):
        await bot.edit_message_text("新", alice.id, sent.message_id)

    server.assert_clean()


async def test_the_ledger(server: TelegramServer, bot: Bot, alice: User) -> None:
    """Everything that went in and came is on record, with the time and the outcome."""
    await bot.send_message(alice.id, "你好")
    (call,) = server.calls_of("sendMessage")

    assert call.params == {"chat_id": alice.id, "text": "你好"}
    assert call.accepted
    assert call.result["text"] == "你好"
    assert [one["message"]["text"] for one in server.injected] == ["/start"]
    assert (await server.called("getMe")).number == 1
    with pytest.raises(AssertionError, match="getUpdates was called 0 times"):
        await server.called("getUpdates", timeout=0.01)
