"""Passwords that are easy to guess, and those that are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.domain.identity import Nationality
from ssc_desktop.engine.blocklist import Known, is_common, is_personal, known_of
from ssc_desktop.engine.registry import Person

PERSON = Known(
    name="عبد الله خالد الخطيب",
    numbers=("9901900001", "ABC12345", "790000001", "19900405"),
    email="abu.khaled@example.com",
)


@pytest.mark.parametrize(
    "password",
    [
        "password@123",
        "P@ssw0rd1!",
        "@hm@d1234",
        "ahmad*1990",
        "123@ahmad",
        "a.h.m.a.d.1",
        "Ahmad2Ali*5",
        "Ssc.2026!",
        "daman*1234",
        "jordan-amman-1",
        "qwerty!1",
        "3edc*2wsx!1",
        "aaaaaaa1!",
        "1234567a!",
        "ahmad12341234!",
        "ahmad112233!",
        "الضمان@123",
        "أحمد١٢٣٤!",
        "احمد@1990",
        "مُحَمَّد_1985",
        "عبدالله@2020",
        "فاطمه*123",
        "ＰＡＳＳword@1",
        "asdf*12345",
    ],
)
def test_common_words_with_common_ends(password: str) -> None:
    assert is_common(password)


@pytest.mark.parametrize(
    "password",
    [
        "Qarib#6183",
        "ahmad@7391",
        "Tree#Orbit19Nile",
        "kk*81kkzq",
        "correct horse battery 9!",
        "زيتون وبحر بعيد 48!",
        "x7$Lm2pQ",
    ],
)
def test_others_are_not(password: str) -> None:
    assert not is_common(password)


@pytest.mark.parametrize(
    "password",
    [
        "9901900001*a",
        "٩٩٠١٩٠٠٠٠١*a",
        "990-190-0001*a",
        "x*abc12345*x",
        "tel:0790000001x",
        "19.9.0.04.05x*",
        "Abu.Khaled#77",
        "الخطيب#7391",
        "ألخطيب#7391",
        "خطيب#7391zz",
        "خ-ا-ل-د#7391",
        "عبد#7391",
    ],
)
def test_own_data_is_recognised(password: str) -> None:
    assert is_personal(password, PERSON)


@pytest.mark.parametrize(
    "password", ["Qarib#6183", "990190000*x", "عبدون#7391", "790*abc", "khaled#7391", ""]
)
def test_others_data_is_not(password: str) -> None:
    assert not is_personal(password, PERSON)


@pytest.mark.parametrize("birth_date", ["1990-04-05", "1950-00-00", "1950", "unknown", ""])
def test_a_birth_date_is_own_data_however_the_registry_keeps_it(birth_date: str) -> None:
    person = Person(
        number="9901900001",
        nationality=Nationality.JORDANIAN,
        name="عبد الله خالد الخطيب",
        birth_date=birth_date,
        country="JO",
        card_number="ABC12345",
        passport_number=None,
        father=None,
        mother=None,
        spouse=None,
        insurance_number=None,
    )
    known = known_of(person, phone="+962790000001", email=None)
    assert is_personal("9901900001*a", known)
    assert not is_personal("Qarib#6183", known)
    for own in ("19.9.0.04.05x*", "05-04-1990*x"):
        assert is_personal(own, known) is (birth_date == "1990-04-05")


def test_nothing_known_refuses_nothing() -> None:
    assert not is_personal("anything*1", Known())
    assert not is_personal("anything*1", Known(name="  ", numbers=("", "12"), email="@"))


@given(st.text(max_size=128))
def test_any_text_gets_a_verdict(password: str) -> None:
    assert is_common(password) in (True, False)
    assert is_personal(password, PERSON) in (True, False)


@given(
    st.sampled_from(["password", "ahmad", "الضمان", "qwerty", "محمد", "jordan"]),
    st.sampled_from(["@123", "*1234", "!", "_2024", "#1985", "..00", " 12"]),
    st.booleans(),
    st.booleans(),
)
def test_a_common_word_is_common_on_either_side(
    word: str, hung_on: str, before: bool, capital: bool
) -> None:
    word = word.capitalize() if capital else word
    assert is_common(hung_on + word if before else word + hung_on)
