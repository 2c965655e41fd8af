"""A report as one CSV file: its tables below each other, in UTF-8 with the mark by which Excel knows it."""

import csv
import io
from collections.abc import Sequence

from bot.composer.report import Names, tables
from bot.core.cluster_ports import Cluster
from bot.core.statistics import Report
from bot.exports.neutral import neutral


def write(report: Report, gaps: Sequence[Cluster], names: Names) -> bytes:
    """The file's bytes."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for table in tables(report, gaps, names):
        writer.writerow([neutral(table.title)])
        writer.writerow(map(neutral, table.head))
        writer.writerows(map(neutral, row) for row in table.rows)
        writer.writerow([])
    return text.getvalue().encode("utf-8-sig", "replace")
