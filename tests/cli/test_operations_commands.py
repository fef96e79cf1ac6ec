"""What docs/operations.md tells operators to type is understood."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "operations.md").read_text("utf-8")
WORDS = r"(?:admin (?:[a-z]+ (?:issue|list|revoke|init|upgrade)|[a-z-]+)|simulator [a-z]+|serve)"


def commands() -> Iterator[tuple[tuple[str, ...], str]]:
    """Find commands with what follows them, in blocks and within sentences."""
    page = PAGE.replace("\\\n", " ").replace("\n", "␤")
    for found in re.finditer(rf"(?:ssc-desktop |`)({WORDS})([^`␤]*)", page):
        yield tuple(found[1].split()), found[2]


def test_every_option_of_every_command_is_there(told: Callable[..., Any]) -> None:
    seen, helps = set[str](), dict[tuple[str, ...], str]()
    for command, rest in commands():
        if command not in helps:
            helps[command] = told(*command, "--help").out
        for option in re.findall(r"--[a-z-]+", rest):
            assert re.search(rf"{option}\b", helps[command]), f"{' '.join(command)} {option}"
            seen.add(option)
    assert {"--smtp-url", "--hold-hours", "--database-url", "--label"} <= seen
