"""What can be wrong with printing."""

from bot.core.errors import SanfangError


class CardError(SanfangError):
    """Cards that cannot be printed; says what to do."""
