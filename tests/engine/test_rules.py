"""Small rules by themselves: kinship, locks, plurals, evidence that a service does not ask for."""

import dataclasses

import pytest

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.fields import Answers
from ssc_desktop.domain.password import PasswordRule
from ssc_desktop.domain.policy import CodePolicy, SignInPolicy
from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine import registry
from ssc_desktop.engine.accounts import lock_after
from ssc_desktop.engine.outbox import Notice, minutes, notice_text
from ssc_desktop.engine.population import Resident
from ssc_desktop.engine.reference import load_reference
from ssc_desktop.engine.registry import Person, is_kin
from ssc_desktop.services.contract import CodeRequest, NewPasswordRequest, ResendRequest
from tests.engine.house import DAUGHTER, FATHER, GUEST, ON_BOTH, POLICY, House


def person(resident: Resident, **changes: str | None) -> Person:
    names = Person.__dataclass_fields__
    return Person(**{name: getattr(resident, name) for name in names} | changes)


MOTHER = person(FATHER, number="9552900009", spouse=FATHER.number)
HUSBAND = person(FATHER, spouse=MOTHER.number)
SON = person(DAUGHTER, number="9851900008", mother=MOTHER.number)
GIRL = person(DAUGHTER, mother=MOTHER.number)
HALF_SISTER = person(DAUGHTER, number="9902900007", father=None, mother=MOTHER.number)
ORPHAN = person(DAUGHTER, number="9602900006", father=None, mother=None)
OTHER_ORPHAN = person(DAUGHTER, number="9612900005", father=None, mother=None)


@pytest.mark.parametrize(
    ("who", "relative", "kinship"),
    [
        (SON, HUSBAND, "1"),
        (SON, MOTHER, "1"),
        (SON, GIRL, "2"),
        (SON, HALF_SISTER, "2"),
        (HUSBAND, MOTHER, "3"),
        (MOTHER, HUSBAND, "3"),
        (person(FATHER), MOTHER, "3"),  # one of the two entries is enough
        (HUSBAND, SON, "4"),
        (MOTHER, HALF_SISTER, "4"),
        (ORPHAN, SON, None),
        (ORPHAN, OTHER_ORPHAN, None),
        (HUSBAND, HALF_SISTER, None),
        (SON, SON, None),
    ],
)
def test_a_relative_is_what_one_kinship_says(
    who: Person, relative: Person, kinship: str | None
) -> None:
    true = [code for code in ("1", "2", "3", "4", "5", "") if is_kin(who, relative, code)]
    assert true == ([] if kinship is None else [kinship])


def test_locks_grow_and_repeat() -> None:
    policy = SignInPolicy()
    locks = {n: lock_after(n, policy) for n in range(1, 31) if lock_after(n, policy)}
    assert locks == {5: 900, 10: 3_600, 15: 7_200, 20: 7_200, 25: 7_200, 30: 7_200}


@pytest.mark.parametrize(
    ("count", "ar", "en"),
    [
        (0, "أقل من دقيقة", "0 minutes"),
        (1, "دقيقة واحدة", "one minute"),
        (2, "دقيقتين", "2 minutes"),
        (3, "3 دقائق", "3 minutes"),
        (10, "10 دقائق", "10 minutes"),
        (11, "11 دقيقة", "11 minutes"),
        (99, "99 دقيقة", "99 minutes"),
        (100, "100 دقيقة", "100 minutes"),
        (103, "103 دقائق", "103 minutes"),
    ],
)
def test_minutes_take_the_plural_of_their_number(count: int, ar: str, en: str) -> None:
    assert (minutes(count, "ar"), minutes(count, "en")) == (ar, en)


@pytest.mark.parametrize("notice", list(Notice))
def test_a_notice_is_one_text_message_and_says_how_to_object(notice: Notice) -> None:
    arabic, english = notice_text(notice, "ar"), notice_text(notice, "en")
    assert len(arabic) <= 70
    assert len(english) <= 160
    assert all("117117" in text for text in (arabic, english))


def test_a_version_stands_for_all_that_is_told() -> None:
    def version(**changes: object) -> str:
        told = {"codes": CodePolicy(), "password_rule": PasswordRule()} | changes
        return load_reference(**told).version  # type: ignore[arg-type]

    assert version() == version()
    others = {
        version(codes=CodePolicy(length=6)),
        version(password_rule=PasswordRule(min_length=10)),
        version(sms_calling_codes=("+962", "+20")),
        version(optional_fields=(FieldId.PASSPORT_NUMBER,)),
    }
    assert len(others | {version()}) == 5


def test_the_lists_have_no_code_twice() -> None:
    reference = load_reference(codes=POLICY.codes, password_rule=PasswordRule())
    for choices in (
        reference.countries,
        reference.banks,
        reference.academic_levels,
        reference.kinships,
    ):
        codes = [choice.code for choice in choices]
        assert codes
        assert len(codes) == len(set(codes))


def test_evidence_that_is_not_asked_for_is_not_compared() -> None:
    shown = {
        FieldId.COUNTRY_OF_NATIONALITY: "EG",
        FieldId.PASSPORT_NUMBER: "A7654321",
        FieldId.BIRTH_DATE: "1990-07-08",
    }
    guest = person(GUEST)
    for left_out in (None, FieldId.PASSPORT_NUMBER, FieldId.BIRTH_DATE):
        given = {k: v for k, v in shown.items() if k is not left_out}
        assert registry._passport_matches(guest, Answers(given))
        for asked in given:
            assert not registry._passport_matches(guest, Answers({**given, asked: "ZZ"}))
    assert not registry._passport_matches(
        dataclasses.replace(person(FATHER), country="EG"), Answers(shown)
    )


@ON_BOTH
@pytest.mark.parametrize("flow_id", ["", "\x00", "\ud800", "🙂", "0" * 32, "x" * 400])
def test_no_text_is_taken_for_a_flow_that_is_none(house: House, flow_id: str) -> None:
    service, code = house.service(), Secret("1234")
    for call in (
        lambda: service.verify_registration(CodeRequest(flow_id, code)),
        lambda: service.resend_code(ResendRequest(flow_id)),
        lambda: service.answer_inquiry(CodeRequest(flow_id, code)),
        lambda: service.finish_reset(NewPasswordRequest(flow_id, code, Secret("Waha+7264"))),
    ):
        with pytest.raises(AppError) as caught:
            call()
        assert caught.value.code is ErrorCode.FLOW_ENDED
