"""`python -m tests.telegram_server`: a Telegram of your own, with you at the keyboard."""

import argparse
import asyncio

from tests.telegram_server.playground import HELP, play
from tests.telegram_server.server import TOKEN, TelegramServer


async def main() -> None:
    """Serve until the prompt ends."""
    parser = argparse.ArgumentParser(prog="python -m tests.telegram_server", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="default: a free one")
    parser.add_argument("--token", default=TOKEN, help="default: %(default)s")
    parser.add_argument("--flood", action="store_true", help="enforce Telegram's flood limits")
    given = parser.parse_args()
    async with TelegramServer(given.token, port=given.port, flood=given.flood) as server:
        print(f"base URL  {server.base_url}\ntoken     {server.token}\n{HELP}", flush=True)  # noqa: T201 -- a command
        await play(server)


if __name__ == "__main__":
    asyncio.run(main())
