"""The limits and time-outs of accounts, codes and forms; all durations are in seconds.

Sources: OWASP ASVS 5.0.0, NIST SP 800-63B-4, the corporation's guide; reasons in docs/security.md.
"""

from dataclasses import dataclass, field

MINUTE, HOUR, DAY = 60, 3_600, 86_400
INPUT_LIMIT = 500  # characters a field takes; a field that is full counts as too long
PICTURE_BYTES, PICTURE_WIDTH, PICTURE_HEIGHT = 64 * 1024, 600, 200  # of a picture code, at most


@dataclass(frozen=True, slots=True)
class CodePolicy:
    """Life and tries of the code."""

    length: int = 4
    life: int = 5 * MINUTE
    life_by_email_only: int = 10 * MINUTE
    tries_per_code: int = 3
    tries_per_flow: int = 5
    wrong_per_day: int = 5
    wrong_until_branch: int = 10
    wrong_until_branch_window: int = 90 * DAY
    resend_waits: tuple[int, ...] = (60, 120, 300)
    sends_per_account_day: int = 5
    sends_per_contact_day: int = 10
    repeat_window: int = 2 * MINUTE
    proven_window: int = 10 * MINUTE
    flow_life: int = DAY


@dataclass(frozen=True, slots=True)
class SignInPolicy:
    """How failed sign-ins slow an attacker down: (failures, lock in seconds)."""

    locks: tuple[tuple[int, int], ...] = ((5, 15 * MINUTE), (10, 60 * MINUTE), (15, 120 * MINUTE))
    further_lock_every: int = 5
    disabled_after: int = 100
    per_source_minute: int = 20


@dataclass(frozen=True, slots=True)
class EvidencePolicy:
    """How often identity evidence may be wrong in 24 hours, and inquiries per person and desk."""

    wrong_per_number_day: int = 5
    wrong_per_source_day: int = 20
    inquiries_per_person_day: int = 3
    inquiries_per_desk_day: int = 50


@dataclass(frozen=True, slots=True)
class CaptchaPolicy:
    """The picture code; from `wrong_codes_per_source_day` on every code sent and every
    sign-in ask for one."""

    life: int = 10 * MINUTE
    length: int = 5
    alphabet: str = "ADEFGHLMNQRTadefhnrt2347"  # none that old eyes take for another
    wrong_codes_per_source_day: int = 20


@dataclass(frozen=True, slots=True)
class SourcePolicy:
    """What follows when one desk, terminal or address has typed many wrong codes in 24 hours.

    An address is blocked; a registered desk or terminal is let through once in `slowed_to`.
    """

    wrong_codes_day: int = 60
    blocked_for: int = DAY
    slowed_to: int = 30


@dataclass(frozen=True, slots=True)
class SessionPolicy:
    """A signed-in session on the service's side."""

    idle: int = 10 * MINUTE
    absolute: int = HOUR


@dataclass(frozen=True, slots=True)
class HoldPolicy:
    """How long a re-registration waits before it takes effect, unless at a desk; and its bank."""

    renewal: int = 0
    bank: int = 72 * HOUR


@dataclass(frozen=True, slots=True)
class RetentionPolicy:
    """How long what is no longer needed is kept; sessions, from their end."""

    sessions: int = DAY
    sent_keys: int = 2 * DAY
    counters: int = 30 * DAY
    messages: int = 30 * DAY
    audit: int = 365 * DAY


@dataclass(frozen=True, slots=True)
class DeliveryPolicy:
    """How messages leave: tried again and again, a code as long as it lives.

    Pauses double from the first to the longest, which is at most a tenth of the message's life.
    A message that somebody has begun to deliver is left to them for the lease.
    """

    notice_life: int = 3 * DAY
    first_pause: float = 2.0
    longest_pause: int = 15 * MINUTE
    lease: int = MINUTE
    late_after: int = MINUTE


@dataclass(frozen=True, slots=True)
class HashPolicy:
    """argon2id parameters; memory in KiB."""

    time_cost: int = 3
    memory_cost: int = 64 * 1024
    parallelism: int = 1
    at_once: int = 4


@dataclass(frozen=True, slots=True)
class Policy:
    """All of it, as the engine takes it; `training` lifts the limits per source."""

    codes: CodePolicy = field(default_factory=CodePolicy)
    sign_in: SignInPolicy = field(default_factory=SignInPolicy)
    evidence: EvidencePolicy = field(default_factory=EvidencePolicy)
    captcha: CaptchaPolicy = field(default_factory=CaptchaPolicy)
    source: SourcePolicy = field(default_factory=SourcePolicy)
    session: SessionPolicy = field(default_factory=SessionPolicy)
    terminal_session: SessionPolicy = SessionPolicy(idle=90, absolute=15 * MINUTE)
    hold: HoldPolicy = field(default_factory=HoldPolicy)
    hashing: HashPolicy = field(default_factory=HashPolicy)
    retention: RetentionPolicy = field(default_factory=RetentionPolicy)
    delivery: DeliveryPolicy = field(default_factory=DeliveryPolicy)
    training: bool = False


@dataclass(frozen=True, slots=True)
class IdlePolicy:
    """When a window left alone warns and wipes."""

    warn_after: int
    end_after: int


DESK_IDLE = IdlePolicy(9 * MINUTE, 10 * MINUTE)
TERMINAL_IDLE = IdlePolicy(60, 90)
NUMBER_IDLE = IdlePolicy(60, 60 * MINUTE)  # an insurance number covers itself, and nothing ends
