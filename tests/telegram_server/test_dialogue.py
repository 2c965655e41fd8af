import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

from tests.telegram_server import TelegramServer


async def test_dialogue() -> None:
    """A question, an answer with bold text and a button, a tap."""
    async with TelegramServer() as server:
        alice = server.user("张三")
        await alice.start()
        async with Bot(server.token, base_url=server.base_url) as bot:
            (u,) = await bot.get_updates()
            await bot.send_message(
                alice.id,
                "<b>你好</b>🐶 &amp; <i>x</i>",
                parse_mode="HTML",
                reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("👍", callback_data="ok")]]),
            )
            got = await alice.expect("你好")
            assert got.bold == ["你好"]
            tap = await alice.tap("👍")
            (q,) = await bot.get_updates(offset=u.update_id + 1)
            assert q.callback_query
            await q.callback_query.answer("谢谢")
            assert (await tap.answered())["text"] == "谢谢"
            with pytest.raises(BadRequest, match="not modified"):
                await bot.edit_message_reply_markup(
                    alice.id,
                    got.id,
                    reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("👍", callback_data="ok")]]),
                )
            assert await bot.edit_message_text("新", alice.id, got.id)
            (await alice.expect("新"))
            await bot.get_updates(offset=q.update_id + 1, timeout=0)
        server.assert_clean("not modified")
