"""Assistive technology reads a page in the order in which it is written."""

from collections.abc import Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton

from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.password import PasswordPart, PasswordRule
from ssc_desktop.services.contract import Language
from tests.ui.conftest import OpenDesk
from tests.ui.desk import Desk, tr
from tests.ui.steps import inquiry, passwords, step, to_the_password
from ui import wording
from ui.options import Entry

ROLES = {
    QAccessible.Role.StaticText: "label",
    QAccessible.Role.EditableText: "field",
    QAccessible.Role.Button: "button",
    QAccessible.Role.RadioButton: "radio",
}
Read = tuple[str, str]


def read(desk: Desk) -> list[Read]:
    """Return roles and names of what is on show, in the order of the tree."""
    window = QAccessible.queryAccessibleInterface(desk.window)
    return [entry for entry in _walk(window) if entry[0]]


def _walk(node: QAccessibleInterface) -> Iterator[Read]:
    if node.state().invisible:  # type: ignore[attr-defined]
        return
    yield ROLES.get(node.role(), ""), node.text(QAccessible.Text.Name)
    for position in range(node.childCount()):
        child = node.child(position)
        if child is not None:
            yield from _walk(child)


def in_order(seen: list[Read], *wanted: Read) -> None:
    """See that some of what is read comes in this order."""
    positions = [seen.index(entry) for entry in wanted]
    assert positions == sorted(positions), [seen[p] for p in sorted(positions)]


def test_a_page_is_read_from_its_title_to_its_buttons(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, entry=Entry.REGISTER)
    to_the_password(desk)
    desk.fill(F.PASSWORD, "asdf*1234")
    desk.go_on()
    seen, label = read(desk), wording.label(F.PASSWORD)
    in_order(
        seen,
        ("label", label),
        ("label", wording.hint(F.PASSWORD)),
        ("field", label),
        ("label", desk.note(F.PASSWORD)),
        ("label", wording.password_part(PasswordPart.SYMBOL, PasswordRule())),
        ("label", desk.error(F.PASSWORD_CONFIRMATION)),
        ("field", wording.label(F.PASSWORD_CONFIRMATION)),
        ("button", tr("steps", "Continue")),
    )
    step(desk, passwords())
    desk.until(desk.has_picture, "the picture")
    in_order(
        read(desk),
        ("button", tr("ReviewPage", "Change")),
        ("label", tr("ReviewPage", "Not shown, for your protection")),
        ("field", wording.label(F.CAPTCHA)),
        ("button", tr("steps", "Send")),
    )


def test_a_page_is_read_before_what_stands_under_it(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language)
    desk.rest()
    desk.see(tr("TrainingPanel", "People to try"))
    desk.press(tr("StartPage", "Forgot password"))
    desk.until(lambda: desk.has(F.USER_ID), "the page")
    in_order(
        read(desk),
        ("button", tr("Header", "Help")),
        ("label", tr("TrainingBanner", "Training – not a real service")),
        ("field", wording.label(F.USER_ID)),
        ("label", tr("Footer", "Connected to the simulator")),
    )


def test_a_code_sent_twice_is_copied_by_two_buttons_that_say_from_where(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, entry=Entry.INQUIRY)
    desk.rest()
    person = desk.person(insured=True)
    step(desk, inquiry(person))
    copy = tr("TrainingPanel", "Copy the code")

    def said() -> list[str]:
        found = [b for b in desk.shown(QAbstractButton) if b.accessibleName() == copy]
        return [button.accessibleDescription() for button in found]

    desk.until(lambda: len(said()) == 2, "both messages")
    assert len(set(said())) == 2, said()
    assert any(person.email in words for words in said()), said()


def test_a_bar_that_comes_or_goes_leaves_the_tree_as_it_is(open_desk: OpenDesk) -> None:
    """A reader who counted the children before the bar went would else ask for one too many.

    Qt ends the program then.
    """
    desk = open_desk("ar", entry=Entry.REGISTER)
    desk.rest()
    desk.choose(F.NATIONALITY, "jordanian")
    area = desk.scroll()
    bar = area.verticalScrollBar()
    desk.window.resize(1000, 500)
    desk.until(bar.isVisible, "the bar")
    assert QAccessible.queryAccessibleInterface(area).childCount() == 1
    desk.window.resize(1000, 1900)
    desk.until(lambda: not bar.isVisible(), "the leaving of the bar")
    assert QAccessible.queryAccessibleInterface(area).childCount() == 1
