"""The project's own questions with what the bot must do, and the figures that may not get worse."""
