"""Every page at every size: nothing cut, covered, crooked or out of sight."""

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QFontMetricsF, QTextLayout
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.isolates import isolate
from ssc_desktop.services.contract import Language
from tests.ui.conftest import OpenDesk
from tests.ui.desk import Desk, tr
from tests.ui.scan import scan
from tests.ui.steps import fill_in, identity, to_the_details
from tests.ui.walks import WALKS
from ui.context import Place, Visit
from ui.frame import CALL_CENTRE, TrainingBanner
from ui.header import Header
from ui.language import is_rtl
from ui.options import Entry, Mode
from ui.pages.help import HelpPage
from ui.theme import Contrast
from ui.widgets.text import Picture, Text
from ui.widgets.text_layout import lay_out
from ui.wizard.page import StepPage
from ui.wizard.shell import JourneyShell
from ui.wizard.step_list import StepList

USUAL, TALL, SMALLEST, WIDE = (1366, 768), (1080, 1920), (720, 560), (1920, 1080)
NORMAL, HIGH = Contrast.NORMAL, Contrast.HIGH
TITLES = ("title", "display")
Look = tuple[tuple[int, int], float, Contrast]
LOOKS: list[Look] = [(USUAL, 1.0, NORMAL), (USUAL, 2.0, NORMAL), (TALL, 2.0, NORMAL)]
MORE_LOOKS: list[Look] = [
    (TALL, 1.0, NORMAL),
    (SMALLEST, 1.0, NORMAL),
    (SMALLEST, 2.0, NORMAL),
    (USUAL, 1.0, HIGH),
]


def _id(look: Look) -> str:
    (width, height), scale, contrast = look
    return f"{width}x{height}-{round(scale * 100)}%-{contrast}"


def _check(desk: Desk, walk: str, size: tuple[int, int], *, touch: bool = False) -> None:
    faults: list[str] = []
    for page in WALKS[walk](desk):
        desk.settle()
        faults += [f"{page}: {fault}" for fault in scan(desk.window, size, touch=touch)]
    if faults:
        pytest.fail("\n".join(dict.fromkeys(faults)), pytrace=False)


def _at_the_desk(open_desk: OpenDesk, language: Language, walk: str, look: Look) -> None:
    size, scale, contrast = look
    desk = open_desk(language, size=size, scale=scale, contrast=contrast)
    _check(desk, walk, size)


def _at_a_terminal(open_desk: OpenDesk, language: Language, walk: str, scale: float) -> None:
    desk = open_desk(language, mode=Mode.TERMINAL, size=TALL, scale=scale)
    _check(desk, walk, TALL, touch=True)


@pytest.mark.parametrize("walk", WALKS)
@pytest.mark.parametrize("look", LOOKS, ids=_id)
def test_every_page_at_the_desk(
    open_desk: OpenDesk, language: Language, walk: str, look: Look
) -> None:
    _at_the_desk(open_desk, language, walk, look)


@pytest.mark.long
@pytest.mark.parametrize("walk", WALKS)
@pytest.mark.parametrize("look", MORE_LOOKS, ids=_id)
def test_every_page_in_windows_of_other_looks(
    open_desk: OpenDesk, language: Language, walk: str, look: Look
) -> None:
    _at_the_desk(open_desk, language, walk, look)


@pytest.mark.parametrize("walk", WALKS)
def test_every_page_at_a_terminal_in_the_largest_text(
    open_desk: OpenDesk, language: Language, walk: str
) -> None:
    _at_a_terminal(open_desk, language, walk, 2.0)


@pytest.mark.long
@pytest.mark.parametrize("walk", WALKS)
def test_every_page_at_a_terminal(open_desk: OpenDesk, language: Language, walk: str) -> None:
    _at_a_terminal(open_desk, language, walk, 1.0)


@pytest.mark.parametrize("size", [USUAL, TALL])
def test_a_field_alone_is_as_wide_as_those_that_stand_in_pairs(
    open_desk: OpenDesk, language: Language, size: tuple[int, int]
) -> None:
    desk = open_desk(language, entry=Entry.REGISTER, size=size)
    to_the_details(desk)
    desk.settle()
    widths = [desk.row(field).width() for field in desk.fields()]
    assert max(widths) - min(widths) <= 1  # a pair cannot always be halved


