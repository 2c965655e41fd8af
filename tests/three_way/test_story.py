"""A whole consultation in Telegram."""

from bot.core.case_ports import Side
from tests.three_way.conftest import FEE, HALL, Office


async def test_a_whole_consultation(office: Office) -> None:
    """Question, consent, topic, two claims, talk with photo and album, edits, a note, a passage, conclusion, reopening, end."""
    citizen = await office.asking()
    thread = await office.thread()
    card = office.said_in(thread)[0]
    assert FEE in card
    assert "张三" not in office.group.topics[thread].name

    first, second = await office.tap(office.li, "接单"), await office.tap(office.wang, "接单")
    await citizen.expect(f"【{HALL}窗口 工号")
    told = [(await tap.answered()).get("text", "") for tap in (first, second)]
    assert sorted(bool(text) for text in told) == [False, True]
    holder, other = (office.li, office.wang) if told[1] else (office.wang, office.li)

    asked = await citizen.send("能刷卡吗")
    await office.group.expect("能刷卡吗")
    await citizen.send_photo("这是犬证")
    await office.group.expect("这是犬证")
    await citizen.send_album(3, "三张材料")
    await office.group.expect("三张材料")
    await citizen.send("养犬办证在哪里办")
    await office.group.expect(lambda one: one.text == "养犬办证在哪里办")
    await holder.send("// 先问下科室", to=office.group, thread=thread)
    await other.send("我也来说一句", to=office.group, thread=thread)
    await office.group.expect("您的话只留在这里")
    reply = await holder.send("可以刷卡", to=office.group, thread=thread)
    answer = await citizen.expect("可以刷卡")
    assert answer.text.startswith(f"【{HALL}窗口 工号")

    await citizen.edit(asked, "能刷银行卡吗")
    await office.group.expect("能刷银行卡吗")
    await holder.edit(reply, "可以刷银行卡", to=office.group)
    await office.quiet()
    corrected = citizen.chat.messages[answer.id]
    assert "可以刷银行卡（已更正）" in corrected.text

    await office.tap(holder, "采用第1条")
    passage = await citizen.expect("📄")
    assert "「" in passage.text
    await holder.send("/resolve", to=office.group, thread=thread)
    summary = await citizen.expect("办结")
    assert FEE in summary.text
    await citizen.tap("★★★★", message=summary)
    await citizen.expect("4 分")
    await citizen.tap("还有问题", message=summary)
    await citizen.expect("已重新打开")
    await office.tap(holder, "接单")
    await citizen.expect("已接通")
    await holder.send("每年一次", to=office.group, thread=thread)
    await citizen.expect("每年一次")
    await holder.send("/resolve", to=office.group, thread=thread)
    await citizen.tap("解决了", message=await citizen.expect("办结"))
    await citizen.expect("谢谢")
    await office.quiet()

    assert office.group.topics[thread].closed
    heard = [one.text for one in citizen.messages if "先问下科室" in one.text or "我也来说一句" in one.text]
    assert heard == []
    transcript = await office.transcript()
    assert [(each.side, each.text) for each in transcript if each.side is not Side.NOTE] == [
        (Side.CITIZEN, FEE),
        (Side.CITIZEN, "能刷银行卡吗"),
        (Side.CITIZEN, "这是犬证"),
        (Side.CITIZEN, "三张材料"),
        (Side.CITIZEN, "养犬办证在哪里办"),
        (Side.STAFF, "可以刷银行卡"),
        (Side.STAFF, "每年一次"),
    ]
    async with office.database.read() as unit:
        (pair,) = await unit.pairs.all(9)
    assert (pair.question, pair.answer) == (FEE, "可以刷银行卡\n每年一次")
