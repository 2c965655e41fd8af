"""Crash points for tests of durability.

`SANFANG_FAULT=name:n` makes the process kill itself (SIGKILL) when it passes the point `name` for the n-th time.
Points: `after_fetch` updates received, nothing stored · `in_inbox` stored, not committed · `after_inbox` committed, not
yet confirmed to Telegram · `in_log` question logged and answer queued, not committed · `after_log` committed ·
`in_case` a consultation stepped and its messages queued, not committed ·
`before_send` marked as being sent · `after_send` sent, not yet marked as sent ·
`before_publish` a corpus' entries are stored, but no version holds them · `in_version` the version begun, `in_publish` whole,
`in_history` the draft emptied, none of it committed · `after_publish` committed.
Without the variable nothing happens. It is for tests, and no setting.
"""

import os
import signal
from collections import Counter

VARIABLE = "SANFANG_FAULT"

_passed: Counter[str] = Counter()


def crash_point(name: str) -> None:
    """Die here if the environment says so."""
    wanted, _, times = os.environ.get(VARIABLE, "").partition(":")
    if name != wanted:
        return
    _passed[name] += 1
    if _passed[name] == int(times or 1):
        os.kill(os.getpid(), signal.SIGKILL)