@pytest.mark.parametrize("size", [USUAL, SMALLEST, WIDE])
@pytest.mark.parametrize("walk", ["around", "sign_in"])
def test_whatever_has_no_list_of_steps_begins_below_the_mark(
    open_desk: OpenDesk, language: Language, walk: str, size: tuple[int, int]
) -> None:
    desk = open_desk(language, size=size)
    [mark] = desk.window.findChild(Header).findChildren(Picture)
    for page in WALKS[walk](desk):
        desk.settle()
        if desk.shown(StepList):
            continue
        begins = {w: _reading_edge(desk, w) for w in desk.shown(Text) if w.objectName() in TITLES}
        assert set(begins.values()) <= {_reading_edge(desk, mark)}, page


def _reading_edge(desk: Desk, widget: QWidget) -> int:
    box = widget.rect()
    return widget.mapTo(desk.window, box.topRight() if is_rtl() else box.topLeft()).x()


def test_a_number_stands_on_one_line_wherever_it_fits(
    open_desk: OpenDesk, language: Language
) -> None:
    number = "+962 79 000 0000"
    desk = open_desk(language)
    text = Text("lead", desk.window)
    sent = tr("CodePage", "We sent a verification code of {length} digits to {destination}.")
    words = sent.format(length=isolate("4"), destination=isolate(number))
    whole = round(QFontMetricsF(text.font()).horizontalAdvance(number))
    for width in range(whole + 1, 4 * whole):
        lines = _lines(lay_out(words, text.font(), width, text))
        assert any(number in line for line in lines), (width, lines)
    lines = _lines(lay_out(words, text.font(), whole - 5, text))
    groups = number.split()
    assert all(any(group in line for line in lines) for group in groups), "broken at a space"


def test_a_date_and_the_time_after_it_are_not_held_together_as_a_number(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language)
    text = Text("lead", desk.window)
    words = f"{isolate('29/11/2026 23:40')}."
    whole = round(QFontMetricsF(text.font()).horizontalAdvance("29/11/2026 23:40"))
    assert [line.strip() for line in _lines(lay_out(words, text.font(), whole - 1, text))] == [
        "\u206629/11/2026",
        "23:40\u2069.",
    ]


@pytest.mark.parametrize(
    ("words", "as_one"),
    [
        ("ويتكون من \u20664\u2069 أرقام.", "\u20664\u2069 أرقام"),
        ("انتهت صلاحية هذا الرمز. يرجى الضغط على «إرسال رمز جديد».", "«إرسال رمز جديد»"),
        ("Please choose “Send a new code” and wait a little.", "“Send a new code”"),
        ("If your phone has changed, choose to re-register here and now.", "re-register"),
        ("يصلك رمز التحقق ثم يظهر رقم التأمين الخاص بك", "الخاص بك"),
        ("أرسلنا رمز التحقق إلى \u2066name.of@example.com\u2069 مع إشعار", "name.of@example.com"),
    ],
)
def test_what_is_read_as_one_stands_on_one_line_wherever_it_fits(
    open_desk: OpenDesk, words: str, as_one: str
) -> None:
    desk = open_desk()
    text = Text("lead", desk.window)
    whole = round(QFontMetricsF(text.font()).horizontalAdvance(as_one))
    for width in range(whole + 20, 5 * whole, 7):
        lines = _lines(lay_out(words, text.font(), width, text))
        assert any(as_one in line for line in lines), (width, lines)


def _lines(layout: QTextLayout) -> list[str]:
    text = layout.text().replace("\u00a0", " ")
    found = (layout.lineAt(number) for number in range(layout.lineCount()))
    lines = (text[line.textStart() : line.textStart() + line.textLength()] for line in found)
    return [line.replace("\u2060", "") for line in lines]


