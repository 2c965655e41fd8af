"""Keeping accounts: in the browser, on the command line, and in the audit trail."""

import re
import sqlite3
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.cli.app import run
from bot.core.accounts import RIGHTS, Role
from bot.service.accounts import AccountError
from bot.service.audit import broken_among, verify
from tests.console.log import logged, missed
from tests.console.office import Office


def test_each_role_may_do_what_those_before_it_may() -> None:
    """Nobody loses a right by being given a higher role."""
    roles = [Role.READER, Role.REVIEWER, Role.EDITOR, Role.APPROVER, Role.ADMIN]

    assert all(RIGHTS[low] < RIGHTS[high] for low, high in pairwise(roles))


async def test_an_administrator_makes_an_account_and_hands_its_password_over(office: Office) -> None:
    """The password is shown once; the account is listed with its role and departments."""
    browser = await office.signed_in(await office.account("root", Role.ADMIN))
    async with browser:
        form = {"name": "lihua", "display": "李华", "role": "editor", "department": "d1"}
        handed = await browser.post("/people", data=form)
        listed = await browser.get("/people")

    account = (await office.keeper.all())[0]
    assert (account.display, account.role, account.departments) == ("李华", Role.EDITOR, ("d1",))
    assert "只在这里显示一次" in handed.text
    assert "公安分局" in listed.text


@pytest.mark.parametrize(
    "form",
    [
        {"name": "李华", "display": "李华", "role": "editor"},
        {"name": "lihua", "display": " ", "role": "editor"},
        {"name": "root", "display": "李华", "role": "editor"},
        {"name": "lihua", "display": "李华", "role": "king"},
        {"name": "lihua", "display": "李华", "role": "editor", "department": "d9"},
    ],
)
async def test_impossible_accounts_are_refused(office: Office, form: dict[str, str]) -> None:
    """A bad or taken name, no name, an unknown role or department: an explanation, and nothing changed."""
    browser = await office.signed_in(await office.account("root", Role.ADMIN))
    async with browser:
        response = await browser.post("/people", data=form)

    assert response.status_code in (400, 409)
    assert len(await office.keeper.all()) == 1


async def test_the_last_administrator_stays(office: Office) -> None:
    """Nobody can lock everybody out."""
    await office.account("root", Role.ADMIN)
    with pytest.raises(AccountError, match="最后一个"):
        await office.keeper.disable("", "root")
    with pytest.raises(AccountError, match="最后一个"):
        await office.keeper.assign("", "root", Role.EDITOR, ())


async def test_every_act_is_in_the_audit_trail(office: Office) -> None:
    """Who did what to whom, in order, and the chain holds."""
    root = await office.account("root", Role.ADMIN)
    browser = await office.signed_in(root)
    async with browser:
        await browser.post("/people", data={"name": "lihua", "display": "李华", "role": "reader"})
        for step in ("role", "sign-out", "reset", "disable", "enable"):
            await browser.post(f"/people/lihua/{step}", data={"role": "editor"})
        page = await browser.get("/audit?check=1")
        await browser.post("/sign-out")

    async with office.reading() as unit:
        records, checked = await unit.audit.after(1, 100), await verify(unit)
    assert [each.act for each in records] == [
        "account added", "role changed", "sessions ended", "password reset", "account disabled", "account enabled", "sign-out",
    ]  # fmt: skip
    assert {each.actor for each in records} == {root.id}
    assert checked.broken is None
    assert "记录完整" in page.text


