"""Choices in sight, and lists that are searched: what names an entry chooses it, nothing else."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QRadioButton, QStyle, QStyleOptionButton

from ssc_desktop.domain.errors import ErrorCode as E
from ssc_desktop.domain.errors import Problem
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.services.contract import Language
from tests.data import ARABIC_DIGITS, PERSIAN_DIGITS
from tests.ui.conftest import OpenDesk
from tests.ui.desk import Desk
from tests.ui.steps import fill_in, identity, step
from ui import messages
from ui.options import Entry, Mode
from ui.theme import TEXT_SCALES


def shown(desk: Desk, field: F, text: str) -> str:
    """Put a text into a list as assistive technology does; return what it has chosen."""
    desk.line(field).setText(text)
    return desk.text(field)


@pytest.fixture
def desk(open_desk: OpenDesk, language: Language) -> Desk:
    """The window on the page of the calling code."""
    desk = open_desk(language, entry=Entry.REGISTER)
    desk.rest()
    step(desk, identity(desk.person()))
    return desk


def test_a_country_is_called_by_its_names_and_its_calling_code(desk: Desk) -> None:
    names = ["مصر", "مِصر", " مصر ", "Egypt", "EGYPT", "egypt", "EG", "eg", "+20", "20", "0020"]
    numbers = [name.translate(d) for name in names[-3:] for d in (ARABIC_DIGITS, PERSIAN_DIGITS)]
    marked = ["\u200f+20\u200f", "\u2066+20\u2069", "مصر \u2066+20\u2069", "Egypt +20"]
    for name in [*names, *numbers, *marked]:
        assert shown(desk, F.CALLING_CODE, "") == ""
        assert shown(desk, F.CALLING_CODE, name) == "EG", name
    for name in ("Jordan", "الاردن", "الأردن", "+962"):
        assert shown(desk, F.CALLING_CODE, name) == "JO", name
    for text in ("misr", "2", "+", "+2000", "<b>Egypt</b>", "Egypt\x00x", "２０"):
        assert shown(desk, F.CALLING_CODE, text) == text


def test_what_names_no_entry_is_an_error_and_stays(desk: Desk) -> None:
    for text in ("Atlantis", "Jor", "<b>Jordan</b>"):
        desk.fill(F.CALLING_CODE, text)
        desk.go_on()
        unknown = messages.sentence(Problem(E.CHOICE_UNKNOWN, F.CALLING_CODE))
        assert desk.error(F.CALLING_CODE) == unknown
        assert desk.line(F.CALLING_CODE).text() == text
    desk.fill(F.CALLING_CODE, "")
    desk.go_on()
    assert desk.error(F.CALLING_CODE) == messages.sentence(Problem(E.CHOICE_EMPTY, F.CALLING_CODE))


def test_a_list_is_as_high_as_the_line_beside_it(desk: Desk) -> None:
    def heights() -> tuple[int, int]:
        desk.settle()
        return desk.combo(F.CALLING_CODE).height(), desk.line(F.PHONE_NUMBER).height()

    usual = heights()
    wrong = {F.CALLING_CODE: "Atlantis", F.PHONE_NUMBER: ""}
    right = {F.CALLING_CODE: "JO", F.PHONE_NUMBER: "0791234567"}
    fill_in(desk, wrong)
    desk.go_on()
    assert len(set(heights())) == 1, heights()
    desk.window.resize(desk.window.width() - 200, desk.window.height())  # it is made anew
    desk.settle()
    fill_in(desk, right)
    desk.until(lambda: heights() == usual, "the usual height")


@pytest.mark.parametrize("mode", list(Mode))
def test_what_is_found_looks_like_the_whole_list(
    open_desk: OpenDesk, language: Language, mode: Mode
) -> None:
    desk = open_desk(language, entry=Entry.REGISTER, mode=mode, size=(1080, 1920))
    desk.rest()
    step(desk, {F.NATIONALITY: "foreign"})
    combo = desk.combo(F.COUNTRY_OF_NATIONALITY)
    desk.enter(desk.line(F.COUNTRY_OF_NATIONALITY))
    desk.type("a")
    finds = combo.completer().popup()
    desk.until(finds.isVisible, "the list")
    found = finds.sizeHintForRow(0), finds.font()
    finds.hide()
    combo.showPopup()
    desk.turn()
    whole = combo.view()
    assert found == (whole.sizeHintForRow(0), whole.font())
    assert finds.layoutDirection() is whole.layoutDirection()
    combo.hidePopup()


def test_keys_search_and_choose(desk: Desk, language: Language) -> None:
    line = desk.line(F.CALLING_CODE)
    desk.enter(line)
    line.selectAll()
    for letter in "unit":
        desk.type(letter)
    popup = desk.combo(F.CALLING_CODE).completer().popup()
    desk.until(popup.isVisible, "the list")
    found = [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())]
    assert 2 <= len(found) <= 10
    desk.qtbot.keyClick(popup, Qt.Key.Key_Down)
    desk.qtbot.keyClick(popup, Qt.Key.Key_Return)
    desk.until(lambda: not popup.isVisible(), "the end of the list")
    assert line.text() == found[0]
    assert len(desk.text(F.CALLING_CODE)) == 2
    desk.qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert line.text() == found[0]


_APART = 8  # pixels between the circles of two choices


@pytest.mark.parametrize("scale", TEXT_SCALES)
def test_choices_above_one_another_keep_apart(
    open_desk: OpenDesk, language: Language, scale: float
) -> None:
    desk = open_desk(language, entry=Entry.REGISTER, scale=scale)
    desk.rest()
    fill_in(desk, {F.NATIONALITY: "jordanian"})
    desk.settle()
    circles = [_circle(choice) for choice in desk.radios(F.KINSHIP)]
    for upper, lower in zip(circles, circles[2:], strict=False):
        assert lower.top() - upper.bottom() > _APART, (upper, lower)


def _circle(choice: QRadioButton) -> QRect:
    option = QStyleOptionButton()
    choice.initStyleOption(option)
    element = QStyle.SubElement.SE_RadioButtonIndicator
    circle = choice.style().subElementRect(element, option, choice)
    return circle.translated(choice.pos())
