"""Being forgotten, and what is said to remain."""

from pathlib import Path

from bot.core.pseudonym import pseudonym
from tests.telegram_server import User
from tests.three_way.conftest import KEY, Office

WORDS, SAID, ANSWER = "社保卡丢了怎么补办", "卡是去年秋天丢的", "带身份证来补办"


def on_disk(folder: Path) -> bytes:
    """Every byte of the database, its write-ahead log included."""
    return b"".join(path.read_bytes() for path in sorted(folder.glob("sanfang.db*")))


async def confirm(citizen: User, label: str) -> str:
    """Send /forget and tap; the answer."""
    await citizen.send("/forget")
    asked = await citizen.expect("要删除您在这里的全部记录吗")
    await (await citizen.tap(label, message=asked)).answered()
    return str((await citizen.expect(lambda one: "删除" in one.text or "没有删" in one.text)).text)


async def test_forgotten(office: Office, tmp_path: Path) -> None:
    """While a case is open it stays and is named; afterwards neither words, nor pseudonym, nor watches are on the disk."""
    citizen = await office.asking()
    thread = await office.claimed(citizen)
    await citizen.send(SAID)
    await office.group.expect(SAID, thread=thread)
    await citizen.send("/watch 养犬许可证")
    await citizen.expect("已关注")
    case = await office.case()

    assert "什么都没有删" in await confirm(citizen, "不删")
    told = await confirm(citizen, "确认删除")
    assert "1 项关注" in told
    assert case.consultation.receipt in told
    assert SAID.encode() in on_disk(tmp_path)

    await office.li.send(ANSWER, to=office.group, thread=thread)
    await citizen.expect(ANSWER)
    await office.li.send("/resolve", to=office.group, thread=thread)
    await citizen.expect("办结")
    await office.quiet()
    told = await confirm(citizen, "确认删除")
    assert "1 件咨询的内容" in told
    assert "用于统计和审计" in told
    await office.quiet()
    name = pseudonym(KEY, "telegram", str(citizen.id))
    await office.database.scrub()
    left = on_disk(tmp_path)
    assert [text for text in (WORDS, SAID, ANSWER, name) if text.encode() in left] == []
    assert (await office.case()).consultation.state == "closed"
    assert "Claim" in await office.acts()


async def test_another_citizen_is_not_touched(office: Office) -> None:
    """What one citizen has erased is the own; the other's question, watch and case stay."""
    other, citizen = await office.citizen("李四"), await office.citizen("张三")
    for each in (other, citizen):
        await each.send("什么是三方通话？")
        await each.expect("第23期")
        await each.send("/watch 养犬许可证")
        await each.expect("已关注")
    assert "1 个问题、1 项关注" in await confirm(citizen, "确认删除")

    async with office.database.read() as unit:
        texts = [record.masked_text for record in await unit.questions.latest(9)]
    assert sorted(texts) == ["", "什么是三方通话？"]
    await other.send("/watching")
    await other.expect("您关注了 1 项")


async def test_privacy(office: Office) -> None:
    """/privacy says in a few lines what is kept, how long, and how to be forgotten."""
    citizen = await office.citizen()
    await citizen.send("/privacy")
    said = await citizen.expect("180 天")
    assert "/forget" in said.text
    assert len(said.text.splitlines()) <= 6
