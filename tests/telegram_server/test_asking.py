import pytest
from telegram import Bot, BotCommand, BotCommandScopeChat, InlineQueryResultArticle, InputTextMessageContent
from telegram.error import BadRequest

from tests.telegram_server import Group, TelegramServer, User
from tests.telegram_server.conftest import Ask
from tests.telegram_server.test_messages import HELPFUL


async def tapped(bot: Bot, alice: User) -> str:
    """The id of a tap on a fresh message."""
    await bot.send_message(alice.id, "好吗", reply_markup=HELPFUL)
    await alice.expect("好吗")
    return (await alice.tap("up")).id


async def test_a_tap_is_answered_once(server: TelegramServer, bot: Bot, alice: User) -> None:
    """The second answer to a tap is a violation."""
    query = await tapped(bot, alice)
    assert await bot.answer_callback_query(query)
    server.assert_clean("nothing is allowed here but an unanswered query")

    with pytest.raises(BadRequest, match="Query is too old and response timeout expired or query id is invalid"):
        await bot.answer_callback_query(query)
    assert len(server.violations) == 1


async def test_a_tap_must_be_answered(server: TelegramServer, bot: Bot, alice: User) -> None:
    """A tap the bot fetched and never answered is not clean; one still in the queue is not yet owed."""
    query = await tapped(bot, alice)
    server.assert_clean()
    await bot.get_updates()

    assert [one.id for one in server.unanswered] == [query]
    with pytest.raises(AssertionError, match=f"unanswered: query {query} of 张三"):
        server.assert_clean()


async def test_a_late_answer_is_excused(server: TelegramServer, bot: Bot, alice: User) -> None:
    """After a minute a tap can't be answered any more."""
    query = await tapped(bot, alice)
    server.clock.advance(61)

    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(query)
    server.assert_clean()


async def test_long_toast(server: TelegramServer, bot: Bot, alice: User) -> None:
    """200 characters at most."""
    query = await tapped(bot, alice)

    with pytest.raises(BadRequest, match="Message_too_long"):
        await bot.answer_callback_query(query, "长" * 201)
    assert await bot.answer_callback_query(query, "长" * 200, show_alert=True)


async def test_a_button_that_is_not_there(bot: Bot, alice: User) -> None:
    """Tapping what nobody offered fails in the test, not in the bot; forged data can be sent on purpose."""
    sent = await bot.send_message(alice.id, "好吗", reply_markup=HELPFUL)
    with pytest.raises(AssertionError, match=r"no button '没有'.*已解决"):
        await alice.tap("没有")
    alice.tap_data("v1|forged", alice.chat.messages[sent.message_id])

    *_, update = await bot.get_updates()
    assert update.callback_query
    assert update.callback_query.data == "v1|forged"


async def test_inline_mode(server: TelegramServer, bot: Bot, alice: User, desk: Group) -> None:
    """A query typed anywhere gets results; the chosen one is sent with via_bot."""
    desk.add(alice)
    query = await alice.inline("养狗")
    *_, update = await bot.get_updates()
    assert update.inline_query
    content = InputTextMessageContent("<b>养犬</b>许可证", parse_mode="HTML")
    await update.inline_query.answer(
        [InlineQueryResultArticle("1", "养犬许可证", content)], is_personal=True, cache_time=0
    )

    answer = await query.answered()
    assert [one["title"] for one in answer["results"]] == ["养犬许可证"]
    sent = await alice.choose(query, to=desk)
    assert (sent.bold, sent.raw["via_bot"]["username"]) == (["养犬"], "sanfang_bot")
    server.assert_clean()


@pytest.mark.parametrize(
    ("ids", "text", "problem"),
    [
        (["1", "1"], "x", "RESULT_ID_DUPLICATE"),
        (["犬" * 22], "x", "RESULT_ID_INVALID"),
        ([str(one) for one in range(51)], "x", "RESULTS_TOO_MUCH"),
        (["1"], "长" * 4097, "message is too long"),
    ],
)
async def test_bad_results(
    server: TelegramServer, ask: Ask, alice: User, ids: list[str], text: str, problem: str
) -> None:
    """Up to 50 results with distinct ids of 1 to 64 bytes, each sendable."""
    query = await alice.inline("x")
    content = {"message_text": text}
    results = [{"type": "article", "id": one, "title": "x", "input_message_content": content} for one in ids]
    answer = await ask("answerInlineQuery", inline_query_id=query.id, results=results)

    assert problem in answer["description"]
    assert server.unanswered == []


async def test_commands(bot: Bot, alice: User) -> None:
    """Each scope and language has its own menu."""
    scope = BotCommandScopeChat(alice.id)
    await bot.set_my_commands([BotCommand("menu", "目录")])
    await bot.set_my_commands([BotCommand("queue", "排队")], scope=scope, language_code="zh")

    assert [one.command for one in await bot.get_my_commands()] == ["menu"]
    assert [one.command for one in await bot.get_my_commands(scope, "zh")] == ["queue"]
    assert await bot.get_my_commands(scope) == ()
    await bot.delete_my_commands()
    assert await bot.get_my_commands() == ()


async def test_profile(bot: Bot) -> None:
    """Name and descriptions are kept by language, within their limits."""
    await bot.set_my_short_description("问事", language_code="zh")

    assert (await bot.get_my_short_description("zh")).short_description == "问事"
    assert (await bot.get_my_name()).name == "三方"
    with pytest.raises(BadRequest, match="too long"):
        await bot.set_my_description("x" * 513)


async def test_reactions(server: TelegramServer, bot: Bot, alice: User) -> None:
    """One of the known emoji, or none."""
    question = await alice.send("谢谢")
    await bot.set_message_reaction(alice.id, question.id, "👍")
    assert alice.chat.reactions == {question.id: "👍"}
    await bot.set_message_reaction(alice.id, question.id)
    assert alice.chat.reactions == {question.id: ""}
    server.assert_clean()
