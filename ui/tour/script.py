"""The whole journey: register, activate, sign in, look around, reset, re-register, inquire."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt

from ssc_desktop.domain.errors import ErrorCode, Problem
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.phone import JORDAN
from ssc_desktop.domain.reference import Choice
from ssc_desktop.services.backend import Backend
from ssc_desktop.services.training import TrainingPerson
from ui import messages, wording
from ui.tour.driver import Driver, Script, TourError

_FIRST_PASSWORD, _SECOND_PASSWORD = "Sahel*7351", "Wadi#28460"


def _said(context: str, text: str) -> str:
    return QCoreApplication.translate(context, text)


def _action(text: str) -> str:
    return _said("steps", text)


def _continue() -> str:
    return _said("steps", "Continue")


def _send() -> str:
    return _said("steps", "Send")


def whole_journey(driver: Driver) -> Script:
    """Walk every page; raises TourError at the first step that cannot be made."""
    people: list[list[TrainingPerson]] = []
    yield from driver.ask(_candidates, people)
    person, insured, foreigner = people[0]
    yield from driver.see(_said("StartPage", "Welcome"))
    yield from driver.picture("start")
    yield from _register(driver, person)
    yield from _sign_in(driver, person, _FIRST_PASSWORD)
    yield from _services(driver)
    yield from _reset(driver, person)
    yield from _re_register(driver, person)
    yield from _inquire(driver, insured)
    yield from _foreign_identity(driver, foreigner)
    yield from _help(driver)


def _candidates(backend: Backend) -> list[TrainingPerson]:
    """Choose a Jordanian to register, an insured one to inquire, and a foreign resident."""
    aid = backend.training
    if aid is None:
        raise RuntimeError("the tour needs a service in training")
    jordanians = aid.people(kind=Nationality.JORDANIAN, registered=False)
    foreigners = aid.people(kind=Nationality.FOREIGN, registered=False)
    insured = [p for p in jordanians if p.insurance_number]
    return [jordanians[0], insured[-1], foreigners[0]]


def _choice(field: F, code: str) -> str:
    return wording.choice(field, Choice(code, "", ""))


def _register(driver: Driver, person: TrainingPerson) -> Script:
    yield from driver.press(_said("StartPage", "Individual registration"))
    yield from driver.press(_choice(F.NATIONALITY, "jordanian"))
    yield from driver.picture("identity")
    yield from _next_question(driver)
    yield from driver.press(_continue())
    yield from driver.see(_said("ErrorSummary", "Please check the following before you continue"))
    yield from driver.picture("identity-errors")
    yield from _identity(driver, person)
    yield from driver.picture("identity-filled")
    yield from driver.press(_continue())
    yield from _contact(driver, person, "sms")
    yield from driver.picture("contact")
    yield from driver.press(_continue())
    yield from driver.fill(wording.label(F.COUNTRY_OF_RESIDENCE), "JO")
    yield from driver.picture("details")
    yield from _details(driver)
    yield from _password(driver, _FIRST_PASSWORD)
    yield from driver.picture("password")
    yield from driver.press(_continue())
    yield from driver.see(_said("steps", "Review your details before sending"))
    yield from _picture_code(driver)
    yield from driver.picture("review")
    yield from driver.press(_send())
    yield from driver.see(_said("CodePage", "Code not arrived?"))
    yield from driver.picture("code")
    yield from _wrong_code(driver, person.phone)
    yield from _code(driver, person.phone)
    yield from driver.press(_action("OK"))
    yield from driver.see(_said("endings", "Registration is complete"))
    yield from driver.picture("registered")
    yield from driver.press(_said("endings", "Sign in"))


def _identity(driver: Driver, person: TrainingPerson) -> Script:
    yield from driver.fill(wording.label(F.NATIONAL_NUMBER), _eastern(person.national_number))
    yield from _evidence(driver, person)


def _evidence(driver: Driver, person: TrainingPerson) -> Script:
    """Card, relative and kinship."""
    yield from _next_question(driver)
    yield from driver.fill(wording.label(F.CARD_NUMBER), person.card_number or "")
    yield from _next_question(driver)
    yield from driver.fill(
        wording.label(F.RELATIVE_NATIONAL_NUMBER), person.relative_national_number or ""
    )
    kinships: list[str] = []

    def name(backend: Backend) -> str:
        entries = backend.service.reference_data().kinships
        entry = next(k for k in entries if k.code == person.kinship_code)
        return wording.choice(F.KINSHIP, entry)

    yield from driver.ask(name, kinships)
    yield from driver.press(kinships[0])


def _next_question(driver: Driver) -> Script:
    """Turn the page where one question fills it."""
    if driver.one_question:
        yield from driver.press(_continue())


def _eastern(number: str | None) -> str:
    """Type a number in Arabic-Indic digits, as an Arabic keyboard does."""
    return (number or "").translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))


def _contact(driver: Driver, person: TrainingPerson, channel: str) -> Script:
    yield from driver.fill(wording.label(F.PHONE_NUMBER), "0" + person.phone.removeprefix(JORDAN))
    yield from _next_question(driver)
    yield from driver.press(_choice(F.ACTIVATION_CHANNEL, channel))
    yield from _next_question(driver)
    yield from driver.fill(wording.label(F.EMAIL), person.email)
    yield from driver.fill(wording.label(F.EMAIL_CONFIRMATION), person.email)


def _details(driver: Driver) -> Script:
    """Leave the optional questions as they are."""
    for field in (F.COUNTRY_OF_RESIDENCE, F.ACADEMIC_LEVEL, F.BANK):
        yield from driver.see_field(wording.label(field))
        if driver.one_question or field is F.BANK:
            yield from driver.press(_continue())


def _password(driver: Driver, password: str) -> Script:
    yield from driver.fill(wording.label(F.PASSWORD), password)
    yield from driver.fill(wording.label(F.PASSWORD_CONFIRMATION), password)


def _picture_code(driver: Driver) -> Script:
    yield from driver.wait(
        lambda: not driver.is_fetching_captcha(), "the picture of the picture code"
    )
    answers: list[str] = []

    def answer(backend: Backend) -> str:
        captcha = backend.training.captcha() if backend.training else None
        return captcha.text if captcha else ""

    yield from driver.ask(answer, answers)
    yield from driver.fill(wording.label(F.CAPTCHA), answers[0])


def _last_code(to: str) -> Callable[[Backend], str]:
    def find(backend: Backend) -> str:
        messages_sent = backend.training.messages(to=to) if backend.training else []
        codes = [message.code for message in messages_sent if message.code]
        if not codes:
            raise TourError("no code has arrived")
        return codes[-1]

    return find


def _code(driver: Driver, to: str) -> Script:
    codes: list[str] = []
    yield from driver.ask(_last_code(to), codes)
    yield from driver.fill(wording.label(F.CODE), codes[0])


def _wrong_code(driver: Driver, to: str) -> Script:
    codes: list[str] = []
    yield from driver.ask(_last_code(to), codes)
    wrong = f"{(int(codes[0]) + 1) % 10_000:04d}"
    yield from driver.fill(wording.label(F.CODE), wrong)
    yield from driver.press(_action("OK"))
    yield from driver.see(
        messages.sentence(Problem(ErrorCode.CODE_WRONG, params={"tries_left": 2}))
    )
    yield from driver.picture("code-wrong")


def _sign_in(driver: Driver, person: TrainingPerson, password: str) -> Script:
    yield from driver.fill(wording.label(F.SIGN_IN_ID), person.national_number or "")
    yield from driver.fill(wording.label(F.CURRENT_PASSWORD), "Wrong*0000")
    yield from driver.press(_action("Sign in"))
    yield from driver.see(messages.sentence(Problem(ErrorCode.SIGN_IN_REFUSED)))
    yield from driver.picture("sign-in-refused")
    yield from driver.fill(wording.label(F.CURRENT_PASSWORD), password)
    yield from driver.press(_action("Sign in"))
    yield from driver.see(_said("ServicesPage", "My account"))


def _services(driver: Driver) -> Script:
    yield from driver.picture("services")
    yield from driver.press(_said("ServicesPage", "My account"))
    yield from driver.see(wording.label(F.PHONE_NUMBER))
    yield from driver.picture("account")
    yield from driver.sign_out()
    yield from driver.see(_said("StartPage", "Welcome"))


def _reset(driver: Driver, person: TrainingPerson) -> Script:
    yield from driver.press(_said("StartPage", "Forgot password"))
    yield from driver.fill(wording.label(F.USER_ID), person.national_number or "")
    yield from driver.picture("reset-user-id")
    yield from driver.press(_send())
    yield from driver.press(_choice(F.RESET_CHANNEL, "sms"))
    yield from driver.picture("reset-channel")
    yield from driver.press(_send())
    yield from driver.see(_said("CodePage", "Code not arrived?"))
    yield from _code(driver, person.phone)
    yield from _next_question(driver)
    yield from driver.fill(wording.label(F.NEW_PASSWORD), _SECOND_PASSWORD)
    yield from driver.fill(wording.label(F.NEW_PASSWORD_CONFIRMATION), _SECOND_PASSWORD)
    yield from driver.picture("reset-new-password")
    yield from driver.press(_send())
    yield from driver.see(_said("endings", "The password has been changed"))
    yield from driver.picture("reset-done")
    yield from driver.press(_said("endings", "Sign in"))
    yield from _sign_in(driver, person, _SECOND_PASSWORD)
    yield from driver.sign_out()


def _re_register(driver: Driver, person: TrainingPerson) -> Script:
    """From the reset's channel page, with the number carried over."""
    yield from driver.press(_said("StartPage", "Forgot password"))
    yield from driver.fill(wording.label(F.USER_ID), person.national_number or "")
    yield from driver.press(_send())
    yield from driver.press(_said("ChannelPage", "Re-register"))
    yield from driver.press(_choice(F.NATIONALITY, "jordanian"))
    yield from _next_question(driver)
    yield from _evidence(driver, person)
    yield from driver.picture("re-register")
    yield from driver.press(_continue())
    yield from _contact(driver, person, "email")
    yield from driver.press(_continue())
    yield from _details(driver)
    yield from _password(driver, _FIRST_PASSWORD)
    yield from driver.press(_continue())
    yield from _picture_code(driver)
    yield from driver.press(_send())
    yield from driver.see(_said("CodePage", "Code not arrived?"))
    yield from driver.picture("re-register-code")
    yield from _code(driver, person.email)
    yield from driver.press(_action("OK"))
    yield from driver.see(_said("endings", "Your data is up to date"))
    yield from driver.picture("re-registered")
    yield from driver.press(_said("endings", "Start page"))