async def test_the_trail_leads_to_what_was_changed(office: Office) -> None:
    """A question, an entry, a cluster and an account are named in words, and each name leads to its page."""
    await logged(office, missed("q1"))
    browser = await office.signed_in(await office.account("root", Role.ADMIN))
    async with browser:
        await browser.post("/log/q1/verdict", data={"verdict": "wrong"})
        await browser.post("/corpus/articles/a1/withdraw")
        await browser.get("/unanswered")
        await browser.post("/unanswered/1/outside")
        await browser.post("/people", data={"name": "lihua", "display": "李华", "role": "reader"})
        page = (await browser.get("/audit")).text
        places = dict(re.findall(r'<td class="break"><a href="([^"]+)">([^<]+)</a>', page))
        seen = {(await browser.get(place)).status_code for place in places}
        picked = (await browser.get("/audit?who=root&act=verdict&before=99")).text
        nothing = (await browser.get("/audit?who=root&act=sign-out")).text

    assert re.findall(r'<td class="break"><a[^>]*>([^<]+)</a>', picked) == ["提问 q1"]
    assert "没有符合条件" in nothing
    assert {"提问 q1", "文章 a1", "第 1 类问题", "李华"} <= set(places.values())
    assert seen == {200}


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ("UPDATE audit SET act = 'sign-in' WHERE seq = 2", 2),
        ("UPDATE audit SET at = '2020-01-01 00:00:00' WHERE seq = 3", 3),
        ("DELETE FROM audit WHERE seq = 2", 2),
        ("UPDATE audit SET detail = '{}' WHERE seq = 1", 1),
        ("DELETE FROM audit WHERE seq = 1", 1),
        (
            "UPDATE audit SET seq = -2 WHERE seq = 2; UPDATE audit SET seq = 2 WHERE seq = 3; UPDATE audit SET seq = 3 WHERE seq = -2",
            2,
        ),
        ("INSERT INTO audit SELECT 5, at, actor, act, subject, detail, digest FROM audit WHERE seq = 4", 5),
    ],
)
async def test_a_forged_trail_is_found_out(office: Office, change: str, broken: int) -> None:
    """A record that was changed or removed breaks the chain where it stood."""
    for name in ("a1", "a2", "a3", "a4"):
        await office.account(name, Role.ADMIN)
    async with office.database.write() as unit:
        for each in change.split(";"):
            await unit.audit._session.execute(text(each))
    async with office.reading() as unit:
        assert (await verify(unit)).broken == broken
        if "WHERE seq = 1" not in change or "DELETE" not in change:  # a page need not begin with the first record
            assert broken_among(await unit.audit.page(None, 100)) == broken


async def test_a_record_before_the_first_is_found_out(office: Office) -> None:
    """Nothing can be put where the checking would begin behind it."""
    await office.account("a1", Role.ADMIN)
    async with office.database.write() as unit:
        forged = "INSERT INTO audit SELECT 0, at, actor, act, subject, detail, digest FROM audit WHERE seq = 1"
        await unit.audit._session.execute(text(forged))
    async with office.reading() as unit:
        assert (await verify(unit)).broken == 1


def test_what_is_cut_off_at_the_end_shows_beside_a_noted_seal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The rest is a whole chain, and stays one when acts follow: only the seal that was noted is missing."""
    monkeypatch.setenv("SANFANG_HOME", str(tmp_path))
    run(["staff", "add", "li", "李华"])
    run(["audit", "verify"])
    noted = capsys.readouterr().out.rpartition("末环 ")[2].strip()
    with closing(sqlite3.connect(tmp_path / "sanfang.db")) as database, database:
        database.execute("DELETE FROM audit")
    run(["staff", "add", "wang", "王芳"])

    done = [run(["audit", "verify", *more]) for more in ((), ("--head", noted), ("--head", noted[:9]))]
    assert done == [0, 1, 2]
    assert "删掉或重写过" in capsys.readouterr().err


def test_the_first_administrator_is_made_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`staff add` shows the password, `staff list` the account, `audit verify` that the trail is whole."""
    monkeypatch.setenv("SANFANG_HOME", str(tmp_path))
    done = [
        run(line.split())
        for line in ("staff add admin 张敏 --role admin --department 区农业局", "staff list", "audit verify")
    ]

    shown = capsys.readouterr().out
    assert done == [0, 0, 0]
    assert all(words in shown for words in ("密码：", "张敏", "区农业局", "完整：1 条"))


def test_the_command_line_explains_what_it_cannot_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unknown account, a bad name, an unknown department, a seal that is gone: one line that says what to do."""
    monkeypatch.setenv("SANFANG_HOME", str(tmp_path))
    lines = (
        "staff reset nobody",
        "staff add 张 张敏",
        "staff add li 李华 --department 火星局",
        "audit verify --head " + "a" * 16,
    )
    done = [run(line.split()) for line in lines]

    said = capsys.readouterr().err
    assert done == [1, 1, 2, 1]
    assert all(words in said for words in ("staff list", "小写字母", "没有叫“火星局”的部门", "重写过"))
