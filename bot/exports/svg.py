"""Charts as SVG that a page may hold: no style, no script, every colour by class; a title and a description to read aloud.

pygal draws; what it adds for its own looks is taken off, and the page's style sheet gives colours for light and dark.
The table behind a chart is the page's business.
"""

import sys
from dataclasses import dataclass
from typing import Any

import pygal
from lxml import etree

# pygal hooks an importer for its plug-in maps, of a kind that Python has given up and warns of at every later import.
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != "pygal"]

SVG = "{http://www.w3.org/2000/svg}"
WIDTH = 760
ROW = 30
"""Pixels of a horizontal bar with its distance to the next."""
EM = 12
"""Pixels of a Chinese character, as the style sheet has it."""


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one kind, one for each label; None leaves a gap."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart shows. `told` says in a sentence what there is to see."""

    name: str
    title: str
    told: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]


def columns(chart: Chart, height: int = 260) -> str:
    """Stacked columns."""
    return _draw(pygal.StackedBar(**_options(height), x_labels_major_count=8, show_minor_x_labels=False), chart)


def bars(chart: Chart) -> str:
    """Stacked horizontal bars, the first label on top. Room is made for Chinese labels, which pygal takes for narrow ones."""
    turned = Chart(
        chart.name,
        chart.title,
        chart.told,
        chart.labels[::-1],
        tuple(Series(each.name, each.values[::-1]) for each in chart.series),
    )
    options = _options(60 + ROW * len(chart.labels))
    options |= {"margin_left": 6 + EM * max(map(len, chart.labels), default=0)}
    return _draw(pygal.HorizontalStackedBar(**options), turned)


def line(chart: Chart, height: int = 220) -> str:
    """Shares, 0..1, over time, as a line for each series."""
    options = _options(height) | {
        "range": (0, 1),
        "y_labels": [0, 0.25, 0.5, 0.75, 1],
        "value_formatter": lambda share: f"{share:.0%}" if share is not None else "",
    }
    drawn = pygal.Line(**options, x_labels_major_count=8, show_minor_x_labels=False, dots_size=3)
    return _draw(drawn, chart)


def _options(height: int) -> dict[str, Any]:
    return {
        "width": WIDTH,
        "height": height,
        "css": [],
        "js": [],
        "show_legend": False,
        "disable_xml_declaration": True,
        "no_prefix": True,
        "explicit_size": False,
        "margin": 6,
        "spacing": 6,
        "max_scale": 6,
        "truncate_label": -1,
        "value_formatter": lambda number: f"{number:g}",
    }


def _draw(drawn: Any, chart: Chart) -> str:
    drawn.x_labels = list(chart.labels)
    for each in chart.series:
        drawn.add(each.name, list(each.values))
    root = etree.fromstring(drawn.render())
    _strip(root, chart)
    for element, tag, text in ((root, "desc", chart.told), (root, "title", chart.title)):
        described = etree.Element(f"{SVG}{tag}", id=f"{chart.name}-{tag}")
        described.text = text
        element.insert(0, described)
    root.attrib.pop("id", None)
    root.set("class", "chart")
    root.set("role", "img")
    root.set("aria-labelledby", f"{chart.name}-title {chart.name}-desc")
    return str(etree.tostring(root, encoding="unicode"))


def _strip(root: Any, chart: Chart) -> None:
    """Take off what is pygal's own: style, script, comments, its titles; a value becomes the title of its shape."""
    names = {f"color-{number}": each.name for number, each in enumerate(chart.series)}
    for group in root.iter(f"{SVG}g"):
        for name in (group.get("class") or "").split():
            if name in names:
                _name_values(group, names[name])
    unwanted = [*root.iter(etree.Comment), *root.findall(f"{SVG}defs"), *root.findall(f".//{SVG}desc")]
    unwanted += [each for each in root.iter(f"{SVG}title") if each.get("class") != "shown"]
    for element in unwanted:
        element.getparent().remove(element)
    for element in root.iter():
        element.attrib.pop("style", None)


def _name_values(group: Any, name: str) -> None:
    for value in group.findall(f".//{SVG}desc[@class='value']"):
        shape = value.getparent()
        label = shape.find(f"{SVG}desc[@class='x_label']")
        shown = etree.SubElement(shape, f"{SVG}title")
        shown.set("class", "shown")
        shown.text = f"{label.text + ' ' if label is not None and label.text else ''}{name} {value.text or ''}".strip()
