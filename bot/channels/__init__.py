"""Where citizens and staff meet the bot: the terminal and Telegram."""