def _inquire(driver: Driver, person: TrainingPerson) -> Script:
    yield from driver.press(_said("StartPage", "Social security number inquiry"))
    yield from driver.press(_choice(F.NATIONALITY, "jordanian"))
    yield from _next_question(driver)
    yield from driver.fill(wording.label(F.NATIONAL_NUMBER), person.national_number or "")
    yield from _next_question(driver)
    yield from driver.fill(wording.label(F.CIVIL_ID_NUMBER), person.card_number or "")
    yield from _next_question(driver)
    yield from driver.fill(wording.label(F.PHONE_NUMBER), person.phone)
    yield from driver.picture("inquiry")
    yield from driver.press(_said("steps", "Send verification code"))
    yield from driver.see(_said("CodePage", "Code not arrived?"))
    yield from driver.picture("inquiry-code")
    yield from _code(driver, person.phone)
    yield from driver.press(_action("OK"))
    yield from driver.see(person.insurance_number or "")
    yield from driver.picture("inquiry-answer")
    yield from driver.press(_said("endings", "Start page"))


def _foreign_identity(driver: Driver, person: TrainingPerson) -> Script:
    """The identity page of a foreign resident, as far as its picture."""
    yield from driver.press(_said("StartPage", "Individual registration"))
    yield from driver.press(_choice(F.NATIONALITY, "foreign"))
    yield from driver.fill(wording.label(F.COUNTRY_OF_NATIONALITY), person.nationality)
    yield from _next_question(driver)
    yield from driver.fill(wording.label(F.PERSONAL_NUMBER), person.personal_number or "")
    yield from _next_question(driver)
    yield from driver.fill(wording.label(F.PASSPORT_NUMBER), person.passport_number or "")
    yield from _next_question(driver)
    yield from driver.fill(wording.label(F.BIRTH_DATE), person.birth_date)
    yield from driver.picture("identity-foreign")
    yield from driver.press(driver.way_out)
    yield from driver.see(_said("JourneyShell", "Return to the request"))
    yield from driver.picture("cancel-question")
    yield from driver.press(_said("JourneyShell", "Cancel and erase"))
    yield from driver.see(_said("StartPage", "Welcome"))


def _help(driver: Driver) -> Script:
    driver.key(Qt.Key.Key_F1)
    yield from driver.see(_said("HelpPage", "What you need to register"))
    yield from driver.picture("help")
    yield from driver.press(_said("HelpPage", "Check the connection"))
    yield from driver.press(_said("DiagnosisPage", "Check again"))
    yield from driver.see(_said("DiagnosisPage", "Latest error codes"))
    yield from driver.picture("connection-check")
    yield from driver.press(_said("ActionBar", "Back"))
    yield from driver.see(_said("HelpPage", "What you need to register"))
