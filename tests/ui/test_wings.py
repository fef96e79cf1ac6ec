"""Pages made ahead of their turn: unseen and unheard until then, and afterwards the same."""

import re
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.reference import ReferenceData
from ssc_desktop.domain.text import plain
from ssc_desktop.services.backend import Backend, Connect
from ssc_desktop.services.contract import Language
from tests.ui.conftest import OpenDesk
from tests.ui.desk import Desk, tr
from tests.ui.steps import fill_in, identity, inquiry, signed_in, step, to_review, until_made
from tests.ui.tree import heard
from tests.ui.walks import WALKS
from ui import wording
from ui.context import Place, Visit
from ui.options import Entry, Mode
from ui.pages.account import AccountPage
from ui.pages.outcome import OutcomePage
from ui.pages.services import ServicesPage
from ui.pages.start import StartPage
from ui.theme import Contrast
from ui.widgets.focus_ring import FocusRing
from ui.widgets.text import Text
from ui.wizard.page import StepPage
from ui.wizard.shell import JourneyShell
from ui.wizard.words import JourneyKind


def waiting(desk: Desk, kind: type[QWidget]) -> list[QWidget]:
    return [page for page in desk.window.findChildren(kind) if page.isHidden()]


@pytest.fixture
def at_identity(open_desk: OpenDesk, language: Language) -> Desk:
    """Return a window with a Jordanian's identity filled in, and the next page made."""
    desk = open_desk(language, entry=Entry.REGISTER)
    desk.rest()
    fill_in(desk, identity(desk.person()))
    until_made(desk)
    return desk


# ------------------------------------------------------------------ in a journey


def test_the_next_page_is_unseen_and_unheard_until_its_turn(at_identity: Desk) -> None:
    (following,) = waiting(at_identity, StepPage)
    names = {wording.label(field) for field in (F.PHONE_NUMBER, F.EMAIL)}
    assert not names & {label.text() for label in at_identity.shown(QLabel)}
    assert not names & set(heard())
    at_identity.go_on()
    assert following.isVisible()
    assert names <= set(heard())


