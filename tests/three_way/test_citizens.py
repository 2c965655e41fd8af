"""What a citizen can do and meet in a consultation."""

from datetime import datetime, timedelta

import pytest

from bot.core.hours import SHANGHAI
from tests.three_way.conftest import FEE, HALL, Office, until


async def test_blocked_and_unblocked(office: Office) -> None:
    """A window's words that cannot arrive are marked; the case stands still, and goes on when the citizen is back."""
    citizen = await office.asking()
    thread = await office.claimed(citizen)
    await citizen.block()
    await office.group.expect("停用了机器人")
    assert (await office.case()).consultation.state == "unreachable"
    await office.li.send("您还在吗", to=office.group, thread=thread)
    await office.group.expect("收不到消息")

    await citizen.unblock()
    await office.group.expect("市民回来了")
    await office.li.send("欢迎回来", to=office.group, thread=thread)
    await citizen.expect("欢迎回来")
    assert not any("您还在吗" in one.text for one in citizen.messages)


async def test_a_refused_send_makes_the_citizen_unreachable(office: Office) -> None:
    """Blocked without our being told: the first refusal marks the words, and tells the topic."""
    citizen = await office.asking()
    thread = await office.claimed(citizen)
    citizen.person.blocked = True
    await office.li.send("带身份证来", to=office.group, thread=thread)

    await office.group.expect("没有送到市民那里")
    await until(lambda: any("停用了机器人" in text for text in office.said_in(thread)))
    assert (await office.case()).consultation.state == "unreachable"


async def test_an_album_with_an_uncopyable_item_is_counted(office: Office) -> None:
    """What could be copied arrives together; both sides are told how many are missing."""
    citizen = await office.asking()
    await office.claimed(citizen)
    pictures = await citizen.send_album(3, "材料")
    citizen.protect(pictures[1])

    await office.group.expect("有 1 项转达不了")
    await citizen.expect("有 1 项转达不了")
    copied = [one for one in office.group.chat.messages.values() if one.by_bot and "photo" in one.raw]
    assert len(copied) == 2


async def test_a_message_that_cannot_be_copied_is_reported(office: Office) -> None:
    """Neither side waits for something that will never come."""
    citizen = await office.asking()
    thread = await office.claimed(citizen)
    office.group.chat.messages[(await office.li.send_voice(to=office.group, thread=thread)).id].raw[
        "has_protected_content"
    ] = True

    await office.group.expect("转达不了")


@pytest.mark.parametrize("kind", ["photo", "voice", "document", "location"])
async def test_attachments_go_both_ways(office: Office, kind: str) -> None:
    """The citizen's arrive in the topic; the window's arrive under its number."""
    citizen = await office.asking()
    thread = await office.claimed(citizen)
    await getattr(citizen, f"send_{kind}")()
    await until(lambda: any(kind in one.raw and one.by_bot for one in office.group.chat.messages.values()))
    await getattr(office.li, f"send_{kind}")(to=office.group, thread=thread)
    await until(lambda: any(kind in one.raw and one.by_bot for one in citizen.messages))

    captions = [one.raw.get("caption", "") + one.text for one in citizen.messages]
    assert any(f"【{HALL}窗口 工号01】" in text for text in captions[-2:])
    assert office.server.calls_of("getFile") == []


async def test_replies_keep_their_thread(office: Office) -> None:
    """A window's answer to a certain message shows as an answer to it, and so does the citizen's."""
    citizen = await office.asking()
    thread = await office.claimed(citizen)
    asked = await citizen.send("要照片吗")
    copy = await office.group.expect(lambda one: one.text == "要照片吗")
    await office.li.send("要一张", to=office.group, thread=thread, reply_to=copy)
    answer = await citizen.expect("要一张")
    assert answer.raw["reply_to_message"]["message_id"] == asked.id

    await citizen.send("黑白的行吗", reply_to=answer)
    back = await office.group.expect(lambda one: one.text == "黑白的行吗")
    assert office.group.chat.messages[back.raw["reply_to_message"]["message_id"]].text == "要一张"


