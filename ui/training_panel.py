"""The trainee's panel: the messages as they arrive, the picture's characters, people to try."""

from collections.abc import Callable, Container
from dataclasses import replace
from typing import NamedTuple, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from ssc_desktop.domain.errors import Problem
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.isolates import isolate
from ssc_desktop.domain.phone import written_for_people
from ssc_desktop.domain.reference import Choice, find_choice
from ssc_desktop.services.backend import Backend
from ssc_desktop.services.training import TrainingCaptcha, TrainingMessage, TrainingPerson
from ui import wording
from ui.context import Context
from ui.language import Living
from ui.leaving import TURNED_MS
from ui.messages import sentence
from ui.tasks import Job
from ui.widgets.buttons import Button
from ui.widgets.page_frame import UNLIMITED
from ui.widgets.scroll_area import scroll_area
from ui.widgets.text import Text
from ui.widgets.wrapping_link import WrappingLink

W = TypeVar("W", bound=QWidget)

_MESSAGES_SHOWN = 4
_PEOPLE_SHOWN = 8
_POLL_MS = 2000
WIDTH = 280


class _Seen(NamedTuple):
    """What the training aid tells at one look."""

    messages: list[TrainingMessage]
    captcha: TrainingCaptcha | None
    people: list[TrainingPerson]
    kinships: tuple[Choice, ...]


