"""Style and script, read once; their addresses change with their content, so that browsers may keep them."""

import hashlib
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console.web.page import Page
from bot.console.web.visit import Visit

FOLDER = Path(__file__).parent.parent / "static"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
FOR_EVER = "public, max-age=31536000, immutable"


class Assets:
    """The files of `static`, by the name in their address."""

    def __init__(self) -> None:
        files = {path.name: path.read_bytes() for path in sorted(FOLDER.iterdir()) if path.suffix in TYPES}
        self._names = {name: f"{hashlib.sha256(body).hexdigest()[:12]}-{name}" for name, body in files.items()}
        self._bodies = {self._names[name]: body for name, body in files.items()}

    def address(self, name: str) -> str:
        """Where browsers find a file."""
        return f"/static/{self._names[name]}"

    async def serve(self, visit: Visit) -> Response:
        """A file."""
        name = visit.path("name")
        if name not in self._bodies:
            raise HTTPException(404)
        kind = TYPES[Path(name).suffix]
        return Response(self._bodies[name], media_type=kind, headers={"Cache-Control": FOR_EVER})

    def page(self) -> Page:
        """The page that serves them."""
        return Page("static", "/static/{name}", self.serve)
