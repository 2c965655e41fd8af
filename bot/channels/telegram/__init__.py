"""The bot in Telegram.

    poller  raw updates -> redact -> inbox, committed before Telegram may forget them
    worker  inbox, in order within a chat -> updates (what it is) -> conversation (what to do) -> log and outbox
    sender  outbox, in order within a chat -> Bot API

`runner` puts them on one event loop; `api` is the only file that talks HTTP.
"""

import os

os.environ.setdefault("PTB_TIMEDELTA", "true")  # else python-telegram-bot warns of a coming change at every flood error
