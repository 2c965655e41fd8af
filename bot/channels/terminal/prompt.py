"""Lines from a person at a keyboard, with arrow keys and a history that survives; or from a pipe."""

import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

PROMPT = "您问 › "


async def piped_lines() -> AsyncIterator[str]:
    """The lines of standard input, as they come. Nothing else runs meanwhile: the next answer needs the next line."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # asyncio's own waits for the line to end
    for line in sys.stdin.buffer:
        yield line.decode(errors="replace").strip()


async def typed_lines(history: Path) -> AsyncIterator[str]:
    """Lines typed at the prompt until Ctrl-D or Ctrl-C, which first drops a half line; `history` keeps them, masked."""
    from prompt_toolkit import PromptSession

    from bot.channels.terminal.history import MaskedHistory

    session: PromptSession[str] = PromptSession(history=MaskedHistory(history))
    while True:
        try:
            yield (await session.prompt_async(PROMPT)).strip()
        except EOFError:
            return
        except KeyboardInterrupt:
            if not session.default_buffer.text:
                return
