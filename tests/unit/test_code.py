"""The code, however it is given back."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.domain.code import LONGEST, SHORTEST, parse_code
from ssc_desktop.domain.errors import AppError, ErrorCode
from tests.data import ARABIC_DIGITS, HOSTILE, any_text, as_people_type, digits

MESSAGES = (
    "الضمان الاجتماعي: رمز تفعيل حسابك {code}، صالح 5 دقائق. يرجى عدم مشاركته",
    "الضمان الاجتماعي: رمز كلمة السر {code}، صالح 10 دقائق. يرجى عدم مشاركته",
    "الضمان الاجتماعي: رمز الاستعلام {code}، صالح 5 دقائق. يرجى عدم مشاركته",
    "SSC: your activation code is {code}, valid 5 minutes. Please do not share it",
    "رمز {code}",
    "الرمز:{code}.",
    "رمز{code}",
    "«{code}»",
    "({code})",
    "رمز التحقق\n{code}\n117117",
    "رمز التحقق {code} للاستفسار 0790000000",
    "0790000000: رمز {code}",
    "من +962 7 9000 0000 رمز التحقق {code}",
    "للاتصال 079 000 0000، رمز التحقق {code}",
    "22/11/2026 12:30 رمز التحقق {code}",
    "{code} هو رمز التحقق الخاص بك",
)
LENGTHS = range(SHORTEST, LONGEST + 1)


@pytest.mark.parametrize("message", MESSAGES)
@given(code=digits(4), arabic=st.booleans())
def test_the_code_is_found_in_a_pasted_message(message: str, code: str, arabic: bool) -> None:
    text = message.format(code=code)
    assert parse_code(text.translate(ARABIC_DIGITS) if arabic else text, 4) == code


@pytest.mark.parametrize("message", MESSAGES)
@given(code=digits(6))
def test_a_longer_code_is_found_as_well(message: str, code: str) -> None:
    assert parse_code(message.format(code=code), 6) == code


@pytest.mark.parametrize("length", LENGTHS)
@given(data=st.data())
def test_a_code_is_read_in_every_spelling(data: st.DataObject, length: int) -> None:
    code = data.draw(digits(length))
    assert parse_code(data.draw(as_people_type(code)), length) == code


@pytest.mark.parametrize(
    "typed",
    ["", "482", "48215", "48 21 5", "482x1", "رمز", "رمز 482", "رمز 48215", "4821५", "४८२१",
     "المتصل 079 000 0000", "هاتف +962 7 9000 0000", "يوم 22/11/2026", "الساعة 12:30",
     "4821 5 دقائق"],
)  # fmt: skip
def test_no_code_is_made_up(typed: str) -> None:
    with pytest.raises(AppError) as refusal:
        parse_code(typed, 4)
    assert refusal.value.code is ErrorCode.CODE_INCOMPLETE
    assert refusal.value.problem.params["length"] == 4


@pytest.mark.parametrize("length", LENGTHS)
@given(typed=any_text())
def test_the_parser_refuses_or_returns_what_it_would_read_again(length: int, typed: str) -> None:
    with suppress(AppError):
        code = parse_code(typed, length)
        assert code.isascii()
        assert code.isdigit()
        assert len(code) == length
        assert parse_code(code, length) == code


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda t: f"{t[:8]!a}-{len(t)}")
def test_hostile_text_is_refused(typed: str) -> None:
    with pytest.raises(AppError):
        parse_code(typed, 4)
