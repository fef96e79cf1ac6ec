"""The tables: one schema for SQLite and PostgreSQL.

Times are seconds since 1970 in UTC, by the service's clock; dates are ISO texts; wages are fils.
"""

import sqlalchemy as sa

SCHEMA_VERSION = 2
metadata = sa.MetaData()

Number = sa.String(10)
Time = sa.Double
# What is counted up for as long as the service lives.
Serial = sa.BigInteger().with_variant(sa.Integer, "sqlite")

meta = sa.Table(
    "meta",
    metadata,
    sa.Column("key", sa.String(40), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

# ------------------------------------------------------------------ the civil registry

# `father`, `mother` and `spouse` are numbers too, without a foreign key: a registry knows of people
# whom it does not hold, and families are written in any order.
persons = sa.Table(
    "persons",
    metadata,
    sa.Column("number", Number, primary_key=True),
    sa.Column("nationality", sa.String(10), nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("sex", sa.String(1), nullable=False),
    sa.Column("birth_date", sa.String(10), nullable=False),
    sa.Column("country", sa.String(2), nullable=False),
    sa.Column("card_number", sa.String(9), unique=True),
    sa.Column("passport_number", sa.String(20)),
    sa.Column("father", Number),
    sa.Column("mother", Number),
    sa.Column("spouse", Number),
    sa.Column("insurance_number", sa.String(10), unique=True),
)

employments = sa.Table(
    "employments",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("number", Number, sa.ForeignKey("persons.number"), nullable=False, index=True),
    sa.Column("establishment_number", sa.String(10), nullable=False),
    sa.Column("establishment_name", sa.Text, nullable=False),
    sa.Column("start", sa.String(10), nullable=False),
    sa.Column("stop", sa.String(10)),
    sa.Column("stop_reason", sa.Text),
)

wages = sa.Table(
    "wages",
    metadata,
    sa.Column("employment", sa.ForeignKey("employments.id"), primary_key=True),
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("monthly_fils", sa.Integer, nullable=False),
)

# ------------------------------------------------------------------ accounts and sessions

# A bank that was changed is `next_bank` until `next_bank_at`, and `bank` shows the earlier one.
accounts = sa.Table(
    "accounts",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("number", Number, sa.ForeignKey("persons.number"), nullable=False, unique=True),
    sa.Column("phone", sa.String(20), nullable=False),
    sa.Column("email", sa.String(320)),
    sa.Column("activation_channel", sa.String(5), nullable=False),
    sa.Column("country_of_residence", sa.String(2)),
    sa.Column("academic_level", sa.String(10)),
    sa.Column("bank", sa.String(10)),
    sa.Column("next_bank", sa.String(10)),
    sa.Column("next_bank_at", Time),
    sa.Column("password_hash", sa.Text, nullable=False),
    sa.Column("failures", sa.Integer, nullable=False, default=0),
    sa.Column("locked_until", Time, nullable=False, default=0.0),
    sa.Column("created_at", Time, nullable=False),
    sa.Column("updated_at", Time, nullable=False),
)

sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("token_hash", sa.LargeBinary(32), primary_key=True),
    sa.Column("account", sa.ForeignKey("accounts.id"), nullable=False, index=True),
    sa.Column("ends_at", Time, nullable=False),
    sa.Column("idle", sa.Integer, nullable=False),
    sa.Column("used_at", Time, nullable=False),
)

# A re-registration that waits to take effect; `data` is what the account will carry.
held_renewals = sa.Table(
    "held_renewals",
    metadata,
    sa.Column("account", sa.ForeignKey("accounts.id"), primary_key=True, autoincrement=False),
    sa.Column("data", sa.JSON, nullable=False),
    sa.Column("language", sa.String(2), nullable=False),
    sa.Column("takes_effect_at", Time, nullable=False, index=True),
)

# ------------------------------------------------------------------ codes

# A flow lives from the first code to the last; `pending` is what takes effect once the code comes
# back. `phone` and `email` are where codes can go; a decoy has neither, and a code nobody knows.
flows = sa.Table(
    "flows",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("purpose", sa.String(10), nullable=False),
    sa.Column("number", Number, nullable=False),
    sa.Column("state", sa.String(6), nullable=False),
    sa.Column("language", sa.String(2), nullable=False),
    sa.Column("channels", sa.String(20), nullable=False),
    sa.Column("other_channels", sa.String(20), nullable=False),
    sa.Column("phone", sa.String(20)),
    sa.Column("email", sa.String(320)),
    sa.Column("decoy", sa.Boolean, nullable=False),
    sa.Column("pending", sa.JSON(none_as_null=True)),
    sa.Column("code_hash", sa.LargeBinary(32), nullable=False),
    sa.Column("code_expires", Time, nullable=False),
    sa.Column("tries_left", sa.Integer, nullable=False),
    sa.Column("flow_tries_left", sa.Integer, nullable=False),
    sa.Column("resends", sa.Integer, nullable=False, default=0),
    sa.Column("sent_at", Time, nullable=False),
    sa.Column("expires_at", Time, nullable=False),
    sa.Index("flows_by_number", "number", "purpose"),
    sa.Index("flows_by_expiry", "expires_at"),
)

# One row for everything that a rolling window counts.
events = sa.Table(
    "events",
    metadata,
    sa.Column("id", Serial, primary_key=True),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("at", Time, nullable=False),
    sa.Index("events_by_subject", "kind", "subject", "at"),
    sa.Index("events_by_time", "at"),
)

# What a repeated send is answered with; without a flow, its first time is still under way.
sent_keys = sa.Table(
    "sent_keys",
    metadata,
    sa.Column("key_hash", sa.LargeBinary(32), primary_key=True),
    sa.Column("body_hash", sa.LargeBinary(32), nullable=False),
    sa.Column("flow", sa.String(32)),
    sa.Column("made_at", Time, nullable=False, index=True),
)

captchas = sa.Table(
    "captchas",
    metadata,
    sa.Column("sequence", Serial, primary_key=True),
    sa.Column("id", sa.String(32), nullable=False, unique=True),
    sa.Column("answer_hash", sa.LargeBinary(32), nullable=False),
    sa.Column("answer", sa.Text),  # in training only
    sa.Column("expires_at", Time, nullable=False, index=True),
)

# `code` is kept in training only; elsewhere `text` is blanked when the message is handed over or
# its code dies. `due_at` is when to try next, NULL where nothing is to be delivered any more.
outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("id", Serial, primary_key=True),
    sa.Column("key", sa.String(32), nullable=False, unique=True),
    sa.Column("flow", sa.String(32), index=True),
    sa.Column("recipient", sa.String(320), nullable=False, index=True),
    sa.Column("channel", sa.String(5), nullable=False),
    sa.Column("purpose", sa.String(10), nullable=False),
    sa.Column("language", sa.String(2), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("code", sa.String(8)),
    sa.Column("made_at", Time, nullable=False),
    sa.Column("expires_at", Time, nullable=False),
    sa.Column("due_at", Time),
    sa.Column("tries", sa.Integer, nullable=False, default=0),
    sa.Column("handed_at", Time),
    sa.Index("outbox_by_due", "channel", "purpose", "due_at"),
)

# ------------------------------------------------------------------ who calls, and what was done

# What a desk or terminal shows: `<id>.<secret>`, of which the database holds a hash.
credentials = sa.Table(
    "credentials",
    metadata,
    sa.Column("id", sa.String(12), primary_key=True),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("secret_hash", sa.LargeBinary(32), nullable=False),
    sa.Column("issued_at", Time, nullable=False),
    sa.Column("revoked_at", Time),
    sa.Column("last_used_at", Time),
)

# Nothing personal: `subject` is the keyed hash of a number. Rows are written, never changed.
audit = sa.Table(
    "audit",
    metadata,
    sa.Column("id", Serial, primary_key=True),
    sa.Column("at", Time, nullable=False, index=True),
    sa.Column("event", sa.String(30), nullable=False),
    sa.Column("subject", sa.LargeBinary(32)),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("outcome", sa.String(40), nullable=False),
)

# ------------------------------------------------------------------ training

# What a trainee needs beside the registry: whose data to type, and where codes will arrive.
trainees = sa.Table(
    "trainees",
    metadata,
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("number", Number, sa.ForeignKey("persons.number"), nullable=False, unique=True),
    sa.Column("relative_number", Number),
    sa.Column("kinship", sa.String(2)),
    sa.Column("phone", sa.String(20), nullable=False),
    sa.Column("email", sa.String(320), nullable=False),
    sa.Column("password", sa.Text),
)
