"""The tables of the desk. Times are seconds since 1970, UTC."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

person = Table(
    "person",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(80), nullable=False, unique=True),
    Column("password", String(200), nullable=False),
    Column("role", String(10), nullable=False),
    Column("active", Boolean, nullable=False, default=True),
    Column("created", Float, nullable=False),
)
"""Who may log in; ``password`` is an Argon2 hash. Nobody is deleted: history names them."""

session = Table(
    "session",
    metadata,
    Column("token", String(64), primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("csrf", String(64), nullable=False),
    Column("seen", Float, nullable=False),
)
"""Who is logged in; ``token`` is the SHA-256 of what the cookie holds."""

attempt = Table(
    "attempt",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(80), nullable=False),
    Column("address", String(80), nullable=False),
    Column("at", Float, nullable=False),
    Index("attempt_at", "at"),
)
"""Log-ins that failed."""

release = Table(
    "release",
    metadata,
    Column("id", String(120), primary_key=True),
    Column("title", Text, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("language", String(20), nullable=False),
    Column("edition", Integer, nullable=False),
    Column("imported", Float, nullable=False),
    Column("embargo", Float),
    Column("four_eyes", Boolean, nullable=False, default=False),
    Column("held", JSON, nullable=False),
)
"""A release; ``edition`` counts how often it was brought in, ``held`` are stories not written."""

story = Table(
    "story",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("release_id", ForeignKey("release.id"), nullable=False),
    Column("key", String(120), nullable=False),
    Column("code", String(40), nullable=False),
    Column("name", Text, nullable=False),
    Column("level", String(40), nullable=False),
    Column("group_name", Text, nullable=False),
    Column("angle", String(80), nullable=False),
    Column("stem", String(200), nullable=False),
    Column("place_order", Integer, nullable=False),
    Column("reading", Integer),
    Column("flagged", Boolean, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("headline", Text, nullable=False),
    Column("search", Text, nullable=False),
    Column("status", String(20), nullable=False),
    Column("version", Integer, nullable=False),
    Column("blocked", Boolean, nullable=False),
    Column("edited", Boolean, nullable=False),
    Column("clashes", Integer, nullable=False),
    Column("first_by", Integer),
    Column("edited_by", Integer),
    Column("decided_by", Integer),
    Column("decided", Float),
    Column("locked_by", Integer),
    Column("locked_until", Float),
    Column("override", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("why", JSON, nullable=False),
    Column("flags", JSON, nullable=False),
    Column("text", JSON, nullable=False),
    Column("problems", JSON, nullable=False),
    Column("draft", JSON, nullable=False),
    Column("chart", Text, nullable=False),
    UniqueConstraint("release_id", "key"),
    Index(
        "story_queue",
        "release_id",
        "status",
        "reading",
        "place_order",
        "edited",
        "flagged",
        "blocked",
    ),
)
"""A story. What is long comes last: SQLite reads a row from its beginning, as far as it must.

``draft`` is its JSON as the writer gave it last; ``text`` the copy as it stands (see ``texts``);
``version`` grows with every action. ``problems`` are those of the copy, ``blocked`` whether one of
them is an error. ``reading`` is its position on the reading list, ``why`` the reasons.
"""

note = Table(
    "note",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("story_id", ForeignKey("story.id"), nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("at", Float, nullable=False),
    Column("text", Text, nullable=False),
    Index("note_story", "story_id"),
)
"""What people say to one another about a story."""

sentence = Table(
    "sentence",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("release_id", ForeignKey("release.id"), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("mask", Text, nullable=False),
    Column("stories", Integer, nullable=False),
    Column("approved_by", Integer),
    Column("approved", Float),
    UniqueConstraint("release_id", "digest"),
)
"""A wording of a release: a sentence with its figures and names masked, and who approved it."""

told = Table(
    "told",
    metadata,
    Column("story_id", ForeignKey("story.id"), primary_key=True),
    Column("block", Integer, primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("sentence_id", ForeignKey("sentence.id"), nullable=False),
    Column("text", Text, nullable=False),
    Index("told_sentence", "sentence_id", "story_id"),
)
"""Which story says which wording, where in its draft, and in which words."""

event = Table(
    "event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Float, nullable=False),
    Column("person_id", Integer),
    Column("who", String(80), nullable=False),
    Column("release_id", String(120), nullable=False),
    Column("story_id", Integer),
    Column("action", String(30), nullable=False),
    Column("version", Integer),
    Column("said", Text, nullable=False),
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
    Column("undoes", Integer),
    Index("event_story", "story_id", "id"),
    Index("event_release", "release_id", "id"),
)
"""All that was done, in order; nothing is changed or taken away.

``before`` and ``after`` are the columns that an action changed; ``version`` is the story's
afterwards.
"""
