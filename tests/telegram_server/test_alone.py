"""The server with a bot in another process, and as a program of its own."""

import asyncio
import inspect
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from telegram import Bot

from tests.telegram_server import TelegramServer, api, make_api
from tests.telegram_server.playground import Playground

ROOT = Path(__file__).parents[2]
ECHO = """
import sys
from telegram.ext import Application, CallbackQueryHandler, MessageHandler, filters
from telegram import InlineKeyboardButton as Button, InlineKeyboardMarkup as Keyboard

async def echo(update, context):
    await update.message.reply_text(update.message.text, reply_markup=Keyboard([[Button("好", callback_data="ok")]]))

async def tap(update, context):
    await update.callback_query.answer("谢谢")
    await update.callback_query.edit_message_text("完")

app = Application.builder().token(sys.argv[1]).base_url(sys.argv[2]).build()
app.add_handler(MessageHandler(filters.TEXT, echo))
app.add_handler(CallbackQueryHandler(tap))
app.run_polling()
"""


@asynccontextmanager
async def running(*arguments: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A Python process that is ended when done with."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, cwd=ROOT, stdin=pipe, stdout=pipe)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def test_a_bot_in_another_process() -> None:
    """An ordinary polling bot in a subprocess talks, is tapped, and leaves nothing undone."""
    async with TelegramServer() as server, running("-c", ECHO, server.token, server.base_url):
        alice, bob = server.user("张三"), server.user("李四")
        await alice.send("甲")
        await bob.send("乙")
        await alice.expect("甲")
        await bob.expect("乙")
        tap = await alice.tap("好")

        await alice.expect("完")
        assert tap.toast == "谢谢"
        await server.settle()
        server.assert_clean()


async def test_the_program() -> None:
    """`python -m tests.telegram_server` tells its address; what the bot says is printed, what is typed is sent."""
    async with running("-m", "tests.telegram_server", "--token", "1234:prompt") as process:
        assert process.stdout
        assert process.stdin
        base_url = (await process.stdout.readline()).decode().split()[-1]
        process.stdin.write("在吗\n".encode())
        async with Bot("1234:prompt", base_url=base_url) as bot:
            (update,) = await bot.get_updates(timeout=10)
            assert update.message
            await update.message.reply_text("在的")
        async with asyncio.timeout(60):
            while "在的" not in (line := (await process.stdout.readline()).decode()):
                assert line
        process.stdin.write(b":quit\n")
        assert await process.wait() == 0


async def test_the_prompt(server: TelegramServer, bot: Bot) -> None:
    """Commands play several people, groups and every kind of message; mistakes are told."""
    shown: list[str] = []
    game = Playground(server, shown.append)
    for line in (
        "你好",
        ":edit 您好",
        ":photo 图",
        ":voice",
        ":album 2",
        ":as 李四",
        ":group 窗口",
        "在",
        ":home",
        "我也在",
    ):
        assert await game.line(line)
    updates = await bot.get_updates()
    people = [one.effective_user.first_name for one in updates if one.effective_user and not one.my_chat_member]
    assert people == ["张三"] * 6 + ["李四"] * 2

    await bot.send_message(game.me.id, "请稍候")
    assert game.news() == ["[李四] 请稍候"]
    assert await game.line(":tap 不存在")
    assert await game.line(":bad")
    assert [one.split(",")[0] for one in shown] == ["! no button '不存在' here", "no violation"]
    assert not await game.line(":quit")


def test_the_table_knows_what_python_telegram_bot_can_do() -> None:
    """Every method PTB offers is in the table, with every parameter of that name."""
    known = api.load()
    offered = {
        name
        for name, one in inspect.getmembers(Bot, inspect.iscoroutinefunction)
        if name[0] != "_" and not name.islower()
    }

    assert len(offered) > 150
    assert offered <= known.methods.keys() | {"initialize", "shutdown", "doApiRequest"}


def test_the_table_is_distilled_from_a_description() -> None:
    """Names, types, requirements and fixed values are kept, sentences are not."""
    fields = [
        {"name": "media", "types": ["Array of Photo", "String"], "required": True, "description": "Long words."},
        {"name": "flag", "types": ["Boolean"], "required": False, "description": "More words."},
    ]
    kind = {"name": "type", "types": ["String"], "required": True, "description": "Type of the media, must be photo"}
    spec = {
        "version": "1",
        "methods": {"send": {"fields": fields}},
        "types": {"Photo": {"subtypes": ["Small"]}, "Small": {"fields": [kind]}, "Unused": {"fields": []}},
    }

    assert make_api.distil(spec) == {
        "version": "1",
        "methods": {"send": "media!:[Photo]|String flag:Boolean"},
        "types": {"Photo": "= Small", "Small": 'type!="photo"'},
    }
    assert "Type of the" not in json.dumps(api.TABLE.read_text("utf-8"))
