"""Opening an account: what is asked, in which order it is checked, and what comes of it."""

import pytest

from ssc_desktop.domain.errors import ErrorCode
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.password import PasswordPart, missing_parts
from ssc_desktop.domain.secret import Secret
from ssc_desktop.services.contract import CaptchaAnswer, Channel
from tests.contract.citizens import NEW_PASSWORD, Town, number_of, refused

JORDANIAN, FOREIGN = Nationality.JORDANIAN, Nationality.FOREIGN


@pytest.mark.parametrize("kind", [JORDANIAN, FOREIGN])
@pytest.mark.parametrize("channel", [Channel.SMS, Channel.EMAIL])
def test_a_person_registers_and_signs_in(town: Town, kind: Nationality, channel: Channel) -> None:
    person = town.citizen(kind)
    sent = town.register(person, activation_channel=channel)
    assert sent.channels == (channel,)
    assert sent.other_channels == tuple(c for c in Channel if c is not channel)
    assert (sent.code_length, sent.tries_left, sent.resend_in) == (4, 3, 60)
    assert sent.expires_in == (300 if channel is Channel.SMS else 600)
    [message] = town.messages(person.phone if channel is Channel.SMS else person.email)
    assert message.channel is channel
    assert message.purpose == "activation"
    assert message.code is not None
    done = town.verify(sent, message.code)
    assert (done.sign_in_id, done.renewed) == (number_of(person), False)

    session = town.sign_in(person)
    assert session.name == person.name
    account = town.service.account(session.token)
    assert (account.name, account.nationality, account.number) == (
        person.name,
        kind,
        number_of(person),
    )
    assert (account.phone, account.email) == (person.phone, person.email)
    assert account.activation_channel is channel
    assert account.insurance_number == person.insurance_number


def test_what_is_optional_is_kept_when_given(town: Town) -> None:
    person = town.citizen()
    town.activate(person, country_of_residence="AE", academic_level="4", bank="ARAB")
    account = town.service.account(town.sign_in(person).token)
    assert (account.country_of_residence, account.academic_level, account.bank) == (
        "AE",
        "4",
        "ARAB",
    )


def test_without_an_email_there_is_no_other_channel(town: Town) -> None:
    person = town.citizen()
    sent = town.register(person, email=None)
    assert sent.other_channels == ()
    town.verify(sent, town.last_code())
    assert town.service.account(town.sign_in(person).token).email is None


def test_a_foreign_phone_is_activated_by_email_alone(town: Town) -> None:
    person = town.citizen(FOREIGN)
    phone = {"calling_code": "+20", "phone_number": "1001234567"}
    with refused(ErrorCode.SMS_NOT_AVAILABLE, "activation_channel"):
        town.register(person, **phone)
    sent = town.register(person, **phone, activation_channel=Channel.EMAIL)
    assert sent.other_channels == ()
    town.verify(sent, town.last_code())
    assert town.service.account(town.sign_in(person).token).phone == "+201001234567"


def test_a_phone_may_serve_a_whole_family(town: Town) -> None:
    phone = town.citizen().phone
    for _ in range(2):
        person = town.citizen()
        town.activate(person, phone_number=phone.removeprefix("+962"))
        assert town.service.account(town.sign_in(person).token).phone == phone


