"""Schema migrations, run by `bot.store.migrate`."""
