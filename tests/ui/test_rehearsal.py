"""What is made out of sight for the first turns of a process stays out of sight, and helps them."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QWidget

from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.services.contract import Language
from tests.ui.conftest import OpenDesk
from tests.ui.desk import Desk
from tests.ui.walk import to_the_password
from ui import wording
from ui.context import Place, Visit
from ui.options import Entry
from ui.widgets import choice


@pytest.fixture(autouse=True)
def a_new_process(qapp: QApplication) -> Iterator[None]:
    """Let the window of this test be the first of its process, as far as it can tell."""
    before = qapp.property("rehearsed")
    qapp.setProperty("rehearsed", False)
    yield
    qapp.setProperty("rehearsed", before)


def stages(desk: Desk) -> list[QWidget]:
    """Return the windows that are never shown."""
    below = desk.window.findChildren(QWidget)
    return [w for w in below if w.windowType() is Qt.WindowType.Window]


def until_rehearsed(desk: Desk, app: QApplication) -> None:
    desk.until(lambda: app.property("rehearsed"), "the rehearsal")
    desk.until(lambda: not stages(desk), "its end")


def test_a_turned_page_finds_its_lists_made(
    open_desk: OpenDesk, language: Language, qapp: QApplication
) -> None:
    choice._model.cache_clear()
    desk = open_desk(language)
    until_rehearsed(desk, qapp)
    made = choice._model.cache_info().misses
    assert made
    desk.window.go(Visit(Place.REGISTER))
    to_the_password(desk)
    assert choice._model.cache_info().misses == made


def test_nothing_of_it_can_be_seen_or_reached(
    open_desk: OpenDesk, language: Language, qapp: QApplication
) -> None:
    desk = open_desk(language)
    desk.until(lambda: stages(desk), "the rehearsal")
    names = {wording.label(field) for field in (F.NATIONALITY, F.PHONE_NUMBER, F.BANK, F.PASSWORD)}
    while stages(desk):
        assert not any(stage.isVisible() for stage in stages(desk))
        assert not names & set(_names(QAccessible.queryAccessibleInterface(qapp)))
        desk.turn()


def test_whoever_goes_on_does_not_wait_for_its_end(open_desk: OpenDesk) -> None:
    desk = open_desk()
    desk.until(lambda: stages(desk), "the rehearsal")
    desk.window.go(Visit(Place.REGISTER))
    desk.turn()
    assert not stages(desk)


def test_whoever_begins_elsewhere_is_spared_it(open_desk: OpenDesk, qapp: QApplication) -> None:
    desk = open_desk(entry=Entry.REGISTER)
    desk.rest()
    assert not qapp.property("rehearsed")


def _names(node: QAccessibleInterface) -> Iterator[str]:
    """Name everything in the tree, whether it is on show or not."""
    yield node.text(QAccessible.Text.Name)
    for position in range(node.childCount()):
        child = node.child(position)
        if child is not None:
            yield from _names(child)
