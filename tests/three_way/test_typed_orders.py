"""What staff type instead of tapping: an order, however an input method writes it, never reaches the citizen as words."""

import pytest

from tests.three_way.conftest import FEE, Office

ACT = "养犬办证在哪里办"


@pytest.mark.parametrize("note", ["／／ 内部话", "/／内部话", "/ / 内部话"])
async def test_a_note_is_a_note_in_every_width(office: Office, note: str) -> None:
    """Chinese input methods write the slash in full width: such a note does not leak either."""
    citizen = await office.asking()
    thread = await office.claimed(citizen)
    await office.li.send(note, to=office.group, thread=thread)
    await office.quiet()

    assert not any("内部话" in one.text for one in citizen.messages)


@pytest.mark.parametrize(
    ("typed", "told"), [("／Release", "退回待接"), ("/办结", "没有这个命令"), ("办结", "请点按钮")]
)
async def test_an_order_is_never_sent_as_words(office: Office, typed: str, told: str) -> None:
    """Wide, in capitals, unknown, or the words of a button: carried out or explained."""
    citizen = await office.asking()
    thread = await office.claimed(citizen)
    await office.li.send(typed, to=office.group, thread=thread)
    await office.group.expect(told)
    await office.quiet()

    assert not any(typed in one.text for one in citizen.messages)


async def test_a_passage_is_sent_by_its_number(office: Office) -> None:
    """As the button does, from what was offered last; who typed it reads which words went out, and so does the summary."""
    citizen = await office.asking()
    thread = await office.claimed(citizen)
    await citizen.send(ACT)
    offered = await office.group.expect(lambda one: "采用第1条" in one.labels)
    await office.li.send("采用第9条", to=office.group, thread=thread)
    await office.group.expect("没有这一条")
    await office.li.send("采用第1条", to=office.group, thread=thread)
    told = await office.group.expect("已把第1条发给市民")
    passage = await citizen.expect("📄")

    words = told.text.partition("：")[2].rstrip("…")
    assert words in offered.text
    assert words in passage.text
    await office.li.send("/resolve", to=office.group, thread=thread)
    summary = await citizen.expect("办结")
    assert f"答复：{words}" in summary.text


async def test_a_case_is_opened_again_beside_a_mere_offer(office: Office) -> None:
    """An offer that the citizen has not accepted gives way; nobody has to look for a case that is not there."""
    citizen = await office.asking()
    thread = await office.claimed(citizen)
    await office.li.send("可以办", to=office.group, thread=thread)
    await office.li.send("/resolve", to=office.group, thread=thread)
    summary = await citizen.expect("办结")
    await citizen.send(FEE)
    await citizen.expect(lambda one: "☎ 现在接通" in one.labels and one.id > summary.id)
    await citizen.tap("还有问题", message=summary)

    await citizen.expect("已重新打开")
