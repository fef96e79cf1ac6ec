"""Keep a widget, and all that is in it, from assistive technology.

Widgets that are only hidden, disabled or covered it still finds, with everything they hold.
"""

from PySide6.QtWidgets import QWidget

# Qt leaves a widget with this name out of the accessibility tree.
_UNHEARD = "qt_rubberband"


class Unheard:
    """Holds back one widget; the style sheet does not know it meanwhile either."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._name = widget.objectName()
        self.hold_back()

    def hold_back(self) -> None:
        """Keep it out of the tree."""
        self._widget.setObjectName(_UNHEARD)

    def let_be(self) -> None:
        """Give it back its name, and its place in the tree."""
        self._widget.setObjectName(self._name)
