"""A keyboard: key events as the screen's own keyboard sends them, and nothing else."""

from tests.journey.room import until
from tests.journey.window import Node, Window


class Keyboard:
    """Presses keys and reads from the tree where the focus is; the focus is never nowhere."""

    def __init__(self, window: Window) -> None:
        self._window = window

    def press(self, *keys: str) -> None:
        """Press keys one after the other, named as xdotool does."""
        self._window.room.keys("key", *keys)

    def focus(self) -> Node:
        """Return what has the focus."""
        return self._named(self._window.focused())

    def move(self, key: str) -> Node:
        """Press a key that moves the focus; return where to."""
        before = self._window.focused()
        self.press(key)
        return self._named(self._window.focused(other_than=before))

    def tab(self, times: int = 1) -> Node:
        """Go on to the next stop."""
        for _time in range(times - 1):
            self.move("Tab")
        return self.move("Tab")

    def go_to(self, name: str, key: str = "Tab") -> Node:
        """Go on until the focus is on what is called this."""
        node = self.focus()
        first = node
        while node.name != name:
            node = self.move(key)
            assert node.path != first.path, f"{key} never comes to “{name}”"
        return node

    def arrives(self, name: str) -> Node:
        """Wait until the focus is on what is called this."""
        return self._window.focus_on(name)

    def type(self, text: str) -> None:
        """Type into what has the focus, and see that all of it has come."""
        self._window.room.keys("type", "--delay", "2", text)
        until(lambda: len(self.focus().text or "") >= len(text), f"“{text}” in the field")

    def stops(self) -> list[Node]:
        """Go round once with Tab; return every stop, the one with the focus first."""
        found = [self.focus()]
        while (node := self.move("Tab")).path != found[0].path:
            found.append(node)
            assert len(found) < 100, "Tab never comes round"
        return found

    @staticmethod
    def _named(node: Node) -> Node:
        assert node.name, f"the focus is on something without a name: {node}"
        return node
