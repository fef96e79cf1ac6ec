"""Every code has its sentence in both languages, with nothing left open and counts as one says."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from ssc_desktop.domain.errors import ErrorCode, Problem
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.fields import Note
from ssc_desktop.domain.isolates import isolate
from ssc_desktop.services import codec
from ssc_desktop.services.contract import Language
from ui import messages
from ui.language import Translations

PARAMS = {
    "n": 7,
    "length": 10,
    "calling_code": "+44",
    "tries_left": 2,
}
VALUES = ("+44", "17/5/1990", "name@example.com")
# Latin words that stand in Arabic sentences as they are.
AS_THEY_ARE = {"name@example.com"}
COUNTS = (0, 1, 2, 3, 10, 11, 99, 100, 101, 102, 103, 111)


@contextmanager
def _speaking(app: QApplication, language: Language) -> Iterator[None]:
    """Speak a language without a window."""
    translations = Translations(app)
    translations.use(language)
    yield
    for translator in translations.findChildren(QTranslator):
        app.removeTranslator(translator)
    translations.deleteLater()


@pytest.fixture
def spoken(qapp: QApplication, language: Language) -> Iterator[Language]:
    """Run in each language."""
    with _speaking(qapp, language):
        yield language


def _problems(code: ErrorCode) -> list[Problem]:
    return [
        Problem(code, field, PARAMS, retry_after)
        for field in (None, FieldId.NATIONAL_NUMBER, FieldId.EMAIL)
        for retry_after in (None, 1, 59, 60, 90, 3_600, 86_400)
    ]


@pytest.mark.parametrize("code", ErrorCode)
def test_every_code_has_its_sentence(spoken: Language, code: ErrorCode) -> None:
    for problem in _problems(code):
        text = messages.sentence(problem)
        assert text
        assert not re.search(r"[{}]|%n|%[0-9]", text)
        _check_language(text, spoken)
        _check_isolates(text)


@pytest.mark.parametrize("code", ErrorCode)
def test_a_sentence_needs_no_values_to_be_said(spoken: Language, code: ErrorCode) -> None:
    text = messages.sentence(Problem(code))
    assert text
    assert not re.search(r"[{}]", text)
    _check_isolates(text)


def test_no_count_is_made_up(spoken: Language) -> None:
    told = messages.sentence(Problem(ErrorCode.CODE_WRONG, params={"tries_left": 0}))
    assert messages.tries_left(0) in told
    assert messages.tries_left(0) not in messages.sentence(Problem(ErrorCode.CODE_WRONG))


@pytest.mark.parametrize("code", ErrorCode)
def test_what_a_sentence_cannot_do_without_is_asked_of_a_service(
    spoken: Language, code: ErrorCode
) -> None:
    values = {"n": "<1>", "length": "<2>", "calling_code": "<3>"}
    needed = codec.NEEDED.get(code, frozenset())
    text = messages.sentence(Problem(code, params={name: values[name] for name in needed}))
    everything = messages.sentence(Problem(code, params=values))
    assert text == everything or code is ErrorCode.PASSWORD_RULE  # which then is another sentence
    assert all(values[name] in text for name in needed)


@pytest.mark.parametrize("of", Note)
def test_every_remark_has_its_sentence(spoken: Language, of: Note) -> None:
    text = messages.note(of)
    assert text
    _check_language(text, spoken)


def test_sentences_differ_between_the_languages(qapp: QApplication) -> None:
    with _speaking(qapp, "ar"):
        arabic = {code: messages.sentence(Problem(code)) for code in ErrorCode}
    with _speaking(qapp, "en"):
        english = {code: messages.sentence(Problem(code)) for code in ErrorCode}
    assert not [code for code in ErrorCode if arabic[code] == english[code]]


def _check_language(text: str, language: Language) -> None:
    latin = [w for w in re.findall(r"[A-Za-z@.]{2,}", text) if re.search("[A-Za-z]", w)]
    if language == "ar":
        assert re.search("[\u0621-\u064a]", text)
        assert set(latin) <= AS_THEY_ARE
    else:
        assert not re.search("[\u0621-\u064a]", text)
    assert not re.search("[\u0660-\u0669\u06f0-\u06f9\ufb50-\ufdff\ufe70-\ufeff]", text)


def _check_isolates(text: str) -> None:
    depth = 0
    for letter in text:
        depth += (letter == "\u2066") - (letter == "\u2069")
        assert depth in (0, 1)
    assert depth == 0
    bare = re.sub("\u2066[^\u2069]*\u2069", "", text)
    assert not [value for value in VALUES if value in bare]


def test_a_value_is_put_in_as_it_is(spoken: Language) -> None:
    sentences = {
        ErrorCode.NUMBER_LENGTH: isolate("7"),
        ErrorCode.PHONE_FORMAT_OTHER: isolate("+44"),
        ErrorCode.BIRTH_DATE_FORMAT: isolate("17/5/1990"),
        ErrorCode.EMAIL_FORMAT: isolate("name@example.com"),
        ErrorCode.CODE_INCOMPLETE: isolate("10"),
        ErrorCode.PASSWORD_TOO_LONG: isolate("10"),
    }
    for code, value in sentences.items():
        text = messages.sentence(Problem(code, FieldId.NATIONAL_NUMBER, PARAMS))
        assert value in text, code


def bare(text: str) -> str:
    """Return a text without the marks that keep its values whole."""
    return text.replace("\u2066", "").replace("\u2069", "")


def _said(n: int, one: str, two: str, few: str, many: str, hundreds: str) -> str:
    form = {1: one, 2: two}.get(n, hundreds)
    if n > 2 and 3 <= n % 100 <= 10:
        form = few
    elif n % 100 >= 11:
        form = many
    return form.format(n=n)


ARABIC = {
    "tries_left": (
        "لم تبقَ محاولات لهذا الرمز.",
        "بقيت لك محاولة واحدة.",
        "بقيت لك محاولتان.",
        "بقيت لك {n} محاولات.",
        "بقيت لك {n} محاولة.",
        "بقيت لك {n} محاولة.",
    ),
    "seconds": (
        "أقل من ثانية",
        "ثانية واحدة",
        "ثانيتين",
        "{n} ثوانٍ",
        "{n} ثانية",
        "{n} ثانية",
    ),
    "minutes": (
        "أقل من دقيقة",
        "دقيقة واحدة",
        "دقيقتين",
        "{n} دقائق",
        "{n} دقيقة",
        "{n} دقيقة",
    ),
    "hours": (
        "أقل من ساعة",
        "ساعة واحدة",
        "ساعتين",
        "{n} ساعات",
        "{n} ساعة",
        "{n} ساعة",
    ),
}
ENGLISH = {
    "tries_left": ("One try left.", "{n} tries left."),
    "seconds": ("one second", "{n} seconds"),
    "minutes": ("one minute", "{n} minutes"),
    "hours": ("one hour", "{n} hours"),
}
SECONDS = {"seconds": 1, "minutes": 60, "hours": 3_600}


def _expected(unit: str, n: int, language: Language) -> str:
    if language == "en":
        one, other = ENGLISH[unit]
        return one if n == 1 else other.format(n=n)
    none, one, two, few, many, hundreds = ARABIC[unit]
    return none if n == 0 else _said(n, one, two, few, many, hundreds)


@pytest.mark.parametrize("n", COUNTS)
def test_counts_are_said_as_one_says_them(spoken: Language, n: int) -> None:
    said = {"tries_left": messages.tries_left(n)}
    for unit, seconds in SECONDS.items():
        if (unit == "hours" and n > 0) or (unit == "minutes" and 0 < n < 60):
            said[unit] = messages.duration(n * seconds)
        elif unit == "seconds" and n < 60:
            said[unit] = messages.duration(n)
    for unit, text in said.items():
        assert bare(text) == _expected(unit, n, spoken), unit
        if str(n) in text:
            assert isolate(str(n)) in text


@pytest.mark.parametrize(
    ("seconds", "unit", "n"),
    [
        (59, "seconds", 59),
        (60, "minutes", 1),
        (61, "minutes", 2),
        (120, "minutes", 2),
        (3_541, "hours", 1),
        (3_600, "hours", 1),
        (3_601, "hours", 2),
        (86_400, "hours", 24),
    ],
)
def test_time_is_told_in_whole_units_never_too_short(
    spoken: Language, seconds: int, unit: str, n: int
) -> None:
    assert bare(messages.duration(seconds)) == _expected(unit, n, spoken)


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00"), (9, "0:09"), (60, "1:00"), (276, "4:36"), (600, "10:00")]
)
def test_a_running_clock_reads_left_to_right(spoken: Language, seconds: int, text: str) -> None:
    assert messages.clock(seconds) == isolate(text)
