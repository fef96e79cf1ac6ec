"""The review: read from its first row on, changed row by row, sent with the picture code."""

import pytest
from PySide6.QtCore import QRect, Qt

from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.isolates import isolate
from ssc_desktop.services.contract import Language
from tests.ui.conftest import OpenDesk
from tests.ui.desk import tr
from tests.ui.steps import to_review
from tests.ui.test_refusals import change
from ui import wording
from ui.options import Entry
from ui.widgets.captcha_input import CaptchaInput
from ui.widgets.panels import Card

IN_DIGITS = ("FieldRow", "The answer to the question, in digits")


def test_a_date_reads_in_the_order_in_which_it_is_asked_for(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, entry=Entry.REGISTER)
    desk.rest()
    person = desk.person(kind=Nationality.FOREIGN)
    to_review(desk, person)
    year, month, day = (int(part) for part in person.birth_date.split("-"))
    desk.see(isolate(f"{day}/{month}/{year}"))


def test_begins_at_the_picture_code_that_stands_beside_what_was_typed(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, entry=Entry.REGISTER, size=(1366, 768))
    to_review(desk, desk.person())
    desk.fill(F.CAPTCHA, "")
    desk.press(tr("ActionBar", "Back"))
    desk.go_on()
    desk.until(lambda: desk.focused_field() is F.CAPTCHA, "the focus")
    desk.key(Qt.Key.Key_Return)
    assert F.CAPTCHA in desk.errors(), "nobody is led back to the first page"


@pytest.mark.parametrize("size", [(1080, 1920), (800, 600)])
def test_begins_at_the_first_row_where_the_picture_stands_below(
    open_desk: OpenDesk, language: Language, size: tuple[int, int]
) -> None:
    desk = open_desk(language, entry=Entry.REGISTER, size=size)
    person = desk.person()
    to_review(desk, person)
    desk.press(tr("ActionBar", "Back"))
    desk.go_on()
    first = desk.focus()
    assert first is not None
    assert first.accessibleName() == tr("ReviewPage", "Change")
    assert first.accessibleDescription() == tr("wording", "Nationality")
    desk.until(desk.has_picture, "the picture")
    desk.settle()
    assert desk.focus() is first
    assert desk.scroll().verticalScrollBar().value() == 0


def test_a_question_has_the_room_that_the_picture_has(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, entry=Entry.REGISTER)
    desk.rest()
    to_review(desk, desk.person())
    desk.settle()
    with_picture = desk.row(F.CAPTCHA).geometry().width()
    desk.press(tr("CaptchaInput", "I cannot see the picture"))
    desk.settle()
    assert desk.row(F.CAPTCHA).geometry().width() > 0.9 * with_picture


@pytest.mark.parametrize("size", [(1366, 768), (800, 600)])
def test_nothing_moves_when_the_picture_arrives(
    open_desk: OpenDesk, language: Language, size: tuple[int, int]
) -> None:
    desk = open_desk(language, entry=Entry.REGISTER, size=size)
    desk.rest()
    to_review(desk, desk.person())
    desk.until(desk.has_picture, "the picture")
    [captcha] = desk.window.findChildren(CaptchaInput)

    def places() -> list[QRect]:
        desk.settle()
        widgets = [*desk.window.findChildren(Card), captcha, captcha.line]
        return [widget.geometry() for widget in widgets if widget.isVisible()]

    with_picture = places()
    captcha.show_waiting()
    assert places() == with_picture


def test_a_question_in_words_has_a_hint_of_its_own(open_desk: OpenDesk, language: Language) -> None:
    desk = open_desk(language, entry=Entry.REGISTER)
    desk.rest()
    to_review(desk, desk.person())
    picture, answer = wording.hint(F.CAPTCHA), tr(*IN_DIGITS)
    desk.see(picture)
    desk.press(tr("CaptchaInput", "I cannot see the picture"))
    desk.see(answer)
    assert not desk.reads(picture)
    assert answer in desk.line(F.CAPTCHA).accessibleDescription()
    desk.switch_language()
    assert desk.reads(tr(*IN_DIGITS))
    desk.press(tr("CaptchaInput", "Back to the picture"))
    desk.see(wording.hint(F.CAPTCHA))
    assert not desk.reads(tr(*IN_DIGITS))


def test_the_picture_is_there_again_after_a_change(open_desk: OpenDesk, language: Language) -> None:
    desk = open_desk(language, entry=Entry.REGISTER)
    person = desk.person()
    to_review(desk, person)
    typed = desk.text(F.CAPTCHA)
    change(desk, F.CARD_NUMBER)
    desk.go_on()
    assert desk.has_picture()
    assert desk.text(F.CAPTCHA) == typed
    desk.press(tr("CaptchaInput", "Another picture"))
    desk.until(lambda: desk.has_picture() and not desk.text(F.CAPTCHA), "another picture")
    desk.fill(F.CAPTCHA, desk.picture_answer())
    desk.go_on()
    assert desk.has(F.CODE)
