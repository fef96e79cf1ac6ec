"""Signing in: one refusal for everything, a lock that grows, sessions that end."""

import pytest

from ssc_desktop.domain.errors import AppError, ErrorCode, Problem
from ssc_desktop.domain.secret import Secret
from ssc_desktop.services.contract import SignInRequest
from ssc_desktop.services.training import TrainingPerson
from tests.contract.citizens import NEW_PASSWORD, PASSWORD, Town, number_of, refused

MINUTE = 60


@pytest.fixture
def owner(town: Town) -> TrainingPerson:
    """Return a person with an account."""
    person = town.citizen()
    town.activate(person)
    return person


def fail(town: Town, person: TrainingPerson, times: int = 1) -> Problem:
    """Sign in with a wrong password so many times."""
    problem: Problem | None = None
    for _ in range(times):
        with pytest.raises(AppError) as caught:
            town.sign_in(person, "wrong*1234")
        problem = caught.value.problem
    assert problem is not None
    return problem


def test_seeded_accounts_can_be_used(town: Town) -> None:
    owners = [p for p in town.backend.training.people(registered=True) if p.password is not None]
    assert 1 <= len(owners) <= 5
    for person in owners:
        assert town.sign_in(person, person.password or "").name == person.name


def test_the_number_is_understood_as_people_type_it(town: Town, owner: TrainingPerson) -> None:
    arabic = number_of(owner).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    for typed in (arabic, f" {arabic[:5]} {arabic[5:]} "):
        town.service.sign_in(SignInRequest(typed, Secret(PASSWORD)))


@pytest.mark.parametrize(
    ("number", "password", "code", "field"),
    [
        ("", PASSWORD, ErrorCode.FIELD_EMPTY, "sign_in_id"),
        ("123", PASSWORD, ErrorCode.NUMBER_LENGTH, "sign_in_id"),
        ("abcdefghij", PASSWORD, ErrorCode.NUMBER_DIGITS_ONLY, "sign_in_id"),
        ("9" * 600, PASSWORD, ErrorCode.FIELD_TOO_LONG, "sign_in_id"),
        ("9990000000", "", ErrorCode.FIELD_EMPTY, "current_password"),
        ("9990000000", "x" * 500, ErrorCode.FIELD_TOO_LONG, "current_password"),
    ],
)
def test_the_form_is_checked_first(
    town: Town, number: str, password: str, code: ErrorCode, field: str
) -> None:
    with refused(code, field):
        town.service.sign_in(SignInRequest(number, Secret(password)))


@pytest.mark.parametrize("password", ["wrong*1234", PASSWORD.lower(), f"{PASSWORD} ", "\x00", "🙂"])
def test_a_wrong_password_is_refused(town: Town, owner: TrainingPerson, password: str) -> None:
    with refused(ErrorCode.SIGN_IN_REFUSED):
        town.sign_in(owner, password)


def test_wrong_unknown_and_locked_are_one_refusal(town: Town, owner: TrainingPerson) -> None:
    wrong = fail(town, owner, 5)
    with pytest.raises(AppError) as locked:
        town.sign_in(owner)
    with pytest.raises(AppError) as unknown:
        town.service.sign_in(SignInRequest(town.unknown_number(), Secret(PASSWORD)))
    with pytest.raises(AppError) as never_registered:
        town.sign_in(town.citizen())
    assert wrong == locked.value.problem == unknown.value.problem == never_registered.value.problem
    assert wrong == Problem(ErrorCode.SIGN_IN_REFUSED)


def test_five_failures_lock_for_a_quarter_of_an_hour(town: Town, owner: TrainingPerson) -> None:
    fail(town, owner, 4)
    town.sign_in(owner)  # which forgets the four
    fail(town, owner, 5)
    town.advance(15 * MINUTE - 1)
    with refused(ErrorCode.SIGN_IN_REFUSED):
        town.sign_in(owner)
    town.advance(1)
    town.sign_in(owner)


def test_the_lock_grows(town: Town, owner: TrainingPerson) -> None:
    for minutes in (15, 60, 120, 120):
        fail(town, owner, 5)
        fail(town, owner, 3)  # during a lock nothing is counted
        town.advance(minutes * MINUTE - 1)
        with refused(ErrorCode.SIGN_IN_REFUSED):
            town.sign_in(owner)
        town.advance(1)
    town.sign_in(owner)
    fail(town, owner, 5)
    town.advance(15 * MINUTE)
    town.sign_in(owner)


def test_after_a_hundred_failures_only_a_reset_helps(town: Town, owner: TrainingPerson) -> None:
    for _ in range(20):
        fail(town, owner, 5)
        town.advance(120 * MINUTE)
    town.advance(30 * 24 * 60 * MINUTE)
    with refused(ErrorCode.SIGN_IN_REFUSED):
        town.sign_in(owner)
    town.finish_reset(town.ask_reset(owner), town.last_code())
    town.sign_in(owner, NEW_PASSWORD)


def test_a_session_ends_when_nobody_uses_it(town: Town, owner: TrainingPerson) -> None:
    session = town.sign_in(owner)
    assert (session.idle, session.expires_in) == (10 * MINUTE, 60 * MINUTE)
    for _ in range(5):
        town.advance(10 * MINUTE - 1)
        town.service.account(session.token)
    town.advance(10 * MINUTE)
    with refused(ErrorCode.SESSION_ENDED):
        town.service.account(session.token)


def test_a_session_ends_after_an_hour(town: Town, owner: TrainingPerson) -> None:
    session = town.sign_in(owner)
    for _ in range(7):
        town.advance(8 * MINUTE)
        town.service.account(session.token)
    town.advance(4 * MINUTE)
    with refused(ErrorCode.SESSION_ENDED):
        town.service.account(session.token)


def test_signing_out_ends_that_session_alone(town: Town, owner: TrainingPerson) -> None:
    first, second = town.sign_in(owner), town.sign_in(owner)
    assert first.token != second.token
    town.service.sign_out(first.token)
    with refused(ErrorCode.SESSION_ENDED):
        town.service.account(first.token)
    town.service.account(second.token)
    town.service.sign_out(first.token)
    town.service.sign_out(Secret("nobody"))


@pytest.mark.parametrize("token", ["", "x", "🙂", "\x00", "a" * 1_000])
def test_an_unknown_token_is_no_session(town: Town, token: str) -> None:
    with refused(ErrorCode.SESSION_ENDED):
        town.service.account(Secret(token))


def test_a_password_does_not_expire(town: Town, owner: TrainingPerson) -> None:
    town.advance(10 * 365 * 24 * 60 * MINUTE)
    assert town.sign_in(owner).name == owner.name


def test_a_token_tells_nothing(town: Town, owner: TrainingPerson) -> None:
    session = town.sign_in(owner)
    assert session.token.reveal() not in repr(session)
    assert len(session.token.reveal()) >= 43
