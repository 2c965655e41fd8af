"""The office's own hours and steps, as its operator writes them down."""

from pathlib import Path

import pytest

from bot.bootstrap.asking import open_services
from bot.config import Settings
from bot.core.errors import SettingsError
from tests.conftest import Sanfang

QUESTION = "社保卡丢了怎么补办\n1\n".encode()
EVERY_DAY = """
[calendar]
years = [{years}]
[default]
workdays = ["00:00-24:00"]
saturday = ["00:00-24:00"]
sunday = ["00:00-24:00"]
""".format(years=", ".join(map(str, range(2024, 2100))))


def test_own_hours_are_obeyed(sanfang: Sanfang) -> None:
    """An office that never closes can be connected at any time."""
    (sanfang.home / "office_hours.toml").write_text(EVERY_DAY, encoding="utf-8")
    done = sanfang.run("chat", "--desk", stdin=QUESTION)

    assert "现在接通" in done.stdout.decode()
    assert "正在呼叫 区人社局" in done.stdout.decode()


@pytest.mark.parametrize("text", ["[default]\n", "工作日", '[default]\nworkdays = ["25点"]\n'])
async def test_wrong_hours_are_explained(tmp_path: Path, text: str) -> None:
    """A file that cannot be understood stops the start with one line that says where."""
    (tmp_path / "office_hours.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match="办公时间文件"):
        async with open_services(Settings(home=tmp_path)):
            pass