def test_there_is_no_account_before_the_code(town: Town) -> None:
    person = town.citizen()
    town.register(person)
    with refused(ErrorCode.SIGN_IN_REFUSED):
        town.sign_in(person)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("national_number", None, ErrorCode.FIELD_EMPTY),
        ("national_number", "99019", ErrorCode.NUMBER_LENGTH),
        ("national_number", "990190000x", ErrorCode.NUMBER_DIGITS_ONLY),
        ("card_number", None, ErrorCode.FIELD_EMPTY),
        ("card_number", "A", ErrorCode.CARD_FORMAT),
        ("relative_national_number", None, ErrorCode.FIELD_EMPTY),
        ("kinship", None, ErrorCode.CHOICE_EMPTY),
        ("kinship", "9", ErrorCode.CHOICE_UNKNOWN),
        ("calling_code", "+99999", ErrorCode.CHOICE_UNKNOWN),
        ("phone_number", "", ErrorCode.FIELD_EMPTY),
        ("phone_number", "690000000", ErrorCode.PHONE_FORMAT_JO),
        ("email", "nobody", ErrorCode.EMAIL_FORMAT),
        ("country_of_residence", "XX", ErrorCode.CHOICE_UNKNOWN),
        ("academic_level", "99", ErrorCode.CHOICE_UNKNOWN),
        ("bank", "NONE", ErrorCode.CHOICE_UNKNOWN),
        ("password", Secret("short*1"), ErrorCode.PASSWORD_RULE),
        ("password", Secret("q" * 127 + "*1"), ErrorCode.PASSWORD_TOO_LONG),
    ],
)
def test_the_form_is_checked_first(
    town: Town, field: str, value: str | Secret | None, code: ErrorCode
) -> None:
    person = town.citizen()
    picture = town.picture()
    with refused(code, field):
        town.register(person, captcha=picture, **{field: value})
    assert town.messages() == []
    town.register(person, captcha=picture)  # the picture is still good


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("country_of_nationality", None, ErrorCode.CHOICE_EMPTY),
        ("country_of_nationality", "JO", ErrorCode.CHOICE_UNKNOWN),
        ("personal_number", "5", ErrorCode.NUMBER_LENGTH),
        ("passport_number", "000", ErrorCode.PASSPORT_FORMAT),
        ("birth_date", "1990-02-31", ErrorCode.BIRTH_DATE_FORMAT),
        ("birth_date", "2990-02-01", ErrorCode.BIRTH_DATE_RANGE),
    ],
)
def test_the_form_of_a_foreign_resident_too(
    town: Town, field: str, value: str | None, code: ErrorCode
) -> None:
    with refused(code, field):
        town.register(town.citizen(FOREIGN), **{field: value})


def test_the_own_number_is_no_relative(town: Town) -> None:
    person = town.citizen()
    with refused(ErrorCode.RELATIVE_OWN_NUMBER, "relative_national_number"):
        town.register(person, relative_national_number=person.national_number)


def test_activation_by_email_needs_one(town: Town) -> None:
    with refused(ErrorCode.EMAIL_NEEDED, "email"):
        town.register(town.citizen(), email=None, activation_channel=Channel.EMAIL)


def test_what_people_type_is_understood(town: Town) -> None:
    person = town.citizen()
    assert person.national_number is not None
    assert person.card_number is not None
    arabic = person.national_number.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    town.activate(
        person,
        national_number=f" {arabic[:4]} {arabic[4:]}\u200f",
        card_number=person.card_number.lower(),
        phone_number=f"0{person.phone.removeprefix('+962')}",
        calling_code="00962",
    )
    assert town.service.account(town.sign_in(person).token).phone == person.phone


# ------------------------------------------------------------------ evidence


@pytest.mark.parametrize(
    "wrong",
    [
        {"card_number": "ZZZ00000"},
        {"relative_national_number": "9111111111"},
        {"kinship": "other"},
        {"national_number": "unknown"},
        {"nationality": FOREIGN},
    ],
)
def test_any_wrong_evidence_is_one_refusal(town: Town, wrong: dict[str, object]) -> None:
    person = town.citizen()
    match wrong:
        case {"kinship": _}:
            # The other sex of a parent or sibling has the same kinship: only codes differ.
            wrong = {"kinship": "4" if person.kinship_code != "4" else "3"}
        case {"national_number": _}:
            wrong = {"national_number": town.unknown_number()}
        case {"nationality": _}:
            wrong |= {
                "personal_number": person.national_number,
                "country_of_nationality": "EG",
                "passport_number": "A1234567",
                "birth_date": person.birth_date,
            }
    with refused(ErrorCode.EVIDENCE_MISMATCH) as problems:
        town.register(person, **wrong)
    assert problems[0].field is None
    assert problems[0].params == {}
    assert town.messages() == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"passport_number": "ZZ000001"},
        {"birth_date": "1950-01-01"},
        {"country_of_nationality": "FR"},
        {"personal_number": "5000000000"},
    ],
)
def test_wrong_evidence_of_a_foreign_resident_too(town: Town, wrong: dict[str, str]) -> None:
    with refused(ErrorCode.EVIDENCE_MISMATCH):
        town.register(town.citizen(FOREIGN), **wrong)


