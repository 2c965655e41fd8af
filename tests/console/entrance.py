"""The form of the sign-in."""

import httpx

from tests.console.office import PASSWORD


async def sign_in(
    browser: httpx.AsyncClient, name: str = "wangfang", password: str = PASSWORD, code: str = "", there: str = "/"
) -> httpx.Response:
    """The form, filled in and sent."""
    return await browser.post("/sign-in", data={"name": name, "password": password, "code": code, "next": there})
