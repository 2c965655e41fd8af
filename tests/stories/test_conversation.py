"""A citizen's whole path in Telegram."""

from tests.stories.harness import Bot
from tests.telegram_server import TelegramServer

DOG, DEFINITION = "狗打疫苗只能礼拜三去吗", "什么是三方通话？"


async def test_a_conversation(bot: Bot, server: TelegramServer) -> None:
    """Welcome, question, cited answer, rating twice, correction, emoji, photo: each is answered as it should be."""
    await bot.start()
    citizen = server.user("张三")
    await citizen.start()
    welcome = await citizen.expect("您好")
    assert DEFINITION in welcome.labels

    asked = await citizen.send(DEFINITION)
    answer = await citizen.expect("第23期")
    assert "2018-10-22" in answer.text
    assert "《三方通话助力“最多跑一次”群众咨询当场解答》" in answer.text

    for _ in range(2):
        tapped = await (await citizen.tap("已解决")).answered()
        assert "已记下" in tapped["text"]

    await citizen.edit(asked, DOG)
    corrected = await citizen.expect("犬")
    assert corrected.raw["reply_to_message"]["message_id"] == asked.id

    await citizen.send("😀👍")
    await citizen.expect("文字")
    await citizen.send_photo()
    await citizen.expect("图片")
    await citizen.send_album(3)
    await citizen.expect("图片")
    await citizen.expect_silence()

    await citizen.tap(DEFINITION, message=welcome)
    await citizen.expect("第23期")
    await server.settle()
    assert await bot.stop() == 0
    server.assert_clean()
    bot.check()
    assert bot.asked() == [DEFINITION, DOG, "😀👍", DEFINITION]
    assert bot.rows("SELECT outcome, rating, revises IS NULL FROM question_log ORDER BY seq")[:2] == [
        ("answer", "solved", 1),
        ("answer", None, 0),
    ]


async def test_two_citizens_are_kept_apart(bot: Bot, server: TelegramServer) -> None:
    """Each reads the answers to the own questions in the own order, and has an own pseudonym; groups are not answered."""
    await bot.start()
    first, second = server.user("张三"), server.user("李四")
    group = server.group("闲聊")
    group.add_bot()
    group.add(second)
    for citizen, question in ((first, DOG), (second, DEFINITION), (first, "😀"), (second, DOG), (first, "谢谢")):
        await citizen.send(question)
        await second.send(DOG, to=group)

    await first.expect("犬")
    await first.expect()
    await first.expect()
    await second.expect("三方通话")
    await second.expect("犬")
    await server.settle()
    assert await bot.stop() == 0
    server.assert_clean()
    for citizen in (first, second):
        for reply, message in zip(bot.replies(citizen), citizen.messages, strict=True):
            assert message.text.startswith(reply)
    assert group.messages == []
    assert len(bot.rows("SELECT DISTINCT citizen FROM question_log")) == 2
    assert len(bot.asked()) == 5


async def test_blocking_and_coming_back(bot: Bot, server: TelegramServer) -> None:
    """A citizen who blocks the bot is remembered as unreachable until coming back, and is answered then."""
    await bot.start()
    citizen = server.user("张三")
    await citizen.start()
    await citizen.expect("您好")
    await citizen.block()
    await bot.until_rows("SELECT chat FROM unreachable_chat", 1)

    await citizen.unblock()
    await citizen.send(DEFINITION)
    await citizen.expect("第23期")
    assert bot.rows("SELECT chat FROM unreachable_chat") == []
    server.assert_clean()
