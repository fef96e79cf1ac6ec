"""Phone numbers in every shape people give them."""

from contextlib import suppress

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.phone import JORDAN, e164, parse_phone, written_for_people
from tests.data import DEVANAGARI_DIGITS, HOSTILE, any_text, as_people_type, digits

MOBILES = st.builds("7{}{}".format, st.sampled_from("789"), digits(7))
PREFIXES = ("", "0", "962", "+962", "00962", "+9620", "009620", "9620", "+962(0)", "962 (0) ")


@given(data=st.data(), wanted=MOBILES, prefix=st.sampled_from(PREFIXES))
def test_a_jordanian_mobile_is_read_in_every_shape(
    data: st.DataObject, wanted: str, prefix: str
) -> None:
    typed = data.draw(as_people_type(prefix + wanted, between=" -./()\u00a0\u2013"))
    assert e164(JORDAN, parse_phone(typed, JORDAN)) == f"+962{wanted}"


@pytest.mark.parametrize(
    "typed",
    [
        "٠٧٩٠٠٠٠٠٠٠",
        "962 790000000",
        "(079) 000-0000",
        "+962 7 9000 0000",
        "\u202a+962790000000\u202c",
        "962790000000+",
        "٩٦٢٧٩٠٠٠٠٠٠٠+",
        "079/0000000",
        "079.000.0000",
    ],
)
def test_what_people_copy_from_papers_and_phones_is_understood(typed: str) -> None:
    assert parse_phone(typed, JORDAN) == "790000000"


@pytest.mark.parametrize(
    "typed",
    ["06 5000000", "+962 6 500 0000", "79000000", "7900000000", "0760000000", "+1 212 555 0123",
     "+963 944 567 890", "0", "00", "0000000000", "962962790000000"],
)  # fmt: skip
def test_what_is_no_jordanian_mobile_is_refused(typed: str) -> None:
    with pytest.raises(AppError) as refusal:
        parse_phone(typed, JORDAN)
    assert refusal.value.code is ErrorCode.PHONE_FORMAT_JO


@pytest.mark.parametrize(
    "typed",
    ["79000000O", "790000000x", "+", "++962790000000", "+962790000000+", "الهاتف 0790000000",
     "0790000000".translate(DEVANAGARI_DIGITS), "7900000०0", "079000²000"],
)  # fmt: skip
def test_anything_but_digits_is_named(typed: str) -> None:
    with pytest.raises(AppError) as refusal:
        parse_phone(typed, JORDAN)
    assert refusal.value.code is ErrorCode.NUMBER_DIGITS_ONLY


def test_a_number_that_does_not_fit_its_calling_code_names_that_code() -> None:
    with pytest.raises(AppError) as refusal:
        parse_phone("0790000000", "+971")
    assert refusal.value.code is ErrorCode.PHONE_FORMAT_OTHER
    assert refusal.value.problem.params["calling_code"] == "+971"


@pytest.mark.parametrize("region", sorted(phonenumbers.SUPPORTED_REGIONS - {"JO"}))
def test_every_country_s_numbers_are_read_with_and_without_their_code(region: str) -> None:
    code = f"+{phonenumbers.country_code_for_region(region)}"
    for kind in (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE):
        example = phonenumbers.example_number_for_type(region, kind)
        if example is None:
            continue
        wanted = phonenumbers.national_significant_number(example)
        as_dialled = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.NATIONAL)
        for typed in (wanted, as_dialled, code + wanted, f"00{code[1:]}{wanted}"):
            assert parse_phone(typed, code) == wanted, typed


@pytest.mark.parametrize("code", ["+962", "+1", "+44", "+39", "+7", "+54"])
@given(typed=st.one_of(any_text(), st.from_regex(r"\+?[0-9]{5,16}", fullmatch=True)))
def test_the_parser_refuses_or_returns_what_it_would_read_again(code: str, typed: str) -> None:
    with suppress(AppError):
        value = parse_phone(typed, code)
        assert value.isascii()
        assert value.isdigit()
        assert parse_phone(value, code) == value


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda t: f"{t[:8]!a}-{len(t)}")
def test_hostile_text_is_refused_beside_the_phone(typed: str) -> None:
    with pytest.raises(AppError) as refusal:
        parse_phone(typed, JORDAN)
    assert refusal.value.problem.field is FieldId.PHONE_NUMBER


def test_a_phone_is_shown_in_groups() -> None:
    assert written_for_people("+962790000000") == "+962 79 000 0000"


@pytest.mark.parametrize("number", ["0790000000", "+999790000000", "+962", "", "on record"])
def test_what_is_no_phone_is_shown_as_it_is(number: str) -> None:
    assert written_for_people(number) == number
