"""Incidents: a view that is kept.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables of the view; every article there is waits for it."""
    op.create_table(
        "incidents",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("date_start", sa.Date(), nullable=True),
        sa.Column("date_end", sa.Date(), nullable=True),
        sa.Column("country", sa.String(2), nullable=True),
        sa.Column("admin1", sa.Text(), nullable=True),
        sa.Column("lat", sa.Float(53), nullable=True),
        sa.Column("lon", sa.Float(53), nullable=True),
        sa.Column("fatalities_low", sa.Integer(), nullable=True),
        sa.Column("fatalities_best", sa.Integer(), nullable=True),
        sa.Column("fatalities_high", sa.Integer(), nullable=True),
        sa.Column("voices", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Float(53), nullable=False),
        sa.Column("review", sa.String(16), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_incidents"),
    )
    op.create_index("ix_incidents_country_admin1", "incidents", ["country", "admin1"])
    op.create_index("ix_incidents_date_start_id", "incidents", ["date_start", "id"])
    op.create_index("ix_incidents_kind", "incidents", ["kind"])
    op.create_index("ix_incidents_lat_lon", "incidents", ["lat", "lon"])
    op.create_table(
        "incident_blocks",
        sa.Column("block", sa.BigInteger(), nullable=False),
        sa.Column("incident_id", sa.String(16), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_incident_blocks_incident_id"),
        sa.PrimaryKeyConstraint("block", "incident_id", name="pk_incident_blocks"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_incident_blocks_incident_id", "incident_blocks", ["incident_id"])
    op.create_table(
        "incident_facets",
        sa.Column("incident_id", sa.String(16), nullable=False),
        sa.Column("facet", sa.String(16), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_incident_facets_incident_id"),
        sa.PrimaryKeyConstraint("incident_id", "facet", "value", name="pk_incident_facets"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_incident_facets_facet_value", "incident_facets", ["facet", "value"])
    op.create_table(
        "incident_members",
        sa.Column("event_id", sa.String(16), nullable=False),
        sa.Column("incident_id", sa.String(16), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_incident_members_article_id"),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_incident_members_incident_id"),
        sa.PrimaryKeyConstraint("event_id", name="pk_incident_members"),
    )
    op.create_index("ix_incident_members_article_id", "incident_members", ["article_id"])
    op.create_index("ix_incident_members_incident_id", "incident_members", ["incident_id"])
    op.execute(
        "INSERT INTO touched (article_id) SELECT id FROM articles WHERE id NOT IN (SELECT article_id FROM touched)"
    )
