"""A forgotten password: nobody learns who has an account, and the code is spent last."""

import dataclasses

import pytest

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.secret import Secret
from ssc_desktop.services.contract import Channel, NewPasswordRequest, ResendRequest, ResetRequest
from ssc_desktop.services.training import TrainingPerson
from tests.contract.citizens import (
    NEW_PASSWORD,
    PASSWORD,
    Town,
    another_code,
    number_of,
    refused,
)


@pytest.fixture
def owner(town: Town) -> TrainingPerson:
    """Return a person with an account."""
    person = town.citizen()
    town.activate(person)
    return person


@pytest.mark.parametrize("channel", list(Channel))
def test_a_new_password_is_set(town: Town, owner: TrainingPerson, channel: Channel) -> None:
    session = town.sign_in(owner)
    sent = town.ask_reset(owner, channel)
    assert sent.channels == (channel,)
    assert sent.other_channels == tuple(c for c in Channel if c is not channel)
    assert sent.expires_in == (300 if channel is Channel.SMS else 600)
    message = town.messages()[-1]
    assert message.to == (owner.phone if channel is Channel.SMS else owner.email)
    town.finish_reset(sent, message.code or "")
    with refused(ErrorCode.SESSION_ENDED):
        town.service.account(session.token)
    with refused(ErrorCode.SIGN_IN_REFUSED):
        town.sign_in(owner)
    town.sign_in(owner, NEW_PASSWORD)
    notices = [m for m in town.messages() if m.purpose == "notice"]
    assert {m.to for m in notices} == {owner.phone, owner.email}
    assert {m.code for m in notices} == {None}


def test_the_answer_is_the_same_without_an_account(town: Town, owner: TrainingPerson) -> None:
    before = len(town.messages())
    answers = [
        dataclasses.replace(town.ask_reset(number, channel), flow_id="")
        for number in (town.unknown_number(), number_of(town.citizen()), number_of(owner))
        for channel in Channel
    ]
    assert answers[:2] == answers[2:4] == answers[4:6]
    assert len(town.messages()) == before + 2


def test_all_that_follows_is_the_same_too(town: Town, owner: TrainingPerson) -> None:
    def story(number: str) -> list[object]:
        told: list[object] = []

        def note(action: object) -> None:
            try:
                result = action()  # type: ignore[operator]
            except AppError as error:
                told.append(error.problem)
            else:
                told.append(dataclasses.replace(result, flow_id=""))

        sent = town.ask_reset(number)
        for wrong in ("0000", "12", "0001"):
            note(lambda code=wrong: town.finish_reset(sent, code))
        note(lambda: town.finish_reset(sent, "0002", "short"))
        note(lambda: town.finish_reset(sent, "0002", "password@123"))
        note(lambda: town.service.resend_code(ResendRequest(sent.flow_id)))
        town.advance(60)
        note(lambda: town.service.resend_code(ResendRequest(sent.flow_id)))
        note(lambda: town.finish_reset(sent, "0003"))
        town.advance(120)
        note(lambda: town.service.resend_code(ResendRequest(sent.flow_id, Channel.EMAIL)))
        town.advance(600)
        note(lambda: town.finish_reset(sent, "0004"))
        for _ in range(4):
            note(lambda: town.ask_reset(number))
        return told

    known, unknown = story(number_of(owner)), story(town.unknown_number())
    assert known == unknown


def test_without_an_email_on_record_nothing_is_sent(town: Town) -> None:
    person = town.citizen()
    town.activate(person, email=None)
    before = len(town.messages())
    sent = town.ask_reset(person, Channel.EMAIL)
    assert sent.other_channels == (Channel.SMS,)
    assert len(town.messages()) == before
    town.advance(60)
    again = town.service.resend_code(ResendRequest(sent.flow_id, Channel.SMS))
    assert again.channels == (Channel.SMS,)
    town.finish_reset(sent, town.last_code())
    town.sign_in(person, NEW_PASSWORD)


