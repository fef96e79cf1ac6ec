"""Patient guessers, with a clock that runs for months: never above the policy's caps."""

import contextlib

import pytest

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine import limits, schema
from ssc_desktop.engine.limits import Kind
from ssc_desktop.engine.service import EngineService
from ssc_desktop.services.contract import (
    CaptchaAnswer,
    Channel,
    CodeSent,
    NewPasswordRequest,
    ResendRequest,
    ResetRequest,
)
from tests.engine.house import DAUGHTER, House

DAY = 86_400
SUBJECT = f"reset:{DAUGHTER.number}"


class Guesser:
    """Asks for reset codes and guesses as long as it is let."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.turn = 0
        self.guesses = 0

    def service(self) -> EngineService:
        """Come from somewhere else each time, so that no limit per source helps."""
        self.turn += 1
        return self.house.service(f"address-{self.turn}")

    def ask(self) -> CodeSent | None:
        try:
            return self.service().request_reset(ResetRequest(DAUGHTER.number, Channel.SMS))
        except AppError:
            return None

    def ask_again(self, sent: CodeSent) -> None:
        with contextlib.suppress(AppError):
            self.service().resend_code(ResendRequest(sent.flow_id))

    def guess(self, sent: CodeSent) -> None:
        """Guess four times: one more than a code has tries."""
        for _ in range(4):
            before = self.counted()
            request = NewPasswordRequest(sent.flow_id, Secret("0000"), Secret("Waha+7264"))
            with pytest.raises(AppError):
                self.service().finish_reset(request)
            self.guesses += self.counted() > before

    def counted(self) -> int:
        with self.house.database.read() as connection:
            return limits.count(connection, Kind.WRONG_CODE, SUBJECT, 0)

    def wrong_since(self, seconds: float) -> int:
        with self.house.database.read() as connection:
            since = self.house.now - seconds
            return limits.count(connection, Kind.WRONG_CODE, SUBJECT, since)


@pytest.mark.parametrize("pace", [3_600, DAY // 2, 3 * DAY])
def test_guessing_for_a_year(house: House, pace: int) -> None:
    guesser = Guesser(house)
    for _ in range(min(300, 365 * DAY // pace)):
        sent = guesser.ask()
        if sent is not None:
            guesser.guess(sent)
            house.now += 60
            guesser.ask_again(sent)
            guesser.guess(sent)
        assert guesser.wrong_since(DAY) <= 5
        assert guesser.wrong_since(90 * DAY) <= 10
        house.now += pace
        if guesser.turn % 7 == 0:
            house.service().forget_expired()
    assert guesser.guesses >= 10


def test_a_branch_opens_what_was_closed(house: House) -> None:
    guesser = Guesser(house)
    for _ in range(2):
        for _ in range(3):
            sent = guesser.ask()
            if sent is not None:
                guesser.guess(sent)
        house.now += DAY
    assert guesser.wrong_since(90 * DAY) == 10
    assert guesser.ask() is None
    with house.database.write() as connection:
        limits.record(connection, Kind.PROVEN, SUBJECT, house.now)
    sent = guesser.ask()
    assert sent is not None
    assert sent.tries_left == 3


def test_spraying_one_guess_at_many_numbers(house: House) -> None:
    """From one address a picture is asked for after twenty."""
    service = house.service()
    let_in, told = 0, set[ErrorCode]()
    for turn in range(60):
        picture = CaptchaAnswer("none", Secret("x"))
        try:
            sent = service.request_reset(
                ResetRequest(f"9999{turn:06d}", Channel.SMS, captcha=picture)
            )
        except AppError as error:
            told.add(error.code)
            continue
        let_in += 1
        request = NewPasswordRequest(sent.flow_id, Secret("0000"), Secret("Waha+7264"))
        with pytest.raises(AppError):
            service.finish_reset(request)
    assert let_in == 20
    assert told == {ErrorCode.CAPTCHA_EXPIRED}
    assert len(house.rows(schema.flows)) == 20
