"""The templates: what is shown is always escaped."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.console import wording
from bot.console.consultations import wording as case_wording
from bot.console.web.assets import Assets
from bot.console.web.navigation import navigation
from bot.core.hours import SHANGHAI

if TYPE_CHECKING:
    from bot.console.web.visit import Visit

FOLDER = Path(__file__).parent.parent / "templates"


class Templates:
    """Renders pages; `assets` gives the addresses of style and script."""

    def __init__(self, assets: Assets) -> None:
        self._assets = assets

    def render(self, template: str, visit: "Visit", values: Mapping[str, Any]) -> str:
        """A page as HTML."""
        own = {"visit": visit, "account": visit.account, "link": visit.link, "now": visit.now}
        own |= {"asset": self._assets.address, "nav": navigation(visit)}
        return _environment().get_template(template).render(own, **values)


@cache
def _environment() -> Environment:
    """Made once, for it keeps every template that it has compiled."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        auto_reload=False,  # what lies on the disk may be of a later release already
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(w=wording, cw=case_wording)
    environment.filters.update(moment=moment, exact=exact, unkeyed=unkeyed)
    return environment


def unkeyed(told: str) -> str:
    """A remark of the corpus check without the keys of its records, which only files have."""
    return re.sub("（[a-z_]+）", "", told)


def exact(at: datetime) -> str:
    """2026-03-10 09:30, in Chinese time."""
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def moment(at: datetime, now: datetime) -> Markup:
    """How long ago, with the exact time on hover and in print."""
    written = Markup('<time datetime="{}" title="{}">{}<span class="exact"> {}</span></time>')
    return written.format(at.astimezone(UTC).isoformat(timespec="seconds"), exact(at), wording.ago(at, now), exact(at))
