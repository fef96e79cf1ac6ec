"""What docs/operations.md tells operators to type is understood."""

import re
import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "operations.md").read_text("utf-8")
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


def test_every_option_of_serve_is_on_the_page(told: Callable[..., Any]) -> None:
    common = set(re.findall(r"--[a-z-]+", told("openapi", "--help").out))
    options = set(re.findall(r"--[a-z-]+", told("serve", "--help").out)) - common
    assert {"--training", "--workers", "--minimum-client"} <= options
    assert [option for option in sorted(options) if not re.search(rf"{option}\b", PAGE)] == []


def test_from_source_a_server_gets_its_packages() -> None:
    packages_for = runpy.run_path(str(ROOT / "run.py"))["packages_for"]
    url = "postgresql://ssc@localhost/training"
    for line in (
        ["serve", "--training"],
        ["--lang", "en", "admin", "secrets", "init"],
        ["simulator", "people", "--database-url", url],
        ["simulator", "captcha", f"--database-url={url}"],
    ):
        assert packages_for(line) == "server", line
    for line in ([], ["simulator", "people"], ["tour", "--lang", "ar"], ["--open", "register"]):
        assert packages_for(line) == "run", line
