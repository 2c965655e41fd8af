"""The HTTP surface: from a request to a method's answer, through the fault script and into the ledger."""

import asyncio
import contextlib
import inspect
import json
import logging
import re
from typing import Any, Final

from tests.telegram_server import api, forms
from tests.telegram_server.faults import ANSWERLESS, PAGES, Fault, Kind
from tests.telegram_server.http import Dropped, Request, Response
from tests.telegram_server.ledger import Call
from tests.telegram_server.methods import METHODS
from tests.telegram_server.polling import Poller
from tests.telegram_server.refusals import Json, Refusal, not_found, unauthorized
from tests.telegram_server.telegram import Telegram

PATH: Final = re.compile(r"/(file/)?bot([^/]*)/(.+)")
TOKEN_SHAPE: Final = re.compile(r"\d{3,}:[\w-]{3,}")
LOG: Final = logging.getLogger(__name__)
FOREVER: Final = 3600.0


class Surface:
    """Serves requests to one simulated Telegram."""

    def __init__(self, telegram: Telegram) -> None:
        self.telegram = telegram
        self.poller = Poller(telegram)

    async def serve(self, request: Request) -> Response:
        """The answer to one request; raises Dropped for a connection to be reset."""
        match = PATH.fullmatch(request.path)
        if match is None:
            return _refused(not_found())
        is_file, token, rest = match.groups()
        if token != self.telegram.token:
            refusal = unauthorized() if TOKEN_SHAPE.fullmatch(token) else not_found()
            self.telegram.ledger.refuse(self.telegram.ledger.open(self.telegram.clock.now(), rest, {}), refusal)
            return _refused(refusal)
        return self._download(rest) if is_file else await self._call(rest, request)

    def _download(self, path: str) -> Response:
        stored = self.telegram.files.at(path)
        return Response(200, stored.upload.content, "application/octet-stream") if stored else _refused(not_found())

    async def _call(self, name: str, request: Request) -> Response:
        call = self.telegram.ledger.open(self.telegram.clock.now(), name, {})
        try:
            call.method = api.method_name(name)
            self.telegram.world.changed.fire()
            given, uploads = forms.read(request)
            call.params = given
            call.params = api.check(call.method, given, uploads)
        except Refusal as refusal:
            self.telegram.ledger.refuse(call, refusal)
            return _refused(refusal)
        fault = self.telegram.script.take(call.method, call.params)
        if fault is None:
            return await self._answer(call, request)
        call.fault = fault.kind
        return await self._with(fault, call, request)

    async def _with(self, fault: Fault, call: Call, request: Request) -> Response:
        """Serve a call that a fault befalls."""
        if refusal := fault.refusal():
            return _refused(refusal)
        match fault.kind:
            case Kind.SERVER_ERROR | Kind.BAD_GATEWAY:
                return _page(PAGES[fault.kind])
            case Kind.RESET_BEFORE:
                raise Dropped
            case Kind.HANG:
                await _until(request.gone, fault.seconds or FOREVER)
                raise Dropped
            case Kind.DELAY:
                await asyncio.sleep(fault.seconds or 1.0)
        call.answer_lost = fault.kind in ANSWERLESS
        response = await self._answer(call, request)
        match fault.kind:
            case Kind.RESET_AFTER:
                raise Dropped
            case Kind.TIMEOUT_AFTER:
                await _until(request.gone, fault.seconds or FOREVER)
            case Kind.HALF_JSON:
                return Response(response.status, response.body[: len(response.body) // 2])
        return response

    async def _answer(self, call: Call, request: Request) -> Response:
        try:
            call.result = await self._perform(call, request.gone)
        except Refusal as refusal:
            self.telegram.ledger.refuse(call, refusal)
            return _refused(refusal)
        except Exception as error:
            # A bug of this server: no test may pass over it.
            LOG.exception("%s failed", call.method)
            crash = Refusal(500, f"Internal Server Error: {error!r}")
            self.telegram.ledger.refuse(call, crash)
            return _refused(crash)
        return Response(200, json.dumps({"ok": True, "result": call.result}).encode())

    async def wish(self, method: str, given: Json) -> None:
        """A call in a webhook's answer: carried out like any other, but nobody is told the result."""
        call = self.telegram.ledger.open(self.telegram.clock.now(), method, given)
        try:
            call.method = api.method_name(method)
            call.params = api.check(call.method, given, {})
            call.result = await self._perform(call, asyncio.Event())
        except Refusal as refusal:
            self.telegram.ledger.refuse(call, refusal)

    async def _perform(self, call: Call, gone: asyncio.Event) -> Any:
        if call.method == "getUpdates":
            return await self.poller.poll(call.params, gone)
        handler = METHODS.get(call.method)
        if handler is None:
            raise Refusal(501, f"Not Implemented: this server does not simulate {call.method}")
        result = handler(self.telegram, call.params)
        return await result if inspect.isawaitable(result) else result


def _refused(refusal: Refusal) -> Response:
    return Response(refusal.code, json.dumps(refusal.body()).encode())


def _page(title: str) -> Response:
    body = f"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>"
    return Response(int(title[:3]), body.encode(), "text/html")


async def _until(gone: asyncio.Event, seconds: float) -> None:
    """Wait until the client gives up, at most `seconds`."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await gone.wait()