class Painted(QObject):
    """Notes what is painted."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self.widgets: set[QObject] = set()
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.widgets.add(watched)
        return False


def test_it_has_been_painted_where_nobody_sees_it(
    open_desk: OpenDesk, language: Language, qapp: QApplication
) -> None:
    desk = open_desk(language, entry=Entry.REGISTER)
    desk.rest()
    painted = Painted(qapp)
    fill_in(desk, identity(desk.person()))
    until_made(desk)
    (following,) = waiting(desk, StepPage)
    texts = {text for text in following.findChildren(Text) if text.isVisibleTo(following)}
    assert texts
    desk.until(lambda: texts <= painted.widgets, "all of it to be painted")
    assert not following.isVisible()
    assert not any(text.isVisible() for text in texts)


def test_a_journey_waits_with_its_first_page_as_wide_as_it_will_be(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language)
    until_made(desk)
    widths = {id(page): page.width() for page in waiting(desk, StepPage)}
    desk.window.go(Visit(Place.REGISTER))
    desk.rest()
    (page,) = desk.shown(StepPage)
    assert page.width() == widths[id(page)]


def test_tab_never_leads_to_it(at_identity: Desk) -> None:
    (following,) = waiting(at_identity, StepPage)
    for _ in range(30):
        at_identity.window.focusNextChild()
        assert not following.isAncestorOf(at_identity.focus())


def test_no_ring_stays_where_the_page_before_had_the_focus(at_identity: Desk) -> None:
    (ring,) = at_identity.shown(FocusRing)
    at_identity.enter(at_identity.line(F.NATIONAL_NUMBER))
    at_identity.primary().click()  # which does not take the focus, as with the mouse
    assert not ring.isVisible()  # before the event loop has had a turn
    at_identity.until(ring.isVisible, "the ring")


def test_it_shows_what_was_typed_after_it_was_made(open_desk: OpenDesk, language: Language) -> None:
    desk = open_desk(language, entry=Entry.REGISTER)
    desk.rest()
    person = desk.person()
    to_review(desk, person)
    buttons = desk.shown(QAbstractButton)
    label = wording.label(F.EMAIL)
    next(b for b in buttons if b.accessibleDescription() == label).click()
    until_made(desk)
    (review,) = waiting(desk, StepPage)
    step(desk, {F.EMAIL: "later@example.com", F.EMAIL_CONFIRMATION: "later@example.com"})
    assert review.isVisible()
    assert desk.reads("later@example.com")
    assert not desk.reads(person.email)


def test_it_follows_the_language_and_the_looks(at_identity: Desk, language: Language) -> None:
    desk = at_identity
    desk.switch_language()
    desk.window.theme.set_contrast(Contrast.HIGH)
    until_made(desk)
    (following,) = waiting(desk, StepPage)
    desk.go_on()
    assert following.isVisible()
    here = "A-Za-z" if language == "ar" else "ا-ي"
    assert re.search(f"[{here}]", wording.label(F.PHONE_NUMBER))
    assert desk.reads(wording.label(F.PHONE_NUMBER))


def test_whoever_leaves_leaves_nothing_in_it(open_desk: OpenDesk) -> None:
    desk = open_desk(entry=Entry.REGISTER)
    desk.rest()
    person = desk.person()
    to_review(desk, person)
    desk.go_back()
    until_made(desk)
    assert person.email in written(desk)
    desk.window.wipe()
    until_made(desk)
    assert not {person.email, person.national_number} & written(desk)


def test_the_services_that_wait_know_nobody(open_desk: OpenDesk, language: Language) -> None:
    desk = open_desk(language, entry=Entry.SIGN_IN)
    signed_in(desk)
    session = desk.window.context.session
    assert session is not None
    until_made(desk)
    (account,) = waiting(desk, AccountPage)
    assert session.name not in {label.text() for label in account.findChildren(QLabel)}
    desk.press(tr("ServicesPage", "My account"))
    assert account.isVisible()
    desk.see(session.name)
    until_made(desk)
    (following,) = waiting(desk, ServicesPage)
    assert session.name not in {label.text() for label in following.findChildren(QLabel)}
    desk.press(tr("ActionBar", "Back"))
    assert following.isVisible()
    assert desk.reads(session.name)
    desk.switch_language()
    assert desk.reads(session.name)
    until_made(desk)
    desk.press(tr("Header", "Sign out"))
    until_made(desk)
    assert session.name not in written(desk)


def test_an_end_that_was_made_ahead_tells_what_was_reached(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, entry=Entry.INQUIRY)
    until_made(desk)
    (end,) = waiting(desk, OutcomePage)
    person = desk.person(insured=True)
    step(desk, inquiry(person))
    assert not end.isVisible()
    step(desk, {F.CODE: desk.last_code()})
    assert end.isVisible()
    assert desk.reads(person.insurance_number or "")
    desk.press(tr("endings", "Sign in"))
    assert desk.has(F.SIGN_IN_ID)


def written(desk: Desk) -> set[str]:
    """Return everything that is written in the window, on show or not."""
    lines = {line.text() for line in desk.window.findChildren(QLineEdit)}
    return lines | {plain(label.text()) for label in desk.window.findChildren(QLabel)}


# ------------------------------------------------------------------ from the start page and back


@pytest.mark.parametrize("place", [Place.SIGN_IN, Place.REGISTER, Place.INQUIRY, Place.RESET])
def test_a_journey_waits_unheard_with_its_first_page(
    open_desk: OpenDesk, language: Language, place: Place
) -> None:
    desk = open_desk(language)
    until_made(desk)
    first = {F.NATIONALITY, F.USER_ID, F.SIGN_IN_ID}
    assert not {wording.label(field) for field in first} & set(heard())
    shells = {shell.kind.value: shell for shell in desk.window.findChildren(JourneyShell)}
    page = shells[place.value].findChild(StepPage)
    desk.window.go(Visit(place))
    assert not page.isVisible()  # the service has not answered yet
    desk.rest()
    assert page.isVisible()
    assert first & set(desk.fields())
    assert desk.focused_field() in first
    start = waiting_start(desk)
    desk.window.go(Visit(Place.START))
    assert start.isVisible()
    until_made(desk)
    kinds = [shell.kind for shell in desk.window.findChildren(JourneyShell)]
    assert len(kinds) == len(JourneyKind) == len(set(kinds)), "one of each"


def waiting_start(desk: Desk) -> QWidget:
    until_made(desk)
    (start,) = waiting(desk, StartPage)
    return start


def test_a_journey_that_something_is_carried_to_is_made_for_it(open_desk: OpenDesk) -> None:
    desk = open_desk()
    until_made(desk)
    desk.window.go(Visit(Place.INQUIRY, {F.NATIONALITY: "foreign"}))
    desk.rest()
    assert desk.text(F.NATIONALITY) == "foreign"


def test_lists_that_have_changed_meanwhile_are_shown(open_desk: OpenDesk, connect: Connect) -> None:
    """The first page was made with those of before."""
    told: list[ReferenceData] = []

    def connect_and_change(name: str) -> Backend:
        service = connect(name).service

        def reference_data() -> ReferenceData:
            lists = service.reference_data()
            told.append(replace(lists, kinships=lists.kinships[:1]) if told else lists)
            return told[-1]

        changing: Any = SimpleNamespace(reference_data=reference_data, close=service.close)
        return Backend(changing, None)

    desk = open_desk(backend=connect_and_change)
    until_made(desk)
    desk.window.go(Visit(Place.REGISTER))
    desk.rest()
    fill_in(desk, {F.NATIONALITY: "jordanian"})
    assert len(desk.radios(F.KINSHIP)) == 1 < len(told[0].kinships)


def test_looks_and_language_reach_what_waits(open_desk: OpenDesk, language: Language) -> None:
    desk = open_desk(language)
    until_made(desk)
    desk.switch_language()
    desk.window.theme.set_text_scale(2.0)
    until_made(desk)
    desk.window.go(Visit(Place.REGISTER))
    desk.rest()
    assert desk.has(F.NATIONALITY)
    assert desk.reads(wording.label(F.NATIONALITY))


def test_looks_may_change_while_they_change(at_identity: Desk) -> None:
    desk = at_identity
    window, theme = desk.window, desk.window.theme
    desk.fill(F.NATIONAL_NUMBER, "98")
    theme.changed.connect(lambda: theme.set_contrast(Contrast.HIGH))
    theme.set_text_scale(2.0)
    desk.until(lambda: not theme.is_changing, "the last looks")
    assert theme.contrast is Contrast.HIGH
    assert window.styleSheet() == theme.style_sheet()
    assert window.updatesEnabled()
    desk.rest()
    assert desk.text(F.NATIONAL_NUMBER) == "98"
    assert desk.focused_field() is F.NATIONAL_NUMBER


# ------------------------------------------------------------------ every page


@pytest.mark.parametrize(
    ("language", "mode"),
    [
        ("ar", Mode.DESK),
        pytest.param("en", Mode.TERMINAL, marks=pytest.mark.long),
        pytest.param("ar", Mode.TERMINAL, marks=pytest.mark.long),
        pytest.param("en", Mode.DESK, marks=pytest.mark.long),
    ],
)
@pytest.mark.parametrize(
    ("walk", "pages"), [("jordanian", 6), ("foreign", 2), ("reset", 3), ("inquire", 1)]
)
def test_pages_are_the_same_as_if_they_were_made_at_their_turn(
    open_desk: OpenDesk, language: Language, walk: str, pages: int, mode: Mode
) -> None:
    """In other looks each is made anew, at once; with the looks of before it stands as before."""
    size = (1366, 768) if mode is Mode.DESK else (1080, 1920)
    desk = open_desk(language, mode=mode, size=size)
    until_made(desk)
    waited = set(waiting(desk, StepPage))
    turned_to: set[QWidget] = set()
    for stop in WALKS[walk](desk):
        turned_to |= waited & set(desk.shown(StepPage))
        desk.settle()
        before = standing(desk)
        for contrast in (Contrast.HIGH, Contrast.NORMAL):
            desk.window.theme.set_contrast(contrast)
            desk.turn()
            desk.settle()
        assert standing(desk) == before, stop
        until_made(desk)  # the looks have dropped what waited
        waited |= set(waiting(desk, StepPage))
    assert len(turned_to) >= pages


def standing(desk: Desk) -> list[tuple[str, tuple[int, int, int, int]]]:
    """Return where everything that can be read stands on the page, but for times that run."""
    places = []
    for page in desk.shown(StepPage):
        labels = [(w, w.text()) for w in desk.shown(QLabel) if page.isAncestorOf(w)]
        buttons = [
            (w, w.accessibleName()) for w in desk.shown(QAbstractButton) if page.isAncestorOf(w)
        ]
        for widget, text in (*labels, *buttons):
            place = QRect(widget.mapTo(page, QPoint()), widget.size()).getRect()
            places.append((re.sub(r"[0-9]+:[0-9]+", "", text), place))
    return sorted(places)
