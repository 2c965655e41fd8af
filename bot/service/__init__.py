"""Use cases: asynchronous, speaking only to the ports of `bot.core.ports`."""
