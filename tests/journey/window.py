"""The real program as a process of its own, worked from outside."""

import json
import select
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.journey.english import english
from tests.journey.room import SYSTEM_PYTHON, Room, end

ROOT = Path(__file__).resolve().parents[2]
_DRIVER = Path(__file__).with_name("atspi_driver.py")
_PATIENCE = 30.0  # seconds until a page counts as not coming


@dataclass(frozen=True)
class Node:
    """One widget as assistive technology knows it.

    `path` is its place in the tree, `box` its (x, y, width, height) on the screen in pixels.
    """

    path: tuple[int, ...]
    role: str
    name: str
    description: str = ""
    text: str | None = None
    states: Sequence[str] = ()
    actions: Sequence[str] = ()
    labels: Sequence[str] = ()
    box: tuple[int, int, int, int] = (0, 0, 0, 0)

    def __str__(self) -> str:
        said = [self.role, repr(self.name)]
        if self.text is not None:
            said.append(f"text={self.text!r}")
        if self.description:
            said.append(f"({self.description})")
        said += [word for word in ("focused", "checked") if word in self.states]
        if "focusable" in self.states and "enabled" not in self.states:
            said.append("disabled")
        return "  " * len(self.path) + " ".join(said)

    @property
    def is_focusable(self) -> bool:
        return {"focusable", "enabled", "showing"} <= set(self.states)


class Driver:
    """Speaks with the script that reads the accessibility tree."""

    def __init__(self, room: Room) -> None:
        self._process = room.start(
            [SYSTEM_PYTHON, str(_DRIVER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def ask(self, do: str, pid: int, patience: float = _PATIENCE, **rest: Any) -> Any:
        """Have something looked for or done; what cannot be had within `patience` fails."""
        request = {"do": do, "pid": pid, "patience": patience, **rest}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        self._process.stdin.flush()
        ready, _, _ = select.select([self._process.stdout], [], [], patience + 20)
        assert ready, f"the accessibility tree does not answer to {request}"
        answer = json.loads(self._process.stdout.readline())
        assert "error" not in answer, answer["error"]
        return answer["value"]


class Window:
    """One running program; everything in it is found by what it is called.

    The names are given in Arabic; a window in English is asked for what they are in English.
    """

    def __init__(
        self, room: Room, driver: Driver, data_dir: Path, *arguments: str, lang: str = "ar"
    ) -> None:
        self.say = english if lang == "en" else str
        arguments = ("--lang", lang, *arguments)
        self.room = room
        self.data_dir = data_dir
        self._driver = driver
        self._said = room.folder / f"said-{len(list(room.folder.iterdir()))}.txt"
        command = [sys.executable, "-m", "ssc_desktop", "--data-dir", str(data_dir), *arguments]
        with self._said.open("wb") as said:
            self.process = room.start(
                command,
                cwd=ROOT,
                stdout=said,
                stderr=said,
                environ={
                    "QT_QPA_PLATFORM": "xcb",
                    "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
                    "PYTHONFAULTHANDLER": "1",
                },
            )

    # ------------------------------------------------------------------ through the tree

    def ask(self, do: str, **rest: Any) -> Any:
        try:
            return self._driver.ask(do, self.process.pid, **rest)
        except AssertionError:
            status = self.process.poll()
            assert status is None, f"the program has ended with {status}: {self.said()}"
            raise

    def see(self, words: str, **rest: Any) -> str:
        """Wait until something on the screen says these words; return all it says."""
        return str(self.ask("see", words=self.say(words), **rest))

    def wait_for(self, name: str) -> list[Node]:
        """Wait until something has exactly this name; return what everything is called."""
        return self.names(having=self.say(name))

    def not_see(self, words: str) -> None:
        """Wait until nothing on the screen says these words any more."""
        self.ask("gone", words=self.say(words))

    def fill(self, label: str, text: str) -> str:
        """Set the text of a field; return what it holds then."""
        return str(self.ask("fill", name=self.say(label), text=self.say(text)))

    def read(self, label: str) -> str:
        """Return what a field holds."""
        return str(self.ask("read", name=self.say(label)))

    def press(self, name: str, **rest: Any) -> None:
        """Press a button or choose a radio button."""
        self.ask("press", name=self.say(name), **rest)

    def tree(self, *, hidden: bool = False) -> list[Node]:
        """Return all that is on the screen, or all there is."""
        return [_node(entry) for entry in self.ask("tree", hidden=hidden)]

    def names(self, having: str | None = None) -> list[Node]:
        """Return what everything on the screen is called, which is quicker than the tree."""
        return [_node(entry) for entry in self.ask("names", having=having)]

    def focused(self, other_than: Node | None = None) -> Node:
        """Return what has the focus, once that is something else."""
        return _node(self.ask("focused", other_than=other_than and other_than.path))

    def focus_on(self, name: str) -> Node:
        """Wait until the focus is on what is called this."""
        return _node(self.ask("focused", called=self.say(name)))

    # ------------------------------------------------------------------ behind the scenes

    def simulator(self, *words: str) -> Any:
        """Return what a command of the simulator prints, on the same folder."""
        return simulator(self.room, self.data_dir, *words)

    def code(self, to: str) -> str:
        """Return the newest code that was sent to a phone or an address."""
        return str(self.simulator("messages", "--to", to, "--last")[0]["code"])

    def picture_code(self) -> str:
        """Return the characters of the picture on show."""
        return str(self.simulator("captcha")["text"])

    # ------------------------------------------------------------------ its end

    def ended(self, within: float) -> int:
        """Wait for the program's end; return its exit code."""
        return self.process.wait(within)

    def said(self) -> str:
        """Return what it has printed."""
        return self._said.read_text("utf-8", errors="replace")

    def said_itself(self) -> list[str]:
        """Return what it has printed, without Qt's own remarks on the accessibility bus."""
        lines = self.said().splitlines()
        return [line for line in lines if line and not line.startswith("qt.accessibility.atspi:")]

    def close(self) -> None:
        """End it if it still runs."""
        end(self.process)

    def outline(self) -> str:
        """Return the tree as lines to read."""
        try:
            return "\n".join(map(str, self.tree()))
        except AssertionError as error:
            return str(error)


def simulator(room: Room, data_dir: Path, *words: str) -> Any:
    """Run a command of the simulator and return its JSON."""
    command = [sys.executable, "-m", "ssc_desktop", "simulator", *words]
    done = subprocess.run(
        [*command, "--json", "--data-dir", str(data_dir)],
        cwd=ROOT,
        env={**room.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _node(entry: dict[str, Any]) -> Node:
    return Node(**{key: tuple(v) if isinstance(v, list) else v for key, v in entry.items()})