async def test_a_retracted_message_disappears(office: Office) -> None:
    """/retract as an answer to the own words takes them back at the citizen's."""
    citizen = await office.asking()
    thread = await office.claimed(citizen)
    wrong = await office.li.send("不用带", to=office.group, thread=thread)
    copy = await citizen.expect("不用带")
    await office.quiet()
    await office.li.send("/retract", to=office.group, thread=thread, reply_to=wrong)

    await until(lambda: copy.id not in citizen.chat.messages)


async def test_what_can_no_longer_be_deleted_says_that_it_does_not_hold(office: Office) -> None:
    """After two days Telegram lets a bot only edit."""
    citizen = await office.asking()
    thread = await office.claimed(citizen)
    wrong = await office.li.send("不用照片", to=office.group, thread=thread)
    told = await citizen.expect("不用照片")
    office.clock.time = (await office.transcript())[-1].at + timedelta(hours=49)
    await office.li.send("/retract", to=office.group, thread=thread, reply_to=wrong)
    await office.quiet()

    assert "撤回了这条消息" in citizen.chat.messages[told.id].text
    assert "不用照片" not in citizen.chat.messages[told.id].text


async def test_personal_data_of_staff_is_passed_on_but_not_kept(office: Office) -> None:
    """A mobile number in the window's answer arrives as written; the transcript has it masked."""
    citizen = await office.asking()
    thread = await office.claimed(citizen)
    await office.li.send("打我手机13812345678", to=office.group, thread=thread)
    await citizen.expect("13812345678")

    assert not any("13812345678" in each.text for each in await office.transcript())


async def test_out_of_hours_on_the_last_working_day_before_the_spring_festival(office: Office) -> None:
    """Saturday 14 February 2026 is worked; after closing, the answer is due on the first day after the holidays."""
    office.clock.time = datetime(2026, 2, 14, 17, 5, tzinfo=SHANGHAI)
    citizen = await office.citizen()
    await citizen.send(FEE)
    offer = await citizen.expect(HALL)
    assert "2月24日（周二）08:30上班" in offer.text
    assert not any("接通" in label for label in offer.labels)
    await citizen.tap("留言")

    receipt = await citizen.expect("受理号 #0214-01")
    assert "2月24日（周二）下班前答复您" in receipt.text


@pytest.mark.parametrize(
    ("at", "is_open"),
    [("2026-02-14T10:00", True), ("2026-02-16T10:00", False), ("2026-02-28T10:00", True), ("2026-03-07T10:00", False)],
)
async def test_make_up_saturdays_are_open(office: Office, at: str, is_open: bool) -> None:
    """Saturdays worked for the Spring Festival are open, the festival and other Saturdays are not."""
    office.clock.time = datetime.fromisoformat(at).replace(tzinfo=SHANGHAI)
    citizen = await office.citizen()
    await citizen.send(FEE)
    offer = await citizen.expect(HALL)

    assert any("接通" in label for label in offer.labels) is is_open


async def test_nobody_comes(office: Office) -> None:
    """Deputy, duty lead, then the citizen chooses; left in writing, the bot answers again and the words can be added."""
    citizen = await office.asking()
    await office.thread()
    for minutes, called in ((3, "副班"), (7, "值班长")):
        await office.pass_time(minutes=minutes)
        await office.group.expect(called)
    await office.pass_time(minutes=5)
    await citizen.tap("改留言", message=await citizen.expect("继续等"))
    await citizen.expect("已留言给")
    await citizen.send("什么是三方通话？")
    answer = await citizen.expect("第23期")
    await citizen.tap("补充到", message=answer)

    copy = await office.group.expect("什么是三方通话？")
    assert copy.by_bot


async def test_words_without_a_reply_call_the_holder_then_the_lead(office: Office) -> None:
    """A citizen who writes is not forgotten: after five minutes the holder is called, after fifteen the duty lead."""
    citizen = await office.asking()
    await office.claimed(citizen)
    await citizen.send("还在吗")
    await office.group.expect("还在吗")
    await office.quiet()
    for minutes, called in ((5, "工号01，请看一下"), (10, "请值班长处理")):
        await office.pass_time(minutes=minutes)
        await office.group.expect(called)


