"""The tables as PostgreSQL first had them; what is written into `audit` stays as it is."""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = None

# Rows of the audit are never changed and go only after a year, whatever the program, or somebody
# with its password, sends to the database. `at` is by the service's clock and `now()` by the
# database's: five days are more than they may differ.
_KEEP_AUDIT = """
CREATE FUNCTION keep_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.at < extract(epoch FROM now()) - 360 * 86400 THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'rows of audit are kept' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER keep_rows BEFORE UPDATE OR DELETE ON audit
    FOR EACH ROW EXECUTE FUNCTION keep_audit();
CREATE TRIGGER keep_table BEFORE TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION keep_audit();
REVOKE UPDATE, TRUNCATE ON audit FROM CURRENT_USER;
"""


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("event", sa.String(length=30), nullable=False),
        sa.Column("subject", sa.LargeBinary(length=32), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_table(
        "captchas",
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("answer_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("expires_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("sequence"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_captchas_expires_at", "captchas", ["expires_at"])
    op.create_table(
        "credentials",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("issued_at", sa.Double(), nullable=False),
        sa.Column("revoked_at", sa.Double(), nullable=True),
        sa.Column("last_used_at", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "events",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("events_by_subject", "events", ["kind", "subject", "at"])
    op.create_index("events_by_time", "events", ["at"])
    op.create_table(
        "flows",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.Column("number", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=6), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("channels", sa.String(length=20), nullable=False),
        sa.Column("other_channels", sa.String(length=20), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("email", sa.String(length=320), nullable=True),
        sa.Column("decoy", sa.Boolean(), nullable=False),
        sa.Column("pending", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("code_expires", sa.Double(), nullable=False),
        sa.Column("tries_left", sa.Integer(), nullable=False),
        sa.Column("flow_tries_left", sa.Integer(), nullable=False),
        sa.Column("resends", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.Double(), nullable=False),
        sa.Column("expires_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("flows_by_expiry", "flows", ["expires_at"])
    op.create_index("flows_by_number", "flows", ["number", "purpose"])
    op.create_table(
        "meta",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("flow", sa.String(length=32), nullable=True),
        sa.Column("recipient", sa.String(length=320), nullable=False),
        sa.Column("channel", sa.String(length=5), nullable=False),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=True),
        sa.Column("made_at", sa.Double(), nullable=False),
        sa.Column("expires_at", sa.Double(), nullable=False),
        sa.Column("due_at", sa.Double(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("handed_at", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_outbox_flow", "outbox", ["flow"])
    op.create_index("ix_outbox_recipient", "outbox", ["recipient"])
    op.create_index("outbox_by_due", "outbox", ["channel", "purpose", "due_at"])
    op.create_table(
        "persons",
        sa.Column("number", sa.String(length=10), nullable=False),
        sa.Column("nationality", sa.String(length=10), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sex", sa.String(length=1), nullable=False),
        sa.Column("birth_date", sa.String(length=10), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("card_number", sa.String(length=9), nullable=True),
        sa.Column("passport_number", sa.String(length=20), nullable=True),
        sa.Column("father", sa.String(length=10), nullable=True),
        sa.Column("mother", sa.String(length=10), nullable=True),
        sa.Column("spouse", sa.String(length=10), nullable=True),
        sa.Column("insurance_number", sa.String(length=10), nullable=True),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("card_number"),
        sa.UniqueConstraint("insurance_number"),
    )
    op.create_table(
        "sent_keys",
        sa.Column("key_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("body_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("flow", sa.String(length=32), nullable=True),
        sa.Column("made_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("key_hash"),
    )
    op.create_index("ix_sent_keys_made_at", "sent_keys", ["made_at"])
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=10), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=True),
        sa.Column("activation_channel", sa.String(length=5), nullable=False),
        sa.Column("country_of_residence", sa.String(length=2), nullable=True),
        sa.Column("academic_level", sa.String(length=10), nullable=True),
        sa.Column("bank", sa.String(length=10), nullable=True),
        sa.Column("next_bank", sa.String(length=10), nullable=True),
        sa.Column("next_bank_at", sa.Double(), nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.Double(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("updated_at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["number"], ["persons.number"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number"),
    )
    op.create_table(
        "employments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=10), nullable=False),
        sa.Column("establishment_number", sa.String(length=10), nullable=False),
        sa.Column("establishment_name", sa.Text(), nullable=False),
        sa.Column("start", sa.String(length=10), nullable=False),
        sa.Column("stop", sa.String(length=10), nullable=True),
        sa.Column("stop_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["number"], ["persons.number"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_employments_number", "employments", ["number"])
    op.create_table(
        "trainees",
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.String(length=10), nullable=False),
        sa.Column("relative_number", sa.String(length=10), nullable=True),
        sa.Column("kinship", sa.String(length=2), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("password", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["number"], ["persons.number"]),
        sa.PrimaryKeyConstraint("position"),
        sa.UniqueConstraint("number"),
    )
    op.create_table(
        "held_renewals",
        sa.Column("account", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("takes_effect_at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"]),
        sa.PrimaryKeyConstraint("account"),
    )
    op.create_index("ix_held_renewals_takes_effect_at", "held_renewals", ["takes_effect_at"])
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.Double(), nullable=False),
        sa.Column("idle", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"]),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_index("ix_sessions_account", "sessions", ["account"])
    op.create_table(
        "wages",
        sa.Column("employment", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("monthly_fils", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["employment"], ["employments.id"]),
        sa.PrimaryKeyConstraint("employment", "year"),
    )
    op.execute(_KEEP_AUDIT)
