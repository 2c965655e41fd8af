"""What an update asks of the bot."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.telegram.redact import redact
from bot.channels.telegram.updates import (
    Asked,
    Command,
    Ignored,
    Incoming,
    MalformedUpdateError,
    PageTapped,
    QuestionTapped,
    RatingTapped,
    Reachability,
    UnknownTapped,
    WindowTapped,
    Wordless,
    understand,
)
from bot.core.model import ButtonKind
from bot.core.page_ref import HOME, WindowQuestion
from bot.core.privacy import PersonalData
from tests.telegram.raw import CHAT, edited, membership, message, tap

SENT = datetime.fromtimestamp(1_800_000_000, UTC)
GROUP = {"id": -100, "type": "supergroup"}


def incoming(update: Any) -> Incoming:
    """What the raw update is understood as."""
    item = redact(update)
    assert item is not None
    return understand(item.payload)


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        (message(text="狗证去哪办"), Asked(str(CHAT), 11, "狗证去哪办", SENT)),
        (message(photo=[{}], caption="这是什么"), Asked(str(CHAT), 11, "这是什么", SENT)),
        (message(text="\u200b"), Asked(str(CHAT), 11, "", SENT)),
        (message(text="/狗证"), Asked(str(CHAT), 11, "/狗证", SENT)),
        (
            message(text="电话13812345678"),
            Asked(str(CHAT), 11, "电话〔手机号〕", SENT, found=(PersonalData.MOBILE,)),
        ),
        (
            edited(text="改了"),
            Asked(str(CHAT), 11, "改了", SENT, edited=True),
        ),
        (message(text="/start"), Command("start", 11)),
        (message(text="/START@sanfang_bot a1"), Command("start", 11, "a1")),
        (edited(text="/start"), Ignored()),
        (message(photo=[{}], media_group_id="77"), Wordless("photo", 11, "77")),
        (message(sticker={}), Wordless("sticker", 11, "")),
        (edited(location={}), Ignored()),
        (message(text="群里说话", chat=GROUP), Ignored()),
        (tap("v1|solved|abc"), RatingTapped(str(CHAT), "900", ButtonKind.SOLVED, "abc")),
        (tap("v1|unsolved|abc"), RatingTapped(str(CHAT), "900", ButtonKind.UNSOLVED, "abc")),
        (tap("v1|ask|1", "什么是三方通话？"), QuestionTapped(str(CHAT), "900", 12, 1, "什么是三方通话？")),
        (tap("v1|ask|1", message={"chat": {"id": 1}}), QuestionTapped(str(CHAT), "900", 0, 1, None)),
        (tap("v1|page|h"), PageTapped("900", 12, HOME, fresh=False)),
        (tap("v1|open|h"), PageTapped("900", 12, HOME, fresh=True)),
        (tap("v1|page|?"), UnknownTapped("900")),
        (tap("v1|window|IsB6P0ndQrZe."), WindowTapped(str(CHAT), "900", WindowQuestion("IsB6P0ndQrZe"))),
        (tap("v1|window|IsB6P0ndQrZe.?"), UnknownTapped("900")),
        (tap("v0|old"), UnknownTapped("900")),
        (tap("v1|ask|x"), UnknownTapped("900")),
        (tap("v1|delete|7"), UnknownTapped("900")),
        (membership("kicked"), Reachability(blocked=True)),
        (membership("member"), Reachability(blocked=False)),
        ({"update_id": 1, "poll": {}}, Ignored()),
    ],
)
def test_updates_are_understood(update: Any, expected: Incoming) -> None:
    """Each kind of update means one thing."""
    assert incoming(update) == expected


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 1, "message": None},
        {"update_id": 1, "message": "text"},
        {"update_id": 1, "message": {"chat": {"id": 1, "type": "private"}, "text": "无编号"}},
        message(text="x", date="gestern"),
        message(text="x", date=10**18),
        message({"from": None}, text="x"),
        {"update_id": 1, "callback_query": {"data": "v1|solved|a"}},
        {"update_id": 1, "my_chat_member": {"chat": {"id": 1, "type": "private"}}},
    ],
)
def test_malformed_updates_are_errors(update: Any) -> None:
    """An update that lacks what its kind must have is refused, never guessed."""
    with pytest.raises(MalformedUpdateError):
        incoming(update)