async def test_silence_closes_as_unrated(office: Office) -> None:
    """A day after the summary the topic is closed; nobody counts as satisfied."""
    citizen = await office.asking()
    thread = await office.claimed(citizen)
    await office.li.send("带身份证来", to=office.group, thread=thread)
    await citizen.expect("带身份证来")
    await office.li.send("/resolve", to=office.group, thread=thread)
    await citizen.expect("办结")
    await office.quiet()
    await office.pass_time(hours=24)
    await office.group.expect("未评价")
    await office.quiet()

    case = (await office.case()).consultation
    assert (case.state, case.stars, case.confirmed) == ("closed", None, False)
    assert office.group.topics[thread].closed


async def test_a_citizen_looks_up_own_cases_only(office: Office) -> None:
    """/my, or a receipt number, lists receipt, department and state of the own cases."""
    citizen, other = await office.asking(), await office.citizen("李四")
    await citizen.send("/my")
    await citizen.expect("#0310-01 · 区人社局 · 待接")
    await citizen.send("0310-01")
    await citizen.expect("#0310-01 · 区人社局 · 待接")
    await other.send("/my")
    await other.expect("还没有转过窗口")


async def test_a_pair_becomes_a_candidate(office: Office) -> None:
    """Question and answer are kept after the conclusion, and /promote proposes them for the corpus."""
    citizen = await office.asking()
    thread = await office.claimed(citizen)
    await office.li.send("带身份证来", to=office.group, thread=thread)
    await citizen.expect("带身份证来")
    await office.li.send("/promote", to=office.group, thread=thread)
    await office.group.expect("办结以后")
    await office.li.send("/resolve", to=office.group, thread=thread)
    await citizen.expect("办结")
    await office.li.send("/promote", to=office.group, thread=thread)
    await office.group.expect("已推荐入库")

    async with office.database.read() as unit:
        (pair,) = await unit.pairs.all(9)
    assert (pair.question, pair.answer, pair.candidate) == (FEE, "带身份证来", True)


async def test_a_question_corrected_before_and_after_consent(office: Office) -> None:
    """Before it the bot answers the new wording; after it the card shows the newest one, and the topic hears of it."""
    citizen = await office.citizen()
    asked = await citizen.send("社保卡")
    await citizen.expect()
    await citizen.edit(asked, FEE)
    await citizen.tap("现在接通", message=await citizen.expect(HALL))
    await citizen.expect("受理号")
    await office.thread()
    await citizen.edit(asked, FEE + "，急用")
    await office.group.expect("✏️")
    await office.quiet()

    card = next(one for one in office.group.chat.messages.values() if one.button("接单"))
    assert FEE + "，急用" in card.text


async def test_while_waiting_for_office_hours_the_bot_answers(office: Office) -> None:
    """Out of hours the citizen goes on asking the bot; a double tap on 补充 adds the words once."""
    office.clock.time = datetime(2026, 3, 10, 20, 0, tzinfo=SHANGHAI)
    citizen = await office.asking(connect="留言")
    await citizen.send("什么是三方通话？")
    answer = await citizen.expect("第23期")
    for _ in range(2):
        tap = await citizen.tap("补充到", message=answer)
        assert "已补充" in (await tap.answered())["text"]
    await office.quiet()

    assert [each.text for each in await office.transcript()] == [FEE, "什么是三方通话？"]


async def test_pictures_for_a_case_that_waits_are_handed_on(office: Office) -> None:
    """The bot cannot read them, people can: they go into the topic, and the citizen hears so."""
    office.clock.time = datetime(2026, 3, 10, 20, 0, tzinfo=SHANGHAI)
    citizen = await office.asking(connect="留言")
    await citizen.send_album(2)
    await citizen.expect("已补充到 #0310-01")
    await until(lambda: sum(one.by_bot and "photo" in one.raw for one in office.group.chat.messages.values()) == 2)


async def test_a_private_chat_with_topics_is_one_talk(office: Office) -> None:
    """Whatever topic of the own chat a citizen writes in, the bot and the people on the line hear it."""
    citizen = await office.asking()
    await office.claimed(citizen)
    topic = {"message_thread_id": 7, "is_topic_message": True}
    citizen.post({"text": "能代办吗"} | topic)
    await office.group.expect("能代办吗")
    citizen.post({"text": "/my"} | topic)

    await citizen.expect("已接")
