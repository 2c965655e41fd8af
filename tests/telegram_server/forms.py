"""What a call carries: parameters and files from JSON, URL-encoded and multipart bodies."""

import re
from typing import Any, Final
from urllib.parse import parse_qsl

from tests.telegram_server.api import Upload, parsed
from tests.telegram_server.http import Request
from tests.telegram_server.refusals import Json, bad

PARAMETER: Final = re.compile(rb'(\w+\*?)="((?:[^"\\]|\\.)*)"')


def read(request: Request) -> tuple[Json, dict[str, Upload]]:
    """Parameters of the query string and the body, and uploads by field name."""
    fields: Json = dict(_urlencoded(request.query))
    mime = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if mime == "application/json":
        return fields | _json(request.body), {}
    if mime == "multipart/form-data":
        more, uploads = _multipart(request.headers["content-type"], request.body)
        return fields | more, uploads
    return fields | _urlencoded(_utf8(request.body)), {}


def _urlencoded(text: str) -> dict[str, Any]:
    try:
        return dict(parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text), errors="strict"))
    except UnicodeDecodeError:
        raise bad("strings must be encoded in UTF-8") from None
    except ValueError:
        raise bad("can't parse the form") from None


def _json(body: bytes) -> Json:
    found = parsed(body or b"{}", "can't parse JSON object")
    if not isinstance(found, dict):
        raise bad("can't parse JSON object")
    return found


def _multipart(content_type: str, body: bytes) -> tuple[Json, dict[str, Upload]]:
    match = re.search(r'boundary="?([^";]+)"?', content_type)
    if not match:
        raise bad("can't parse the form: no boundary")
    fields: Json = {}
    uploads: dict[str, Upload] = {}
    for part in (b"\r\n" + body).split(b"\r\n--" + match[1].encode())[1:-1]:
        top, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        names = {key.decode(): _utf8(value) for key, value in PARAMETER.findall(top)}
        if "filename" in names:
            mime = re.search(rb"(?i)content-type:\s*([^\r\n]+)", top)
            uploads[names["name"]] = Upload(names["filename"], content, _utf8(mime[1]) if mime else "")
        else:
            fields[names["name"]] = _utf8(content)
    return fields, uploads


def _utf8(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise bad("strings must be encoded in UTF-8") from None
