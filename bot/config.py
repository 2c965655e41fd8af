"""Settings: every one declared once, read from the environment over a TOML file, checked before anything starts."""

import difflib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from itertools import pairwise
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from bot.core.errors import SettingsError

PREFIX = "SANFANG_"
FILE_NAME = "sanfang.toml"
LONGEST_QUIET = 10
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


def _directory(value: object) -> Path:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("请写一个目录，例如 /var/lib/sanfang")
    return Path(value).expanduser().absolute()


def _database_url(value: object) -> str:
    if not isinstance(value, str) or (value and not value.startswith(("sqlite+aiosqlite://", "postgresql+asyncpg://"))):
        raise ValueError("请以 sqlite+aiosqlite:// 或 postgresql+asyncpg:// 开头；不写则用数据目录里的 SQLite 文件")
    return value


def _token(value: object) -> str:
    if not isinstance(value, str) or (value and not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", value)):
        raise ValueError("请写 @BotFather 给的完整令牌：一串数字、冒号、一串字母数字，不含空格和引号")
    return value


def _base_url(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"https?://[^\s/]+(/\S*)?", value):
        raise ValueError("请写以 https:// 开头的地址，例如 https://api.telegram.org")
    return value.rstrip("/").removesuffix("/bot")


def _user_ids(value: object) -> tuple[int, ...]:
    items = value.replace("，", ",").split(",") if isinstance(value, str) else value
    try:
        ids = tuple(int(str(item)) for item in items if str(item).strip())  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        ids = (0,)
    if any(user_id <= 0 for user_id in ids):
        raise ValueError("请写 Telegram 用户编号（正整数），几个之间用逗号隔开，例如 123456789,987654321")
    return ids


def _claim_minutes(value: object) -> tuple[int, ...]:
    return _minutes(value, 3, "请写三个从小到大的分钟数，用逗号隔开，例如 3,10,15")


def _reply_minutes(value: object) -> tuple[int, ...]:
    return _minutes(value, 2, "请写两个从小到大的分钟数，用逗号隔开，例如 5,15")


def _minutes(value: object, count: int, how: str) -> tuple[int, ...]:
    items = value.replace("，", ",").split(",") if isinstance(value, str) else value
    try:
        steps = tuple(int(str(item)) for item in items)  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        steps = ()
    if len(steps) != count or any(earlier >= later for earlier, later in pairwise((0, *steps))):
        raise ValueError(how)
    return steps


def _yes_or_no(value: object) -> bool:
    words = {"true": True, "false": False, "1": True, "0": False}
    if str(value).lower() not in words:
        raise ValueError("请写 true 或 false")
    return words[str(value).lower()]


def _seconds(value: object) -> float:
    try:
        seconds = float(str(value))
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= LONGEST_QUIET:
        raise ValueError(f"请写 0 到 {LONGEST_QUIET} 之间的秒数，0 表示不等")
    return seconds


def _days(value: object) -> int:
    try:
        days = int(str(value))
    except ValueError:
        days = 0
    if not 2 <= days <= 36_500:
        raise ValueError("请写天数，2 到 36500 的整数")
    return days


def _log_level(value: object) -> str:
    if not isinstance(value, str) or value.upper() not in LOG_LEVELS:
        raise ValueError("请写其中之一：" + "、".join(LOG_LEVELS))
    return value.upper()


def _listen(value: object) -> str:
    match = re.fullmatch(r"(\[[0-9a-fA-F:]+\]|[\w.-]+):([0-9]{1,5})", value) if isinstance(value, str) else None
    if match is None or not 0 < int(match[2]) < 65536:
        raise ValueError("请写 地址:端口，例如 127.0.0.1:8321")
    return match[0]


def _console_url(value: object) -> str:
    if not isinstance(value, str) or (value and not re.fullmatch(r"https?://[^\s/?#]+/?", value)):
        raise ValueError("请写工作人员在浏览器里输入的地址，例如 https://sanfang.example.gov.cn，后面不带路径")
    return value.rstrip("/").lower()


def _default_home() -> Path:
    return user_data_path("sanfang", appauthor=False)


def _about(read: Callable[[object], Any], default: str, purpose: str) -> dict[str, Any]:
    """What a field of `Settings` carries: how a value is read, and its default and purpose as documented."""
    return {"read": read, "default": default, "purpose": purpose}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that differs between installations. Secrets never show in `repr`."""

    home: Path = field(
        default_factory=_default_home,
        metadata=_about(
            _directory,
            "the user's data directory",
            "Directory of the database, the chat history and `sanfang.toml`.",
        ),
    )
    database_url: str = field(
        default="",
        repr=False,
        metadata=_about(
            _database_url,
            "`sanfang.db` in the data directory",
            "SQLAlchemy URL of the database: `sqlite+aiosqlite:///…` or `postgresql+asyncpg://…`.",
        ),
    )
    telegram_token: str = field(
        default="",
        repr=False,
        metadata=_about(_token, "none", "Token of the Telegram bot, from @BotFather; only `serve` needs it."),
    )
    telegram_base_url: str = field(
        default="https://api.telegram.org",
        metadata=_about(_base_url, "`https://api.telegram.org`", "Root of the Bot API server, if not the public one."),
    )
    admins: tuple[int, ...] = field(
        default=(),
        metadata=_about(_user_ids, "nobody", "Telegram user ids of the administrators, separated by commas."),
    )
    claim_minutes: tuple[int, ...] = field(
        default=(3, 10, 15),
        metadata=_about(
            _claim_minutes,
            "`3,10,15`",
            "Minutes after which an unclaimed consultation calls the deputy, the duty lead, and asks the citizen.",
        ),
    )
    reply_minutes: tuple[int, ...] = field(
        default=(5, 15),
        metadata=_about(
            _reply_minutes,
            "`5,15`",
            "Minutes after which a citizen's words without a reply call whoever has the case, then the duty lead.",
        ),
    )
    second_person: bool = field(
        default=False,
        metadata=_about(
            _yes_or_no,
            "`false`",
            "Whether publishing the corpus, and going back, needs an approver who neither edited nor publishes it.",
        ),
    )
    console: bool = field(
        default=False,
        metadata=_about(_yes_or_no, "`false`", "Whether `serve` runs the staff's console too."),
    )
    console_listen: str = field(
        default="127.0.0.1:8321",
        metadata=_about(
            _listen, "`127.0.0.1:8321`", "Where the console listens. Staff elsewhere need HTTPS, see below."
        ),
    )
    console_url: str = field(
        default="",
        metadata=_about(
            _console_url,
            "`http://` and where it listens",
            "The address staff type: `https://…`, when a proxy is in front.",
        ),
    )
    quiet_seconds: float = field(
        default=2.0,
        metadata=_about(
            _seconds,
            "`2`",
            "Seconds for which the Telegram bot waits after a short line, so that a question sent in several lines is answered once; `0`: not at all.",
        ),
    )
    text_days: int = field(
        default=180,
        metadata=_about(
            _days, "`180`", "Days after which the words of questions and finished consultations are erased."
        ),
    )
    traffic_days: int = field(
        default=30,
        metadata=_about(
            _days, "`30`", "Days after which records of what was received and sent, with chat ids, are removed."
        ),
    )
    log_level: str = field(
        default="WARNING",
        metadata=_about(
            _log_level, "`WARNING`", "What is logged to standard error: `DEBUG`, `INFO`, `WARNING`, `ERROR`."
        ),
    )

    @property
    def database(self) -> str:
        """The database's URL, the default filled in."""
        return self.database_url or f"sqlite+aiosqlite:///{self.home / 'sanfang.db'}"


@dataclass(frozen=True, slots=True)
class SettingHelp:
    """One row of the documentation: the environment variable, the key in the TOML file, the default, the purpose."""

    variable: str
    key: str
    default: str
    purpose: str


def settings_table() -> tuple[SettingHelp, ...]:
    """Every setting as the documentation shows it, in the order of declaration."""
    return tuple(
        SettingHelp(
            PREFIX + setting.name.upper(), setting.name, setting.metadata["default"], setting.metadata["purpose"]
        )
        for setting in fields(Settings)
    )


def load_settings(environ: Mapping[str, str], file: Path | None = None) -> Settings:
    """The settings in force: `environ` over the TOML file over the defaults.

    `file` is the file asked for; without it `sanfang.toml` in the data directory is read when there is one.
    Raises SettingsError naming the setting and what to write.
    """
    values = _read_file(file) if file else _read_home_file(environ)
    readers = {setting.name: setting.metadata["read"] for setting in fields(Settings)}
    settings: dict[str, Any] = {}
    for name, read in readers.items():
        variable = PREFIX + name.upper()
        if environ.get(variable):
            settings[name] = _read(read, environ[variable], f"环境变量 {variable}")
        elif name in values:
            settings[name] = _read(read, values[name], f"设置文件里的 {name}")
    return Settings(**settings)


def unknown_variables(environ: Mapping[str, str]) -> dict[str, str]:
    """Environment variables that look like settings but are none, each with the nearest real name (or empty)."""
    known = [row.variable for row in settings_table()]
    strangers = sorted(name for name in environ if name.startswith(PREFIX) and name not in known)
    return {name: _nearest(name, known) for name in strangers}


def _read(read: Callable[[object], Any], value: object, where: str) -> Any:
    try:
        return read(value)
    except ValueError as error:
        raise SettingsError(f"{where} 写得不对：{error}。") from None


def _read_home_file(environ: Mapping[str, str]) -> dict[str, Any]:
    variable = PREFIX + "HOME"
    home = _read(_directory, environ[variable], f"环境变量 {variable}") if environ.get(variable) else _default_home()
    return _read_file(home / FILE_NAME, optional=True)


def _read_file(file: Path, *, optional: bool = False) -> dict[str, Any]:
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        if optional and isinstance(error, FileNotFoundError | NotADirectoryError):
            return {}
        raise SettingsError(f"读不了设置文件 {file}（{error.strerror}）：请检查路径和权限。") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f'设置文件 {file} 不是合格的 TOML：{_place(error)}。每行写成 名称 = "值"。') from None
    known = [row.key for row in settings_table()]
    for key in values:
        if key not in known:
            nearest = _nearest(key, known)
            hint = f"是不是 {nearest}？" if nearest else ""
            raise SettingsError(f"设置文件 {file} 里没有叫 {key} 的设置。{hint}可用的有：{'、'.join(known)}。")
    return values


def _place(error: ValueError) -> str:
    """Where the file is broken, without quoting it: the line may hold a token."""
    if isinstance(error, UnicodeDecodeError):
        return "不是 UTF-8 文本"
    line = re.search(r"line (\d+)", str(error))
    return f"第 {line[1]} 行有误" if line else "末尾有误"


def _nearest(name: str, known: list[str]) -> str:
    return next(iter(difflib.get_close_matches(name, known, n=1)), "")
