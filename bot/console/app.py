"""The application: every page behind its permission, nothing beside them."""

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.console import wording
from bot.console.console import Console
from bot.console.pages import PAGES
from bot.console.permissions import check_permissions
from bot.console.web.assets import Assets
from bot.console.web.guard import guarded
from bot.console.web.shield import Shield
from bot.console.web.visit import Visit


def build_app(console: Console, assets: Assets) -> Starlette:
    """The console. Raises UndeclaredPageError when a page has no permission."""
    pages = (assets.page(), *PAGES)
    check_permissions(pages)
    routes = [
        Route(page.path, guarded(page, console), methods=[page.method], name=page.name, max_body_size=page.body)
        for page in pages
    ]

    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101 (what it is registered for)
        said = wording.FOREIGN if error.detail == "foreign" else wording.ERRORS.get(error.status_code, error.detail)
        if request.method == "HEAD":
            return PlainTextResponse("", error.status_code)
        visit = Visit(request, console, *getattr(request.state, "who", ()))
        page = console.templates.render("error.html", visit, {"said": said})
        return HTMLResponse(page, error.status_code, error.headers)

    app = Starlette(routes=routes, exception_handlers={HTTPException: refused})
    app.router.redirect_slashes = False
    app.state.streams = console.streams
    app.add_middleware(Shield, address=console.address)
    return app