def test_a_relative_must_be_that_relative(town: Town) -> None:
    people = town.backend.training.people(kind=JORDANIAN, registered=False)
    husband = next(p for p in people if p.kinship_code == "3")
    own = (husband.national_number, husband.relative_national_number)
    for stranger in people[:5]:
        if stranger.national_number not in own:
            with refused(ErrorCode.EVIDENCE_MISMATCH):
                town.register(husband, relative_national_number=stranger.national_number)
            break
    town.register(husband)


@pytest.mark.parametrize("known", [True, False])
def test_evidence_may_be_wrong_five_times_a_day(town: Town, known: bool) -> None:
    person = town.citizen()
    number = person.national_number if known else town.unknown_number()
    for _ in range(5):
        with refused(ErrorCode.EVIDENCE_MISMATCH):
            town.register(person, national_number=number, card_number="ZZZ00000")
    town.advance(3_600)
    with refused(ErrorCode.EVIDENCE_LIMIT) as problems:
        town.register(person, national_number=number)
    assert problems[0].retry_after == 23 * 3_600
    town.advance(23 * 3_600)
    if known:
        town.register(person)
    else:
        with refused(ErrorCode.EVIDENCE_MISMATCH):
            town.register(person, national_number=number)


def test_wrong_evidence_counts_over_all_forms(town: Town) -> None:
    person = town.citizen()
    for turn in range(5):
        with refused(ErrorCode.EVIDENCE_MISMATCH):
            if turn % 2:
                town.register(person, card_number="ZZZ00000")
            else:
                town.service.request_inquiry(town.inquiry(person, civil_id_number="ZZZ00000"))
    with refused(ErrorCode.EVIDENCE_LIMIT):
        town.service.request_inquiry(town.inquiry(person))
    with refused(ErrorCode.EVIDENCE_LIMIT):
        town.register(person)


# ------------------------------------------------------------------ passwords


@pytest.mark.parametrize("password", ["qr#61837", "qr#6183", "qribwaha#", "qrib6183", "#6183729"])
def test_the_rule_that_is_told_is_the_one_that_holds(town: Town, password: str) -> None:
    rule = town.service.reference_data().password_rule
    assert set(rule.classes) == {PasswordPart.LETTER, PasswordPart.DIGIT, PasswordPart.SYMBOL}
    person = town.citizen()
    if missing_parts(password, rule):
        with refused(ErrorCode.PASSWORD_RULE, "password"):
            town.register(person, password=Secret(password))
    else:
        assert town.register(person, password=Secret(password))


@pytest.mark.parametrize("word", ["password@123", "Daman*1234", "الأردن@2024", "qwerty!1"])
def test_a_common_password_is_refused(town: Town, word: str) -> None:
    with refused(ErrorCode.PASSWORD_TOO_COMMON, "password"):
        town.register(town.citizen(), password=Secret(word))


@pytest.mark.parametrize("part", ["name", "number", "card", "phone", "email", "birth"])
def test_a_password_of_ones_own_data_is_refused(town: Town, part: str) -> None:
    person = town.citizen()
    own = {
        "name": f"{person.name.split()[0]}*98765",
        "number": f"x*{number_of(person)}",
        "card": f"*{person.card_number}*",
        "phone": f"tel*0{person.phone.removeprefix('+962')}",
        "email": person.email.partition("@")[0] + "*1",
        "birth": f"x*{person.birth_date}",
    }[part]
    with refused(ErrorCode.PASSWORD_TOO_COMMON, "password"):
        town.register(person, password=Secret(own))


