"""Many threads that guess one code at the same moment, on both kinds of database."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine import limits
from ssc_desktop.engine.limits import Kind
from ssc_desktop.services.contract import (
    Channel,
    CodeRequest,
    CodeSent,
    NewPasswordRequest,
    ResendRequest,
    ResetRequest,
)
from tests.engine.house import DAUGHTER, PASSWORD, House, on_postgresql, on_sqlite

SUBJECT = f"reset:{DAUGHTER.number}"
CAP, CAP_OF_FLOW = 3, 5
DAY = 86_400


@pytest.fixture(params=[on_sqlite, on_postgresql])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """Open an engine outside training, with an account in it."""
    with request.param(tmp_path) as house:
        sent = house.register(house.service())
        code = Secret(house.last_code())
        house.service().verify_registration(CodeRequest(sent.flow_id, code))
        yield house


def wrong_codes(house: House) -> int:
    with house.database.read() as connection:
        return limits.count(connection, Kind.WRONG_CODE, SUBJECT, house.now - DAY)


def guess(house: House, pool: ThreadPoolExecutor, threads: int, sent: CodeSent) -> Counter[str]:
    """Let all threads give a wrong code of their own at once; return what they are told."""
    right = house.last_code()
    wrong = [code for n in range(threads + 1) if (code := f"{n:04d}") != right][:threads]
    together = threading.Barrier(threads)

    def one(code: str) -> str:
        service = house.service(f"address-{code}")
        request = NewPasswordRequest(sent.flow_id, Secret(code), Secret("Waha+7264"))
        together.wait(60)
        try:
            service.finish_reset(request)
        except AppError as error:
            return str(error.problem.params.get("tries_left", error.code))
        return "let in"

    return Counter(pool.map(one, wrong))


def attack(house: House, threads: int, rounds: int) -> None:
    """Guess a new code each day until the flow has no tries left, and print what came of it."""
    passed = 0
    with ThreadPoolExecutor(threads) as pool:
        for _ in range(rounds):
            house.now += DAY
            with house.database.write() as connection:
                limits.record(connection, Kind.PROVEN, SUBJECT, house.now - 1)
            sent = house.service().request_reset(ResetRequest(DAUGHTER.number, Channel.SMS))
            told = guess(house, pool, threads, sent)
            assert told == {"2": 1, "1": 1, ErrorCode.CODE_TRIES_USED: threads - 2}
            assert wrong_codes(house) == CAP
            house.now += 60
            house.service().resend_code(ResendRequest(sent.flow_id))
            told = guess(house, pool, threads, sent)
            assert told == {"1": 1, ErrorCode.CODE_TRIES_USED: threads - 1}
            assert wrong_codes(house) == CAP_OF_FLOW
            passed += CAP_OF_FLOW
    tried = 2 * threads * rounds
    print(f"{threads} threads × {rounds} rounds: {tried} guesses, {passed} compared with a code")


def test_parallel_guesses_never_pass_the_cap(house: House) -> None:
    attack(house, threads=24, rounds=3)


@pytest.mark.long
@pytest.mark.timeout(3_600)
def test_two_hundred_parallel_guesses_never_pass_the_cap(
    house: House, sized: Callable[[int, int], int]
) -> None:
    attack(house, threads=200, rounds=sized(5, 100))


def test_parallel_right_answers_make_one_change(house: House) -> None:
    sent = house.service().request_reset(ResetRequest(DAUGHTER.number, Channel.SMS))
    code, together = Secret(house.last_code()), threading.Barrier(12)

    def one(turn: int) -> str:
        service = house.service(f"address-{turn}")
        together.wait(60)
        try:
            service.finish_reset(NewPasswordRequest(sent.flow_id, code, Secret(PASSWORD + "!")))
        except AppError as error:
            return error.code
        return "changed"

    with ThreadPoolExecutor(12) as pool:
        told = set(pool.map(one, range(12)))
    assert told == {"changed"}
    with house.database.read() as connection:
        notices = sa.text(
            "SELECT count(*) FROM outbox WHERE purpose = 'notice' AND channel = 'sms'"
        )
        assert connection.scalar(notices) == 1
        tries = sa.text("SELECT tries_left FROM flows WHERE purpose = 'reset'")
        assert connection.scalar(tries) == 1, "who guesses has no more"
