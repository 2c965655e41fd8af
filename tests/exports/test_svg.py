"""Charts that a page with a strict policy may hold, and that can be read aloud."""

from collections.abc import Callable

import pytest
from lxml import etree

from bot.console.charts import charts
from bot.exports.svg import Chart, Series, bars, columns, line
from tests.exports.reports import NAMES, REPORT

NASTY = "<script>alert(1)</script>\"'&"
CHART = Chart("c", NASTY, "两天，各有一件。", (NASTY, "二"), (Series(NASTY, (1, None)), Series("乙", (0.5, 1))))


@pytest.mark.parametrize("draw", [bars, columns, line])
def test_a_chart_holds_no_style_and_no_script(draw: Callable[[Chart], str]) -> None:
    """Shapes and text only, whatever the labels are; colours come by class."""
    root = etree.fromstring(draw(CHART).encode())

    tags = {etree.QName(each).localname for each in root.iter(etree.Element)}
    attributes = {name for each in root.iter(etree.Element) for name in each.attrib}
    assert tags <= {"svg", "g", "rect", "path", "circle", "text", "title", "desc"}
    assert not {name for name in attributes if name == "style" or name.startswith("on") or "href" in name}
    assert [each.get("class") for each in root.iter("{*}g") if "color-1" in (each.get("class") or "")]


@pytest.mark.parametrize("draw", [bars, columns, line])
def test_a_chart_is_told_to_who_cannot_see_it(draw: Callable[[Chart], str]) -> None:
    """Its title and description are named as its label; every value is the title of its shape."""
    root = etree.fromstring(draw(CHART).encode())
    named = {each.get("id"): each.text for each in root}

    assert root.get("role") == "img"
    assert [named[name] for name in root.get("aria-labelledby", "").split()] == [NASTY, "两天，各有一件。"]
    assert [each.text for each in root.iterfind(".//{*}title[@class='shown']") if each.text.startswith("二 乙")]


def test_a_report_has_its_charts() -> None:
    """Four, each with its own name, so that ids are unique on the page."""
    drawn = charts(REPORT, NAMES)

    assert list(drawn) == ["results", "days", "rates", "departments"]
    assert all(f'id="{name}-title"' in svg for name, svg in drawn.items())
