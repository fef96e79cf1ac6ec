"""Citizens who register, activate, forget their password and renew, told call by call.

What a person's account must look like follows from the calls that were answered, and from the one
that was made but not answered: it may have had its whole effect or none.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.policy import DAY, CodePolicy, HashPolicy, Policy
from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine.passwords import Hasher
from ssc_desktop.services.contract import (
    AccountService,
    CaptchaAnswer,
    CaptchaKind,
    Channel,
    CodeRequest,
    NewPasswordRequest,
    QuestionKind,
    RegistrationRequest,
    ResendRequest,
    ResetRequest,
    SignInRequest,
)
from ssc_desktop.services.training import TrainingPerson
from tests.faults.simulators import FILE, KEY

PASSWORDS = ("Qarib#6183", "Waha+7264", "Jisr%5927")
# Cheap hashes, and nothing that makes a person wait or begin again between two kills.
POLICY = Policy(
    codes=CodePolicy(
        life=DAY,
        repeat_window=DAY,
        resend_waits=(0,) * 20,
        sends_per_account_day=1_000,
        sends_per_contact_day=1_000,
    ),
    hashing=HashPolicy(time_cost=1, memory_cost=8),
)


class Step(StrEnum):
    """The calls of a life, in order."""

    REGISTER = "register"
    RESEND = "resend"
    ACTIVATE = "activate"
    FORGET = "forget"
    CHANGE = "change"
    RENEW = "renew"
    CONFIRM = "confirm"
    SIGN_IN = "sign-in"


STEPS = tuple(Step)
_MAKING = STEPS.index(Step.ACTIVATE) + 1  # so many steps and there is an account
_CHANGED = STEPS.index(Step.CHANGE) + 1
_RENEWED = STEPS.index(Step.CONFIRM) + 1


@dataclass
class Life:
    """One person; `done` steps were answered, `begun` is that or one more.

    `place` counts the people; `press` tells one press of a button from the next, as keys do.
    """

    person: TrainingPerson
    place: int
    done: int = 0
    begun: int = 0
    flow_id: str = ""
    press: int = 0

    @property
    def number(self) -> str:
        """Return the national number."""
        return self.person.national_number or ""

    @property
    def phones(self) -> tuple[str, str]:
        """Return the phone that the person begins with, and the later one, nobody else's."""
        return self.person.phone, f"+962775{self.place:06d}"

    @property
    def phone(self) -> str:
        """Return where the next code arrives."""
        return self.phones[self.done >= STEPS.index(Step.RENEW)]

    @property
    def over(self) -> bool:
        """Tell whether every step was answered."""
        return self.done == len(STEPS)


Tell = Callable[[Life, str], None]


def live(
    life: Life,
    service: AccountService,
    newest_code: Callable[[str], str],
    tell: Tell = lambda _life, _word: None,
) -> None:
    """Make every call that is left; `tell` hears "begun" before and "done" after each."""
    while not life.over:
        life.begun = life.done + 1
        tell(life, "begun")
        life.flow_id = _call(STEPS[life.done], life, service, newest_code)
        life.done = life.begun
        tell(life, "done")


def _call(
    step: Step, life: Life, service: AccountService, newest_code: Callable[[str], str]
) -> str:
    key = f"{life.number}-{step}-{life.press}"
    if step in (Step.REGISTER, Step.RENEW):
        return service.register(_registration(life, service, key)).flow_id
    if step is Step.RESEND:
        try:
            service.resend_code(ResendRequest(life.flow_id, idempotency_key=key))
        except AppError as error:  # the real policy lets nobody ask at once
            if error.code is not ErrorCode.RESEND_TOO_SOON:
                raise
        return life.flow_id
    if step is Step.FORGET:
        asked = ResetRequest(life.number, Channel.SMS, idempotency_key=key)
        return service.request_reset(asked).flow_id
    if step is Step.SIGN_IN:
        service.sign_in(SignInRequest(life.number, Secret(PASSWORDS[2])))
        return ""
    code = Secret(newest_code(life.phone))
    if step is Step.CHANGE:
        service.finish_reset(NewPasswordRequest(life.flow_id, code, Secret(PASSWORDS[1])))
    else:
        service.verify_registration(CodeRequest(life.flow_id, code))
    return life.flow_id


