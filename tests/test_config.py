"""Settings: where they come from, and what a wrong one tells its writer."""

from pathlib import Path

import pytest

from bot.config import load_settings, settings_table, unknown_variables
from bot.core.errors import SettingsError

TOKEN = "123456789:AAtestAAtestAAtestAAtestAAtestAAtes"  # noqa: S105 - an invented one


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(tmp_path: Path) -> None:
    """A setting in the environment hides the file's; what neither names has its default."""
    (tmp_path / "sanfang.toml").write_text('log_level = "info"\nadmins = [1, 2]\n', encoding="utf-8")

    settings = load_settings({"SANFANG_HOME": str(tmp_path), "SANFANG_ADMINS": "7，8"})

    assert (settings.admins, settings.log_level, settings.telegram_token) == ((7, 8), "INFO", "")


def test_the_database_lies_in_the_data_directory_unless_named(tmp_path: Path) -> None:
    """SANFANG_HOME alone decides where the log is kept."""
    settings = load_settings({"SANFANG_HOME": str(tmp_path)})

    assert settings.database == f"sqlite+aiosqlite:///{tmp_path / 'sanfang.db'}"


def test_a_file_asked_for_may_name_the_data_directory(tmp_path: Path) -> None:
    """`--config` is read instead of the file in the data directory."""
    file = tmp_path / "other.toml"
    file.write_text(f'\ufeffhome = "{tmp_path / "data"}"\n', encoding="utf-8")

    assert load_settings({}, file).home == tmp_path / "data"


def test_secrets_do_not_show() -> None:
    """A settings object in a log or a traceback holds neither token nor database password."""
    url = "postgresql+asyncpg://sanfang:pass-word@localhost/sanfang"

    shown = repr(load_settings({"SANFANG_TELEGRAM_TOKEN": TOKEN, "SANFANG_DATABASE_URL": url}))

    assert TOKEN not in shown
    assert "pass-word" not in shown


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SANFANG_CLAIM_MINUTES", "10,3,15"),
        ("SANFANG_REPLY_MINUTES", "5,15,20"),
        ("SANFANG_QUIET_SECONDS", "-1"),
        ("SANFANG_QUIET_SECONDS", "nan"),
        ("SANFANG_DATABASE_URL", "mysql://localhost/x"),
        ("SANFANG_TELEGRAM_TOKEN", "“123:abc”"),
        ("SANFANG_TELEGRAM_TOKEN", TOKEN + " "),
        ("SANFANG_TELEGRAM_BASE_URL", "api.telegram.org"),
        ("SANFANG_ADMINS", "张三"),
        ("SANFANG_ADMINS", "-5"),
        ("SANFANG_LOG_LEVEL", "LOUD"),
        ("SANFANG_HOME", " "),
    ],
)
def test_a_wrong_value_is_named_and_never_repeated(name: str, value: str) -> None:
    """The error names the setting and says what to write; the value itself may be a secret."""
    with pytest.raises(SettingsError, match=f"环境变量 {name} 写得不对：请") as error:
        load_settings({name: value})

    assert TOKEN not in str(error.value)
    assert "张三" not in str(error.value)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'telegram_tokn = "x"', "是不是 telegram_token？"),
        (b'\n"token\n', "第 2 行有误"),
        (b"\xff\xfe", "不是 UTF-8 文本"),
        (b"admins = 5", "设置文件里的 admins 写得不对"),
        (b"telegram_token = 5", "设置文件里的 telegram_token 写得不对"),
    ],
)
def test_a_broken_file_says_where(tmp_path: Path, content: bytes, says: str) -> None:
    """The error tells which line or which name is wrong."""
    (tmp_path / "sanfang.toml").write_bytes(content)

    with pytest.raises(SettingsError, match=says):
        load_settings({"SANFANG_HOME": str(tmp_path)})


def test_a_file_asked_for_must_exist(tmp_path: Path) -> None:
    """A missing `--config` file is an error, a missing `sanfang.toml` is not."""
    load_settings({"SANFANG_HOME": str(tmp_path / "new")})

    with pytest.raises(SettingsError, match="读不了设置文件"):
        load_settings({}, tmp_path / "absent.toml")


def test_a_misspelt_variable_is_noticed() -> None:
    """What starts like a setting and is none is reported with the nearest real name."""
    strangers = unknown_variables({"SANFANG_TELEGRAM_TOKN": "x", "SANFANG_HOME": "y", "PATH": "z"})

    assert strangers == {"SANFANG_TELEGRAM_TOKN": "SANFANG_TELEGRAM_TOKEN"}


def test_every_setting_is_explained() -> None:
    """The table behind the documentation has a default and a sentence for each."""
    assert all(row.default and row.purpose.endswith(".") for row in settings_table())


@pytest.mark.parametrize("written", ["http://127.0.0.1:8081", "http://127.0.0.1:8081/", "http://127.0.0.1:8081/bot"])
def test_the_root_of_the_bot_api_may_be_written_in_each_usual_way(written: str) -> None:
    """With or without the `/bot` that libraries append."""
    assert load_settings({"SANFANG_TELEGRAM_BASE_URL": written}).telegram_base_url == "http://127.0.0.1:8081"
