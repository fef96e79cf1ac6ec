"""The accessibility tree of the program, as assistive technology reads it."""

from collections.abc import Iterator

import shiboken6
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QApplication

from tests.ui.desk import Desk


def nodes() -> Iterator[QAccessibleInterface]:
    """Return everything in the tree, whether it is on show or not."""
    app = QApplication.instance()
    assert app is not None
    yield from _below(QAccessible.queryAccessibleInterface(app))


def _below(node: QAccessibleInterface | None) -> Iterator[QAccessibleInterface]:
    if node is not None:
        yield node
        for position in range(node.childCount()):
            yield from _below(node.child(position))


def heard() -> list[str]:
    """Return what everything is called."""
    return [node.text(QAccessible.Text.Name) for node in nodes()]


def do(desk: Desk, name: str) -> None:
    """Do what can be done with the one thing of this name, without a key or the mouse."""

    def found() -> list[QAccessibleInterface]:
        named = (node for node in nodes() if node.text(QAccessible.Text.Name) == name)
        return [node for node in named if not node.state().invisible and node.actionInterface()]

    desk.until(lambda: len(found()) == 1, f"one thing named {name}")
    [node] = found()
    widget, actions = node.object(), node.actionInterface()
    actions.doAction(actions.actionNames()[0])
    desk.until(
        lambda: (
            not (
                shiboken6.isValid(widget)
                and isinstance(widget, QAbstractButton)
                and widget.isDown()
            )
        ),
        "the button to be let go",
    )
    desk.turn()
