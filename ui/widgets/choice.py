"""Choices: a few as radio buttons, many as a list that is searched by typing."""

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QComboBox,
    QCompleter,
    QGridLayout,
    QGroupBox,
    QListView,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.reference import (
    Choice,
    Country,
    find_calling_code,
    find_choice,
    keys_of,
)
from ssc_desktop.domain.text import search_key
from ui import wording
from ui.assets import icon_pixmap
from ui.language import Living, current, repolish, set_look, start_alignment
from ui.theme import Theme
from ui.widgets.line import MOST

Index = QModelIndex | QPersistentModelIndex

_KEY_ROLE = Qt.ItemDataRole.UserRole + 1

_BETWEEN_OPTIONS, _BETWEEN_ROWS = 28, 10


class _Option(QRadioButton):
    """One of the choices in sight."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Leave a double click to the page before, where its first half has been understood."""
        event.accept()


class RadioInput(Living, QGroupBox):
    """Two to four choices, all in sight; the group carries the field's label."""

    changed = Signal()

    def __init__(
        self, field: FieldId, choices: Sequence[Choice], theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("radioGroup")
        # The room for its frame was measured before it had the name that takes the frame away.
        repolish(self)
        QApplication.sendEvent(self, QEvent(QEvent.Type.StyleChange))
        self._field = field
        self._choices = tuple(choices)
        self._locked = False
        self._not_here: set[str] = set()
        self._group = QButtonGroup(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_BETWEEN_OPTIONS)
        self._grid.setVerticalSpacing(theme.gap(_BETWEEN_ROWS))
        self._grid.setColumnStretch(2, 1)
        self._columns = 0
        for position, _choice in enumerate(self._choices):
            button = _Option(self)
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            self._group.addButton(button, position)
        self._arrange(2)
        self._group.idToggled.connect(self._toggled)
        self.come_alive()

    @property
    def is_pair(self) -> bool:
        """Tell whether there are two choices."""
        return len(self._choices) == 2

    def retranslate(self) -> None:
        for position, entry in enumerate(self._choices):
            text = wording.choice(self._field, entry)
            self._group.button(position).setText(text)
            self._group.button(position).setAccessibleName(text)

    def _arrange(self, columns: int) -> None:
        if columns != self._columns:
            self._columns = columns
            for position, button in enumerate(self._group.buttons()):
                self._grid.addWidget(button, position // columns, position % columns)

    def _widest(self) -> int:
        return max(button.sizeHint().width() for button in self._group.buttons())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(2 if self.width() >= 2 * self._widest() + _BETWEEN_OPTIONS else 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._widest(), super().minimumSizeHint().height())

    def _toggled(self, _position: int, checked: bool) -> None:
        if checked:
            self.changed.emit()

    def raw(self) -> str:
        """Return the chosen entry's code, empty where none is chosen."""
        position = self._group.checkedId()
        return self._choices[position].code if position >= 0 else ""

    def set_raw(self, raw: str) -> None:
        """Choose the entry of this code."""
        for position, entry in enumerate(self._choices):
            if entry.code == raw:
                self._group.button(position).setChecked(True)

    def set_available(self, code: str, available: bool) -> None:
        """Offer an entry, or show that it cannot be had here."""
        self._not_here.discard(code)
        if not available:
            self._not_here.add(code)
        self._offer()

    def _offer(self) -> None:
        for position, entry in enumerate(self._choices):
            button = self._group.button(position)
            # The chosen one of a locked group stays, and the focus with it: it changes nothing.
            button.setEnabled(
                button.isChecked() if self._locked else entry.code not in self._not_here
            )

    def set_names(self, label: str, description: str) -> None:
        """Name the group for assistive technology."""
        self.setAccessibleName(label)
        self.setAccessibleDescription(description)

    def set_wrong(self, wrong: bool) -> None:
        """Mark the field as one to look at."""
        if bool(self.property("wrong")) != wrong:
            self.setProperty("wrong", wrong)
            for button in self._group.buttons():
                repolish(button)

    def set_locked(self, locked: bool) -> None:
        """Show the answer without letting it be changed."""
        self._locked = locked
        self._offer()

    def focus_target(self) -> QWidget:
        """Return the chosen button, or the first."""
        return self._group.checkedButton() or self._group.button(0)


class _Search(QCompleter):
    """Finds entries by any part of their names in both languages, or by their code."""

    def splitPath(self, path: str) -> list[str]:
        return [search_key(path)]

    def pathFromIndex(self, index: Index) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class SearchInput(Living, QComboBox):
    """A long list; text that names an entry exactly chooses it, any other text is an error."""

    changed = Signal()

    def __init__(
        self,
        field: FieldId,
        choices: Sequence[Choice],
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._field = field
        self._choices = tuple(choices)
        self._theme = theme
        self._code = ""
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(8)
        view = QListView(self)
        view.setUniformItemSizes(True)  # else every change of looks measures the whole list
        self.setView(view)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        edit = self.lineEdit()
        assert edit is not None
        edit.setMaxLength(MOST)
        edit.setAlignment(start_alignment())
        edit.editingFinished.connect(self._settle)
        edit.textEdited.connect(self._dress_finds)
        self._edit = edit
        self._search = _Search(self)
        self._search.setFilterMode(Qt.MatchFlag.MatchContains)
        self._search.setCompletionRole(_KEY_ROLE)
        self._search.setMaxVisibleItems(8)
        self.setCompleter(self._search)
        self.editTextChanged.connect(self._edited)
        self.come_alive()

    def retranslate(self) -> None:
        code, text = self._code, self._edit.text()
        model = _model(self._field, self._choices, current())
        blocked = self.blockSignals(True)
        self.setModel(model)
        self._search.setModel(model)
        self.setCurrentIndex(-1)
        self._edit.setText(self._name_of(code) if code else text)
        self.blockSignals(blocked)
        self._edit.setAlignment(start_alignment())

    def raw(self) -> str:
        """Return the code of the entry that the text names, else the text itself."""
        return self._code or self._edit.text()

    def set_raw(self, raw: str) -> None:
        """Show the entry of this code, or the text as it was typed."""
        if raw != self.raw():
            self._edit.setText(self._name_of(raw) or raw)

    def _edited(self, text: str) -> None:
        named = self._named(text)
        self._code = named.code if named else ""
        self.changed.emit()

    def _dress_finds(self) -> None:
        """Style the list of what is found like the window: Qt leaves it without a parent."""
        finds = self._search.popup()
        assert finds is not None
        if not finds.styleSheet():
            finds.setStyleSheet(self._theme.style_sheet())

    def _named(self, text: str) -> Choice | None:
        if self._field is FieldId.CALLING_CODE:
            return find_calling_code([c for c in self._choices if isinstance(c, Country)], text)
        return find_choice(self._choices, text)

    def _settle(self) -> None:
        """Write the entry's full name once it is known which is meant."""
        name = self._name_of(self._code)
        if name and name != self._edit.text():
            self._edit.setText(name)

    def _name_of(self, code: str) -> str:
        found = next((c for c in self._choices if c.code == code), None)
        return wording.choice(self._field, found) if found else ""

    def set_names(self, label: str, description: str) -> None:
        """Name the field for assistive technology; the line inside carries the label."""
        self.setAccessibleName(label)
        self._edit.setAccessibleName(label)
        self._edit.setAccessibleDescription(description)

    def set_wrong(self, wrong: bool) -> None:
        """Mark the field as one to look at."""
        if set_look(self, "wrong", wrong):
            # Its frame has another width now, and it would keep the size it had.
            QApplication.sendEvent(self, QEvent(QEvent.Type.StyleChange))

    def set_locked(self, locked: bool) -> None:
        """Show the answer without letting it be changed."""
        self._edit.setReadOnly(locked)

    def showPopup(self) -> None:
        if not self._edit.isReadOnly():
            super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave all keys to the page while nothing may be changed: some would choose an entry."""
        if self._edit.isReadOnly():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focus_target(self) -> QWidget:
        """Return the widget that takes the focus."""
        return self._edit

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page, so that scrolling never changes an answer."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the arrow at the far end in the colours in force."""
        super().paintEvent(event)
        size = self._theme.px(18)
        arrow = icon_pixmap(
            "chevron-down", self._theme.tokens.ink_second, size, ratio=self.devicePixelRatioF()
        )
        margin = self._theme.gap(10)
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        x = margin if rtl else self.width() - margin - size
        painter = QPainter(self)
        painter.drawPixmap(QPoint(x, (self.height() - size) // 2), arrow)
        painter.end()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.gap(120), super().minimumSizeHint().height())


def _sorted(choices: tuple[Choice, ...], language: str) -> list[Choice]:
    """Order countries for the language: Jordan, Arab states, the others; other lists stay."""
    if language == "ar" or not any(isinstance(c, Country) for c in choices):
        return list(choices)

    def rank(entry: Choice) -> tuple[int, str]:
        arab = isinstance(entry, Country) and entry.arab
        return (0 if entry.code == "JO" else 1 if arab else 2, search_key(entry.en))

    return sorted(choices, key=rank)


class _Entries(QStringListModel):
    """The rows of a list: names to be seen, and keys to be found by."""

    def __init__(self, rows: Sequence[tuple[str, str]], parent: QObject | None) -> None:
        super().__init__([name for name, _ in rows], parent)
        self._keys = [keys for _, keys in rows]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self._keys[index.row()] if role == _KEY_ROLE else super().data(index, role)


@lru_cache(maxsize=32)
def _model(field: FieldId, choices: tuple[Choice, ...], language: str) -> _Entries:
    rows = []
    for entry in _sorted(choices, language):
        keys = list(keys_of(entry))
        if isinstance(entry, Country) and entry.calling_code:
            keys.append(entry.calling_code)
        rows.append((wording.choice(field, entry), " ".join(keys)))
    return _Entries(rows, QApplication.instance())
