"""The language changes on every page at once: what was typed, what is wrong and the focus stay."""

import re
from collections import Counter
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from ssc_desktop.domain.field_id import FieldId as F
from tests.ui.conftest import OpenDesk
from tests.ui.desk import Desk
from tests.ui.steps import fill_in, until_made
from tests.ui.walks import WALKS
from ui.options import Entry, Mode
from ui.training_panel import TrainingPanel

CLOCK = re.compile("\u2066[0-9]+:[0-9]{2}\u2069")
VALUE = re.compile("\u2066[^\u2066-\u2069]*\u2069")  # isolated, and nothing besides
LTR, RTL = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft


@dataclass(frozen=True)
class Seen:
    """A page as far as no language may change it."""

    typed: dict[F, str]
    wrong: set[F]
    links: int
    focus: F | str | None


def see(desk: Desk) -> Seen:
    focus = desk.focused_field() or type(desk.focus()).__name__
    return Seen(
        {field: desk.text(field) for field in desk.fields()},
        set(desk.errors()),
        len(desk.links()),
        focus,
    )


def words(desk: Desk) -> list[str]:
    """Return everything that can be read, but for what the trainee's phone has received."""
    found: list[QWidget] = [*desk.shown(QLabel), *desk.shown(QAbstractButton)]
    panels = desk.window.findChildren(TrainingPanel)
    said = [
        w.text() if isinstance(w, QLabel) else w.accessibleName()
        for w in found
        if not any(panel.isAncestorOf(w) for panel in panels)
    ]
    return [CLOCK.sub("", text) for text in said if any(letter.isalpha() for letter in text)]


def check_page(desk: Desk, page: str, names: set[str]) -> list[str]:
    """Switch there and back; return what did not survive it."""
    faults: list[str] = []
    desk.turn()
    before, arabic, errors = see(desk), words(desk), desk.errors()
    focus = desk.focus()
    name = focus.accessibleName() if focus else ""
    desk.switch_language()
    if QApplication.layoutDirection() is not LTR or desk.window.layoutDirection() is not LTR:
        faults.append("does not read from left to right")
    if see(desk) != before:
        faults.append(f"{before} becomes {see(desk)}")
    values = {text for text in arabic if text in names or VALUE.fullmatch(text)}
    faults += [f"still says {text!r}" for text in set(arabic) & set(words(desk)) - values]
    faults += [f"{e!r} is not said anew" for e in desk.errors().values() if e in errors.values()]
    desk.switch_language()
    if QApplication.layoutDirection() is not RTL or desk.window.layoutDirection() is not RTL:
        faults.append("does not read from right to left")
    if see(desk) != before:
        faults.append(f"{before} becomes {see(desk)} on the way back")
    gone, come = Counter(arabic), Counter(words(desk))
    if gone != come:
        faults.append(f"no longer says {gone - come}, but {come - gone}")
    focus = desk.focus()
    if (focus.accessibleName() if focus else "") != name:
        faults.append(f"the focus was on {name!r}, now on {focus}")
    return [f"{page}: {fault}" for fault in faults]


DESK = [(walk, Mode.DESK) for walk in WALKS]
TERMINAL = [(walk, Mode.TERMINAL) for walk in ("jordanian", "reset")]


@pytest.mark.parametrize(("walk", "mode"), DESK + TERMINAL)
def test_every_page_changes_its_language_and_nothing_else(
    open_desk: OpenDesk, walk: str, mode: Mode
) -> None:
    desk = open_desk("ar", mode=mode)
    until_made(desk)  # banner and footer begin to speak while the window is being loaded
    names = {person.name for person in desk.people(registered=True)}
    faults: list[str] = []
    for page in WALKS[walk](desk):
        if not desk.question():  # which covers the button of the language
            faults += check_page(desk, page, names)
    assert not faults, "\n".join(dict.fromkeys(faults))


def test_a_chosen_entry_is_called_by_its_name_in_each_language(open_desk: OpenDesk) -> None:
    desk = open_desk("ar", entry=Entry.REGISTER)
    desk.rest()
    fill_in(desk, {F.NATIONALITY: "foreign"})
    desk.fill(F.COUNTRY_OF_NATIONALITY, "مصر")
    assert desk.text(F.COUNTRY_OF_NATIONALITY) == "EG"
    desk.switch_language()
    assert desk.line(F.COUNTRY_OF_NATIONALITY).text() == "Egypt"
    desk.switch_language()
    assert desk.line(F.COUNTRY_OF_NATIONALITY).text() == "مصر"
    # What names no entry is nobody's to translate.
    desk.fill(F.COUNTRY_OF_NATIONALITY, "Atlan")
    desk.switch_language()
    assert desk.line(F.COUNTRY_OF_NATIONALITY).text() == "Atlan"
