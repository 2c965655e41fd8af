"""Setting up webhooks; their deliveries are in webhooks.py."""

import re
from typing import Final
from urllib.parse import urlsplit

from tests.telegram_server.methods.registry import serves
from tests.telegram_server.refusals import Json, bad, too_many
from tests.telegram_server.telegram import Telegram, Webhook

PORTS: Final = frozenset({443, 80, 88, 8443})
SECRET: Final = re.compile(r"[A-Za-z0-9_-]{1,256}")


@serves("setWebhook")
def set_webhook(tg: Telegram, p: Json) -> bool:
    """Push updates to a URL; an empty one ends it."""
    if tg.clock.now() - tg.webhook_set < 1:
        raise too_many(1)
    if p["url"]:
        _check_url(p["url"])
    if "secret_token" in p and not SECRET.fullmatch(p["secret_token"]):
        raise bad("secret token contains unallowed characters")
    if not 1 <= p.get("max_connections", 40) <= 100:
        raise bad("max_connections must be between 1 and 100")
    if "allowed_updates" in p:
        tg.updates.allow(p["allowed_updates"])
    hook = Webhook(p["url"], p.get("secret_token", ""), p.get("max_connections", 40)) if p["url"] else None
    _put(tg, hook, drop=p.get("drop_pending_updates", False))
    tg.webhook_set = tg.clock.now()
    return True


def _check_url(url: str) -> None:
    """https on Telegram's ports; here also plain http to this machine, where there is no certificate."""
    parts = urlsplit(url)
    if parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost"):
        return
    if parts.scheme != "https" or not parts.hostname:
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in PORTS:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def _put(tg: Telegram, hook: Webhook | None, *, drop: bool) -> None:
    tg.webhook = hook
    if drop:
        tg.updates.confirm(tg.updates.pending)
    tg.updates.arrived.fire()


@serves("deleteWebhook")
def delete_webhook(tg: Telegram, p: Json) -> bool:
    """Back to getUpdates."""
    _put(tg, None, drop=p.get("drop_pending_updates", False))
    return True


@serves("getWebhookInfo")
def webhook_info(tg: Telegram, _p: Json) -> Json:
    """How pushing goes."""
    tg.updates.expire()
    hook = tg.webhook
    info: Json = {"url": hook.url if hook else "", "has_custom_certificate": False}
    info |= {"pending_update_count": len(tg.updates.pending), "allowed_updates": sorted(tg.updates.allowed)}
    if hook:
        info["max_connections"] = hook.max_connections
    if hook and hook.last_error:
        info |= {"last_error_date": hook.last_error[0], "last_error_message": hook.last_error[1]}
    return info
