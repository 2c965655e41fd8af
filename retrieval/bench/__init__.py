"""Measures the index beside its peers, in one run, on the same terms and questions."""

from retrieval.bench.run import BenchError, Row, bench, installed
from retrieval.bench.table import markdown, svg

__all__ = ["BenchError", "Row", "bench", "installed", "markdown", "svg"]
