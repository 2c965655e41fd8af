"""Reports as files that people open elsewhere. Pure: a report in, bytes out; the libraries load when one is wanted."""

from collections.abc import Sequence
from importlib import import_module

from bot.composer.report import Names
from bot.core.cluster_ports import Cluster
from bot.core.statistics import Report

EXPORTS = {
    ".csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""Suffix → media type; each is written by the module of its name."""


def export(suffix: str, report: Report, gaps: Sequence[Cluster], names: Names) -> bytes:
    """The file of a report; `suffix` is one of `EXPORTS`."""
    content: bytes = import_module(f"bot.exports.{suffix[1:]}").write(report, gaps, names)
    return content
