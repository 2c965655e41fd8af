"""A decision as the JSON object that `--json` prints. Its keys are a promise: add, never rename or drop."""

import json
from typing import Any

from bot.core.model import Citation, Decision


def as_result(question_id: str, question: str, decision: Decision, corpus_version: int) -> dict[str, Any]:
    """The whole object for one question; `question` must be valid Unicode (see `valid_unicode`)."""
    result = {"id": question_id, "question": question, **_decision(decision)}
    return {**result, "corpus_version": corpus_version, "parts": [_decision(part) for part in decision.parts]}


def as_line(value: dict[str, Any]) -> bytes:
    """One line of JSON in UTF-8, whatever the locale."""
    return json.dumps(value, ensure_ascii=False).encode()


def valid_unicode(text: str) -> str:
    """`text` with surrogate pairs joined and lone surrogates replaced by U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _decision(decision: Decision) -> dict[str, Any]:
    department = decision.department
    return {
        "outcome": decision.outcome.value,
        "text": decision.text,
        "citations": [_citation(citation) for citation in decision.citations],
        "department": {"id": department.id, "name": department.name} if department else None,
        "confidence": round(decision.confidence, 4),
        "rule": decision.rule,
        "options": list(decision.options),
        "background": _citation(decision.background) if decision.background else None,
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "article": citation.article,
        "source": citation.source,
        "published": citation.published.isoformat() if citation.published else None,
        "passage_id": citation.passage_id,
        "quote": citation.quote,
    }
