"""Words arrive whole on the other side, however long they are, whatever is masked in what is kept, and as last corrected."""

from tests.telegram_server import Message
from tests.three_way.conftest import Office

PHONE = "13812345678"


def _heard(messages: list[Message]) -> list[str]:
    return [one.text or one.raw.get("caption", "") for one in messages if one.by_bot]


async def test_a_message_of_full_length_arrives_whole(office: Office) -> None:
    """There is no room for the window's name in it: the name goes ahead."""
    citizen = await office.asking()
    thread = await office.claimed(citizen)
    words = "长" * 4090 + "末尾"
    await office.li.send(words, to=office.group, thread=thread)
    await office.li.send_photo("图" * 1020, to=office.group, thread=thread)
    await office.quiet()

    name, text, name_again, caption = _heard(citizen.messages)[-4:]
    assert (text, caption) == (words, "图" * 1020)
    assert "工号01】发来" in name
    assert name == name_again


async def test_long_corrections_arrive_whole_on_both_sides(office: Office) -> None:
    """What is too long to be changed in place, or to be quoted, is said once more."""
    citizen = await office.asking()
    thread = await office.claimed(citizen)
    asked = await citizen.send("在吗")
    reply = await office.li.send("在", to=office.group, thread=thread)
    await citizen.expect("在")
    await office.quiet()
    await citizen.edit(asked, "问" * 4094 + "完了")
    await office.li.edit(reply, "答" * 4094 + "完了", to=office.group)
    await office.quiet()

    assert office.said_in(thread)[-1] == "问" * 4094 + "完了"
    assert _heard(citizen.messages)[-1] == "答" * 4094 + "完了"


async def test_a_number_put_in_later_reaches_the_other_side(office: Office) -> None:
    """Masked in what is kept, but not for those who talk; so is one number changed into another."""
    citizen = await office.asking()
    thread = await office.claimed(citizen)
    asked = await citizen.send("我的电话是")
    reply = await office.li.send("请打", to=office.group, thread=thread)
    await citizen.expect("请打")
    await office.quiet()
    for digit in "89":
        await citizen.edit(asked, f"我的电话是 {PHONE[:-1]}{digit}")
        await office.li.edit(reply, f"请打 {PHONE[:-1]}{digit}", to=office.group)
        await office.quiet()

        assert office.said_in(thread)[-1] == f"我的电话是 {PHONE[:-1]}{digit}"
        assert _heard(citizen.messages)[-1] == f"请打 {PHONE[:-1]}{digit}"
    assert PHONE[:-1] not in "".join(each.text for each in await office.transcript())


async def test_words_corrected_into_a_note_are_taken_back(office: Office) -> None:
    """They disappear at the citizen's and are no part of the answer; a note corrected into words stays a note."""
    citizen = await office.asking()
    thread = await office.claimed(citizen)
    kept = await office.li.send("可以补", to=office.group, thread=thread)
    slip = await office.li.send("这人真急", to=office.group, thread=thread)
    note = await office.li.send("// 先查", to=office.group, thread=thread)
    await citizen.expect("真急")
    await office.quiet()
    await office.li.edit(slip, "// 这人真急", to=office.group)
    await office.li.edit(note, "查到了", to=office.group)
    await office.group.expect("请另发一条")
    await office.li.send("/resolve", to=office.group, thread=thread)
    summary = await citizen.expect("办结")
    await office.quiet()

    assert kept.text in summary.text
    assert not any(words in "".join(_heard(citizen.messages)) for words in ("真急", "先查", "查到了"))
    async with office.database.read() as unit:
        (pair,) = await unit.pairs.all(9)
    assert pair.answer == "可以补"


async def test_what_is_taken_back_is_no_part_of_the_answer(office: Office) -> None:
    """Neither the summary nor the pair for the corpus repeats it, and one corrected after the end is kept as corrected."""
    citizen = await office.asking()
    thread = await office.claimed(citizen)
    right = await office.li.send("十天", to=office.group, thread=thread)
    wrong = await office.li.send("收五百元", to=office.group, thread=thread)
    await citizen.expect("五百")
    await office.quiet()
    await office.li.send("/retract", to=office.group, thread=thread, reply_to=wrong)
    await office.quiet()
    await office.li.send("/resolve", to=office.group, thread=thread)
    summary = await citizen.expect("办结")
    await office.li.edit(right, "十五天", to=office.group)
    await office.quiet()

    assert "五百" not in summary.text
    async with office.database.read() as unit:
        (pair,) = await unit.pairs.all(9)
    assert pair.answer == "十五天"
    await office.li.send("/retract", to=office.group, thread=thread, reply_to=right)
    await office.quiet()
    async with office.database.read() as unit:
        assert await unit.pairs.all(9) == []


async def test_an_author_whose_case_it_is_no_more_hears_that_a_correction_did_not_arrive(office: Office) -> None:
    """After a takeover the words stay as the citizen has them, also in what is kept."""
    citizen = await office.asking()
    thread = await office.claimed(citizen)
    said = await office.li.send("十元", to=office.group, thread=thread)
    await citizen.expect("十元")
    await office.boss.send("/takeover", to=office.group, thread=thread)
    await citizen.expect("工号02】已接通")
    await office.li.edit(said, "二十元", to=office.group)
    await office.group.expect("市民没有收到")

    assert [each.text for each in await office.transcript()][-1] == "十元"
