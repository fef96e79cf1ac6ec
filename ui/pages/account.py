"""The account page: what is on record of the person signed in."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout

from ssc_desktop.domain.errors import ErrorCode, Problem
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.isolates import isolate
from ssc_desktop.domain.phone import written_for_people
from ssc_desktop.domain.reference import Choice, ReferenceData, find_choice
from ssc_desktop.services.contract import Account
from ui import wording
from ui.context import Context, Place, Visit
from ui.pages.page import Page
from ui.widgets.buttons import Button
from ui.widgets.panels import Card, ErrorSummary
from ui.widgets.text import Text
from ui.wizard.renewal import renewal_hint


class AccountPage(Page):
    """Fetches the account and shows it row by row."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, 760)
        theme = context.theme
        self._found: tuple[Account, ReferenceData] | None = None
        self._title = Text("title", self.column)
        self._waiting = Text("lead", self.column)
        self._summary = ErrorSummary(theme, self.column, context.diagnose)
        self._card = Card(theme, "card", self.column)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.gap(24))
        self._grid.setVerticalSpacing(theme.gap(7))
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 3)
        self._card.stack.addLayout(self._grid)
        self._rows: list[tuple[Text, Text]] = []
        self._hint = Text("secondText", self.column)
        self._renew = Button("link", self.column)
        self._renew.clicked.connect(self._re_register)
        for widget in (self._title, self._waiting, self._summary):
            self.stack.addWidget(widget)
        self._account = (self._card, self._hint, self._renew)
        for part in self._account:
            self.stack.addWidget(part)
            part.hide()  # until there is one
        self.stack.addStretch(1)
        self._bar = self.make_bar()
        self._bar.set_primary_visible(False)
        self._bar.back.connect(lambda: context.go(Visit(Place.SERVICES)))
        self.come_alive()

    def fetch(self) -> "AccountPage":
        """Ask for the account of whoever is signed in; until then the page knows nobody."""
        session = self.context.session
        if session is None:
            return self
        token = session.token
        self.context.tasks.ask(
            self,
            lambda backend: (backend.service.account(token), backend.service.reference_data()),
            self._show,
            self._failed,
        )
        return self

    def take_focus(self) -> None:
        if self._summary.isHidden():
            super().take_focus()
        else:
            self._summary.take_focus()

    def _failed(self, problem: Problem) -> None:
        if problem.code is ErrorCode.SESSION_ENDED:
            self.context.session_ended()
            return
        self._waiting.hide()
        self._summary.refuse(problem)

    def _show(self, found: tuple[Account, ReferenceData]) -> None:
        self._found = found
        self._waiting.hide()
        for part in self._account:
            part.show()
        self.retranslate()

    def _lines(self) -> list[tuple[str, str]]:
        if self._found is None:
            return []
        account, reference = self._found

        def named(field: FieldId, choices: tuple[Choice, ...], code: str | None) -> str:
            entry = find_choice(choices, code) if code else None
            return wording.choice(field, entry) if entry else ""

        def shown(value: str | None) -> str:
            return isolate(value) if value else ""

        return [
            (self.tr("Name"), account.name),
            (wording.label(_number_of(account)), isolate(account.number)),
            (self.tr("Insurance number"), shown(account.insurance_number) or self.tr("None")),
            (wording.label(FieldId.PHONE_NUMBER), isolate(written_for_people(account.phone))),
            (wording.label(FieldId.EMAIL), shown(account.email)),
            (
                wording.label(FieldId.COUNTRY_OF_RESIDENCE),
                named(
                    FieldId.COUNTRY_OF_RESIDENCE,
                    reference.countries,
                    account.country_of_residence,
                ),
            ),
            (
                wording.label(FieldId.ACADEMIC_LEVEL),
                named(FieldId.ACADEMIC_LEVEL, reference.academic_levels, account.academic_level),
            ),
            (
                wording.label(FieldId.BANK),
                named(FieldId.BANK, reference.banks, account.bank),
            ),
        ]

    def _re_register(self) -> None:
        if self._found is None:
            return
        account = self._found[0]
        known = {
            FieldId.NATIONALITY: account.nationality.value,
            _number_of(account): account.number,
        }
        details = {
            FieldId.COUNTRY_OF_RESIDENCE: account.country_of_residence,
            FieldId.ACADEMIC_LEVEL: account.academic_level,
            FieldId.BANK: account.bank,
        }
        kept = {field: code for field, code in details.items() if code}
        self.context.go(Visit(Place.RENEW, {**known, **kept}, frozenset(known)))

    def retranslate(self) -> None:
        self._title.set_text(self.tr("My account"))
        self._waiting.set_text(self.tr("One moment, please…"))
        self._hint.set_text(renewal_hint())
        self._renew.set_text(self.tr("Re-register"))
        lines = self._lines()
        while len(self._rows) < len(lines):
            self._add_row()
        for (label, value), (label_text, value_text) in zip(self._rows, lines, strict=False):
            label.set_text(label_text)
            value.set_text(value_text or self.tr("Not on record"))

    def _add_row(self) -> None:
        row = self._grid.rowCount()
        if self._rows:
            line = QFrame(self._card)
            line.setObjectName("line")
            self._grid.addWidget(line, row, 0, 1, 2)
            row += 1
        label, value = Text("secondText", self._card), Text("", self._card)
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(value, row, 1)
        self._rows.append((label, value))

    def focus_first(self) -> None:
        self._bar.second.setFocus(Qt.FocusReason.OtherFocusReason)


def _number_of(account: Account) -> FieldId:
    """Return which of the numbers a person of this nationality is known by."""
    jordanian = account.nationality is Nationality.JORDANIAN
    return FieldId.NATIONAL_NUMBER if jordanian else FieldId.PERSONAL_NUMBER
