"""The tables. A change here needs a migration beside it in `migrations/versions`."""

from bot.store.schema.base import metadata
from bot.store.schema.console import account, audit, console_session, known_device, review, sign_in_attempt
from bot.store.schema.consultations import (
    answered_pair,
    consultation,
    consultation_event,
    consultation_message,
    department_group,
    message_map,
    message_place,
    message_revision,
    receipt_day,
    staff_badge,
)
from bot.store.schema.corpus import corpus_change, corpus_entry, corpus_item, corpus_version
from bot.store.schema.notices import letter, notice_run, watch
from bot.store.schema.questions import UNCLUSTERED, cluster_key, question_cluster, question_fact, question_log
from bot.store.schema.queues import inbox, outbox, unreachable_chat
from bot.store.schema.retention import purge_log

__all__ = [
    "UNCLUSTERED",
    "account",
    "answered_pair",
    "audit",
    "cluster_key",
    "console_session",
    "consultation",
    "consultation_event",
    "consultation_message",
    "corpus_change",
    "corpus_entry",
    "corpus_item",
    "corpus_version",
    "department_group",
    "inbox",
    "known_device",
    "letter",
    "message_map",
    "message_place",
    "message_revision",
    "metadata",
    "notice_run",
    "outbox",
    "purge_log",
    "question_cluster",
    "question_fact",
    "question_log",
    "receipt_day",
    "review",
    "sign_in_attempt",
    "staff_badge",
    "unreachable_chat",
    "watch",
]
