"""The Telegram channel: intake into the inbox, per-chat workers, delivery from the outbox."""