class TrainingPanel(Living, QFrame):
    """Stands beside the page in training only; asks the training aid through the lane."""

    def __init__(
        self, context: Context, picture_on_show: Callable[[], str], parent: QWidget
    ) -> None:
        """`picture_on_show` tells which captcha stands on the page, by its id, if one does."""
        super().__init__(parent)
        self.setObjectName("traineePanel")
        self._context = context
        self._picture_on_show = picture_on_show
        self._messages: list[TrainingMessage] = []
        self._people: list[TrainingPerson] = []
        self._kinships: tuple[Choice, ...] = ()
        self._captcha: TrainingCaptcha | None = None
        # What belonged to the person before, as far as it would still be among the newest.
        self._gone: list[TrainingMessage] = []
        self._forgetting = False
        self._asking: Job | None = None
        self._problem: Problem | None = None
        self._alone = False
        self._opened: list[TrainingPerson] = []  # while looks change
        self._shown_messages: list[QWidget] = []
        self._shown_people: list[_PersonCard] = []
        theme = context.theme
        inside = self._inside = QWidget()
        inside.setObjectName("trainee")
        scroll = scroll_area(self)
        scroll.setObjectName("trainee")
        scroll.setWidget(inside)  # before there is much to be styled anew
        scroll.viewport().setObjectName("trainee")
        self._title = Text("heading", inside)
        self._only = Text("hint", inside)
        self._picture = Text("label", inside)
        self._phone = QFrame(inside)
        self._phone.setObjectName("phoneBody")
        self._bubbles = QVBoxLayout(self._phone)
        edge = theme.gap(8)
        self._bubbles.setContentsMargins(edge, theme.gap(14), edge, theme.gap(14))
        self._bubbles.setSpacing(edge)
        self._none = Text("hint", self._phone)
        self._bubbles.addWidget(self._none)
        self._bubbles.addStretch()
        self._people_title = Text("heading", inside)
        self._people_hint = Text("hint", inside)
        self._list = QWidget(inside)
        self._list.setObjectName("trainee")
        self._people_layout = QVBoxLayout(self._list)
        self._people_layout.setContentsMargins(0, 0, 0, 0)
        self._people_layout.setSpacing(theme.gap(6))
        column = QVBoxLayout(inside)
        side, top = theme.gap(16), theme.gap(20)
        column.setContentsMargins(side, top, side, top)
        column.setSpacing(theme.gap(6))
        for widget in (
            self._title,
            self._only,
            self._picture,
            self._phone,
            self._people_title,
            self._people_hint,
            self._list,
        ):
            if widget is self._people_title:
                column.addSpacing(theme.gap(14))
            column.addWidget(widget)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL_MS)
        self._poll.timeout.connect(self.refresh)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(TURNED_MS)
        self._soon.timeout.connect(self.refresh)
        theme.changing.connect(self._make_way)
        theme.settled.connect(self._come_back)
        self.come_alive()

    def open(self) -> None:
        """Show the panel and keep it up to date."""
        self.show()
        self._poll.start()
        self.refresh_soon()

    def close_panel(self) -> None:
        """Hide the panel and stop asking."""
        self._poll.stop()
        self.hide()

    def forget(self) -> None:
        """Show nothing of what has been until now, nor of what a call under way still sends."""
        if self._asking is not None:
            self._asking.cancel()  # it may have been answered before that call
            self._asking = None
        self._forgetting = True
        self._opened = []
        self._show([], None)
        self._fill_people()  # closed
        self.refresh()

    def refresh_soon(self) -> None:
        """Ask once the page has been turned that an answer may turn; not after its own answers."""
        if self._asking is None:
            self._soon.start()

    def refresh(self) -> None:
        """Ask what has been sent since."""
        if self._asking is not None or not (self.isVisible() or self._forgetting):
            return
        on_show = self._picture_on_show()
        self._asking = self._context.tasks.ask(
            self, lambda backend: _seen(backend, on_show), self._show_seen, self._failed
        )

    def _failed(self, problem: Problem) -> None:
        self._asking = None
        self._tell(problem)
        if self._forgetting:  # until it is known what there was
            QTimer.singleShot(_POLL_MS, self, self.refresh)

    def _tell(self, problem: Problem | None) -> None:
        """Say why nothing is to be seen."""
        if problem != self._problem:
            self._problem = problem
            self.retranslate()

    def _show_seen(self, seen: _Seen) -> None:
        self._asking = None
        self._tell(None)
        if self._forgetting:
            self._forgetting, self._gone = False, seen.messages
        self._show([m for m in seen.messages if m not in self._gone], seen.captcha)
        if seen.people != self._people:
            self._people, self._kinships = seen.people, seen.kinships
            self._people_hint.setVisible(bool(self._people))
            self._fill_people()

    def _show(self, messages: list[TrainingMessage], captcha: TrainingCaptcha | None) -> None:
        self._captcha = captcha
        self.show_picture()
        known, self._messages = self._messages, messages
        if messages[: len(known)] == known:
            self._add_messages(messages[len(known) :])
        else:
            self._fill_messages()

    def show_picture(self) -> None:
        """Tell the characters of the picture that stands on the page, and of no other."""
        captcha = self._captcha
        known = captcha is not None and captcha.id == self._picture_on_show()
        self._picture.setVisible(known)
        if captcha is not None:
            text = self.tr("Picture code: {text}")
            self._picture.set_text(text.format(text=isolate(captcha.text)))

    def _fill_messages(self) -> None:
        _drop(self._shown_messages)
        self._add_messages(self._messages)

    def _add_messages(self, messages: list[TrainingMessage]) -> None:
        """Put newer messages above the others."""
        self._none.setVisible(not self._messages)
        for message in messages:
            bubble = self._bubble(message)
            self._bubbles.insertWidget(0, bubble)
            self._shown_messages.append(bubble)

    def _bubble(self, message: TrainingMessage) -> QFrame:
        bubble = QFrame(self._phone)
        bubble.setObjectName("bubble")
        layout = QVBoxLayout(bubble)
        edge = self._context.theme.gap(8)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(2)
        to, text = Text("to", bubble), Text("", bubble)
        is_phone = message.to.startswith("+")
        to.set_text(isolate(written_for_people(message.to) if is_phone else message.to))
        text.set_text(message.text)
        layout.addWidget(to)
        layout.addWidget(text)
        if message.code:
            code = message.code
            copy = Button("link", bubble)
            copy.set_text(self.tr("Copy the code"))
            # One code may come to the phone and by e-mail: only where to tells which is which.
            copy.setAccessibleDescription(f"{to.text()}: {message.text}")
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(code))
            layout.addWidget(copy)
        return bubble

    def _fill_people(self, opened: Container[TrainingPerson] = ()) -> None:
        _drop(self._shown_people)
        for person in self._people:
            card = _PersonCard(person, self._kinships, self._context, self._list)
            self._people_layout.addWidget(card)
            self._shown_people.append(card)
            if person in opened:
                card.toggle()

    def _make_way(self) -> None:
        """Drop what lies in the panel before looks change: it is made sooner than styled anew."""
        if self._shown_people:  # else they are on their way from one change into the next
            self._opened = [card.person for card in self._shown_people if card.is_open]
        self._inside.setMinimumHeight(self._inside.height())  # so that it stays where it is
        _drop(self._shown_messages)
        _drop(self._shown_people)

    def _come_back(self) -> None:
        self._fill_messages()
        self._fill_people(self._opened)
        # What has been added is shown, and takes its room, with the events that come first.
        QTimer.singleShot(TURNED_MS, self, lambda: self._inside.setMinimumHeight(0))

    def retranslate(self) -> None:
        self._title.set_text(self.tr("The citizen's phone"))
        self._only.set_text(self.tr("For training only"))
        self._none.set_text(
            sentence(self._problem) if self._problem else self.tr("No message has arrived yet.")
        )
        self._people_hint.setVisible(bool(self._people))
        self._people_title.set_text(self.tr("People to try"))
        self._people_hint.set_text(
            self.tr("Press a name to see its details, and any of them to copy it.")
        )
        self._fill_messages()
        self.show_picture()

    def stand_alone(self, alone: bool) -> None:
        """Take all the room there is, or stand beside the page."""
        self._alone = alone
        self.restyle()

    def restyle(self) -> None:
        if self._alone:
            self.setMinimumWidth(0)
            self.setMaximumWidth(UNLIMITED)
        else:
            self.setFixedWidth(self._context.theme.px(WIDTH))
        self._phone.setMinimumHeight(self._context.theme.gap(140))


