"""What lies beside the database in the data directory: the key of the pseudonyms and the lock of the server."""

import fcntl
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.core.errors import AlreadyRunningError, StoreError

KEY_FILE = "pseudonym.key"
KEY_BYTES = 32
LOCK_FILE = "serve.lock"


def pseudonym_key(home: Path) -> bytes:
    """The key of the pseudonyms, made on first use (32 random bytes, readable by the owner only). Raises StoreError."""
    path = home / KEY_FILE
    try:
        if not path.exists():
            _create_key(path)
        key = path.read_bytes()
    except OSError as error:
        raise StoreError(f"不能读写密钥文件 {path}：{error.strerror}。请检查数据目录的权限。") from error
    if len(key) != KEY_BYTES:
        raise StoreError(f"密钥文件 {path} 已损坏。请从备份恢复它；若没有备份，删除后会新建，但旧记录不再与市民对应。")
    return key


def _create_key(path: Path) -> None:
    """Write a whole key under another name, then link it: two processes starting at once agree on one key."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".key-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            path.hardlink_to(name)
    finally:
        Path(name).unlink()


@contextmanager
def serving(home: Path) -> Iterator[None]:
    """Hold the data directory as its only server. Raises AlreadyRunningError when another process does."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(home / LOCK_FILE, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        _lock(descriptor, home)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, home: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise AlreadyRunningError(
            f"已有一个三方在用数据目录 {home}。请先停掉它，或用 SANFANG_HOME 另指一个目录。"
        ) from error
