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


def test_every_requirement_has_one_row_and_a_verdict() -> None:
    seen = [row[0] for row in rows()]
    assert len(seen) > 100
    assert sorted(seen) == sorted(set(seen))
    for requirement, _short, verdict, where, _test in rows():
        assert verdict.startswith(VERDICTS), requirement
        if verdict == "met":
            assert where, f"{requirement} is met, but it is not said where"
