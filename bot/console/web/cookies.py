"""The two cookies: one for the session, one by which a browser is known again. No script can read either."""

from starlette.responses import Response

from bot.console.web.address import Address

YEAR = 31_536_000


def keep_session(response: Response, address: Address, token: str) -> None:
    """The browser is signed in until it is closed, or the session ends."""
    _set(response, address.cookie, token, address)


def forget_session(response: Response, address: Address) -> None:
    """The browser is signed out."""
    response.delete_cookie(address.cookie, secure=address.secure, httponly=True, samesite="lax")


def keep_device(response: Response, address: Address, device: str) -> None:
    """Others' guesses will not keep this browser out."""
    _set(response, address.device_cookie, device, address, YEAR)


def _set(response: Response, name: str, value: str, address: Address, age: int | None = None) -> None:
    response.set_cookie(name, value, age, path="/", secure=address.secure, httponly=True, samesite="lax")
