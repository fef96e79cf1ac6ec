"""Codes: their life, their tries, sending again, and what many of them at once can do."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.secret import Secret
from ssc_desktop.services.contract import (
    Channel,
    CodeRequest,
    CodeSent,
    ResendRequest,
    ResetRequest,
)
from tests.contract.citizens import Town, another_code, number_of, refused

DAY = 86_400


def resend(town: Town, sent: CodeSent, channel: Channel | None = None) -> CodeSent:
    again: CodeSent = town.service.resend_code(ResendRequest(sent.flow_id, channel))
    return again


def guess_wrong(town: Town, sent: CodeSent, times: int = 1) -> ErrorCode:
    """Give wrong codes and return what the last one is told."""
    code = another_code(town.last_code())
    told: ErrorCode | None = None
    for _ in range(times):
        with pytest.raises(AppError) as caught:
            town.verify(sent, code)
        told = caught.value.code
    assert told is not None
    return told


# ------------------------------------------------------------------ tries


def test_three_tries_are_counted_down(town: Town) -> None:
    sent = town.register(town.citizen())
    right = town.last_code()
    for left in (2, 1):
        with refused(ErrorCode.CODE_WRONG, "code") as problems:
            town.verify(sent, another_code(right))
        assert problems[0].params == {"tries_left": left}
    town.advance(10)
    with refused(ErrorCode.CODE_TRIES_USED, "code") as problems:
        town.verify(sent, another_code(right))
    assert problems[0].retry_after == 50
    town.advance(20)
    with refused(ErrorCode.CODE_TRIES_USED, "code") as problems:
        town.verify(sent, right)
    assert problems[0].retry_after == 30


def test_a_right_code_counts_after_wrong_ones(town: Town) -> None:
    sent = town.register(town.citizen())
    guess_wrong(town, sent, 2)
    town.verify(sent, town.last_code())


@pytest.mark.parametrize("typed", ["", "12", "123456", "abcd", "not a code", "🙂"])
def test_half_a_code_costs_no_try(town: Town, typed: str) -> None:
    sent = town.register(town.citizen())
    for _ in range(4):
        with refused(ErrorCode.CODE_INCOMPLETE, "code"):
            town.verify(sent, typed)
    town.verify(sent, town.last_code())


def test_a_code_is_understood_as_people_give_it(town: Town) -> None:
    arabic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    for shape in ("{0}{1} {2}{3}", "{0} {1} {2} {3}", "\u200f{0}{1}{2}{3}"):
        sent = town.register(town.citizen())
        town.verify(sent, shape.format(*town.last_code().translate(arabic)))
    sent = town.register(town.citizen())
    town.verify(sent, town.messages()[-1].text)


def test_a_code_lives_five_minutes(town: Town) -> None:
    person = town.citizen()
    sent = town.register(person)
    town.advance(299)
    town.verify(sent, town.last_code())
    late = town.register(town.citizen())
    town.advance(300)
    with refused(ErrorCode.CODE_EXPIRED, "code"):
        town.verify(late, town.last_code())
    resend(town, late)
    town.verify(late, town.last_code())


def test_a_code_by_email_lives_ten_minutes(town: Town) -> None:
    sent = town.register(town.citizen(), activation_channel=Channel.EMAIL)
    town.advance(599)
    town.verify(sent, town.last_code())
    late = town.register(town.citizen(), activation_channel=Channel.EMAIL)
    town.advance(600)
    with refused(ErrorCode.CODE_EXPIRED):
        town.verify(late, town.last_code())


def test_the_same_answer_again_for_two_minutes(town: Town) -> None:
    sent = town.register(town.citizen())
    code = town.last_code()
    first = town.verify(sent, code)
    for _ in range(4):
        assert town.verify(sent, code) == first
    town.advance(119)
    assert town.verify(sent, code) == first
    town.advance(1)
    with refused(ErrorCode.FLOW_ENDED):
        town.verify(sent, code)


def test_a_finished_flow_is_no_place_to_guess(town: Town) -> None:
    sent = town.register(town.citizen())
    code = town.last_code()
    town.verify(sent, code)
    for _ in range(3):
        with refused(ErrorCode.FLOW_ENDED):
            town.verify(sent, another_code(code))
    with refused(ErrorCode.FLOW_ENDED):
        town.verify(sent, code)


@pytest.mark.parametrize("flow_id", ["", "nothing", "0" * 32, "x" * 400, "\x00", "🙂"])
def test_an_unknown_flow_has_ended(town: Town, flow_id: str) -> None:
    with refused(ErrorCode.FLOW_ENDED):
        town.service.verify_registration(CodeRequest(flow_id, Secret("1234")))
    with refused(ErrorCode.FLOW_ENDED):
        town.service.resend_code(ResendRequest(flow_id))


def test_a_flow_is_bound_to_its_purpose(town: Town) -> None:
    person = town.citizen(insured=True)
    asked = town.service.request_inquiry(town.inquiry(person))
    with refused(ErrorCode.FLOW_ENDED):
        town.verify(asked, town.last_code())
    sent = town.register(person)
    with refused(ErrorCode.FLOW_ENDED):
        town.service.answer_inquiry(CodeRequest(sent.flow_id, Secret(town.last_code())))


def test_a_code_is_bound_to_its_flow(town: Town) -> None:
    first = town.register(town.citizen())
    first_code = town.last_code()
    second = town.register(town.citizen())
    if town.last_code() != first_code:
        with refused(ErrorCode.CODE_WRONG):
            town.verify(second, first_code)
    town.verify(first, first_code)


def test_a_flow_lives_a_day(town: Town) -> None:
    sent = town.register(town.citizen())
    town.advance(DAY)
    with refused(ErrorCode.FLOW_ENDED):
        town.verify(sent, town.last_code())
    with refused(ErrorCode.FLOW_ENDED):
        resend(town, sent)


# ------------------------------------------------------------------ sending again


def test_a_new_code_replaces_the_old_one(town: Town) -> None:
    person = town.citizen()
    sent = town.register(person)
    old = town.last_code()
    town.advance(60)
    again = resend(town, sent)
    assert again.flow_id == sent.flow_id
    assert again.channels == sent.channels
    assert (again.tries_left, again.expires_in, again.resend_in) == (3, 300, 120)
    new = town.last_code()
    if new != old:
        with refused(ErrorCode.CODE_WRONG):
            town.verify(sent, old)
    town.verify(sent, new)
    assert [m.to for m in town.messages()] == [person.phone] * 2


def test_each_new_code_waits_longer(town: Town) -> None:
    sent = town.register(town.citizen())
    for wait, following in ((60, 120), (120, 300), (300, None)):
        assert sent.resend_in == wait
        town.advance(wait - 1)
        with refused(ErrorCode.RESEND_TOO_SOON) as problems:
            resend(town, sent)
        assert problems[0].retry_after == 1
        town.advance(1)
        sent = resend(town, sent)
        assert sent.resend_in == following
    town.advance(3_600)
    with refused(ErrorCode.FLOW_ENDED):
        resend(town, sent)
    assert len(town.messages()) == 4


def test_a_code_too_soon_leaves_the_old_one(town: Town) -> None:
    sent = town.register(town.citizen())
    with refused(ErrorCode.RESEND_TOO_SOON):
        resend(town, sent)
    town.verify(sent, town.last_code())


def test_the_other_channel_can_be_asked_for(town: Town) -> None:
    person = town.citizen()
    sent = town.register(person)
    town.advance(60)
    again = resend(town, sent, Channel.EMAIL)
    assert (again.channels, again.other_channels) == ((Channel.EMAIL,), (Channel.SMS,))
    assert again.expires_in == 600
    assert town.messages()[-1].to == person.email
    town.advance(120)
    back = resend(town, sent, Channel.SMS)
    assert (back.channels, back.other_channels) == ((Channel.SMS,), (Channel.EMAIL,))
    assert town.messages()[-1].to == person.phone
    town.verify(sent, town.last_code())


def test_a_channel_the_flow_does_not_have_is_refused(town: Town) -> None:
    sent = town.register(town.citizen(), email=None)
    town.advance(60)
    with refused(ErrorCode.EMAIL_NEEDED):
        resend(town, sent, Channel.EMAIL)
    foreign = town.register(
        town.citizen(Nationality.FOREIGN),
        calling_code="+20",
        phone_number="1001234567",
        activation_channel=Channel.EMAIL,
    )
    town.advance(60)
    with refused(ErrorCode.SMS_NOT_AVAILABLE):
        resend(town, foreign, Channel.SMS)


def test_a_finished_flow_sends_no_more(town: Town) -> None:
    sent = town.register(town.citizen())
    town.verify(sent, town.last_code())
    town.advance(60)
    with refused(ErrorCode.FLOW_ENDED):
        resend(town, sent)


def test_a_repeated_press_on_send_again_sends_one_code(town: Town) -> None:
    sent = town.register(town.citizen())
    town.advance(60)
    request = ResendRequest(sent.flow_id, idempotency_key="again")
    assert town.service.resend_code(request) == town.service.resend_code(request)
    assert len(town.messages()) == 2


# ------------------------------------------------------------------ counters


def test_five_wrong_codes_pause_for_a_day(town: Town) -> None:
    person = town.citizen()
    sent = town.register(person)
    assert guess_wrong(town, sent, 3) is ErrorCode.CODE_TRIES_USED
    town.advance(60)
    again = resend(town, sent)
    assert again.tries_left == 2
    guess_wrong(town, sent)
    with refused(ErrorCode.CODE_TRIES_USED) as problems:
        town.verify(sent, another_code(town.last_code()))
    assert problems[0].retry_after == DAY - 60
    with refused(ErrorCode.CODE_PAUSED) as problems:
        resend(town, sent)
    assert problems[0].retry_after == DAY - 60
    with refused(ErrorCode.CODE_PAUSED):  # a new start resets nothing
        town.register(person)
    town.advance(DAY - 60)
    fresh = town.register(person)
    assert fresh.tries_left == 3


def test_a_new_start_resets_no_counter(town: Town) -> None:
    person = town.citizen()
    guess_wrong(town, town.register(person), 2)
    sent = town.register(person)
    assert sent.tries_left == 3
    guess_wrong(town, sent, 2)
    sent = town.register(person)
    assert sent.tries_left == 1
    assert guess_wrong(town, sent) is ErrorCode.CODE_TRIES_USED


def test_ten_wrong_codes_lead_to_a_branch(town: Town) -> None:
    person = town.citizen()
    for day in range(2):
        guess_wrong(town, town.register(person), 3)
        sent = town.register(person)
        guess_wrong(town, sent)
        last = guess_wrong(town, sent)
        assert last is (ErrorCode.CODE_TRIES_USED if day == 0 else ErrorCode.CODE_BRANCH_ONLY)
        town.advance(DAY)
    with refused(ErrorCode.CODE_BRANCH_ONLY):
        town.register(person)
    town.service.request_inquiry(town.inquiry(person))  # another purpose is not closed
    town.advance(88 * DAY)
    town.register(person)


def test_the_owners_success_clears_no_counter(town: Town) -> None:
    person = town.citizen()
    sent = town.register(person)
    guess_wrong(town, sent, 2)
    town.verify(sent, town.last_code())
    guess_wrong(town, town.register(person, renewal=True), 2)
    assert town.register(person, renewal=True).tries_left == 1


def test_wrong_codes_of_purposes_are_counted_apart(town: Town) -> None:
    person = town.citizen(insured=True)
    town.activate(person)
    asked = town.ask_reset(person)
    for _ in range(3):
        with pytest.raises(AppError):
            town.finish_reset(asked, another_code(town.last_code()))
    assert town.register(person, renewal=True).tries_left == 3
    assert town.service.request_inquiry(town.inquiry(person)).tries_left == 3


# ------------------------------------------------------------------ many at once


def test_parallel_guesses_share_three_tries(town: Town) -> None:
    sent = town.register(town.citizen())
    right = town.last_code()
    wrong = [str((int(right) + n) % 10_000).zfill(4) for n in range(1, 51)]

    def guess(code: str) -> ErrorCode:
        with pytest.raises(AppError) as caught:
            town.verify(sent, code)
        return caught.value.code

    with ThreadPoolExecutor(50) as pool:
        told = list(pool.map(guess, wrong))
    assert told.count(ErrorCode.CODE_WRONG) == 2
    assert told.count(ErrorCode.CODE_TRIES_USED) == 48
    with refused(ErrorCode.CODE_TRIES_USED):
        town.verify(sent, right)


def test_parallel_right_codes_make_one_account(town: Town) -> None:
    person = town.citizen()
    sent = town.register(person)
    code = town.last_code()
    with ThreadPoolExecutor(20) as pool:
        done = list(pool.map(lambda _: town.verify(sent, code), range(20)))
    assert all(d == done[0] for d in done)
    town.sign_in(person)


def test_parallel_reset_guesses_share_three_tries(town: Town) -> None:
    person = town.citizen()
    town.activate(person)
    sent = town.ask_reset(person)
    wrong = another_code(town.last_code())

    def guess(_: int) -> ErrorCode:
        with pytest.raises(AppError) as caught:
            town.finish_reset(sent, wrong)
        return caught.value.code

    with ThreadPoolExecutor(50) as pool:
        told = list(pool.map(guess, range(50)))
    assert told.count(ErrorCode.CODE_WRONG) == 2


def test_parallel_starts_leave_one_flow(town: Town) -> None:
    person = town.citizen()
    town.activate(person)
    town.advance(DAY)
    request = ResetRequest(number_of(person), Channel.SMS)
    with ThreadPoolExecutor(5) as pool:
        started = list(pool.map(lambda _: town.service.request_reset(request), range(5)))
    with refused(ErrorCode.CODE_PAUSED):
        town.service.request_reset(request)
    codes = [m.code for m in town.messages() if m.purpose == "reset"]
    assert len(codes) == 5
    told: list[ErrorCode | None] = []
    for sent in started:
        try:
            town.finish_reset(sent, str(codes[-1]))
        except AppError as error:
            told.append(error.code)
        else:
            told.append(None)
    assert sorted(told, key=str) == [None, *[ErrorCode.FLOW_ENDED] * 4]
