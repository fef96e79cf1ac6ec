"""What stands before the window in windows of its own: lists, menus, a dialog for a file."""

from PySide6.QtWidgets import QApplication, QWidget


def close_dialogs() -> None:
    """Close them all, the foremost first.

    A dialog for a file waits for the answer to what it asks itself, and must not go before that.
    """
    while (front := _foremost()) is not None and front.close():
        pass


def _foremost() -> QWidget | None:
    return QApplication.activePopupWidget() or QApplication.activeModalWidget()
