"""The trainee's panel: messages, the picture's characters, people to try."""

import threading
from pathlib import Path
from typing import Any

from PySide6.QtGui import QTextLine
from PySide6.QtWidgets import QRadioButton, QScrollArea

from ssc_desktop.backends.simulator.service import reset_simulator
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.isolates import isolate
from ssc_desktop.domain.phone import written_for_people
from ssc_desktop.services.backend import Backend, Connect
from ssc_desktop.services.contract import CaptchaKind, InquiryRequest, Language
from ssc_desktop.services.training import TrainingPerson
from tests.ui.conftest import OpenDesk
from tests.ui.desk import number_of, tr
from tests.ui.steps import register, step, to_code, to_review
from tests.ui.test_idle import warned
from ui.context import Place, Visit
from ui.options import Entry, Mode
from ui.theme import Contrast
from ui.training_panel import TrainingPanel
from ui.widgets.text_layout import lay_out
from ui.widgets.wrapping_link import WrappingLink

ON_CHARACTER = QTextLine.CursorPosition.CursorOnCharacter


def test_the_trainee_is_told_of_a_person_what_the_forms_ask(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, size=(1920, 1080))
    desk.rest()
    asks_country = tr("wording", "Country of nationality")
    desk.press(desk.person(Nationality.JORDANIAN).name)
    desk.see(tr("wording", "Kinship"))
    assert not desk.reads(asks_country)
    desk.press(desk.person(Nationality.FOREIGN).name)
    desk.see(asks_country)


def test_kinship_is_told_as_the_form_calls_it(open_desk: OpenDesk, language: Language) -> None:
    desk = open_desk(language, entry=Entry.REGISTER, size=(1920, 1080))
    desk.rest()
    desk.press(desk.person(Nationality.JORDANIAN).name)
    for _ in ("in one language", "and in the other"):
        desk.choose(F.NATIONALITY, "jordanian")
        desk.until(lambda: desk.has(F.KINSHIP), "the relative's kinship")
        kinships = {button.text() for button in desk.shown(QRadioButton)}
        copied = {button.accessibleName() for button in desk.shown(WrappingLink)}
        assert len(kinships & copied) == 1
        desk.switch_language()


def test_a_phone_to_be_typed_begins_with_its_plus(open_desk: OpenDesk, language: Language) -> None:
    desk = open_desk(language, size=(1920, 1080))
    desk.rest()
    person = desk.person()
    desk.press(person.name)
    link = desk.button(person.phone)
    assert isinstance(link, WrappingLink)
    layout = lay_out(link.words, link.font(), link.width(), link)
    line = layout.lineAt(0)
    leftmost = line.xToCursor(line.naturalTextRect().left() + 1, ON_CHARACTER)
    assert layout.text()[leftmost] == "+"


def test_the_trainee_is_told_the_picture_on_the_page_alone(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, entry=Entry.REGISTER, size=(1920, 1080))
    desk.rest()
    to_review(desk, desk.person())
    told = tr("TrainingPanel", "Picture code: {text}").format(text=isolate(desk.picture_answer()))
    desk.see(told)
    desk.go_back()
    desk.until(lambda: not desk.reads(told), "that there is no picture on this page")
    desk.go_on()
    desk.see(told)
    desk.told(lambda backend: backend.service.new_captcha(CaptchaKind.PICTURE))  # another window's
    (panel,) = desk.shown(TrainingPanel)
    panel.refresh()
    desk.rest()
    desk.see(told)  # still that of the picture on this page
    label = told.partition(":")[0] + ":"
    desk.press(tr("CaptchaInput", "Another picture"))
    desk.until(lambda: not desk.reads(told), "the old picture's end")
    desk.see(label)
    desk.window.go(Visit(Place.START))
    desk.until(lambda: not desk.reads(label), "that there is none here either")


