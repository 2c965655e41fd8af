"""What came with a request, before any page reads it: a database cannot keep every character, nor a decoder be trusted."""

from datetime import datetime

from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

MOST_FIELDS = 1000
LARGEST_FIELD = 256 * 1024
FIRST, LAST = 2000, 9000
"""Years: at the ends of the calendar a time zone leads out of it."""
DIGITS = 9
"""Of the longest number that a page takes: the database's fit."""


def check_address(request: Request) -> None:
    """Raises a 400 when the path or the query holds what no browser sends."""
    asked = (text for pair in request.query_params.multi_items() for text in pair)
    if not all(map(_keepable, (request.scope["path"], *asked))):
        raise HTTPException(400)


async def read_form(request: Request, most_files: int = 0) -> FormData:
    """What was sent. Raises a 400 when it cannot be read, or holds what no browser sends."""
    _, options = parse_options_header(request.headers.get("content-type"))
    if options.get(b"charset", b"utf-8").lower() != b"utf-8":
        raise HTTPException(400)
    form = await request.form(max_files=most_files, max_fields=MOST_FIELDS, max_part_size=LARGEST_FIELD)
    values = (each.filename or "" if isinstance(each, UploadFile) else each for _, each in form.multi_items())
    if not all(map(_keepable, values)):
        raise HTTPException(400)
    return form


def number(text: str) -> int | None:
    """The number that is written in plain digits, None when it is none, or no page counts so far."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= DIGITS else None


def moment(text: str) -> datetime | None:
    """The moment that is written as in an ISO address, None when it is none, or lies outside these centuries."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo is not None and FIRST <= at.year < LAST else None


def _keepable(text: str) -> bool:
    return "\0" not in text
