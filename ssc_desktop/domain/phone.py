"""Phone numbers: what people type on one side, E.164 on the other (rules of libphonenumber)."""

import re

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.text import plain

JORDAN = "+962"
_JORDANIAN_MOBILE = re.compile(r"7[789][0-9]{7}")
_SEPARATORS = re.compile(r"[\s().\-/\u2010-\u2015\u2212]")


def parse_phone(raw: str, calling_code: str) -> str:
    """Read a phone number and return its national significant digits, for example 790000000.

    A leading zero, the calling code written again (+962, 00962, 962), spaces, and a plus that
    right-to-left typing has put at the end are understood.
    Raises AppError NUMBER_DIGITS_ONLY, PHONE_FORMAT_JO or PHONE_FORMAT_OTHER (params calling_code).
    """
    import phonenumbers  # heavy: only once a phone number is really read

    text = _SEPARATORS.sub("", plain(raw))
    if text.endswith("+") and not text.startswith("+"):
        text = "+" + text.removesuffix("+")
    if not re.fullmatch(r"\+?[0-9]+", text):
        raise AppError(ErrorCode.NUMBER_DIGITS_ONLY, FieldId.PHONE_NUMBER)
    wrong = (
        AppError(ErrorCode.PHONE_FORMAT_JO, FieldId.PHONE_NUMBER)
        if calling_code == JORDAN
        else AppError(ErrorCode.PHONE_FORMAT_OTHER, FieldId.PHONE_NUMBER, calling_code=calling_code)
    )
    country = int(calling_code.lstrip("+"))
    region = phonenumbers.region_code_for_country_code(country)
    international = "+" + text[2:] if text.startswith("00") else text
    readings = [international, f"{calling_code}{text.lstrip('+')}"]
    if not international.startswith("+"):
        readings.append(f"+{international}")
    for reading in readings:
        try:
            number = phonenumbers.parse(reading, region)
        except phonenumbers.NumberParseException:
            continue
        national = phonenumbers.national_significant_number(number)
        # Jordan's rule is the one its sentence states, not the ranges handed out so far.
        fits = (
            _JORDANIAN_MOBILE.fullmatch(national) is not None
            if calling_code == JORDAN
            else phonenumbers.is_valid_number(number)
        )
        if fits and number.country_code == country:
            return national
    raise wrong


def e164(calling_code: str, national: str) -> str:
    """Join a calling code and national significant digits, for example +962790000000."""
    return f"{calling_code}{national}"


def written_for_people(number: str) -> str:
    """Group an E.164 number the way people say it, for example +962 79 000 0000.

    What is no such number comes back as it is.
    """
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    digits = str(parsed.national_number)
    if f"+{parsed.country_code}" == JORDAN and len(digits) == 9:
        return f"{JORDAN} {digits[:2]} {digits[2:5]} {digits[5:]}"
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