class _PersonCard(Living, QFrame):
    """One person: a name that opens, and values that are copied with one click."""

    def __init__(
        self,
        person: TrainingPerson,
        kinships: tuple[Choice, ...],
        context: Context,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("person")
        self.person = person
        self._kinships = kinships
        self._name = Button("link", self)
        self._name.set_text(person.name)
        self._name.clicked.connect(self.toggle)
        self._details: QWidget | None = None  # once it has been opened
        self._rows: list[tuple[Text, Button]] = []
        self._layout = QVBoxLayout(self)
        edge = context.theme.gap(10)
        self._layout.setContentsMargins(edge, 0, edge, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self._name)
        self.come_alive()

    @property
    def is_open(self) -> bool:
        """Tell whether the values are shown."""
        return self._details is not None and not self._details.isHidden()

    def toggle(self) -> None:
        """Open or close; until first opened, nothing hidden bears the name of a field."""
        if self._details is None:
            self._details = self._made()
        else:
            self._details.setVisible(self._details.isHidden())

    def _made(self) -> QWidget:
        details = QWidget(self)
        lines = QVBoxLayout(details)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        for field in self._values():
            label, copy = Text("hint", details), WrappingLink("link", details)
            copy.clicked.connect(lambda _=False, f=field: self._copy(f))
            lines.addWidget(label)
            lines.addWidget(copy)
            self._rows.append((label, copy))
        self._layout.addWidget(details)
        self.retranslate()
        details.show()
        return details

    def _copy(self, field: F) -> None:
        QGuiApplication.clipboard().setText(self._values()[field])

    def _values(self) -> dict[F, str]:
        person = self.person
        kinship = find_choice(self._kinships, person.kinship_code or "")
        foreign = person.personal_number is not None
        values = {
            F.NATIONAL_NUMBER: person.national_number,
            F.PERSONAL_NUMBER: person.personal_number,
            F.COUNTRY_OF_NATIONALITY: person.nationality if foreign else None,
            F.CARD_NUMBER: person.card_number,
            F.PASSPORT_NUMBER: person.passport_number,
            F.BIRTH_DATE: wording.date(person.birth_date),
            F.RELATIVE_NATIONAL_NUMBER: person.relative_national_number,
            F.KINSHIP: wording.choice(F.KINSHIP, kinship) if kinship else None,
            F.PHONE_NUMBER: person.phone,
            F.EMAIL: person.email,
            F.PASSWORD: person.password,
        }
        return {field: value for field, value in values.items() if value}

    def retranslate(self) -> None:
        for (label, copy), (field, value) in zip(self._rows, self._values().items(), strict=False):
            label.set_text(wording.label(field))
            copy.set_text(isolate(value))
            copy.setAccessibleName(value)
            copy.setAccessibleDescription(wording.label(field))


def _drop(shown: list[W]) -> None:
    """Take widgets off the panel."""
    for widget in shown:
        widget.hide()
        widget.deleteLater()
    shown.clear()


def _seen(backend: Backend, on_show: str) -> _Seen:
    aid = backend.training
    if aid is None:
        return _Seen([], None, [], ())
    people = aid.people(limit=_PEOPLE_SHOWN)
    # A card does not tell who has an account, and stays open when its person gets one.
    alike = [replace(person, registered=False) for person in people]
    kinships = backend.service.reference_data().kinships
    captcha = aid.captcha(on_show) if on_show else None
    return _Seen(aid.messages(last=_MESSAGES_SHOWN), captcha, alike, kinships)
