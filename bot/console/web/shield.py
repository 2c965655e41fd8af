"""What every answer carries, and which requests get none: written headers, one host, no error that tells."""

import logging
import secrets

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.console import wording
from bot.console.web.address import Address

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
YEAR = 31_536_000

log = logging.getLogger(__name__)


class Shield:
    """Around the whole application."""

    def __init__(self, app: ASGIApp, address: Address) -> None:
        self._app, self._address = app, address
        self._headers = HEADERS | ({"Strict-Transport-Security": f"max-age={YEAR}"} if address.secure else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        begun = False

        async def guarded(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        hosts = Headers(scope=scope).getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._address.hosts:
            await PlainTextResponse(wording.UNKNOWN_HOST, 421)(scope, receive, guarded)
            return
        try:
            await self._app(scope, receive, guarded)
        except ClientDisconnect:  # somebody closed the page while sending a form: nobody is left to be told
            return
        except Exception as error:  # the boundary: what went wrong is told to the log, never to the browser
            number = secrets.token_hex(4)
            log.error("页面出错 %s：%s %s", number, type(error).__name__, _where(error))
            if begun:
                raise
            told = wording.BROKEN.format(number=number)
            await PlainTextResponse(told, 500)(scope, receive, guarded)


def _where(error: Exception) -> str:
    """The last line of ours that it went through; never the message, which may hold what a citizen wrote."""
    place = ""
    step = error.__traceback__
    while step is not None:
        name = step.tb_frame.f_code.co_filename
        if "/bot/" in name:
            place = f"{name.rpartition('/bot/')[2]}:{step.tb_lineno}"
        step = step.tb_next
    return place


def comes_from_here(request: Request, address: Address) -> bool:
    """Whether a form was sent from one of the console's own pages: by what browsers say and no page can forge."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("origin", "").lower() == address.origin
