"""改派 and 不属本窗口: another department is chosen by buttons."""

from tests.telegram_server import Group
from tests.telegram_server.messages import Message
from tests.three_way.conftest import HALL, Office, until


async def choosing(office: Office, button: str) -> Message:
    """The choice that a button of the card leads to."""
    await office.tap(office.li, button)
    return await office.group.expect(lambda one: bool(one.button("不改了")))


async def other_department(office: Office) -> Group:
    """Another department with a group of its own."""
    other = office.new_group("区民政局")
    await office.boss.send("/bind 区民政局", to=other)
    await other.expect("已绑定")
    return other


async def test_a_case_is_reassigned_by_buttons(office: Office) -> None:
    """Departments with a group come first; the chosen one goes on, the topic is closed, and the choice says what became of it."""
    other = await other_department(office)
    citizen = await office.asking()
    thread = await office.thread()
    choice = await choosing(office, "改派")
    assert choice.labels[1] == "区民政局"
    await office.li.tap("区民政局", to=office.group, message=choice)

    await citizen.expect("已转给 区民政局")
    await other.expect("工号01 改派")
    await until(lambda: office.group.topics[thread].closed)
    await office.quiet()
    told = office.group.chat.messages[choice.id]
    assert (told.text, told.labels) == ("已改派给区民政局。", [])
    assert (await office.case()).consultation.department == "civil-affairs"


async def test_what_is_not_this_windows_goes_back_to_the_desk(office: Office) -> None:
    """不属本窗口 offers the duty desk first, and says how to send somebody elsewhere for good."""
    citizen = await office.asking()
    await office.claimed(citizen)
    await office.quiet()
    choice = await choosing(office, "不属本窗口")
    assert "/resolve 不属职权" in choice.text
    await office.li.tap("退回", to=office.group, message=choice)

    await citizen.expect("已转给 区统一政务平台")
    assert (await office.case()).consultation.department == "desk"


async def test_pages_are_turned_and_the_case_can_be_kept(office: Office) -> None:
    """The list goes on in the same message; 不改了 leaves everything as it was."""
    await office.asking()
    choice = await choosing(office, "改派")
    first = list(choice.labels)
    await office.li.tap("下一页", to=office.group, message=choice)
    await until(lambda: office.group.chat.messages[choice.id].labels != first)
    second = office.group.chat.messages[choice.id]
    assert not set(first[:-2]) & set(second.labels[1:-3])
    await office.li.tap("上一页", to=office.group, message=second)
    await until(lambda: office.group.chat.messages[choice.id].labels == first)
    await office.li.tap("不改了", to=office.group, message=choice)

    await until(lambda: office.group.chat.messages[choice.id].text == "没有改派。")
    assert (await office.case()).consultation.department == "human-resources"


async def test_a_double_tap_reassigns_once_and_a_stale_choice_has_expired(office: Office) -> None:
    """The second tap finds the case elsewhere; a choice made before the claim is void after it."""
    citizen = await office.asking()
    stale = await choosing(office, "改派")
    await office.claimed(citizen)
    old = await office.li.tap("退回", to=office.group, message=stale)
    assert "过期" in (await old.answered())["text"]
    await office.quiet()

    choice = await choosing(office, "改派")
    taps = [await office.li.tap("退回", to=office.group, message=choice) for _ in range(2)]
    told = [(await tap.answered()).get("text", "") for tap in taps]
    assert told[0] == ""
    assert told[1]
    assert (await office.acts()).count("Reassign") == 1


async def test_only_the_holder_sends_a_held_case_away(office: Office) -> None:
    """A colleague is told whose it is; forged pages and departments move nothing."""
    citizen = await office.asking()
    await office.claimed(citizen)
    await office.quiet()
    case = await office.case()
    card = next(one for one in office.group.chat.messages.values() if one.button("改派"))
    tap = await office.wang.tap("改派", to=office.group, message=card)
    assert "工号01 在办" in (await tap.answered())["text"]
    for data in ("page:{}:{}:x9", "to:{}:{}:p00000000", "to:{}:{}:", "page:{}:{}:"):
        forged = office.li.tap_data("v1|case|" + data.format(case.id, case.consultation.revision), card)
        assert "过期" in (await forged.answered())["text"]

    assert (await office.case()).consultation.department == case.consultation.department
    assert HALL in card.text
