"""Logs never hold the token."""

import io
import logging

import pytest

from bot.channels.telegram.api import Redaction

TOKEN = "123456:AAAA-very_secret"  # noqa: S105 (made up)


@pytest.fixture
def written() -> tuple[logging.Logger, io.StringIO]:
    """A logger with a guarded handler, and what it writes."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(Redaction(TOKEN))
    logger = logging.Logger("test")  # noqa: LOG001 (with no parent, so that nothing else handles it)
    logger.addHandler(handler)
    return logger, stream


def test_the_token_is_hidden_everywhere(written: tuple[logging.Logger, io.StringIO]) -> None:
    """In the message, in its arguments and in a traceback the token is replaced."""
    logger, stream = written
    logger.info("POST /bot%s/getMe", TOKEN)
    logger.info({"url": TOKEN})
    try:
        raise ValueError(f"bad url {TOKEN}")
    except ValueError:
        logger.exception("failed: %s", TOKEN)

    assert TOKEN not in stream.getvalue()
    assert stream.getvalue().count("〔令牌〕") >= 4
    assert "ValueError" in stream.getvalue()


def test_other_lines_are_unchanged(written: tuple[logging.Logger, io.StringIO]) -> None:
    """A line without the token reads as it was written."""
    logger, stream = written
    logger.warning("第 %d 条", 3)

    assert stream.getvalue() == "第 3 条\n"