def test_the_trainees_phone_is_empty_for_the_next(open_desk: OpenDesk) -> None:
    desk = open_desk(mode=Mode.TERMINAL, entry=Entry.RESET, size=(1920, 1080))
    desk.rest()
    step(desk, {F.USER_ID: number_of(desk.person(registered=True))})
    step(desk, {F.RESET_CHANNEL: "sms"})
    desk.see(desk.last_code())
    code, person = desk.last_code(), desk.people()[0]
    desk.press(person.name)
    desk.see(person.phone)
    warned(desk, Mode.TERMINAL)
    desk.clock.leave_alone(60)
    desk.until(lambda: not desk.question(), "the wipe")
    desk.until(lambda: not desk.reads(code), "an empty phone")
    assert not desk.reads(person.phone)
    desk.see(tr("TrainingPanel", "No message has arrived yet."))


class Held:
    """Hands everything on, but calls of one name only when they may go."""

    def __init__(self, real: Any, name: str) -> None:
        self.began, self.may_go = threading.Event(), threading.Event()
        self.may_go.set()
        self.answers: list[Any] = []
        self._real, self._name = real, name

    def __getattr__(self, name: str) -> Any:
        asked = getattr(self._real, name)
        if name != self._name:
            return asked

        def call(*arguments: Any, **named: Any) -> Any:
            self.began.set()
            self.may_go.wait(60)
            answer = asked(*arguments, **named)
            self.answers.append(answer)
            return answer

        return call


def test_the_trainees_phone_shows_nothing_that_was_still_being_sent(
    open_desk: OpenDesk, connect: Connect
) -> None:
    """Looked at before the call began, the phone knew nothing of its code."""
    held: dict[str, Any] = {}

    def connect_held(name: str) -> Backend:
        backend = connect(name)
        held["service"] = Held(backend.service, "register")
        held["phone"] = Held(backend.training, "messages")
        return backend._replace(service=held["service"], training=held["phone"])

    desk = open_desk(
        mode=Mode.TERMINAL, entry=Entry.REGISTER, size=(1920, 1080), backend=connect_held
    )
    desk.rest()
    to_review(desk, desk.person())
    desk.turn()
    service, phone = held["service"], held["phone"]
    service.may_go.clear()
    phone.began.clear()
    phone.may_go.clear()
    desk.window.context.tasks.answered.emit()  # upon which the panel looks at the phone
    desk.until(phone.began.is_set, "a look at the phone")
    desk.primary().click()
    phone.may_go.set()
    assert service.began.wait(30)  # and the window has not heard of the phone yet
    desk.window.wipe()
    desk.turn()
    service.may_go.set()
    desk.rest()
    desk.rest()
    assert desk.last_code(), "it was sent all the same"
    desk.see(tr("TrainingPanel", "No message has arrived yet."))


def test_the_trainees_phone_is_asked_for_what_it_shows_alone(
    open_desk: OpenDesk, connect: Connect
) -> None:
    """However much has been sent in months: the window looks every two seconds."""
    looked: list[Any] = []

    def connect_counted(name: str) -> Backend:
        backend = connect(name)
        looked.append(Held(backend.training, "messages"))
        return backend._replace(training=looked[-1])

    def send(person: TrainingPerson) -> str:
        """Have a code sent to a person's phone and mailbox; return the phone as it is written."""
        assert person.national_number
        assert person.card_number
        form = InquiryRequest(
            nationality=person.kind,
            calling_code="+962",
            phone_number=person.phone.removeprefix("+962"),
            national_number=person.national_number,
            civil_id_number=person.card_number,
            email=person.email,
        )
        desk.told(lambda backend: backend.service.request_inquiry(form))
        return written_for_people(person.phone)

    desk = open_desk(mode=Mode.TERMINAL, size=(1920, 1080), backend=connect_counted)
    desk.rest()
    *before, after = desk.people()[:4]
    phones = [send(person) for person in before]
    desk.see(phones[-1])
    [held] = looked
    held.answers.clear()
    desk.window.context.tasks.answered.emit()
    desk.until(lambda: held.answers, "a look at what has been sent")
    desk.rest()
    assert {len(messages) for messages in held.answers} == {4}
    assert [desk.reads(phone) for phone in phones] == [False, True, True]
    desk.window.wipe()
    desk.until(lambda: not any(desk.reads(phone) for phone in phones), "an empty phone")
    desk.see(send(after))
    assert not any(desk.reads(phone) for phone in phones)


