"""A strict Telegram Bot API server on loopback, for tests of any bot that speaks HTTP to it.

async with TelegramServer() as server:
    # start the bot with server.base_url and server.token, then:
    alice = server.user("张三")
    await alice.send("狗打疫苗只能礼拜三去吗")
    answer = await alice.expect("礼拜三")
    await alice.tap("已解决")
    await server.settle()
    server.assert_clean()
"""

from tests.telegram_server.actors import Group, User
from tests.telegram_server.faults import Fault, Kind
from tests.telegram_server.ledger import Call, Violation
from tests.telegram_server.messages import Button, Message
from tests.telegram_server.queries import Query
from tests.telegram_server.server import TelegramServer

__all__ = ["Button", "Call", "Fault", "Group", "Kind", "Message", "Query", "TelegramServer", "User", "Violation"]
