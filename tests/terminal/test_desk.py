"""Three-way talk in the terminal: one keyboard plays the citizen and, after 柜台：, the staff."""

import asyncio
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.bootstrap.asking import open_services
from bot.bootstrap.terminal import open_terminal
from bot.channels.terminal.screen import Screen
from bot.config import Settings
from tests.conftest import ROOT, Sanfang

ALWAYS_OPEN = """
[calendar]
years = [{years}]
[default]
workdays = ["00:00-24:00"]
saturday = ["00:00-24:00"]
sunday = ["00:00-24:00"]
""".format(years=", ".join(map(str, range(2024, 2100))))
FEE = "社保卡丢了怎么补办"
CONNECTED = (FEE, "1", "柜台：接单")


@pytest.fixture
def talk(tmp_path: Path) -> "Talk":
    """A conversation with the bot and, unless told otherwise, its desk."""
    return Talk(tmp_path)


class Talk:
    """What each line led to, as the newcomer sees it."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def __call__(self, *lines: str, desk: bool = True) -> list[str]:
        """The text shown for the whole conversation, one entry for each line written."""
        return asyncio.run(self._shown(lines, desk))

    async def _shown(self, lines: Sequence[str], desk: bool) -> list[str]:
        async with open_services(Settings(home=self._home)) as services:
            terminal = open_terminal(services, Screen(), desk=desk)
            return [await terminal.reply(line) for line in lines]

    def all(self, *lines: str, desk: bool = True) -> str:
        """Everything that was shown."""
        return "\n\n".join(self(*lines, desk=desk))


def test_a_whole_consultation(talk: Talk) -> None:
    """Question, receipt, card, claim, talk, passage, conclusion, rating: both sides read what is meant for them."""
    shown = talk.all(
        *CONNECTED,
        "养犬办证在哪里办",
        "柜台：采用第1条",
        "柜台：补办一张 30 元",
        "柜台：办结",
        "/my",
        "6",
        "柜台：推荐入库",
    )

    assert "归 区人社局 管" in shown
    assert "受理号" in shown
    assert "┃柜台┃ 问：社保卡丢了怎么补办" in shown
    assert "【区人社局窗口 工号01】已接通" in shown
    assert "┃柜台┃ 市民：养犬办证在哪里办" in shown
    assert "【区人社局窗口 工号01】\n「" in shown
    assert "【区人社局窗口 工号01】补办一张 30 元" in shown
    assert "办结：已答复\n您问：社保卡丢了怎么补办\n答复：补办一张 30 元" in shown
    assert "· 区人社局 · 已办结" in shown
    assert "您给了 4 分" in shown
    assert "已推荐入库" in shown


def test_a_note_stays_at_the_desk(talk: Talk) -> None:
    """What begins with // is shown to nobody else, and neither is what is written before the claim."""
    noted = talk.all(*CONNECTED, "柜台：// 先问一下科室")
    unheard = talk.all(FEE, "1", "柜台：我来看看")

    assert "先问一下科室" not in noted
    assert "┃柜台┃ 内部备注" in noted
    assert "我来看看" not in unheard
    assert "请先接单" in unheard


def test_personal_data_reaches_the_desk_masked(talk: Talk) -> None:
    """The transcript never holds a mobile number."""
    assert "┃柜台┃ 市民：电话〔手机号〕" in talk.all(*CONNECTED, "电话13812345678")


def test_a_promise_names_its_day(talk: Talk) -> None:
    """The citizen hears the day, and may go on asking the bot."""
    shown = talk.all(*CONNECTED, "柜台：承诺 3", "什么是三方通话？")

    assert "答应在 " in shown
    assert "第23期" in shown


def test_reopening_calls_the_desk_again(talk: Talk) -> None:
    """Who still has a question gets the same receipt number again."""
    shown = talk.all(*CONNECTED, "柜台：补办一张 30 元", "柜台：办结", "2", "柜台：接单", "柜台：补充一下，每年一次")

    assert "已重新打开" in shown
    assert "市民说还有问题" in shown
    assert "补充一下，每年一次" in shown


