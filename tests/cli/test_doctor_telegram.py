"""`sanfang doctor` asks Telegram whether it knows the bot."""

import asyncio

from tests.conftest import Sanfang
from tests.telegram_server import TelegramServer


async def diagnosed(sanfang: Sanfang, token: str, base_url: str) -> tuple[int, str]:
    """The exit code and the last finding."""
    done = await asyncio.to_thread(sanfang.run, "doctor", telegram_token=token, telegram_base_url=base_url)
    assert token.encode() not in done.stdout + done.stderr
    return done.returncode, done.stdout.decode().partition("语料和索引")[2]


async def test_a_good_token_shows_the_name_of_the_bot(sanfang: Sanfang) -> None:
    """The newcomer sees which bot will answer, and that it cannot be searched from other chats yet."""
    async with TelegramServer() as server:
        server.telegram.inline_mode = False
        code, found = await diagnosed(sanfang, server.token, server.base_url)

        assert code == 0
        assert "✓ Telegram：@" in found
        assert "/setinline" in found
        server.assert_clean()


async def test_a_wrong_token_is_sent_back_to_botfather(sanfang: Sanfang) -> None:
    """What to do about it is said in one line."""
    async with TelegramServer() as server:
        code, found = await diagnosed(sanfang, f"7{server.token}", server.base_url)

    assert code == 1
    assert "✗ Telegram 不认这个令牌" in found
    assert "@BotFather" in found


async def test_a_server_that_is_not_there_is_a_matter_of_the_network(sanfang: Sanfang) -> None:
    """The token is not blamed."""
    async with TelegramServer() as server:
        token, base_url = server.token, server.base_url

    code, found = await diagnosed(sanfang, token, base_url)

    assert code == 1
    assert "✗ 连不上 Telegram" in found
    assert "SANFANG_TELEGRAM_BASE_URL" in found
