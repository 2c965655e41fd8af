"""The process that reads a stranger's file gives up what it does not need, for good. What a system lacks is left out."""

import ctypes
import os
import sys
from contextlib import suppress

_NEW_USER, _NEW_NET = 0x1000_0000, 0x4000_0000
_NO_NEW_PRIVILEGES = 38
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION, _BENEATH = 1, 1
_READING = 1 << 2 | 1 << 3
"""The rights to read a file and to list a folder."""
_FILE_RIGHTS = ((1, 13), (2, 14), (3, 15), (5, 16))
"""Version of Landlock, and how many rights over files it knows."""
_TCP = 0b11
_REFUSED = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "os.kill", "shutil.")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


_LIBRARIES = ("/lib", "/lib64", "/usr/lib")
"""Where libraries in C find those they need."""


class _Ruleset(ctypes.Structure):
    """`struct landlock_ruleset_attr` of Linux, as of version 4."""

    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64))


class _Rule(ctypes.Structure):
    """`struct landlock_path_beneath_attr`."""

    _pack_ = 1
    _fields_ = (("files", ctypes.c_uint64), ("folder", ctypes.c_int32))


def isolate() -> None:
    """From now on no network, no other processes, and no files but the modules that are installed."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        with suppress(AttributeError):
            if libc.unshare(_NEW_NET):
                libc.unshare(_NEW_USER | _NEW_NET)
            libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
            _lock_files(libc)
    sys.addaudithook(_refuse)


def _lock_files(libc: ctypes.CDLL) -> None:
    """Landlock: no file can be opened, made or removed but for reading modules; what is open stays open."""
    version = libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION)
    if version < 1:
        return
    rights = max(count for known, count in _FILE_RIGHTS if version >= known)
    rules = _Ruleset((1 << rights) - 1, _TCP if version >= 4 else 0)
    size = ctypes.sizeof(rules) if version >= 4 else ctypes.sizeof(ctypes.c_uint64)
    ruleset = libc.syscall(_CREATE_RULESET, ctypes.byref(rules), ctypes.c_size_t(size), 0)
    for folder in filter(os.path.isdir, (*_module_folders(), *_LIBRARIES)):
        handle = os.open(folder, os.O_PATH)
        rule = _Rule(_READING, handle)
        libc.syscall(_ADD_RULE, ruleset, _BENEATH, ctypes.byref(rule), 0)
        os.close(handle)
    libc.syscall(_RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)


def _module_folders() -> list[str]:
    """The folders of the standard library and of installed packages, not those of anyone's own work."""
    return [folder for folder in sys.path if folder.startswith((sys.prefix, sys.base_prefix)) or _installed(folder)]


def _installed(folder: str) -> bool:
    """Packages can also lie outside the interpreter's folder: a user's own, or those that a `.pth` file adds."""
    return os.path.basename(folder) in ("site-packages", "dist-packages")  # noqa: PTH119 - a name, not a path


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Python's own door, shut as well: where the system knows no Landlock it is the only one."""
    if event.startswith(_REFUSED):
        raise PermissionError(event)
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING:
        raise PermissionError(event)
