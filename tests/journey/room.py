"""A screen, a session bus, a window manager and the accessibility bus, of a test's own."""

import ctypes
import itertools
import os
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any, TypeVar

from PySide6.QtGui import QImage

T = TypeVar("T")
SYSTEM_PYTHON = "/usr/bin/python3"
_LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
_PROGRAMS = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "dbus-run-session": "dbus-daemon",
    "dbus-launch": "dbus-x11",
    _LAUNCHER: "at-spi2-core",
}
_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
_PATIENCE = 40.0  # seconds until a part of the room counts as missing
_numbers = itertools.count()


def missing_packages() -> list[str]:
    """Return the Debian packages that these tests need and the system does not have."""
    if sys.platform != "linux":
        return ["Linux"]
    missing = [package for name, package in _PROGRAMS.items() if not shutil.which(name)]
    for library, package in _LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    bindings = [SYSTEM_PYTHON, "-c", "import pyatspi"]
    if subprocess.run(bindings, capture_output=True, check=False).returncode != 0:
        missing.append("python3-pyatspi")
    return missing


def until(found: Callable[[], T | None], what: str, patience: float = _PATIENCE) -> T:
    """Look again and again until there is something."""
    deadline = time.monotonic() + patience
    while True:
        value = found()
        if value:
            return value
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.02)


class Room:
    """Everything that a window needs around it; ends what it has started and nothing else."""

    def __init__(self, size: str = "1366x768") -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="ssc-room-"))
        self.environ = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("SSC_", "XDG_", "QT_", "DBUS_", "AT_SPI", "PYTHON", "COV_"))
            and name not in ("DISPLAY", "WAYLAND_DISPLAY")
        }
        self._processes: list[subprocess.Popen[Any]] = []
        try:
            self._furnish(size)
        except BaseException:
            self.close()
            raise

    def _furnish(self, size: str) -> None:
        runtime = self.folder / "run"  # a short path: sockets lie in it
        runtime.mkdir(mode=0o700)
        self.environ |= {
            "HOME": str(self.folder),
            "TMPDIR": str(self.folder),
            "XDG_RUNTIME_DIR": str(runtime),
            "LANG": "C.UTF-8",
            "NO_AT_BRIDGE": "0",
        }
        bus = self.start(
            ["dbus-run-session", "--", "sh", "-c", 'echo "$DBUS_SESSION_BUS_ADDRESS"; exec cat'],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.environ["DBUS_SESSION_BUS_ADDRESS"] = _line(bus.stdout)
        self.environ["DISPLAY"] = self._screen(size)
        manager = self.start(["openbox"])
        until(lambda: self._is_managed() or manager.poll() is not None, "the window manager")
        assert manager.poll() is None, self.noise()
        self.start([_LAUNCHER, "--launch-immediately"])

    def _screen(self, size: str) -> str:
        """Start a virtual screen on a number that nobody else tries at the same time."""
        for _try in range(10):
            # Left to find a free number itself, Xvfb takes one that another Xvfb is just leaving.
            display = f":{1_000 + os.getpid() % 5_000 * 10 + next(_numbers) % 10}"
            reading, writing = os.pipe()
            with open(reading, "rb") as told:
                started = self.start(
                    [
                        *(
                            "Xvfb",
                            display,
                            "-displayfd",
                            str(writing),
                            "-noreset",
                            "-nolisten",
                            "tcp",
                        ),
                        *("-screen", "0", f"{size}x24", "-fbdir", str(self.folder)),
                    ],
                    pass_fds=(writing,),
                )
                os.close(writing)
                if told.readline():
                    return display
                started.wait(_PATIENCE)
        raise AssertionError(f"no virtual screen: {self.noise()}")

    def _is_managed(self) -> bool:
        asked = ["xdotool", "get_num_desktops"]  # only a window manager can tell
        done = subprocess.run(asked, env=self.environ, capture_output=True, check=False)
        return done.returncode == 0

    def noise(self) -> str:
        """Return what everything in the room has printed."""
        return (self.folder / "noise.txt").read_text("utf-8", errors="replace")

    def start(
        self, command: list[str], environ: Mapping[str, str] | None = None, **options: Any
    ) -> subprocess.Popen[Any]:
        """Start a program in the room; it ends with the room at the latest."""
        with (self.folder / "noise.txt").open("ab") as noise:
            process = subprocess.Popen(
                command,
                env={**self.environ, **(environ or {})},
                start_new_session=True,
                **{"stdin": subprocess.DEVNULL, "stdout": noise, "stderr": noise, **options},
            )
        self._processes.append(process)
        return process

    def keys(self, *words: str) -> None:
        """Let xdotool do something, such as `key Tab`."""
        subprocess.run(["xdotool", *words], env=self.environ, check=True, timeout=20)

    def picture(self, path: Path) -> Path:
        """Save what the screen shows."""
        data = (self.folder / "Xvfb_screen0").read_bytes()
        header = struct.unpack(">25I", data[:100])  # XWD: a header, colours, then the pixels
        size, width, height, line, colours = (header[i] for i in (0, 4, 5, 12, 19))
        pixels = data[size + 12 * colours :]
        image = QImage(pixels, width, height, line, QImage.Format.Format_RGB32)
        assert image.save(str(path)), path
        return path

    def close(self) -> None:
        """End everything, the last first."""
        for process in reversed(self._processes):
            end(process)
        shutil.rmtree(self.folder, ignore_errors=True)


def end(process: subprocess.Popen[Any]) -> None:
    """End a process that was started here, with whatever it has started."""
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()
    for number in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            os.killpg(process.pid, number)
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                continue


def _line(stream: IO[bytes] | None) -> str:
    assert stream is not None
    ready, _, _ = select.select([stream], [], [], _PATIENCE)
    line = stream.readline() if ready else b""
    assert line, "a part of the virtual screen did not start"
    return line.decode().strip()
