"""A citizen whose case waits asks something else: it is added, it becomes a case of its own, or it has made the case needless."""

from datetime import datetime

from bot.core.hours import SHANGHAI
from tests.telegram_server import User
from tests.telegram_server.messages import Message
from tests.three_way.conftest import Office

DIVORCE, DEFINITION = "离婚登记要带什么", "什么是三方通话？"


async def in_writing(office: Office) -> User:
    """A citizen whose question waits for office hours, with its topic."""
    office.clock.time = datetime(2026, 3, 10, 20, 0, tzinfo=SHANGHAI)
    citizen = await office.asking(connect="留言")
    await office.thread()
    office.clock.turn(minutes=1)
    return citizen


async def further(citizen: User) -> Message:
    """The answer to another question that people have to answer."""
    await citizen.send(DIVORCE)
    return await citizen.expect("区民政局")


async def test_a_new_question_takes_the_place_of_the_one_that_waits(office: Office) -> None:
    """这是新问题 asks first; then the old case ends, and the new question is offered to its own department."""
    citizen = await in_writing(office)
    answer = await further(citizen)
    assert answer.labels[-2:] == ["补充到 #0310-01", "这是新问题"]
    await citizen.tap("这是新问题", message=answer)
    prompt = await citizen.expect("#0310-01（区人社局）还没有办完")
    assert (await office.case()).consultation.state == "out_of_hours"
    await citizen.tap("结束 #0310-01", message=prompt)
    await citizen.expect("已取消")
    await office.group.expect("市民取消了")
    await citizen.tap("留言", message=await citizen.expect("这件可以转给 区民政局"))
    await citizen.expect("受理号 #0310-02")

    case = await office.case()
    assert (case.question, case.consultation.department) == (DIVORCE, "civil-affairs")
    assert [each.text for each in await office.transcript()] == [DIVORCE]


async def test_buttons_of_a_further_question_are_safe_to_tap_twice_or_late(office: Office) -> None:
    """Two taps ask and offer once; once a clerk has the case, it is not ended by an old button."""
    citizen = await in_writing(office)
    answer = await further(citizen)
    for _ in range(2):
        await citizen.tap("这是新问题", message=answer)
    prompt = await citizen.expect("一次只能转一件")
    await office.tap(office.li, "接单")
    await citizen.expect("已接通")
    late = await citizen.tap("结束 #0310-01", message=prompt)
    assert "过期" in (await late.answered())["text"]
    await office.quiet()
    case = await office.case()
    assert (case.consultation.state, case.question != DIVORCE) == ("claimed", True)
    assert sum("一次只能转一件" in one.text for one in citizen.messages) == 1

    forged = citizen.tap_data(f"v1|case|swap:{case.id}:99:0123456789abcdef", prompt)
    assert "过期" in (await forged.answered())["text"]


async def test_an_answer_of_the_bot_makes_people_needless(office: Office) -> None:
    """已解决 under a later answer asks whether the case is still needed; ended so, it counts for the bot, and can be reopened."""
    citizen = await in_writing(office)
    await citizen.send(DEFINITION)
    answer = await citizen.expect("第23期")
    for _ in range(2):
        await citizen.tap("已解决", message=answer)
    still = await citizen.expect("#0310-01 还在等区人社局")
    await citizen.tap("不用等了", message=still)
    ended = await citizen.expect("不用再等了")
    await office.group.expect("机器人得到答案")
    case = (await office.case()).consultation
    assert (case.state, case.by_bot) == ("closed", True)
    again = await citizen.tap("不用等了", message=still)
    assert "过期" in (await again.answered())["text"]

    await citizen.tap("还有问题", message=ended)
    await citizen.expect("已重新打开")
    assert sum("还在等区人社局" in one.text for one in citizen.messages) == 1


async def test_an_earlier_answer_says_nothing_about_the_case(office: Office) -> None:
    """已解决 under an answer from before the case does not ask about it."""
    citizen = await office.citizen()
    await citizen.send(DEFINITION)
    answer = await citizen.expect("第23期")
    office.clock.turn(minutes=1)
    await citizen.send("社保卡丢了怎么补办")
    await citizen.tap("留言", message=await citizen.expect("区人社局"))
    await citizen.expect("受理号")
    await (await citizen.tap("已解决", message=answer)).answered()
    await office.quiet()

    assert not any("还在等" in one.text for one in citizen.messages)
