"""People at work: accounts, sessions, audit log, review desk, saved searches; an index by which change is seen.

Revision ID: 0003
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _moment(name: str, *, nullable: bool = False) -> sa.Column[dt.datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _accounts() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("is_disabled", sa.Boolean(), nullable=False),
        _moment("created_at"),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("name", name="uq_users_name"),
    )
    op.create_table(
        "sessions",
        sa.Column("token_sha256", sa.String(64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("csrf", sa.Text(), nullable=False),
        _moment("created_at"),
        _moment("seen_at"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_sessions_user_id"),
        sa.PrimaryKeyConstraint("token_sha256", name="pk_sessions"),
    )
    op.create_index("ix_sessions_user_id", "sessions", ["user_id"])
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        _moment("at"),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_action_subject_at", "audit", ["action", "subject", "at"])


def _desk() -> None:
    op.create_table(
        "leases",
        sa.Column("incident_id", sa.String(16), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        _moment("expires_at"),
        sa.PrimaryKeyConstraint("incident_id", name="pk_leases"),
    )
    op.create_table(
        "second_codings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("event_id", sa.String(16), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        _moment("at"),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_second_codings_article_id"),
        sa.PrimaryKeyConstraint("id", name="pk_second_codings"),
    )
    op.create_index("ix_second_codings_article_id", "second_codings", ["article_id"])


def _alerts() -> None:
    op.create_table(
        "searches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("filters", sa.Text(), nullable=False),
        sa.Column("is_masked", sa.Boolean(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("webhook", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        _moment("created_at"),
        sa.PrimaryKeyConstraint("id", name="pk_searches"),
    )
    op.create_table(
        "alerts",
        sa.Column("search_id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.String(16), nullable=False),
        _moment("found_at"),
        _moment("webhook_due", nullable=True),
        _moment("email_due", nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["search_id"], ["searches.id"], name="fk_alerts_search_id"),
        sa.PrimaryKeyConstraint("search_id", "incident_id", name="pk_alerts"),
    )


def upgrade() -> None:
    """Makes the tables; rows of the audit log can be neither changed nor deleted."""
    _accounts()
    _desk()
    _alerts()
    op.create_index("ix_incidents_changed_at", "incidents", ["changed_at"])
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit "
                "BEGIN SELECT RAISE(ABORT, 'rows of audit are never changed or deleted'); END"
            )
    else:
        op.execute(
            "CREATE TRIGGER audit_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION marsad_refuse()"
        )
