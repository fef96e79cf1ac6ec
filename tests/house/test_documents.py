"""What the documents lead to is there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted((ROOT / "docs").glob("*.md"))
FOLDERS = r"(?:docs|packaging|requirements|resources|ssc_desktop|tests|ui)/"
NAMED = re.compile(rf"`({FOLDERS}[\w./-]+)(?:::(\w+))?`")
LINKED = re.compile(r"\]\(([\w./-]+\.(?:md|png))\)")
VERDICTS = ("met", "partly", "not met", "not applicable", "left to the operator")
# How many requirements each section of ASVS 5.0.0 has, in the chapters that are answered whole.
SECTIONS = {
    **{"V2.1": 3, "V2.2": 3, "V2.3": 5, "V2.4": 2, "V4.1": 5, "V4.2": 5, "V4.3": 2, "V4.4": 4},
    **{"V6.1": 3, "V6.2": 12, "V6.3": 8, "V6.4": 6, "V6.5": 8, "V6.6": 4, "V6.7": 2, "V6.8": 4},
    **{"V7.1": 3, "V7.2": 4, "V7.3": 2, "V7.4": 5, "V7.5": 3, "V7.6": 2},
    **{"V8.1": 4, "V8.2": 4, "V8.3": 3, "V8.4": 2},
    **{"V11.1": 4, "V11.2": 5, "V11.3": 5, "V11.4": 4, "V11.5": 2, "V11.6": 2, "V11.7": 2},
    **{"V12.1": 5, "V12.2": 2, "V12.3": 5, "V13.1": 4, "V13.2": 6, "V13.3": 4, "V13.4": 7},
    **{"V14.1": 2, "V14.2": 8, "V14.3": 3},
    **{"V16.1": 1, "V16.2": 5, "V16.3": 4, "V16.4": 3, "V16.5": 4},
}


def rows() -> Iterator[list[str]]:
    """Read the table of requirements."""
    text = (ROOT / "docs/security.md").read_text("utf-8")
    for line in text.splitlines():
        if re.match(r"\| V[0-9]", line):
            yield [cell.strip() for cell in line.strip("|").split("|")]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_path_and_test_that_is_named_exists(document: Path) -> None:
    missing = []
    text = document.read_text("utf-8")
    for path, name in NAMED.findall(text):
        found = ROOT / path
        if not found.exists():
            missing.append(path)
        elif name and not re.search(rf"^def {name}\(", found.read_text("utf-8"), re.MULTILINE):
            missing.append(f"{path}::{name}")
    missing += [link for link in LINKED.findall(text) if not (document.parent / link).exists()]
    assert missing == []


def requirements(cell: str) -> Iterator[str]:
    """Tell the requirements that a row answers: some, a range, or whole sections."""
    for part in cell.split(", "):
        first, _, last = part.partition(" to ")
        if first in SECTIONS:
            yield from (f"{first}.{n}" for n in range(1, SECTIONS[first] + 1))
            continue
        section, _, number = first.rpartition(".")
        until = int((last or first).rpartition(".")[2])
        yield from (f"{section}.{n}" for n in range(int(number), until + 1))


def test_every_requirement_has_one_row_and_a_verdict() -> None:
    seen = [name for row in rows() for name in requirements(row[0])]
    there = {f"{s}.{n}" for s, count in SECTIONS.items() for n in range(1, count + 1)}
    assert {name for name in seen if not name.startswith("V15.")} == there
    assert len(seen) == len(set(seen))
    for requirement, _short, verdict, where, test in rows():
        assert verdict.startswith(VERDICTS), requirement
        if verdict.startswith("met"):
            assert where, f"{requirement} is met, but it is not said where"
            assert "`tests/" in test, f"{requirement} is met, but which test holds it?"
