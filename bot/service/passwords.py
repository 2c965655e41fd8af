"""Passwords: hashed with argon2id on two threads of their own, so that nobody else waits for them."""

import asyncio
import secrets
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 10
LONGEST = 200
_FEWEST_DIFFERENT = 5
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""What cannot be mistaken for one another when read aloud."""


class Passwords:
    """Hashes and verifies. `time_cost` and `memory_cost` (KiB) are argon2's; the defaults are those of RFC 9106."""

    def __init__(self, time_cost: int = 3, memory_cost: int = 65536) -> None:
        self._hasher = PasswordHasher(time_cost, memory_cost)
        self._pool = ThreadPoolExecutor(2, "argon2")
        self._nobodys = self._hasher.hash(secrets.token_hex())

    async def hash(self, password: str) -> str:
        """The hash to keep."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._hasher.hash, password)

    async def verify(self, known: str, password: str) -> bool:
        """Whether the password belongs to the hash; for an empty hash (nobody's) it takes the same time to say no."""
        right = await asyncio.get_running_loop().run_in_executor(self._pool, self._verify, known, password)
        return right and bool(known)

    def _verify(self, known: str, password: str) -> bool:
        try:
            return self._hasher.verify(known or self._nobodys, password)
        except (VerificationError, InvalidHashError):
            return False

    def close(self) -> None:
        """End the threads."""
        self._pool.shutdown(wait=False)


def is_acceptable(password: str, name: str) -> bool:
    """Whether a password may be chosen by the account `name`: long enough, no run of few characters, not the name."""
    lowered = password.casefold()
    varied = len(set(lowered)) >= _FEWEST_DIFFERENT and lowered not in _RUNS
    return SHORTEST <= len(password) <= LONGEST and varied and name.casefold() not in lowered


_RUNS = frozenset(
    run[start : start + length]
    for run in ("01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")
    for length in range(SHORTEST, len(run) + 1)
    for start in range(len(run) - length + 1)
)


def random_password() -> str:
    """A password to hand over, to be changed at the first sign-in."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
