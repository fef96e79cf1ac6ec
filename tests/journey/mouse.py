"""A mouse: moves, presses and turns its wheel; the tree is only read, to see where things are."""

from tests.journey.room import until
from tests.journey.window import Node, Window

_CLOSE_TO_THE_EDGE = 20  # pixels


class Mouse:
    """Clicks what is called something, after turning the wheel until it is in sight."""

    def __init__(self, window: Window) -> None:
        self._window = window

    def click(self, name: str, *roles: str) -> None:
        """Click what is called this."""
        node = self._in_sight(name, roles)
        x, y, width, height = node.box
        self._window.room.keys("mousemove", str(x + width // 2), str(y + height // 2))
        self._window.room.keys("click", "1")

    def type_into(self, label: str, text: str) -> None:
        """Click into a field and type."""
        self.click(label, "text", "password")
        self._window.focus_on(label)
        self._window.room.keys("type", "--delay", "2", text)
        until(lambda: len(self._window.read(label)) >= len(text), f"“{text}” in {label}")

    def _in_sight(self, name: str, roles: tuple[str, ...]) -> Node:
        for _turn in range(40):
            self._window.wait_for(name)
            node, bar = self._find(name, roles), self._bar()
            if bar is None or node.path[:-2] == bar.path[:-2] or self._above(node, bar):
                return node
            x, y, width, height = bar.box
            self._window.room.keys("mousemove", str(x + width // 2), str(y - 2 * height))
            self._window.room.keys("click", "5")
        raise AssertionError(f"the wheel does not bring “{name}” into sight")

    @staticmethod
    def _above(node: Node, bar: Node) -> bool:
        return node.box[1] + node.box[3] + _CLOSE_TO_THE_EDGE < bar.box[1]

    def _find(self, name: str, roles: tuple[str, ...]) -> Node:
        wanted = roles or ("button", "radio", "check")
        found = [n for n in self._window.tree() if n.name == name and n.role in wanted]
        assert found, f"{name} has gone"
        return found[-1]

    def _bar(self) -> Node | None:
        """Return the button that stands below what scrolls, where a page has one."""
        names = [self._window.say(name) for name in ("رجوع", "إلغاء")]
        bars = [n for n in self._window.tree() if n.role == "button" and n.name in names]
        return bars[-1] if bars else None
