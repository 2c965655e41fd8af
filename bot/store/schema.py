"""The tables. A change here needs a migration beside it in `migrations/versions`."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.store.types import CleanText, Json, UtcDateTime

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

# The versions of the published corpus. Items are kept once under the digest of their content, however many versions
# hold them.
corpus_version = Table(
    "corpus_version",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("author", CleanText, nullable=False),
    Column("reason", CleanText, nullable=False),
    Column("published_at", UtcDateTime, nullable=False),
    Column("approver", CleanText),
    Column("restores", Integer),
)

corpus_item = Table(
    "corpus_item",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("body", Json, nullable=False),
)

corpus_entry = Table(
    "corpus_entry",
    metadata,
    Column("version", ForeignKey("corpus_version.version"), primary_key=True, autoincrement=False),
    Column("kind", Text, primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("digest", ForeignKey("corpus_item.digest"), nullable=False),
)

# What editors changed, entry by entry: without a version it is the draft, with one it is kept for ever. No digest means
# that the entry was withdrawn.
corpus_change = Table(
    "corpus_change",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("version", ForeignKey("corpus_version.version"), index=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("digest", ForeignKey("corpus_item.digest")),
    Column("editor", CleanText, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("file", CleanText, nullable=False),
    Column("places", Json, nullable=False),
    Column("warnings", Json, nullable=False),
    Column("source_case", Text, nullable=False),
)
DRAFT = text("version IS NULL")
Index(
    "uq_corpus_change_draft",
    corpus_change.c.kind,
    corpus_change.c.name,
    unique=True,
    sqlite_where=DRAFT,
    postgresql_where=DRAFT,
)
Index("ix_corpus_change_name", corpus_change.c.name)

# Append-only but for the rating. `seq` orders rows even when the clock jumps.
question_log = Table(
    "question_log",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", CleanText, nullable=False, unique=True),
    Column("channel", Text, nullable=False),
    Column("citizen", Text, nullable=False),
    Column("masked_text", CleanText, nullable=False),
    Column("clean_text", CleanText, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("decided_at", UtcDateTime, nullable=False),
    Column("latency_ms", Float, nullable=False),
    Column("understanding", Json, nullable=False),
    Column("hits", Json, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("department", Text),
    Column("reply", CleanText, nullable=False),
    Column("citations", Json, nullable=False),
    Column("corpus_version", ForeignKey("corpus_version.version"), nullable=False),
    Column("revises", Text, index=True),
    Column("rating", Text),
    Column("rated_at", UtcDateTime),
)
Index("ix_question_log_citizen_seq", question_log.c.citizen, question_log.c.seq)

# What each question counts as and is filtered by (`bot.core.facts.Fact`): slim, so that a year's log is read at once.
question_fact = Table(
    "question_fact",
    metadata,
    Column("seq", ForeignKey("question_log.seq", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("day", Date, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("matter", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("rating", Text),
    Column("case", Text, nullable=False),
    Column("replaced", Boolean, nullable=False),
    Column("valid", Boolean, nullable=False),
    Column("bucket", Text),
    Column("at_once", Boolean, nullable=False),
    Column("handed", Boolean, nullable=False),
    Column("satisfied", Boolean),
    Column("response_seconds", Float),
    Column("unanswered", Boolean, nullable=False),
    Column("reviewed", Boolean, nullable=False),
    Column("cluster", Integer),
    Column("text", CleanText, nullable=False),
)
# The statistics are counted from these, in their order, without touching the rows.
Index("ix_question_fact_by_day", *question_fact.c["valid", "day", "bucket", "at_once", "department"])
Index(
    "ix_question_fact_slices",
    *question_fact.c["valid", "department", "matter", "kind", "bucket", "at_once", "handed", "satisfied", "day"],
)
# The list's facets are counted in this order.
Index(
    "ix_question_fact_facets",
    *question_fact.c["reviewed", "outcome", "department", "rating", "kind", "day", "confidence", "cluster", "matter"],
)
TIMED = text("response_seconds IS NOT NULL")
Index(
    "ix_question_fact_timed",
    *question_fact.c["day", "valid", "department", "response_seconds"],
    sqlite_where=TIMED,
    postgresql_where=TIMED,
)
CLUSTERED = text("cluster IS NOT NULL")
Index(
    "ix_question_fact_cluster",
    question_fact.c.cluster,
    question_fact.c.day,
    sqlite_where=CLUSTERED,
    postgresql_where=CLUSTERED,
)
UNCLUSTERED = text("unanswered AND cluster IS NULL")
Index(
    "ix_question_fact_unclustered",
    question_fact.c.seq,
    sqlite_where=UNCLUSTERED,
    postgresql_where=UNCLUSTERED,
)

# Near-duplicate questions without an answer; a cluster is found by the keys of its first question.
question_cluster = Table(
    "question_cluster",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("question", CleanText, nullable=False),
    Column("kind", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("settled", Text, nullable=False),
    Column("article", Text, nullable=False),
    Column("settled_by", CleanText, nullable=False),
    Column("settled_at", UtcDateTime),
)

cluster_key = Table(
    "cluster_key",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("cluster", ForeignKey("question_cluster.id"), primary_key=True, autoincrement=False),
)

# What the channel received; the payload is emptied as soon as the item is done.
inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("chat", Text, nullable=False),
    Column("payload", Json, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("error", Text),
    Column("received_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)
OPEN_INBOX = text("state = 'new'")
Index("ix_inbox_open", inbox.c.chat, inbox.c.update_id, sqlite_where=OPEN_INBOX, postgresql_where=OPEN_INBOX)

# Calls the channel has to make; the payload is emptied as soon as the call is made or given up.
outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False, unique=True),
    Column("chat", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("payload", Json, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("error", Text),
    Column("reference", Text),
    Column("created_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)
OPEN_OUTBOX = text("state IN ('pending', 'sending')")
Index("ix_outbox_open", outbox.c.chat, outbox.c.id, sqlite_where=OPEN_OUTBOX, postgresql_where=OPEN_OUTBOX)

# Chats that refuse messages: the citizen has blocked the bot or closed the account.
unreachable_chat = Table(
    "unreachable_chat",
    metadata,
    Column("chat", Text, primary_key=True),
    Column("since", UtcDateTime, nullable=False),
)

# Consultations with people. `body` is the whole consultation; the columns beside it are for finding it.
consultation = Table(
    "consultation",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("citizen", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("finished", Boolean, nullable=False),
    Column("deadline_at", UtcDateTime),
    Column("revision", Integer, nullable=False),
    Column("receipt", Text, nullable=False),
    Column("body", Json, nullable=False),
    Column("channel", Text, nullable=False),
    Column("chat", Text, nullable=False),
    Column("question", CleanText, nullable=False),
    Column("why", CleanText, nullable=False),
    Column("topic_group", Text),
    Column("thread", Integer),
    Column("card", Integer),
    Column("shown", Integer, nullable=False),
    UniqueConstraint("topic_group", "thread", name="uq_consultation_topic"),
)
UNFINISHED = text("NOT finished")
Index(
    "uq_consultation_unfinished",
    consultation.c.citizen,
    unique=True,
    sqlite_where=UNFINISHED,
    postgresql_where=UNFINISHED,
)
Index("ix_consultation_deadline_at", consultation.c.deadline_at)
Index("ix_consultation_receipt", consultation.c.receipt)

# Append-only: everything that ever happened to a consultation.
consultation_event = Table(
    "consultation_event",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("consultation", ForeignKey("consultation.id"), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("detail", Json, nullable=False),
)

# The transcript. `message_revision` keeps the wordings after the first, `message_map` where each part was copied to.
consultation_message = Table(
    "consultation_message",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("consultation", ForeignKey("consultation.id"), nullable=False, index=True),
    Column("side", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("text", CleanText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("chat", Text, nullable=False),
    Column("parts", Json, nullable=False),
    Column("kind", Text, nullable=False),
    Column("exact", Boolean, nullable=False),
    Column("reply_to", Integer),
)

message_revision = Table(
    "message_revision",
    metadata,
    Column("message", ForeignKey("consultation_message.id"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("text", CleanText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

message_place = Table(
    "message_place",
    metadata,
    Column("chat", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("message", ForeignKey("consultation_message.id"), nullable=False, index=True),
)

message_map = Table(
    "message_map",
    metadata,
    Column("from_chat", Text, primary_key=True),
    Column("from_message", Integer, primary_key=True, autoincrement=False),
    Column("to_chat", Text, nullable=False),
    Column("to_message", Integer, nullable=False),
    Column("message", ForeignKey("consultation_message.id"), nullable=False, index=True),
    UniqueConstraint("to_chat", "to_message", name="uq_message_map_to"),
)

receipt_day = Table(
    "receipt_day",
    metadata,
    Column("day", Text, primary_key=True),
    Column("given", Integer, nullable=False),
)

# Which group answers for which department; the duty desk's department is empty.
department_group = Table(
    "department_group",
    metadata,
    Column("department", Text, primary_key=True),
    Column("chat", Text, nullable=False, unique=True),
    Column("queue", Integer),
    Column("bound_by", Text, nullable=False),
    Column("bound_at", UtcDateTime, nullable=False),
)

staff_badge = Table(
    "staff_badge",
    metadata,
    Column("chat", Text, primary_key=True),
    Column("staff", Text, primary_key=True),
    Column("badge", Integer, nullable=False),
    UniqueConstraint("chat", "badge", name="uq_staff_badge_number"),
)

# What people answered, to be reviewed for the corpus.
answered_pair = Table(
    "answered_pair",
    metadata,
    Column("consultation", ForeignKey("consultation.id"), primary_key=True),
    Column("question", CleanText, nullable=False),
    Column("answer", CleanText, nullable=False),
    Column("department", Text, nullable=False),
    Column("staff", Text, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("answered_at", UtcDateTime, nullable=False),
    Column("candidate", Boolean, nullable=False),
)

# Who is told of changes. `link` is the payload of the deep link to what is watched.
watch = Table(
    "watch",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("citizen", Text, primary_key=True),
    Column("link", Text, primary_key=True),
    Column("chat", Text, nullable=False),
    Column("name", CleanText, nullable=False),
    Column("since", UtcDateTime, nullable=False),
)

# What staff tell the watchers of something: who wrote it, who decided.
letter = Table(
    "letter",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("link", Text, nullable=False),
    Column("name", CleanText, nullable=False),
    Column("words", CleanText, nullable=False),
    Column("author", CleanText, nullable=False),
    Column("drafted_at", UtcDateTime, nullable=False),
    Column("state", Text, nullable=False),
    Column("decider", CleanText, nullable=False),
    Column("decided_at", UtcDateTime),
)

# Telling the watchers, in the order of their pseudonyms: those up to `cursor` are told.
notice_run = Table(
    "notice_run",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("channel", Text, nullable=False),
    Column("old", Integer),
    Column("new", Integer),
    Column("letter", ForeignKey("letter.id")),
    Column("cursor", Text, nullable=False),
    Column("told", Integer, nullable=False),
    Column("begun_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    UniqueConstraint("channel", "new", name="uq_notice_run_version"),
    UniqueConstraint("channel", "letter", name="uq_notice_run_letter"),
)
# The console: who may sign in, who has, and who tries. Tokens are kept as digests only.
account = Table(
    "account",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", CleanText, nullable=False, unique=True),
    Column("display", CleanText, nullable=False),
    Column("role", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("departments", Json, nullable=False),
    Column("password", Text, nullable=False),
    Column("must_change", Boolean, nullable=False),
    Column("totp", Text, nullable=False),
    Column("totp_used", Integer, nullable=False),
    Column("disabled", Boolean, nullable=False),
)

console_session = Table(
    "console_session",
    metadata,
    Column("token", Text, primary_key=True),
    Column("account", ForeignKey("account.id"), nullable=False, index=True),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("agent", CleanText, nullable=False),
)

known_device = Table(
    "known_device",
    metadata,
    Column("device", Text, primary_key=True),
    Column("account", ForeignKey("account.id"), primary_key=True),
)

sign_in_attempt = Table(
    "sign_in_attempt",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
Index("ix_sign_in_attempt_key_at", sign_in_attempt.c.key, sign_in_attempt.c.at)

# Append-only; each digest seals the record and all before it.
audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("subject", CleanText, nullable=False),
    Column("detail", Json, nullable=False),
    Column("digest", Text, nullable=False),
)

# The verdicts; `taken_back` ones stay, `current` is the one in force.
review = Table(
    "review",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("question", Text, nullable=False, index=True),
    Column("verdict", Text, nullable=False),
    Column("reviewer", ForeignKey("account.id"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("note", CleanText, nullable=False),
    Column("article", Text, nullable=False),
    Column("answer", CleanText, nullable=False),
    Column("taken_back", Boolean, nullable=False),
    Column("current", Boolean, nullable=False),
)
CURRENT = text("current")
Index("uq_review_current", review.c.question, unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT)

# When old words and delivery records were cleared out.
purge_log = Table(
    "purge_log",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("at", UtcDateTime, nullable=False),
    Column("texts", Integer, nullable=False),
    Column("records", Integer, nullable=False),
)
