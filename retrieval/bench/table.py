"""The rows of a run as a Markdown table and as a plot."""

import math
from collections.abc import Sequence
from html import escape

from retrieval.bench.run import Row

_COLOURS = ("#c0392b", "#7f8c8d", "#8e44ad", "#2980b9", "#27ae60", "#e67e22")
_WIDTH, _HEIGHT, _MARGIN = 640, 400, 60


def markdown(rows: Sequence[Row]) -> str:
    """One line an engine and size; `×` is how many times faster than rank_bm25 a question is at p50."""
    lines = [
        "| engine | passages | p50 ms | p99 ms | p99/p50 | × | build s | open s | disk MB | resident MB | MRR@10 | questions |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for row in rows:
        base = next((each.p50 for each in rows if each.engine == "rank_bm25" and each.size == row.size), None)
        faster = f"{base / row.p50:,.0f}" if base else "–"
        times = f"{row.p50:.3f} | {row.p99:.3f} | {row.p99 / row.p50:.1f} | {faster}"
        sizes = f"{row.build:.1f} | {row.open:.2f} | {row.disk:,.0f} | {row.resident:,.0f}"
        lines.append(f"| {row.engine} | {row.size:,} | {times} | {sizes} | {row.mrr:.3f} | {row.asked} |")
    return "\n".join(lines)


def svg(rows: Sequence[Row]) -> str:
    """p50 against the size of the collection, both logarithmic, a line an engine."""
    sizes, times = [row.size for row in rows], [row.p50 for row in rows]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" font-size="12">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>',
        f'<text x="{_WIDTH / 2}" y="20" text-anchor="middle">ms a question (p50) by passages</text>',
    ]
    across, up = _scale(sizes, _MARGIN, _WIDTH - 160), _scale(times, _HEIGHT - _MARGIN, 40)
    parts += [_grid_line(across(10**power), f"10^{power}") for power in _powers(sizes)]
    parts += [_grid_row(up(10**power), f"{10.0**power:g}") for power in _powers(times)]
    for number, engine in enumerate(dict.fromkeys(row.engine for row in rows)):
        points = [(across(row.size), up(row.p50)) for row in rows if row.engine == engine]
        parts += _line(engine, points, _COLOURS[number % len(_COLOURS)], 50 + 18 * number)
    return "\n".join([*parts, "</svg>"])


def _scale(values: Sequence[float], start: float, end: float) -> "_Scale":
    powers = _powers(values)
    return _Scale(powers[0], max(powers[-1], powers[0] + 1), start, end)


class _Scale:
    """Logarithms of values on a stretch of the drawing."""

    def __init__(self, low: int, high: int, start: float, end: float) -> None:
        self._low, self._high, self._start, self._end = low, high, start, end

    def __call__(self, value: float) -> float:
        share = (math.log10(value) - self._low) / (self._high - self._low)
        return round(self._start + share * (self._end - self._start), 1)


def _powers(values: Sequence[float]) -> range:
    logs = [math.log10(value) for value in values]
    return range(math.floor(min(logs)), math.ceil(max(logs)) + 1)


def _grid_line(x: float, label: str) -> str:
    bottom = _HEIGHT - _MARGIN
    return (
        f'<line x1="{x}" y1="40" x2="{x}" y2="{bottom}" stroke="#ddd"/>'
        f'<text x="{x}" y="{bottom + 18}" text-anchor="middle">{label}</text>'
    )


def _grid_row(y: float, label: str) -> str:
    return (
        f'<line x1="{_MARGIN}" y1="{y}" x2="{_WIDTH - 160}" y2="{y}" stroke="#ddd"/>'
        f'<text x="{_MARGIN - 8}" y="{y + 4}" text-anchor="end">{label}</text>'
    )


def _line(name: str, points: Sequence[tuple[float, float]], colour: str, legend: int) -> list[str]:
    path = " ".join(f"{x},{y}" for x, y in points)
    dots = [f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in points]
    label = f'<text x="{_WIDTH - 150}" y="{legend}" fill="{colour}">{escape(name)}</text>'
    return [f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>', *dots, label]