def everybody(backend: Backend) -> list[TrainingPerson]:
    assert backend.training
    return backend.training.people()


def test_people_to_try_are_those_there_are(open_desk: OpenDesk, folder: Path) -> None:
    desk = open_desk(size=(1920, 1080))
    desk.rest()
    before = [person.name for person in desk.told(everybody)[:8]]
    desk.see(before[0])
    reset_simulator(folder, 40, 8)
    after = [person.name for person in desk.told(everybody)[:8]]
    assert after != before
    desk.until(lambda: all(desk.reads(name) for name in after), "the new people")
    assert not any(desk.reads(name) for name in set(before) - set(after))


def test_a_card_stays_open_when_its_person_registers(open_desk: OpenDesk) -> None:
    desk = open_desk(entry=Entry.REGISTER, size=(1920, 1080))
    desk.rest()
    person = next(p for p in desk.told(everybody)[:8] if not p.registered)
    desk.press(person.name)
    desk.see(person.phone)
    register(desk, person)
    desk.rest()
    assert desk.reads(person.phone)


def test_the_panel_holds_what_it_held_when_looks_have_changed(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, entry=Entry.REGISTER, size=(1920, 1080))
    desk.rest()
    person = desk.person()
    register(desk, person)
    desk.until(desk.messages, "the message with the code")
    desk.see(tr("TrainingPanel", "Copy the code"))
    desk.press(desk.person(Nationality.FOREIGN).name)
    desk.see(tr("wording", "Country of nationality"))
    (scroll,) = (
        area
        for panel in desk.window.findChildren(TrainingPanel)
        for area in panel.findChildren(QScrollArea)
    )
    desk.settle()  # the card has its room before there is anywhere to scroll to
    scroll.verticalScrollBar().setValue(60)
    assert scroll.verticalScrollBar().value() == 60
    desk.window.theme.set_contrast(Contrast.HIGH)
    desk.rest()
    desk.see(tr("TrainingPanel", "Copy the code"))
    desk.see(tr("wording", "Country of nationality"))
    assert not desk.reads(tr("wording", "Kinship"))
    desk.until(lambda: not scroll.widget().minimumHeight(), "the height it needs")
    desk.settle()
    assert scroll.verticalScrollBar().value() == 60


def test_a_card_stays_open_when_looks_change_while_they_change(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, size=(1920, 1080))
    desk.rest()
    desk.press(desk.person(Nationality.FOREIGN).name)
    desk.see(tr("wording", "Country of nationality"))
    desk.window.theme.set_contrast(Contrast.HIGH)
    desk.window.theme.set_text_scale(1.5)
    desk.until(lambda: not desk.window.theme.is_changing, "the looks")
    desk.see(tr("wording", "Country of nationality"))


def test_a_phone_that_is_opened_first_by_the_next_person_is_empty(open_desk: OpenDesk) -> None:
    desk = open_desk("en", mode=Mode.TERMINAL, entry=Entry.REGISTER, size=(1080, 1920))
    desk.rest()
    person = desk.person()
    to_code(desk, person)
    code = desk.last_code()
    desk.button("Finish and erase my data").click()
    desk.press("Cancel and erase")
    desk.see("Welcome")
    desk.press("The citizen's phone")
    desk.rest()
    desk.see("No message has arrived yet.")
    assert not desk.reads(code)
    desk.press("Back to the page")
    desk.window.go(Visit(Place.REGISTER))
    desk.rest()
    to_code(desk, desk.people()[1])
    own = desk.last_code()
    desk.press("The citizen's phone")
    desk.see(own)


def test_a_phone_that_is_opened_first_shows_what_came_since_the_last_person(
    open_desk: OpenDesk,
) -> None:
    desk = open_desk("en", mode=Mode.TERMINAL, entry=Entry.REGISTER, size=(1080, 1920))
    desk.rest()
    desk.button("Finish and erase my data").click()
    desk.see("Welcome")
    desk.window.go(Visit(Place.REGISTER))
    desk.rest()
    to_code(desk, desk.person())
    code = desk.last_code()
    desk.press("The citizen's phone")
    desk.see(code)