def test_a_foreign_phone_gets_no_sms(town: Town) -> None:
    person = town.citizen()
    town.activate(
        person,
        calling_code="+20",
        phone_number="1001234567",
        activation_channel=Channel.EMAIL,
    )
    before = len(town.messages())
    town.ask_reset(person, Channel.SMS)
    assert len(town.messages()) == before
    sent = town.ask_reset(person, Channel.EMAIL)
    town.finish_reset(sent, town.last_code())
    notices = {m.to for m in town.messages() if m.purpose == "notice"}
    assert notices == {person.email}


@pytest.mark.parametrize(
    ("user_id", "code"),
    [
        ("", ErrorCode.FIELD_EMPTY),
        ("99", ErrorCode.NUMBER_LENGTH),
        ("<b>x</b>", ErrorCode.NUMBER_DIGITS_ONLY),
        ("9" * 500, ErrorCode.FIELD_TOO_LONG),
    ],
)
def test_the_form_is_checked_first(town: Town, user_id: str, code: ErrorCode) -> None:
    with refused(code, "user_id"):
        town.service.request_reset(ResetRequest(user_id, Channel.SMS))


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", ErrorCode.FIELD_EMPTY),
        ("short*1", ErrorCode.PASSWORD_RULE),
        ("lettersonly", ErrorCode.PASSWORD_RULE),
        ("a*1" * 50, ErrorCode.PASSWORD_TOO_LONG),
        ("Amman@2024", ErrorCode.PASSWORD_TOO_COMMON),
    ],
)
def test_a_bad_password_costs_no_try(
    town: Town, owner: TrainingPerson, password: str, code: ErrorCode
) -> None:
    sent = town.ask_reset(owner)
    right = town.last_code()
    for _ in range(4):
        with refused(code, "new_password"):
            town.finish_reset(sent, another_code(right), password)
    town.finish_reset(sent, right)


def test_ones_own_data_is_refused_once_the_code_is_right(town: Town, owner: TrainingPerson) -> None:
    sent = town.ask_reset(owner)
    right = town.last_code()
    own = f"{number_of(owner)}*a"
    with refused(ErrorCode.CODE_WRONG):
        town.finish_reset(sent, another_code(right), own)
    for _ in range(4):
        with refused(ErrorCode.PASSWORD_TOO_COMMON, "new_password"):
            town.finish_reset(sent, right, own)
    town.advance(599)  # longer than the code itself would have lived
    town.finish_reset(sent, right)
    town.sign_in(owner, NEW_PASSWORD)


def test_a_proven_code_is_good_for_ten_minutes(town: Town, owner: TrainingPerson) -> None:
    sent = town.ask_reset(owner)
    right = town.last_code()
    for wait, left in ((300 - 1, 600), (300, 300), (299, 1)):
        town.advance(wait)
        with refused(ErrorCode.PASSWORD_TOO_COMMON) as problems:
            town.finish_reset(sent, right, f"{number_of(owner)}*a")
        assert problems[0].params["expires_in"] == left
    town.advance(1)
    with refused(ErrorCode.CODE_EXPIRED):
        town.finish_reset(sent, right)


def test_the_last_try_may_prove_too(town: Town, owner: TrainingPerson) -> None:
    sent = town.ask_reset(owner)
    right = town.last_code()
    for _ in range(2):
        with refused(ErrorCode.CODE_WRONG):
            town.finish_reset(sent, another_code(right))
    with refused(ErrorCode.PASSWORD_TOO_COMMON):
        town.finish_reset(sent, right, f"{number_of(owner)}*a")
    town.finish_reset(sent, right)


