"""Arabic for devices that neither shape nor order it, and untouched for all others."""

import io
import string
import unicodedata
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.domain.isolates import isolate
from ssc_desktop.output.console import Console, accept_all_letters, console_for, order_for, wrapped
from ssc_desktop.output.visual import base_of, logical_line, visual_line, width

ISOLATES = set("\u2066\u2067\u2068\u2069")
ARABIC = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى ()«»،:.0123456789+abc")
PRINTABLE = st.text("".join(c for c in string.printable if c.isprintable()))


def _letters(text: str) -> Counter[str]:
    """Count what is left of the letters once shapes, marks and ligatures are undone."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text))
    return Counter(c for c in plain if unicodedata.category(c).startswith("L"))


# ------------------------------------------------------------------ one line


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("لا", "\ufefb"),
        ("سلام", "\ufee1\ufefc\ufeb3"),
        ("الله", "\ufeea\ufee0\ufedf\ufe8d"),
        ("رقم 1234", "1234 \ufee2\ufed7\ufead"),
        (f"رقم {isolate('+962 79 000 0000')}.", ".+962 79 000 0000 \ufee2\ufed7\ufead"),
        ("ab (عن) c", "ab (\ufee6\ufecb) c"),
        ("عن (ab)", "(ab) \ufee6\ufecb"),
        ("عن (عن)", "(\ufee6\ufecb) \ufee6\ufecb"),
        ("«عن»", "«\ufee6\ufecb»"),
        ("عَنْ", "\ufee6\ufecb"),
        ("plain (text) 12.", "plain (text) 12."),
    ],
)
def test_a_line_is_shaped_and_put_in_the_order_in_which_it_is_seen(text: str, seen: str) -> None:
    assert visual_line(text) == seen


def test_a_line_follows_its_paragraph() -> None:
    assert visual_line("abc.", "R") == ".abc"
    assert base_of(f"{isolate('abc')} عن abc") == "R"
    assert base_of("123 (") == "L"


@given(st.text())
def test_any_text_can_be_shown(text: str) -> None:
    for seen in (visual_line(text), visual_line(text, "R"), logical_line(text)):
        assert not ISOLATES & set(seen)
        assert not {"\n", "\r", "\x1b", "\x00", "\u202e"} & set(seen)
        seen.encode()


@given(ARABIC)
def test_no_letter_is_lost(text: str) -> None:
    assert _letters(visual_line(text)) == _letters(text)
    assert _letters(visual_line(text, "R")) == _letters(text)


@given(PRINTABLE)
def test_plain_ascii_stays_as_it_is(text: str) -> None:
    assert visual_line(text) == text
    assert logical_line(text) == text


@given(ARABIC)
def test_numbers_stay_in_order(text: str) -> None:
    assert "+962790000000" in visual_line(f"{text} {isolate('+962790000000')} {text}")


# ------------------------------------------------------------------ lines on a device


@given(ARABIC | st.text(), st.integers(min_value=2, max_value=60))
def test_lines_keep_to_their_width_and_lose_no_word(text: str, columns: int) -> None:
    lines = wrapped(text, columns)
    assert all(width(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def _visual(columns: int) -> tuple[io.StringIO, Console]:
    stream = io.StringIO()
    return stream, Console(stream, "visual", columns)


def test_lines_are_broken_before_they_are_ordered() -> None:
    stream, console = _visual(26)
    console.paragraph("أول الكلام في السطر الأول وآخره في السطر الثاني")
    first, second = stream.getvalue().splitlines()
    assert first.endswith(visual_line("أول"))
    assert second.endswith(visual_line("وآخره"))
    assert width(first) == width(second) == 26


def test_labels_stand_in_a_column_at_the_side_where_reading_begins() -> None:
    stream, console = _visual(60)
    console.values([("الرقم الوطني", "9901900001"), ("البنك", "Arab Bank (1)"), ("الاسم", "سامر")])
    lines = stream.getvalue().splitlines()
    assert [line.split("  ")[-1].split(":")[-1] for line in lines] == [
        visual_line(label) for label in ("الرقم الوطني", "البنك", "الاسم")
    ]
    assert all(width(line) == 60 for line in lines)
    ends = [line.index(value) + len(value) for line, value in zip(
        lines, ("9901900001", "Arab Bank (1)", visual_line("سامر")), strict=True)]  # fmt: skip
    assert len(set(ends)) == 1

    stream, console = _visual(60)
    console.values([("National number", "9901900001"), ("Name", "سامر")])
    assert stream.getvalue().splitlines() == [
        "National number: 9901900001",
        f"Name:            {visual_line('سامر')}",
    ]


def test_a_long_value_goes_on_in_its_own_column() -> None:
    stream, console = _visual(40)
    console.values([("النص", "كلمة " * 20), ("Code", "x" * 100)])
    lines = stream.getvalue().splitlines()
    assert all(width(line) <= 40 for line in lines)
    assert sum(line.count("x") for line in lines) == 100


def test_a_pipe_gets_the_text_itself() -> None:
    stream = io.StringIO()
    console = Console(stream, "logical", 24)
    console.paragraph("أول الكلام في السطر الأول وآخره في السطر الثاني " + isolate("+962"))
    console.values([("رقم الهاتف", isolate("+962790000000"))])
    console.blank()
    assert stream.getvalue() == (
        "أول الكلام في السطر الأول وآخره في السطر الثاني +962\nرقم الهاتف: +962790000000\n\n"
    )


@given(st.lists(st.tuples(st.text(), st.text())), st.integers(min_value=1, max_value=120))
def test_any_values_can_be_written(rows: list[tuple[str, str]], columns: int) -> None:
    for order in ("logical", "visual"):
        stream = io.StringIO()
        console = Console(stream, order, columns)  # type: ignore[arg-type]
        console.values(rows)
        for label, value in rows:
            console.paragraph(label + value)
        assert not ISOLATES & set(stream.getvalue())


# ------------------------------------------------------------------ which device it is


@pytest.mark.parametrize(
    ("environ", "order"),
    [
        ({"TERM": "xterm-256color", "VTE_VERSION": "7600"}, "logical"),
        ({"TERM": "xterm-256color", "VTE_VERSION": "5800"}, "logical"),
        ({"TERM": "xterm-256color", "VTE_VERSION": "5401"}, "visual"),
        ({"TERM": "xterm-256color", "VTE_VERSION": "٧٦٠٠"}, "visual"),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "230805"}, "logical"),
        ({"TERM": "mlterm", "MLTERM": "3.9.3"}, "logical"),
        ({"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"}, "logical"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, "logical"),
        ({"TERM": "xterm", "TERM_PROGRAM": "mintty"}, "logical"),
        ({"TERM": "screen", "TERM_PROGRAM": "tmux", "VTE_VERSION": "7600"}, "logical"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "vscode", "VTE_VERSION": "7600"}, "visual"),
        ({"TERM": "xterm", "XTERM_VERSION": "XTerm(379)", "VTE_VERSION": "7600"}, "visual"),
        ({"TERM": "linux", "VTE_VERSION": "7600"}, "visual"),
        ({"WT_SESSION": "1"}, "visual"),
        ({}, "visual"),
    ],
)
def test_a_terminal_is_known_by_its_signs(environ: dict[str, str], order: str) -> None:
    assert order_for("auto", terminal=True, environ=environ) == order
    assert order_for("auto", terminal=False, environ=environ) == "logical"
    assert order_for("visual", terminal=False, environ=environ) == "visual"
    assert order_for("logical", terminal=True, environ=environ) == "logical"


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_an_unknown_terminal_is_told_that_the_text_is_in_order() -> None:
    stream = _Terminal()
    console_for(stream, environ={"TERM": "xterm-256color"}).paragraph("عن")
    assert stream.getvalue().startswith("\x1b[8l")
    assert stream.getvalue().endswith("\ufee6\ufecb\n\x1b[8h")
    for environ in ({"TERM": "linux"}, {"TERM": "dumb"}, {"TERM": "x", "VTE_VERSION": "7600"}):
        stream = _Terminal()
        console_for(stream, environ=environ).paragraph("عن")
        assert "\x1b" not in stream.getvalue()


def _stream(encoding: str) -> Any:
    return io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_pipe_that_knows_no_arabic_gets_utf_8(encoding: str) -> None:
    stream = _stream(encoding)
    accept_all_letters(stream, {})
    stream.write("عن")
    stream.flush()
    assert stream.buffer.getvalue().decode() == "عن"


def test_an_encoding_that_was_asked_for_is_kept() -> None:
    stream = _stream("ascii")
    accept_all_letters(stream, {"PYTHONIOENCODING": "ascii"})
    stream.write("عن")
    stream.flush()
    assert stream.buffer.getvalue() == b"\\u0639\\u0646"
    stream = _stream("cp1256")
    accept_all_letters(stream, {})
    stream.write("عن 字")
    stream.flush()
    assert stream.buffer.getvalue() == "عن ".encode("cp1256") + b"\\u5b57"
