"""Lines of text for a terminal or a pipe, with Arabic as the one or the other needs it."""

import io
import os
import shutil
from collections.abc import Iterable, Mapping
from typing import Literal, TextIO

from ssc_desktop.output import visual

Order = Literal["logical", "visual"]
Wanted = Literal["auto", "logical", "visual"]

_WIDEST = 100  # columns; longer lines are tiring to read
_NARROWEST = 24
_REORDERING_PROGRAMS = ("Apple_Terminal", "mintty")
_REORDERING_SIGNS = ("KONSOLE_VERSION", "MLTERM", "KITTY_WINDOW_ID")
_PLAIN_SIGNS = ("XTERM_VERSION", "ALACRITTY_WINDOW_ID")
_MULTIPLEXERS = ("tmux", "screen")
_FIRST_REORDERING_VTE = 5800

# Some terminals that order text themselves are not known as such, over ssh for instance. They can
# be told that it is in order already (ECMA-48 BDSM); others pass over the sequence.
_ORDERED_BY_US, _ORDERED_BY_TERMINAL = "\x1b[8l", "\x1b[8h"
_NO_SEQUENCES = ("", "dumb", "linux")


def order_for(
    wanted: Wanted,
    *,
    terminal: bool,
    environ: Mapping[str, str] = os.environ,
) -> Order:
    """Return the order in which Arabic has to be written.

    Pipes and files get logical text unless told otherwise, and so does a terminal that is known
    to shape and order Arabic itself. The Linux console, xterm and the consoles of Windows do not,
    and what is unknown is taken to be like them.
    """
    if wanted != "auto":
        return wanted
    if not terminal or _reorders(environ):
        return "logical"
    return "visual"


def _reorders(environ: Mapping[str, str]) -> bool:
    if environ.get("TERM") == "linux":
        return False
    program = environ.get("TERM_PROGRAM", "")
    if program and program not in _MULTIPLEXERS:
        return program in _REORDERING_PROGRAMS
    # Programs started from another terminal still carry its signs: their own come first.
    if any(sign in environ for sign in _PLAIN_SIGNS):
        return False
    if any(sign in environ for sign in _REORDERING_SIGNS):
        return True
    version = environ.get("VTE_VERSION", "")
    return version.isascii() and version.isdigit() and int(version) >= _FIRST_REORDERING_VTE


def console_for(
    stream: TextIO, wanted: Wanted = "auto", environ: Mapping[str, str] = os.environ
) -> "Console":
    """Return a console that writes to a stream as it needs it, and never fails over a letter."""
    terminal = stream.isatty()
    order = order_for(wanted, terminal=terminal, environ=environ)
    accept_all_letters(stream, environ)
    sequences = terminal and os.name == "posix" and environ.get("TERM", "") not in _NO_SEQUENCES
    return Console(stream, order, sequences=sequences)


def accept_all_letters(stream: TextIO, environ: Mapping[str, str] = os.environ) -> None:
    """Make a stream take any text.

    A pipe that would lose Arabic speaks UTF-8 instead; anything else shows what it cannot write
    as \\uXXXX.
    """
    if not isinstance(stream, io.TextIOWrapper):
        return
    try:
        "الأردن".encode(stream.encoding)
    except UnicodeEncodeError:
        if not stream.isatty() and not environ.get("PYTHONIOENCODING"):
            stream.reconfigure(encoding="utf-8")
    stream.reconfigure(errors="backslashreplace")


class Console:
    """Write paragraphs and labelled values to a stream."""

    def __init__(
        self, stream: TextIO, order: Order, columns: int | None = None, *, sequences: bool = False
    ) -> None:
        self._stream = stream
        self._order = order
        self._sequences = sequences and order == "visual"
        # The last column stays free: a line that fills it makes some consoles add an empty one.
        columns = columns or shutil.get_terminal_size().columns - 1
        self._columns = min(max(columns, _NARROWEST), _WIDEST)

    def paragraph(self, text: str) -> None:
        """Write a paragraph, wrapped where the device does not do it itself."""
        if self._order == "logical":
            self._write(visual.logical_line(text))
            return
        base = visual.base_of(text)
        for line in wrapped(text, self._columns):
            self._write(self._aligned(visual.visual_line(line, base), base))

    def values(self, rows: Iterable[tuple[str, str]]) -> None:
        """Write one labelled value a line; on a device in columns, the labels where reading begins.

        Values keep their own direction, so that a number reads the same everywhere.
        """
        rows = [(visual.one_line(label), visual.one_line(value)) for label, value in rows]
        if self._order == "logical":
            for label, value in rows:
                self._write(visual.logical_line(f"{label}: {value}"))
            return
        label_width = max((visual.width(visual.visual_line(label)) for label, _ in rows), default=0)
        room = max(self._columns - label_width - 2, _NARROWEST)
        for label, value in rows:
            base = visual.base_of(label)
            head = visual.visual_line(f"{label}:", base)
            for part in wrapped(value, room):
                seen = visual.visual_line(part, visual.base_of(value))
                gap = " " * (label_width + 2 - visual.width(head))
                line = seen + gap + head if base == "R" else head + gap + seen
                self._write(self._aligned(line, base))
                head = ""

    def blank(self) -> None:
        """Write an empty line."""
        self._stream.write("\n")

    def _aligned(self, line: str, base: visual.Base) -> str:
        if base == "L":
            return line.rstrip()
        return " " * (self._columns - visual.width(line)) + line

    def _write(self, line: str) -> None:
        line += "\n"
        self._stream.write(
            _ORDERED_BY_US + line + _ORDERED_BY_TERMINAL if self._sequences else line
        )


def wrapped(text: str, columns: int) -> list[str]:
    """Break a text into lines of at most so many columns, at spaces where there are any."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        for piece in _pieces(word, columns):
            longer = f"{line} {piece}" if line else piece
            if visual.width(longer) <= columns:
                line = longer
            else:
                lines.append(line)
                line = piece
    lines.append(line)
    return lines


def _pieces(word: str, columns: int) -> list[str]:
    if visual.width(word) <= columns:
        return [word]
    pieces, piece = [], ""
    for character in word:
        if visual.width(piece + character) > columns:
            pieces.append(piece)
            piece = ""
        piece += character
    return [*pieces, piece]
