"""`sanfang serve` with the console, as an operator starts and stops it."""

import signal
import socket

import httpx

from tests.conftest import Sanfang, serving
from tests.telegram_server import TelegramServer


async def test_serve_runs_the_console_beside_the_bot(sanfang: Sanfang) -> None:
    """One process answers citizens and staff; SIGTERM ends both with exit code 0."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        where = f"127.0.0.1:{probe.getsockname()[1]}"
    async with TelegramServer() as server:
        settings = {"telegram_token": server.token, "telegram_base_url": server.base_url}
        async with serving(sanfang, **settings, console="true", console_listen=where) as bot:
            citizen = server.user("张三")
            await citizen.send("什么是三方通话？")
            await citizen.expect("三方通话")
            async with httpx.AsyncClient() as browser:
                page = await browser.get(f"http://{where}/sign-in")
            await server.settle()
            bot.send_signal(signal.SIGTERM)
            _, said = await bot.communicate()

    assert (page.status_code, bot.returncode) == (200, 0)
    assert "Traceback" not in said.decode()