@pytest.mark.parametrize("example", ["asdf*1234", "1234*asdf"])
def test_the_printed_example_is_accepted_here(town: Town, example: str) -> None:
    assert not town.service.reference_data().password_rule.refuse_printed_example
    person = town.citizen()
    town.activate(person, password=Secret(example))
    town.sign_in(person, example)


def test_a_password_is_the_same_however_it_is_composed(town: Town) -> None:
    person = town.citizen()
    town.activate(person, password=Secret("Zoe\u0301#61837"))
    town.sign_in(person, "Zo\u00e9#61837")


# ------------------------------------------------------------------ order


def test_each_check_waits_for_the_one_before(town: Town) -> None:
    person = town.citizen()
    town.activate(person)
    broken = {
        "phone_number": "1",
        "captcha": CaptchaAnswer("none", Secret("x")),
        "card_number": "ZZZ00000",
        "password": Secret("password@123"),
    }
    for repaired, code in (
        ("phone_number", ErrorCode.PHONE_FORMAT_JO),
        ("captcha", ErrorCode.CAPTCHA_EXPIRED),
        ("card_number", ErrorCode.EVIDENCE_MISMATCH),
        ("password", ErrorCode.PASSWORD_TOO_COMMON),
    ):
        with refused(code):
            town.register(person, **broken)
        del broken[repaired]
    with refused(ErrorCode.ACCOUNT_EXISTS):
        town.register(person)


# ------------------------------------------------------------------ sending again, renewal


def test_sending_again_replaces_what_was_pending(town: Town) -> None:
    person = town.citizen()
    first = town.register(person)
    old_code = town.last_code()
    second = town.register(person, phone_number="790000001", password=Secret(NEW_PASSWORD))
    with refused(ErrorCode.FLOW_ENDED):
        town.verify(first, old_code)
    town.verify(second, town.last_code())
    account = town.service.account(town.sign_in(person, NEW_PASSWORD).token)
    assert account.phone == "+962790000001"


def test_only_the_owner_learns_of_an_account(town: Town) -> None:
    person = town.citizen()
    town.activate(person)
    with refused(ErrorCode.EVIDENCE_MISMATCH):
        town.register(person, card_number="ZZZ00000")
    with refused(ErrorCode.ACCOUNT_EXISTS):
        town.register(person)


# ------------------------------------------------------------------ one press, one request


def test_a_repeated_press_sends_one_code(town: Town) -> None:
    person = town.citizen()
    request = town.registration(person, idempotency_key="one-press")
    first = town.service.register(request)
    town.advance(10)
    again = town.service.register(request)
    assert again.flow_id == first.flow_id
    assert (first.expires_in, again.expires_in) == (300, 290)
    assert len(town.messages()) == 1
    town.verify(again, town.last_code())


def test_keys_are_compared_exactly(town: Town) -> None:
    person = town.citizen()
    first = town.register(person, idempotency_key="one-press")
    for key in ("One-press", "ONE-PRESS", "one-press.", "one-pres"):
        assert town.register(person, idempotency_key=key).flow_id != first.flow_id
    assert len(town.messages()) == 5


def test_one_key_is_one_request(town: Town) -> None:
    person = town.citizen()
    town.register(person, idempotency_key="one-press")
    with refused(ErrorCode.SERVICE_FAULT):
        town.register(person, idempotency_key="one-press", phone_number="790000003")
    with refused(ErrorCode.SERVICE_FAULT):
        town.register(person, idempotency_key="one-press", password=Secret(NEW_PASSWORD))
    assert len(town.messages()) == 1
