"""The menus of the header: in the window and its tree, by mouse, by keys and by neither."""

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QFrame

from ssc_desktop.services.contract import Language
from tests.ui.conftest import OpenDesk
from tests.ui.desk import Desk, tr
from tests.ui.scan import scan
from tests.ui.steps import signed_in, until_made
from tests.ui.tree import do, heard
from ui.context import Visit
from ui.options import Entry, Mode
from ui.theme import Contrast
from ui.widgets.drop_menu import DropMenu

USUAL, SMALLEST, TALL = (1366, 768), (720, 560), (1080, 1920)
SIZES = ["Normal text", "Large text", "Largest text"]
FOLDED = ["Start page", *SIZES, "High contrast", "Help"]
MENUS = pytest.mark.parametrize(
    ("button", "size", "entries"), [("Text size", USUAL, SIZES), ("Menu", SMALLEST, FOLDED)]
)


def words(*texts: str) -> list[str]:
    return [tr("Header", text) for text in texts]


def opened(desk: Desk, button: str) -> DropMenu:
    desk.rest()
    desk.press(tr("Header", button))
    [menu] = desk.shown(DropMenu)
    return menu


@MENUS
def test_its_entries_are_heard_as_long_as_it_is_open(
    open_desk: OpenDesk, language: Language, button: str, size: tuple[int, int], entries: list[str]
) -> None:
    desk = open_desk(language, size=size, entry=Entry.SIGN_IN)

    def named() -> list[str]:
        return [name for name in heard() if name in words(*entries)]

    before = named()
    opened(desk, button)
    assert named()[-len(entries) :] == words(*entries)
    assert desk.focus().accessibleName() == tr("Header", "Normal text")
    desk.key(Qt.Key.Key_Escape)
    desk.settle()
    assert named() == before
    assert not desk.window.findChildren(DropMenu), "nothing is left of it"
    assert desk.focus().accessibleName() == tr("Header", button)


@pytest.mark.parametrize("mode", list(Mode))
def test_everything_in_it_can_be_chosen_through_the_tree(
    open_desk: OpenDesk, language: Language, mode: Mode
) -> None:
    desk = open_desk(language, mode=mode, size=(800, 1200), entry=Entry.SIGN_IN)
    desk.rest()
    theme = desk.window.theme
    for text, now in (("Largest text", 2.0), ("Large text", 1.5), ("Normal text", 1.0)):
        do(desk, tr("Header", "Menu"))
        do(desk, tr("Header", text))
        desk.settle()
        assert theme.text_scale == now
    for contrast in (Contrast.HIGH, Contrast.NORMAL):
        do(desk, tr("Header", "Menu"))
        do(desk, tr("Header", "High contrast"))
        desk.settle()
        assert theme.contrast is contrast
    do(desk, tr("Header", "Menu"))
    do(desk, tr("Header", "Start page"))
    desk.see(tr("StartPage", "Welcome"))


def test_keys_go_round_in_it_and_choose(open_desk: OpenDesk, language: Language) -> None:
    desk = open_desk(language, size=USUAL)
    menu = opened(desk, "Text size")
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        desk.key(key)
        assert menu.isAncestorOf(desk.focus())
    assert desk.focus().accessibleName() == tr("Header", "Normal text")
    desk.key(Qt.Key.Key_Down)
    desk.key(Qt.Key.Key_Return)
    desk.settle()
    assert desk.window.theme.text_scale == 1.5


def test_the_state_in_force_is_marked_and_stays_when_chosen_again(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, size=(1920, 1080), scale=1.5)
    for _time in range(2):
        opened(desk, "Text size")
        chosen = [name for name in words(*SIZES) if desk.button(name).isChecked()]
        assert chosen == words("Large text")
        desk.press(tr("Header", "Large text"))
        desk.settle()
        assert desk.window.theme.text_scale == 1.5


@pytest.mark.parametrize("turn", ["press beside it", "other size", "other page", "wiped"])
def test_it_goes_when_the_person_turns_elsewhere(open_desk: OpenDesk, turn: str) -> None:
    desk = open_desk(size=USUAL)
    menu = opened(desk, "Text size")
    if turn == "press beside it":
        desk.qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=QPoint(5, 700))
        assert desk.focus().accessibleName() == tr("Header", "Text size")
    elif turn == "other size":
        desk.window.resize(900, 700)
    elif turn == "other page":
        desk.window.go(Visit(desk.window.context.home))
    else:
        desk.window.wipe()
    desk.settle()
    assert not desk.window.findChildren(DropMenu)


def test_opened_again_and_again_the_window_holds_no_more_than_at_first(
    open_desk: OpenDesk,
) -> None:
    desk = open_desk(size=USUAL)
    until_made(desk)  # the pages that wait are counted too
    held: list[int] = []
    for _time in range(3):
        opened(desk, "Text size")
        desk.key(Qt.Key.Key_Escape)
        desk.settle()
        held.append(len(desk.window.findChildren(QObject)))
    assert held == held[:1] * 3


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize(
    ("mode", "size"), [(Mode.DESK, USUAL), (Mode.DESK, SMALLEST), (Mode.TERMINAL, TALL)]
)
def test_it_lies_whole_within_the_window(
    open_desk: OpenDesk, language: Language, mode: Mode, size: tuple[int, int], scale: float
) -> None:
    desk = open_desk(language, mode=mode, size=size, scale=scale)
    desk.rest()
    menu = opened(desk, "Text size" if desk.offers(tr("Header", "Text size")) else "Menu")
    desk.settle()
    panel = menu.findChild(QFrame, "menu")
    assert menu.rect().contains(panel.geometry())
    assert not scan(desk.window, size, touch=mode is Mode.TERMINAL)


@pytest.mark.parametrize("width", [870, 900, 920, 940, 955, 960, 1000])
def test_the_header_holds_what_it_shows_at_every_width(
    open_desk: OpenDesk, language: Language, width: int
) -> None:
    desk = open_desk(language, entry=Entry.SIGN_IN, size=(width, 768))
    signed_in(desk)
    desk.settle()
    assert scan(desk.window, (width, 768)) == []
