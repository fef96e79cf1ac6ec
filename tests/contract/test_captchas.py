"""Picture codes and their questions in words."""

import struct

import pytest

from ssc_desktop.domain.errors import ErrorCode
from ssc_desktop.domain.policy import CaptchaPolicy
from ssc_desktop.domain.secret import Secret
from ssc_desktop.services.contract import CaptchaAnswer, CaptchaKind, QuestionKind
from tests.contract.backends import Backend
from tests.contract.citizens import Town, refused

POLICY = CaptchaPolicy()


def test_the_trainee_may_ask_for_either_of_two_pictures(backend: Backend) -> None:
    first, second = (backend.service.new_captcha(CaptchaKind.PICTURE) for _ in range(2))
    for made in (first, second):
        seen = backend.training.captcha(made.id)
        assert seen is not None
        assert seen.id == made.id
    newest = backend.training.captcha()
    assert newest is not None
    assert newest.id == second.id
    assert backend.training.captcha("no such picture") is None


def test_a_picture_is_a_small_png_of_plain_characters(backend: Backend) -> None:
    made = backend.service.new_captcha(CaptchaKind.PICTURE)
    seen = backend.training.captcha()
    assert seen is not None
    assert seen.id == made.id
    assert len(seen.text) == POLICY.length
    assert set(seen.text) <= set(POLICY.alphabet)
    assert made.question is None
    assert made.expires_in == 600
    assert made.png is not None
    assert made.png.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(made.png) <= 64 * 1024
    width, height = struct.unpack(">II", made.png[16:24])
    assert width <= 600
    assert height <= 200


def test_questions_are_answered_with_digits(backend: Backend) -> None:
    kinds = set()
    for _ in range(24):
        made = backend.service.new_captcha(CaptchaKind.QUESTION)
        seen = backend.training.captcha()
        assert seen is not None
        assert made.png is None
        assert made.question is not None
        kinds.add(made.question.kind)
        if made.question.kind is QuestionKind.SUM:
            assert len(made.question.numbers) == 2
            assert seen.text == str(sum(made.question.numbers))
        else:
            assert len(set(made.question.numbers)) == 3
            assert seen.text == str(max(made.question.numbers))
    assert kinds == set(QuestionKind)


def test_a_question_serves_as_well_as_a_picture(town: Town) -> None:
    made = town.service.new_captcha(CaptchaKind.QUESTION)
    seen = town.backend.training.captcha()
    assert seen is not None
    arabic = seen.text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    town.register(town.citizen(), captcha=CaptchaAnswer(made.id, Secret(f" {arabic} ")))


def test_a_registration_needs_one(town: Town) -> None:
    with refused(ErrorCode.CAPTCHA_REQUIRED, "captcha"):
        town.register(town.citizen(), captcha=None)


def test_small_letters_are_not_capitals(town: Town) -> None:
    right = town.picture()
    while right.answer.reveal().swapcase() == right.answer.reveal():
        right = town.picture()
    swapped = CaptchaAnswer(right.id, Secret(right.answer.reveal().swapcase()))
    with refused(ErrorCode.CAPTCHA_WRONG, "captcha"):
        town.register(town.citizen(), captcha=swapped)


def test_spaces_are_not_part_of_the_answer(town: Town) -> None:
    right = town.picture()
    spaced = CaptchaAnswer(right.id, Secret(" ".join(right.answer.reveal())))
    town.register(town.citizen(), captcha=spaced)


@pytest.mark.parametrize("answer", ["wrong", "١٢٣", "\u200f x", "a" * 499, "🙂", "\x00x"])
def test_a_wrong_answer_spends_the_picture(town: Town, answer: str) -> None:
    person, right = town.citizen(), town.picture()
    with refused(ErrorCode.CAPTCHA_WRONG, "captcha"):
        town.register(person, captcha=CaptchaAnswer(right.id, Secret(answer)))
    with refused(ErrorCode.CAPTCHA_EXPIRED, "captcha"):
        town.register(person, captcha=right)


@pytest.mark.parametrize(
    ("answer", "code"),
    [("", ErrorCode.FIELD_EMPTY), (" \u200f", ErrorCode.FIELD_EMPTY)],
)
def test_an_empty_answer_does_not(town: Town, answer: str, code: ErrorCode) -> None:
    person, right = town.citizen(), town.picture()
    with refused(code, "captcha"):
        town.register(person, captcha=CaptchaAnswer(right.id, Secret(answer)))
    town.register(person, captcha=right)


def test_a_right_answer_is_good_once(town: Town) -> None:
    first, second, right = town.citizen(), town.citizen(), town.picture()
    town.register(first, captcha=right)
    with refused(ErrorCode.CAPTCHA_EXPIRED, "captcha"):
        town.register(second, captcha=right)


def test_a_picture_lives_ten_minutes(town: Town) -> None:
    person = town.citizen()
    young, old = town.picture(), town.picture()
    town.advance(599)
    town.register(person, captcha=young)
    town.advance(1)
    with refused(ErrorCode.CAPTCHA_EXPIRED, "captcha"):
        town.register(person, captcha=old)


@pytest.mark.parametrize("captcha_id", ["", "no-such-picture", "0" * 32, "x" * 400, "\x00", "🙂"])
def test_a_picture_nobody_drew_has_expired(town: Town, captcha_id: str) -> None:
    with refused(ErrorCode.CAPTCHA_EXPIRED, "captcha"):
        town.register(town.citizen(), captcha=CaptchaAnswer(captcha_id, Secret("abcde")))
