"""Every bad call is refused with Telegram's text and recorded as a violation."""

from typing import Any

import httpx
import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden

from tests.telegram_server import Group, TelegramServer, User
from tests.telegram_server.conftest import NO_CERTIFICATES, Ask
from tests.telegram_server.test_messages import HELPFUL

ALICE, STRANGER, BOTS_MESSAGE, ALICES_MESSAGE = "alice", 999_999, "bot's message", "alice's message"


def keyboard(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    """An inline keyboard."""
    return {"inline_keyboard": list(rows)}


def says(text: str, **more: Any) -> tuple[str, dict[str, Any]]:
    """sendMessage to Alice."""
    return "sendMessage", {"chat_id": ALICE, "text": text} | more


def html(text: str) -> tuple[str, dict[str, Any]]:
    """HTML to Alice."""
    return says(text, parse_mode="HTML")


def mark(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    """An entity."""
    return {"type": kind, "offset": offset, "length": length} | more


X = {"text": "x", "callback_data": "x"}
BAD: list[tuple[tuple[str, dict[str, Any]], str]] = [
    (("sendMessige", {}), "method not found"),
    (("sendInvoice", {"chat_id": ALICE}), "parameter 'title' of sendInvoice is required"),
    (("getStarTransactions", {}), "does not simulate"),
    (says("x", colour="red"), "no parameter 'colour'"),
    (says("x", disable_notification="maybe"), "disable_notification must be Boolean"),
    (("sendMessage", {"text": "x"}), "chat_id is empty"),
    (("sendMessage", {"chat_id": ALICE}), "message text is empty"),
    (("sendMessage", {"chat_id": [1], "text": "x"}), "wrong type of 'chat_id'"),
    (("sendMessage", {"chat_id": 1.5, "text": "x"}), "wrong type of 'chat_id'"),
    (("sendMessage", {"chat_id": STRANGER, "text": "x"}), "chat not found"),
    (("sendMessage", {"chat_id": "@nobody", "text": "x"}), "chat not found"),
    (says(""), "message text is empty"),
    (says(" \n "), "message text is empty"),
    (says("长" * 4097), "message is too long"),
    (says("x", parse_mode="BBCode"), "unsupported parse_mode"),
    (html("<b>x"), "Can't find end tag corresponding to start tag \"b\""),
    (html("x</b>"), "Unexpected end tag at byte offset 1"),
    (html("犬<b>x</i>"), 'Unmatched end tag at byte offset 7, expected "</b>", found "</i>"'),
    (html("1 < 2"), 'Unsupported start tag "" at byte offset 2'),
    (html("<张三>"), 'Unsupported start tag "张三" at byte offset 0'),
    (html("<a href='x>y</a>"), 'Unclosed start tag "a" at byte offset 0'),
    (html("<b"), "Unclosed start tag at byte offset 0"),
    (html("<span>x</span>"), 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    (says("a.b", parse_mode="MarkdownV2"), "Character '.' is reserved"),
    (says("*a", parse_mode="MarkdownV2"), "Can't find end of Bold entity at byte offset 0"),
    (says("a *b", parse_mode="Markdown"), "Can't find end of the entity starting at byte offset 2"),
    (says("abc", entities=[mark("bold", 1, 3)]), "ends after the end of the text"),
    (says("abc", entities=[mark("bold", -1, 3)]), "incorrect offset"),
    (says("🐶", entities=[mark("bold", 1, 1)]), "in a middle of a UTF-16 symbol"),
    (says("abcd", entities=[mark("bold", 0, 3), mark("italic", 1, 3)]), "crosses"),
    (says("abcd", entities=[mark("pre", 0, 3), mark("bold", 1, 1)]), "can't be inside of pre"),
    (says("abc", entities=[mark("blockquote", 0, 3), mark("blockquote", 0, 2)]), "quotes can't be nested"),
    (says("abc", entities=[mark("text_link", 0, 1)]), "'url' of a text_link entity is required"),
    (says("abc", entities=[mark("fat", 0, 1)]), "unsupported entity type 'fat'"),
    (says("abc", entities=[{"type": "bold"}]), "parameter 'offset' of MessageEntity is required"),
    (says("x", reply_markup=keyboard([{"text": "x", "callback_data": "犬" * 22}])), "BUTTON_DATA_INVALID"),
    (says("x", reply_markup=keyboard([{"text": "x"}])), "text buttons are unallowed in the inline keyboard"),
    (says("x", reply_markup=keyboard([X | {"url": "https://a.cn"}])), "more than one action"),
    (says("x", reply_markup=keyboard([{"text": "x", "url": "a b"}])), "is invalid: unsupported URL protocol"),
    (says("x", reply_markup=keyboard([{"text": " ", "callback_data": "x"}])), "button text is empty"),
    (says("x", reply_markup=keyboard([X] * 9)), "reply markup is too long"),
    (says("x", reply_markup=keyboard(*[[X]] * 101)), "reply markup is too long"),
    (says("x", reply_markup=keyboard([{"label": "x"}])), "InlineKeyboardButton has no parameter 'label'"),
    (says("x", reply_markup={"buttons": []}), "wrong type of 'reply_markup'"),
    (says("x", reply_markup={"keyboard": []}), "must contain at least one button"),
    (says("x", message_thread_id=7), "message thread not found"),
    (says("x", reply_parameters={"message_id": 99}), "message to be replied not found"),
    (says("x", reply_parameters={"message_id": ALICES_MESSAGE, "quote": "此言"}), "QUOTE_TEXT_INVALID"),
    (("editMessageText", {"chat_id": ALICE, "message_id": 99, "text": "x"}), "message to edit not found"),
    (("editMessageText", {"chat_id": ALICE, "message_id": ALICES_MESSAGE, "text": "x"}), "message can't be edited"),
    (("editMessageText", {"chat_id": ALICE, "message_id": BOTS_MESSAGE, "text": "你好"}), "message is not modified"),
    (("editMessageText", {"chat_id": ALICE, "message_id": BOTS_MESSAGE, "text": ""}), "message text is empty"),
    (("editMessageText", {"text": "x"}), "chat_id is empty"),
    (("editMessageText", {"text": "x", "chat_id": ALICE}), "message identifier is not specified"),
    (("editMessageCaption", {"chat_id": ALICE, "message_id": BOTS_MESSAGE}), "no caption in the message to edit"),
    (("deleteMessage", {"chat_id": ALICE, "message_id": 99}), "message to delete not found"),
    (("copyMessage", {"chat_id": ALICE, "from_chat_id": ALICE, "message_id": 99}), "message to copy not found"),
    (("copyMessages", {"chat_id": ALICE, "from_chat_id": ALICE, "message_ids": [2, 1]}), "strictly increasing order"),
    (("copyMessages", {"chat_id": ALICE, "from_chat_id": ALICE, "message_ids": [98, 99]}), "no messages to copy"),
    (("sendPhoto", {"chat_id": ALICE, "photo": "photo-000099"}), "wrong file_id"),
    (("sendPhoto", {"chat_id": ALICE, "photo": "https://a.cn/p.jpg"}), "failed to get HTTP URL content"),
    (("sendPhoto", {"chat_id": ALICE, "photo": "attach://x"}), "file attach://x is missing"),
    (("sendMediaGroup", {"chat_id": ALICE, "media": []}), "there are no messages to send"),
    (("sendMediaGroup", {"chat_id": ALICE, "media": [{"type": "text", "media": "x"}]}), "wrong type of 'media'"),
    (("sendLocation", {"chat_id": ALICE, "latitude": 91, "longitude": 0}), "wrong latitude or longitude"),
    (("sendChatAction", {"chat_id": ALICE, "action": "thinking"}), "wrong parameter action in request"),
    (("setMessageReaction", {"chat_id": ALICE, "message_id": ALICES_MESSAGE, "reaction": [
        {"type": "emoji", "emoji": "🐶"}]}), "REACTION_INVALID"),
    (("answerCallbackQuery", {"callback_query_id": "1"}), "query is too old"),
    (("answerInlineQuery", {"inline_query_id": "1", "results": []}), "query is too old"),
    (("setMyCommands", {"commands": [{"command": "Start", "description": "x"}]}), "BOT_COMMAND_INVALID"),
    (("setMyCommands", {"commands": [{"command": "s", "description": "x" * 257}]}), "BOT_COMMAND_DESCRIPTION_INVALID"),
    (("setMyCommands", {"commands": [{"command": "s", "description": "x"}] * 101}), "BOT_COMMANDS_TOO_MUCH"),
    (("getMyCommands", {"language_code": "zh-hans"}), "invalid language code"),
    (("getFile", {"file_id": "x"}), "wrong file_id or the file is temporarily unavailable"),
    (("getChatMember", {"chat_id": ALICE, "user_id": STRANGER}), "PARTICIPANT_ID_INVALID"),
    (("setWebhook", {"url": "http://example.org/"}), "An HTTPS URL must be provided for webhook"),
    (("setWebhook", {"url": "https://example.org:81/"}), "only on ports"),
    (("setWebhook", {"url": "https://example.org/", "secret_token": "秘"}), "unallowed characters"),
]  # fmt: skip


@pytest.mark.parametrize(("bad_call", "text"), BAD, ids=lambda one: one if isinstance(one, str) else one[0])
async def test_bad_calls(
    server: TelegramServer, ask: Ask, alice: User, bad_call: tuple[str, dict[str, Any]], text: str
) -> None:
    """A bad call is refused with a text that says why, and stands in the violations."""
    await ask("sendMessage", chat_id=alice.id, text="你好")
    here = {ALICE: alice.id, BOTS_MESSAGE: alice.last.id, ALICES_MESSAGE: 1}
    method, params = bad_call
    answer = await ask(method, **_placed(params, here))

    assert not answer["ok"]
    assert text in answer["description"]
    assert [one.text for one in server.violations] == [answer["description"]]
    with pytest.raises(AssertionError, match=method):
        server.assert_clean()
    server.assert_clean(text)


def _placed(value: Any, here: dict[str, int]) -> Any:
    """The table's words replaced by ids."""
    if isinstance(value, dict):
        return {key: _placed(one, here) for key, one in value.items()}
    return here.get(value, value) if isinstance(value, str) else value


@pytest.mark.parametrize(("token", "code"), [("654321:WRONG-token", 401), ("no-token", 404)])
async def test_wrong_token(server: TelegramServer, ask: Ask, token: str, code: int) -> None:
    """A token nobody has is 401; what can be no token is 404."""
    answer = await ask("getMe", token)

    assert answer["error_code"] == code
    assert len(server.violations) == 1


@pytest.mark.parametrize(
    ("content", "mime"),
    [
        (b"{", "application/json"), (b"[]", "application/json"), (b"text=%ff&chat_id=1", "application/x-www-form-urlencoded"),
        (b"nonsense", "application/x-www-form-urlencoded"), (b"x", "multipart/form-data"),
        (b"chat_id=1&text=x&entities=[", "application/x-www-form-urlencoded"),
        (b'{"chat_id": 1, "text": "\\ud83d"}', "application/json"),
    ],
)  # fmt: skip
async def test_broken_bodies(server: TelegramServer, content: bytes, mime: str) -> None:
    """A body that can't be read is refused."""
    async with httpx.AsyncClient(verify=NO_CERTIFICATES) as client:
        url = f"{server.base_url}{server.token}/sendMessage"
        answer = await client.post(url, content=content, headers={"Content-Type": mime})

    assert answer.status_code == 400
    assert len(server.violations) == 1


async def test_the_other_ways_to_call(server: TelegramServer, alice: User) -> None:
    """GET with a query string, chunked bodies and any case of the method's name work."""
    url = f"{server.base_url}{server.token}"

    async def body() -> Any:
        yield b'{"chat_id": '
        yield f'{alice.id}, "text": "碎"}}'.encode()

    async with httpx.AsyncClient(verify=NO_CERTIFICATES) as client:
        assert (await client.get(f"{url}/SENDMESSAGE", params={"chat_id": alice.id, "text": "好"})).json()["ok"]
        assert (
            await client.post(f"{url}/sendMessage", content=body(), headers={"Content-Type": "application/json"})
        ).is_success
        assert (await client.get(f"{server.base_url[:-4]}/elsewhere")).status_code == 404

    assert [one.text for one in alice.messages] == ["好", "碎"]


async def test_limits_are_reached_but_not_crossed(server: TelegramServer, bot: Bot, alice: User) -> None:
    """4,096 characters after parsing, 64 bytes of data, 100 buttons are fine; entities beyond 100 are not."""
    await bot.send_message(alice.id, f"<b>{'&lt;' * 4096}</b>", parse_mode="HTML")
    buttons = [[{"text": "x", "callback_data": "犬" * 21 + "x"}] * 4] * 25
    await bot.send_message(alice.id, "x", reply_markup={"inline_keyboard": buttons})  # type: ignore[arg-type]
    server.assert_clean()

    await bot.send_message(alice.id, "<b>x</b>y" * 101, parse_mode="HTML")
    assert len(alice.last.bold) == 100
    with pytest.raises(AssertionError, match="101 entities"):
        server.assert_clean()


async def test_who_never_wrote(server: TelegramServer, bot: Bot, desk: Group) -> None:
    """Nobody is written to first: not found at all, or forbidden when seen in a group."""
    stranger, clerk = server.user("陌生人"), server.user("办事员")
    desk.add(clerk)

    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(stranger.id, "你好")
    with pytest.raises(Forbidden, match="can't initiate conversation"):
        await bot.send_message(clerk.id, "你好")
    assert len(server.violations) == 2


async def test_circumstances_are_no_violations(server: TelegramServer, bot: Bot, alice: User) -> None:
    """What only people did is refused and excused: blocking, deleting, leaving Telegram."""
    question = await alice.send("问")
    alice.chat.forget(question.id, by_bot=False)
    with pytest.raises(BadRequest, match="Message to copy not found"):
        await bot.copy_message(alice.id, alice.id, question.id)
    await alice.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(alice.id, "你好")
    await alice.unblock()
    await bot.send_message(alice.id, "欢迎回来")
    alice.deactivate()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(alice.id, "你好")

    changes = [one.my_chat_member for one in await bot.get_updates() if one.my_chat_member]
    assert [one.new_chat_member.status for one in changes] == ["kicked", "member"]
    server.assert_clean()


async def test_second_edit_to_the_same(server: TelegramServer, bot: Bot, alice: User) -> None:
    """The same text with other buttons is a change; once more the same is not."""
    sent = await bot.send_message(alice.id, "好", reply_markup=HELPFUL)
    await sent.edit_text("好")

    with pytest.raises(BadRequest, match="Message is not modified: specified new message content"):
        await sent.edit_text("好")
