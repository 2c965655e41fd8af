"""`sanfang serve` as an operator starts and stops it."""

import signal

from tests.conftest import Sanfang, serving
from tests.telegram_server import TelegramServer


def at(server: TelegramServer) -> dict[str, str]:
    """The settings that lead to a server."""
    return {"telegram_token": server.token, "telegram_base_url": server.base_url}


async def test_citizens_are_answered_until_the_process_is_asked_to_stop(sanfang: Sanfang) -> None:
    """SIGTERM ends it with exit code 0; standard error never holds the token."""
    async with TelegramServer() as server, serving(sanfang, **at(server)) as bot:
        citizen = server.user("张三")
        await citizen.send("什么是三方通话？")
        await citizen.expect("三方通话")
        await server.settle()
        bot.send_signal(signal.SIGTERM)
        _, said = await bot.communicate()

        assert bot.returncode == 0
        assert server.token.encode() not in said
        server.assert_clean()


async def test_a_second_server_of_the_same_directory_refuses_to_start(sanfang: Sanfang) -> None:
    """Exit code 3, one Chinese line, and the first one goes on."""
    async with TelegramServer() as server, serving(sanfang, **at(server)) as first:
        citizen = server.user("李四")
        await citizen.send("你好")
        await citizen.expect("您好")
        async with serving(sanfang, **at(server)) as second:
            _, complaint = await second.communicate()
        await citizen.send("什么是三方通话？")
        await citizen.expect("三方通话")
        first.send_signal(signal.SIGINT)
        await first.communicate()

    assert (second.returncode, first.returncode) == (3, 0)
    assert "SANFANG_HOME" in complaint.decode()
    assert "Traceback" not in complaint.decode()
