"""What a branch opens again once it has seen who somebody is."""

import pytest

from ssc_desktop.domain.errors import AppError, ErrorCode, Problem
from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine import schema
from ssc_desktop.engine.outbox import Purpose
from ssc_desktop.services.contract import (
    Channel,
    CodeSent,
    NewPasswordRequest,
    ResetRequest,
)
from tests.engine.house import DAUGHTER, DAY, FATHER, House

RESET = ResetRequest(DAUGHTER.number, Channel.SMS)


@pytest.fixture
def home(house: House) -> House:
    """Return a house whose daughter has an account."""
    house.activate(house.service())
    return house


def guess(house: House, times: int) -> CodeSent:
    """Ask for reset codes and give wrong ones back, so many in all."""
    left = 0
    sent: CodeSent | None = None
    for _ in range(times):
        if sent is None or not left:
            sent = house.service().request_reset(RESET)
            left = sent.tries_left
        code = str((int(house.last_code()) + 1) % 10_000).zfill(4)
        given = NewPasswordRequest(sent.flow_id, Secret(code), Secret("Waha+7264"))
        with pytest.raises(AppError):
            house.service().finish_reset(given)
        left -= 1
    assert sent is not None
    return sent


def told_of(house: House) -> Problem | None:
    try:
        house.service().request_reset(RESET)
    except AppError as error:
        return error.problem
    return None


def test_ten_wrong_codes_are_forgotten_for_that_purpose(home: House) -> None:
    guess(home, 5)
    home.now += DAY
    guess(home, 5)
    administration = home.service().administration
    for number, purpose in (
        (DAUGHTER.number, Purpose.INQUIRY),
        (DAUGHTER.number, Purpose.ACTIVATION),
        (FATHER.number, Purpose.RESET),
    ):
        assert administration.reopen(number, purpose)
        assert told_of(home) == Problem(ErrorCode.CODE_BRANCH_ONLY)
    home.now += 1
    assert administration.reopen(DAUGHTER.number, Purpose.RESET)
    sent = home.service().request_reset(RESET)
    assert sent.tries_left == 3
    home.now += 1
    guess(home, 5)
    home.now += DAY
    guess(home, 5)
    assert told_of(home) == Problem(ErrorCode.CODE_BRANCH_ONLY)


def test_it_stays_open_when_old_counts_are_forgotten(home: House) -> None:
    guess(home, 5)
    home.now += DAY
    guess(home, 5)
    home.service().administration.reopen(DAUGHTER.number, Purpose.RESET)
    for _ in range(3):
        home.now += 40 * DAY
        home.service().forget_expired()
        assert told_of(home) is None


def test_a_days_codes_are_forgotten_too(home: House) -> None:
    for _ in range(5):
        home.service().request_reset(RESET)
    assert told_of(home) == Problem(ErrorCode.CODE_PAUSED, retry_after=DAY)
    home.now += 60
    home.service().administration.reopen(DAUGHTER.number, Purpose.RESET)
    assert told_of(home) is None


def test_a_phone_still_gets_no_more_than_ten(home: House) -> None:
    """A branch speaks for a person, not for a phone that a family shares."""
    administration = home.service().administration
    for _ in range(4):
        for _ in range(3):
            home.service().request_reset(RESET)
        home.now += 60
        administration.reopen(DAUGHTER.number, Purpose.RESET)
    to_phone = [row for row in home.rows(schema.outbox) if row.recipient == "+962790000001"]
    assert len(to_phone) == 10


def test_wrong_evidence_is_forgotten_too(home: House) -> None:
    def renew(**wrong: object) -> ErrorCode | None:
        try:
            home.register(home.service(), renewal=True, **wrong)
        except AppError as error:
            return error.code
        return None

    for _ in range(5):
        assert renew(card_number="ZZZ00000") is ErrorCode.EVIDENCE_MISMATCH
    assert renew() is ErrorCode.EVIDENCE_LIMIT
    home.now += 60
    home.service().administration.reopen(DAUGHTER.number, Purpose.ACTIVATION)
    assert renew() is None


def test_a_clock_that_was_ahead_opens_nothing_before_its_time(home: House) -> None:
    """The administrator's computer, or the service's own clock once, may have been fast."""
    home.now += 600
    home.service().administration.reopen(DAUGHTER.number, Purpose.RESET)
    home.now -= 600
    guess(home, 5)
    told = told_of(home)
    assert told is not None
    assert told.code is ErrorCode.CODE_PAUSED
    home.now += 601
    assert told_of(home) is None


def test_nobody_is_opened_who_is_not_on_record(home: House) -> None:
    assert not home.service().administration.reopen("9999999999", Purpose.RESET)
    assert [row for row in home.rows(schema.events) if row.kind == "proven"] == []
