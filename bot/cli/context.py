"""What every command shares: the options given before its name, and the settings they lead to."""

import logging
import os
from dataclasses import dataclass
from pathlib import Path

from bot.config import Settings, load_settings


@dataclass(slots=True)
class Invocation:
    """One run of the command line; `click` hands it to every command as `ctx.obj`."""

    config: Path | None = None
    debug: bool = False

    def settings(self) -> Settings:
        """The settings in force, with logging set up after them. Raises SettingsError."""
        settings = load_settings(os.environ, self.config)
        _set_up_logging("DEBUG" if self.debug else settings.log_level)
        return settings


def _set_up_logging(level: str) -> None:
    """Log to standard error; libraries only warn, for they would log tokens and what was asked."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger().setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[level]))
    for package in ("bot", "retrieval", "corpus"):
        logging.getLogger(package).setLevel(level)
