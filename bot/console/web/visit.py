"""One request of somebody who may make it, as the pages see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.console.web.received import number, read_form
from bot.core.accounts import Account, Role, Session
from bot.core.ports import UnitOfWork

if TYPE_CHECKING:
    from bot.console.console import Console

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
NOBODY = Account("", "", "", Role.READER, _LONG_AGO)
NO_SESSION = Session("", "", _LONG_AGO, _LONG_AGO)
SEE_OTHER = 303


@dataclass(frozen=True, slots=True)
class Visit:
    """Who asks for what. On public pages nobody is known: `account` is then NOBODY."""

    request: Request
    console: "Console"
    account: Account = NOBODY
    session: Session = NO_SESSION

    @property
    def now(self) -> datetime:
        """The time."""
        return self.console.clock.now()

    @property
    def scope(self) -> tuple[str, ...] | None:
        """The departments whose matters may be shown, None for all."""
        return self.account.departments or None

    def path(self, name: str) -> str:
        """A parameter of the path."""
        return str(self.request.path_params[name])

    def query(self, name: str) -> str:
        """A parameter of the query, or empty."""
        return self.request.query_params.get(name, "").strip()

    def number(self, name: str) -> int | None:
        """A number of the query, or None."""
        return number(self.query(name))

    @property
    def length(self) -> float:
        """How many bytes the browser sends; endless when it does not say."""
        said = number(self.request.headers.get("content-length", ""))
        return float("inf") if said is None else said

    async def form(self, most_files: int = 0) -> FormData:
        """What was sent. Raises a 400 when it cannot be read, or holds more files."""
        return await read_form(self.request, most_files)

    async def hear_out(self) -> None:
        """Take in what is sent and keep none of it: a browser that is hung up on shows no answer."""
        async for _ in self.request.stream():
            pass

    async def field(self, name: str) -> str:
        """A field of what was sent, or empty."""
        value = (await self.form()).get(name)
        return value.strip() if isinstance(value, str) else ""

    async def check_trust(self) -> None:
        """Raises a 401 when trust was withdrawn during a long act: nothing of it is done any more."""
        if not await self.is_trusted():
            raise HTTPException(401)

    async def is_trusted(self) -> bool:
        """Whether the session is still what it was when the request began."""
        token = self.request.cookies.get(self.console.address.cookie, "")
        who = await self.console.sign_in.recognise(token, used=False)
        return who is not None and (who[0].role, who[0].departments) == (self.account.role, self.account.departments)

    def show(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page."""
        return HTMLResponse(self.console.templates.render(template, self, values), status)

    def link(self, page: str, query: Mapping[str, str] | None = None, **parameters: str) -> str:
        """The address of a page."""
        path = self.request.app.url_path_for(page, **{name: quote(value, "") for name, value in parameters.items()})
        return f"{path}?{urlencode(query)}" if query else str(path)

    def go(self, page: str, query: Mapping[str, str] | None = None, **parameters: str) -> Response:
        """On to another page, after an act."""
        return RedirectResponse(self.link(page, query, **parameters), SEE_OTHER)

    async def audit(self, unit: UnitOfWork, act: str, subject: str, **detail: Any) -> None:
        """Keep what is being done, in the transaction that does it."""
        await unit.audit.append(self.account.id, act, subject, detail, self.now)

    def own_business(self, department: str | None) -> None:
        """Raises a 404 when it is not: whoever may not see a thing does not learn that it exists."""
        if not self.account.sees(department):
            raise HTTPException(404)