def test_orders_that_cannot_be_obeyed_say_how_they_are_written(talk: Talk) -> None:
    """A wrong day, department or order is explained and changes nothing."""
    shown = talk.all(
        *CONNECTED,
        "柜台：承诺 明天",
        "柜台：改派 火星局 不归我管",
        "柜台：/fly",
        "柜台：办结 下班",
        "柜台：办结",
        "柜台：队列",
    )

    assert "承诺 3 或 承诺 2026" in shown
    assert "没有叫“火星局”的部门" in shown
    assert "没有这个命令" in shown
    assert "请写办结方式" in shown
    assert "请先答复，再办结" in shown
    assert "已接 工号01" in shown


def test_what_is_meant_for_the_machine_never_reaches_the_citizen(talk: Talk) -> None:
    """A passage that is not there, a word of order with something behind it, an order without a case: each is explained."""
    shown = talk.all("柜台：接单", *CONNECTED, "柜台：采用第9条", "柜台：无效 测试", "柜台：不属本窗口", "柜台：谁在办")

    assert "这里没有待办的咨询" in shown
    assert "没有这一条原文" in shown
    assert "“无效”请单独写" in shown
    assert "该找哪里：办结 不属职权" in shown
    assert "工号01 在办" in shown
    assert "工号01】采用" not in shown
    assert "工号01】无效" not in shown


def test_the_readme_shows_what_happens(sanfang: Sanfang) -> None:
    """Its conversation, typed into an office that is open, gives the lines that it shows, in their order."""
    (sanfang.home / "office_hours.toml").write_text(ALWAYS_OPEN, encoding="utf-8")
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = next(each for each in text.split("```") if each.startswith("\n> 社保卡"))
    lines = [re.sub(r"\s{2,}\(.*\)$", "", line) for line in block.strip().splitlines()]
    typed = [line[2:] for line in lines if line.startswith("> ")]
    done = sanfang.run("chat", "--desk", stdin="\n".join(typed).encode())
    shown = iter(re.sub(r"#\d{4}", "#0310", done.stdout.decode()).splitlines())

    missing = [line for line in lines if not line.startswith(("> ", "…")) and not any(line == one for one in shown)]
    assert missing == []


def test_without_a_desk_a_question_is_kept_in_writing(talk: Talk) -> None:
    """There is no button to connect; the receipt number can be looked up, and the desk says how it is opened."""
    shown = "\n".join(talk(FEE, "1", "/my", "柜台：接单", desk=False))

    assert "现在接通" not in shown
    assert "受理号" in shown
    assert "· 区人社局 · 待" in shown
    assert "sanfang chat --desk" in shown


def test_an_answer_that_missed_can_be_handed_on(talk: Talk) -> None:
    """After 没答到 the department is offered; after 换个问法 nothing is left open."""
    shown = talk.all("什么是三方通话？", "2", "2", "/my")

    assert "没答到。我可以转给" in shown
    assert "请换个说法" in shown
    assert "还没有转过窗口" in shown


def test_a_new_question_takes_the_place_of_the_one_that_waits(talk: Talk) -> None:
    """While one waits, another can be put into it or take its place; an answer of the bot can make it needless."""
    anew = talk.all(FEE, "1", "离婚登记要带什么", "2", "1", "1", "/my", desk=False)
    solved = talk.all(FEE, "1", "什么是三方通话？", "1", "1", "/my", desk=False)

    assert "一次只能转一件" in anew
    assert "这件可以转给 区民政局" in anew
    assert "-02 · 区民政局" in anew
    assert "还在等区人社局" in solved
    assert "不用再等了" in solved
    assert "· 区人社局 · 已结束" in solved


def test_the_desk_is_told_what_was_masked(talk: Talk) -> None:
    """The citizen does not get the number, and whoever wrote it knows."""
    *_, told = talk(*CONNECTED, "柜台：打我手机13812345678")

    assert "13812345678" not in told
    assert "┃柜台┃ 个人信息不存也不发，写成了：打我手机〔手机号〕" in told
