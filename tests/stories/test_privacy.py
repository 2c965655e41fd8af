"""What a citizen should not have sent is nowhere afterwards."""

from tests.stories.harness import TOKEN, Bot
from tests.telegram_server import TelegramServer

CANARIES = (
    "330102199003071233",
    "13812345678",
    "6222021234567890128",
    "zhangsan7788@example.com",
    "萧山区文晖路901号3幢502室",
)
QUESTION = f"我是张三丰，身份证{CANARIES[0]}，电话{CANARIES[1]}，卡号{CANARIES[2]}，{CANARIES[3]}，住{CANARIES[4]}，什么是三方通话？"


async def test_no_personal_data_is_written(bot: Bot, server: TelegramServer) -> None:
    """With everything logged that can be, no number, address or name of the sender reaches database, side files or logs."""
    await bot.start(log_level="DEBUG")
    citizen = server.user("CANARY王五", username="CANARY_wangwu")
    await citizen.send(QUESTION)
    answer = await citizen.expect()
    assert "我没有保存您发来的身份证号" in answer.text
    await citizen.edit(citizen.chat.messages[1], QUESTION + "请问")
    await citizen.expect("没有保存")
    await citizen.send_location()
    await citizen.expect("位置")
    await citizen.tap("没答到", message=answer) if "👎 没答到" in answer.labels else None
    await server.settle()

    written = bot.bytes_on_disk()
    await bot.stop()
    written += bot.bytes_on_disk()
    assert "什么是三方通话".encode() in written
    found = [canary for canary in (*CANARIES, "CANARY", "30.18", TOKEN) if canary.encode() in written]
    assert found == []