def test_panel_and_footer_make_room_for_larger_text(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language)
    people = tr("TrainingPanel", "People to try")
    desk.see(people)
    assert desk.reads(CALL_CENTRE)
    desk.window.theme.set_text_scale(2.0)
    desk.until(lambda: not desk.reads(CALL_CENTRE), "a window without its footer")
    assert not desk.reads(people)
    desk.window.theme.set_text_scale(1.0)
    desk.see(CALL_CENTRE)
    desk.see(people)


def test_the_banner_takes_one_line_in_the_smallest_window(
    open_desk: OpenDesk, language: Language
) -> None:
    heights = []
    for scale in (1.0, 2.0):
        desk = open_desk(language, size=SMALLEST, scale=scale)
        desk.settle()
        heights.append(desk.shown(TrainingBanner)[0].height())
    assert heights[1] < 1.5 * heights[0], heights


def test_the_page_stays_where_it_is_when_the_banner_offers_the_phone(open_desk: OpenDesk) -> None:
    desk = open_desk()
    banner = desk.shown(TrainingBanner)[0]
    phone = tr("TrainingBanner", "The citizen's phone")
    desk.window.grab()  # the first that can be seen
    assert not desk.offers(phone)
    height = banner.height()
    desk.until(lambda: desk.offers(phone), phone)
    desk.settle()
    assert banner.height() == height


def test_a_question_stays_whole_in_a_window_made_smaller(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, entry=Entry.REGISTER, scale=2.0)
    desk.rest()
    fill_in(desk, {F.NATIONALITY: "jordanian"})
    desk.key(Qt.Key.Key_Escape)
    desk.until(desk.question, "the question")
    for size in ((900, 560), SMALLEST):  # as by dragging: the header folds on the way
        desk.window.resize(*size)
        desk.settle()
    assert not scan(desk.window, SMALLEST)


def test_the_window_keeps_its_size_when_the_text_changes(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language)
    desk.rest()
    for scale in (2.0, 1.0):
        desk.window.theme.set_text_scale(scale)
        header = desk.window.findChild(Header)
        assert header is not None
        header.set_signed_in(False)  # as when a session ends meanwhile
        desk.settle()
        desk.until(lambda: not scan(desk.window, USUAL), "a page without a fault")
        assert (desk.window.width(), desk.window.height()) == USUAL


def test_a_page_is_never_painted_where_the_last_one_was_scrolled_to(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, size=SMALLEST, entry=Entry.REGISTER)
    desk.rest()
    fill_in(desk, identity(desk.person()))
    desk.settle()
    shell = desk.shown(JourneyShell)[0]
    [bar] = [area.verticalScrollBar() for area in shell.findChildren(QScrollArea)]
    painted: list[int] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Paint and watched in desk.shown(StepPage):
                painted.append(bar.value())
            return False

    bar.setValue(bar.maximum())
    desk.settle()
    assert bar.value() > 0
    watch = Watch()
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(watch)
    desk.go_on()
    desk.settle()
    app.removeEventFilter(watch)
    assert set(painted) == {0}


@pytest.mark.parametrize("kind", [StepPage, HelpPage])
def test_a_page_is_as_wide_beside_a_scroll_bar_as_without_one(
    open_desk: OpenDesk, language: Language, kind: type[StepPage | HelpPage]
) -> None:
    entry = Entry.REGISTER if kind is StepPage else Entry.START
    desk = open_desk(language, entry=entry, size=(900, 2000))
    desk.rest()
    if kind is StepPage:
        fill_in(desk, identity(desk.person()))
    else:
        desk.window.go(Visit(Place.HELP))
    places = []
    for height, scrolls in ((2000, False), (560, True)):
        desk.window.resize(900, height)
        desk.settle()
        (page,) = desk.shown(kind)
        area = next(a for a in desk.shown(QScrollArea) if a.window() is desk.window)
        assert area.verticalScrollBar().isVisible() is scrolls
        title = next(text for text in page.findChildren(Text) if text.objectName() in TITLES)
        left = title.mapTo(desk.window, QPoint()).x()
        places.append((left, left + title.width()))
    assert places[0] == places[1]