def test_the_same_answer_again_for_two_minutes(town: Town, owner: TrainingPerson) -> None:
    sent = town.ask_reset(owner)
    code = town.last_code()
    town.finish_reset(sent, code)
    notices = len(town.messages())
    session = town.sign_in(owner, NEW_PASSWORD)
    town.finish_reset(sent, code)
    town.service.account(session.token)
    assert len(town.messages()) == notices
    with refused(ErrorCode.FLOW_ENDED):
        town.finish_reset(sent, code, "Another#5173")
    town.sign_in(owner, NEW_PASSWORD)
    town.advance(120)
    with refused(ErrorCode.FLOW_ENDED):
        town.finish_reset(sent, code)


def test_a_reset_clears_the_sign_in_lock(town: Town, owner: TrainingPerson) -> None:
    for _ in range(5):
        with refused(ErrorCode.SIGN_IN_REFUSED):
            town.sign_in(owner, "wrong*1234")
    town.finish_reset(town.ask_reset(owner), town.last_code())
    town.sign_in(owner, NEW_PASSWORD)


def test_the_printed_example_is_accepted_here(town: Town, owner: TrainingPerson) -> None:
    town.finish_reset(town.ask_reset(owner), town.last_code(), "asdf*1234")
    town.sign_in(owner, "asdf*1234")


def test_asking_again_ends_the_first_flow(town: Town, owner: TrainingPerson) -> None:
    first = town.ask_reset(owner)
    code = town.last_code()
    second = town.ask_reset(owner)
    with refused(ErrorCode.FLOW_ENDED):
        town.finish_reset(first, code)
    town.finish_reset(second, town.last_code())


def test_a_shared_phone_gets_no_more_than_ten_codes(town: Town) -> None:
    phone = town.citizen().phone
    family = [town.citizen() for _ in range(6)]
    for person in family[:5]:
        town.activate(person, phone_number=phone.removeprefix("+962"))
    for person in family[:5]:
        town.ask_reset(person)
    before = len(town.messages())
    sent = dataclasses.replace(town.ask_reset(family[0]), flow_id="")
    assert sent == dataclasses.replace(town.ask_reset(town.unknown_number()), flow_id="")
    assert len(town.messages()) == before


def test_a_repeated_press_sends_one_code(town: Town, owner: TrainingPerson) -> None:
    first = town.ask_reset(owner, idempotency_key="one-press")
    before = len(town.messages())
    assert town.ask_reset(owner, idempotency_key="one-press").flow_id == first.flow_id
    assert len(town.messages()) == before


def test_re_registration_helps_who_has_a_wrong_phone_on_record(
    town: Town, owner: TrainingPerson
) -> None:
    town.ask_reset(owner)
    done = town.activate(owner, renewal=True, phone_number="790000009")
    assert done.renewed
    sent = town.ask_reset(owner)
    assert town.messages()[-1].to == "+962790000009"
    town.finish_reset(sent, town.last_code())
    town.sign_in(owner, NEW_PASSWORD)


@pytest.mark.parametrize("had_account", [True, False])
def test_registering_ends_a_reset_asked_for_before_it(town: Town, had_account: bool) -> None:
    person = town.citizen()
    if had_account:
        town.activate(person)
    sent = town.ask_reset(person)
    code = town.last_code() if had_account else "0000"
    town.activate(person, renewal=True, phone_number="790000009")
    before = len(town.messages())
    with refused(ErrorCode.FLOW_ENDED):
        town.finish_reset(sent, code)
    town.advance(60)
    with refused(ErrorCode.FLOW_ENDED):
        town.service.resend_code(ResendRequest(sent.flow_id))
    assert len(town.messages()) == before
    town.sign_in(person)


def test_a_code_that_was_never_sent_cannot_be_guessed(town: Town) -> None:
    number = town.unknown_number()
    sent = town.ask_reset(number)
    request = NewPasswordRequest(sent.flow_id, Secret("0000"), Secret(PASSWORD))
    for code in (ErrorCode.CODE_WRONG, ErrorCode.CODE_WRONG, ErrorCode.CODE_TRIES_USED):
        with refused(code):
            town.service.finish_reset(request)