def _registration(life: Life, service: AccountService, key: str) -> RegistrationRequest:
    person, renewal = life.person, life.done > _MAKING
    made = service.new_captcha(CaptchaKind.QUESTION)
    assert made.question is not None
    is_sum = made.question.kind is QuestionKind.SUM
    answer = sum(made.question.numbers) if is_sum else max(made.question.numbers)
    return RegistrationRequest(
        nationality=person.kind,
        calling_code="+962",
        phone_number=life.phone.removeprefix("+962"),
        activation_channel=Channel.SMS,
        password=Secret(PASSWORDS[2 if renewal else 0]),
        national_number=person.national_number,
        card_number=person.card_number,
        relative_national_number=person.relative_national_number,
        kinship=person.kinship_code,
        email=person.email,
        captcha=CaptchaAnswer(made.id, Secret(str(answer))),
        renewal=renewal,
        idempotency_key=key,
    )


# ------------------------------------------------------------------ what the file says


def newest_code_in(folder: Path, phone: str) -> str:
    """Read the newest code for a phone out of a training file that may be in use."""
    with closing(_connect(folder)) as connection:
        query = "SELECT code FROM outbox WHERE recipient = ? AND code IS NOT NULL"
        [code] = connection.execute(f"{query} ORDER BY id DESC LIMIT 1", (phone,)).fetchone()
    return str(code)


def look(folder: Path, lives: list[Life]) -> dict[int, bool]:
    """Check every life against the file; tell which calls left unanswered have had their effect.

    Raises AssertionError where an answered call has left no trace, one has had half its effect,
    or the file is not whole.
    """
    hasher = Hasher(POLICY.hashing, (folder / KEY).read_bytes()[:32])
    effects: dict[int, bool] = {}
    with closing(_connect(folder)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        sent = "SELECT count(*) FROM outbox WHERE purpose <> 'notice'"
        counted = "SELECT count(*) FROM events WHERE kind = 'sent'"
        assert connection.execute(sent).fetchone() == connection.execute(counted).fetchone()
        for life in lives:
            shown = [n for n in {life.done, life.begun} if _shows(connection, hasher, life, n)]
            assert shown, f"neither {life.done} nor {life.begun} steps: {life}"
            if len(shown) == 1 and life.begun > life.done:  # a new code, a sign-in look alike
                effects[life.place] = shown == [life.begun]
    return effects


def _shows(connection: sqlite3.Connection, hasher: Hasher, life: Life, count: int) -> bool:
    """Tell whether the file shows the whole effect of so many steps, and of no more."""
    stage = sum(count >= reached for reached in (_MAKING, _CHANGED, _RENEWED))

    def rows(query: str, *values: str) -> list[tuple[str, ...]]:
        return connection.execute(query, values).fetchall()

    accounts = rows(
        "SELECT phone, email, activation_channel, password_hash FROM accounts NOT INDEXED"
        " WHERE number = ?",
        life.number,
    )
    assert len(accounts) <= 1
    if len(accounts) != (stage > 0):
        return False
    for phone, email, channel, password_hash in accounts:
        if (phone, email, channel) != (life.phones[stage == 3], life.person.email, "sms"):
            return False
        if not hasher.matches(password_hash, PASSWORDS[stage - 1]):
            return False
    notices = "SELECT 1 FROM outbox WHERE recipient = ? AND purpose = 'notice'"
    told = [len(rows(notices, to)) for to in (*life.phones, life.person.email)]
    if told != [max(0, stage - 1), stage == 3, max(0, stage - 1)]:
        return False
    flows = "SELECT purpose, state FROM flows WHERE number = ? ORDER BY purpose, state"
    return sorted(rows(flows, life.number)) in _flows_after(count)


def _flows_after(count: int) -> list[list[tuple[str, str]]]:
    """Return what flows there may be after so many steps."""
    activation = [("activation", "done" if count >= _MAKING else "open")] * (count > 0)
    if count > STEPS.index(Step.RENEW):
        activation.append(("activation", "done" if count >= _RENEWED else "open"))
    if count <= STEPS.index(Step.FORGET):
        return [activation]
    states = ("done",) if count >= _CHANGED else ("open", "proven")
    return [[*activation, ("reset", state)] for state in states]


def _connect(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(folder / FILE, timeout=20, isolation_level=None)
