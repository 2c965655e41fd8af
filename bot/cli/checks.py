"""What `doctor` looks at: each check is a function from the settings to a finding, and raises nothing of its own."""

import os
import platform
import sqlite3
import stat
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.config import FILE_NAME, Settings, unknown_variables
from corpus.check import check


class Level(StrEnum):
    """How a finding is shown: fine, works but should be mended, broken."""

    OK = "✓"
    WARNING = "!"
    BROKEN = "✗"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check saw; `remedy` says how to mend it and is empty when all is well."""

    level: Level
    text: str
    remedy: str = ""


Check = Callable[[Settings], Awaitable[Finding]]
INLINE_OFF = "；要能在别的聊天里 @ 它找指南，请向 @BotFather 发送 /setinline"

WAL_RESET_FIXED = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
"""Releases without the WAL-reset bug (https://sqlite.org/wal.html#walresetbug): the first and its two backports."""


async def python_version(_settings: Settings) -> Finding:
    """Which Python runs this; the installer has refused those that are too old."""
    return Finding(Level.OK, f"Python {platform.python_version()}（{sys.prefix}）")


async def sqlite_version(settings: Settings) -> Finding:
    """SQLite is free of the WAL-reset bug, which only several writers at once can meet."""
    text = f"SQLite {sqlite3.sqlite_version}"
    if not settings.database.startswith("sqlite") or has_wal_reset_fix(sqlite3.sqlite_version_info):
        return Finding(Level.OK, text)
    return Finding(
        Level.WARNING,
        f"{text}：这一版在两个连接同时写入时可能损坏数据库（WAL-reset 缺陷）",
        "每个三方进程只用一个连接写入：只运行一个就碰不到它，请不要同时运行几个，也不要用别的工具改数据库。升级到 3.51.3 后即消除。",
    )


def has_wal_reset_fix(version: tuple[int, ...]) -> bool:
    """Whether a release of SQLite has the fix: the newest line, or a backport within its own line."""
    newest, *backports = WAL_RESET_FIXED
    return version >= newest or any(version[:2] == fixed[:2] and version >= fixed for fixed in backports)


async def settings_named_right(settings: Settings) -> Finding:
    """No variable is misspelt, and the file with the token is for its owner only."""
    for name, nearest in unknown_variables(os.environ).items():
        hint = f"是不是 {nearest}？" if nearest else "请删去，或对照 README 的设置表改名。"
        return Finding(Level.WARNING, f"环境变量 {name} 不是三方的设置，没有起作用", hint)
    file = settings.home / FILE_NAME
    if file.exists() and os.name == "posix" and stat.S_IMODE(file.stat().st_mode) & 0o077:
        return Finding(Level.WARNING, f"别的用户也能读 {file}，里面可能有令牌", f"请运行 chmod 600 {file}")
    return Finding(Level.OK, "设置")


async def home_writable(settings: Settings) -> Finding:
    """The data directory can be written."""
    try:
        settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.home):
            return Finding(Level.OK, f"数据目录 {settings.home}")
    except OSError as error:
        remedy = "请改正目录的权限，或用环境变量 SANFANG_HOME 指定另一个目录。"
        return Finding(Level.BROKEN, f"数据目录 {settings.home} 不能写入（{error.strerror}）", remedy)


async def database(settings: Settings) -> Finding:
    """The database opens, its schema is this release's, and the question log can be read."""
    from bot.bootstrap.store import open_store

    async with open_store(settings) as store, store.read() as unit:
        await unit.questions.latest(1)
        version = await unit.corpus.current()
    return Finding(
        Level.OK, f"数据库，语料第 {version} 版" if version else "数据库（还没有发布语料，首次提问时自动发布）"
    )


async def corpus_and_index(settings: Settings) -> Finding:
    """The published corpus can be read and searched."""
    from bot.bootstrap.asking import open_services

    async with open_services(settings) as services:
        corpus = services.snapshot.current.corpus
    counts = f"{len(corpus.articles)} 篇文章、{len(corpus.guides)} 份办事指南、{len(corpus.departments)} 个部门"
    if problems := check(corpus):
        return Finding(Level.WARNING, f"语料有 {len(problems)} 处要改", f"第一处：{problems[0]}")
    return Finding(Level.OK, f"语料和索引：{counts}")


async def telegram(settings: Settings) -> Finding:
    """Telegram knows the bot, when a token is set."""
    if not settings.telegram_token:
        return Finding(Level.OK, "Telegram：没有设置令牌，只用终端；要接入请看 sanfang serve --help")
    from telegram import Bot
    from telegram.error import InvalidToken, TelegramError

    try:
        async with Bot(settings.telegram_token, base_url=f"{settings.telegram_base_url}/bot") as bot:
            return Finding(Level.OK, f"Telegram：@{bot.username}" + INLINE_OFF * (not bot.supports_inline_queries))
    except InvalidToken:
        remedy = "请向 @BotFather 发送 /token 取得新令牌，写进 SANFANG_TELEGRAM_TOKEN。"
        return Finding(Level.BROKEN, "Telegram 不认这个令牌", remedy)
    except TelegramError as error:
        remedy = "请检查网络、代理和 SANFANG_TELEGRAM_BASE_URL。"
        return Finding(Level.BROKEN, f"连不上 Telegram（{type(error).__name__}）", remedy)


CHECKS: tuple[tuple[str, Check], ...] = (
    ("Python", python_version),
    ("SQLite", sqlite_version),
    ("设置", settings_named_right),
    ("数据目录", home_writable),
    ("数据库", database),
    ("语料和索引", corpus_and_index),
    ("Telegram", telegram),
)
"""Each check with the name it is reported by when it fails."""
