"""Events that a consultation refuses; the consultation stays as it was."""


class InvalidTransition(Exception):  # noqa: N818 — the established word
    """The event has no meaning in this state. The message names both."""


class StaleEvent(InvalidTransition):
    """The event answers an earlier state: an old button, or a deadline that has been replaced."""
