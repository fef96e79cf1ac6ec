"""A refusal carries what its sentence needs, and nothing that a person typed."""

import pytest

from ssc_desktop.domain.errors import AppError, ErrorCode, Problem
from ssc_desktop.domain.field_id import FieldId


def test_codes_are_stable_words() -> None:
    values = [code.value for code in ErrorCode]
    assert len(values) == len(set(values))
    assert all(value.replace(".", "").replace("_", "").isalpha() for value in values)


def test_an_error_carries_its_problem() -> None:
    error = AppError(
        ErrorCode.CODE_WRONG, FieldId.CODE, retry_after=60, reference="ab12", tries_left=2
    )
    assert error.code is ErrorCode.CODE_WRONG
    assert error.problem == Problem(
        ErrorCode.CODE_WRONG, FieldId.CODE, {"tries_left": 2}, retry_after=60, reference="ab12"
    )
    assert str(error) == "code.wrong"


def test_a_problem_can_be_raised_and_stays_the_same() -> None:
    problem = Problem(ErrorCode.FIELD_EMPTY, FieldId.BANK)
    with pytest.raises(AppError) as refusal:
        raise AppError.of(problem)
    assert refusal.value.problem is problem
    assert refusal.value.code is problem.code


def test_what_a_sentence_needs_cannot_be_changed_afterwards() -> None:
    problem = AppError(ErrorCode.NUMBER_LENGTH, n=3).problem
    with pytest.raises(TypeError):
        problem.params["n"] = 4  # type: ignore[index]
    with pytest.raises(TypeError):
        Problem(ErrorCode.INTERNAL).params["n"] = 4  # type: ignore[index]
