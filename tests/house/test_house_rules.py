"""The house's rules, held against every file there is. How each bites: test_rules_bite.py."""

import ast
import re
import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from ssc_desktop.domain.errors import ErrorCode
from tests.house import rules

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("ssc_desktop", "ui", "resources")
TRANSLATIONS = {"ar": 6, "en": 2}  # language and its plural forms
# Doors: the one place where the thing is done that is forbidden elsewhere.
TEXT_DOOR = {"ui/widgets/text.py"}
LOOP_DOORS = {"ui/application.py", "ui/tour/__init__.py"}
TOUR = {"ui/tour/"}
CONSOLE_DOORS = ("ssc_desktop/cli/", "ssc_desktop/output/", "ui/tour/")


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tracked() -> tuple[Path, ...]:
    """Return what belongs to the project; without git, all that lies in its folders."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False
    ).stdout.decode()
    names = [name for name in listed.split("\0") if name]
    if not names:
        skipped = (".", "build", "dist", "__pycache__")
        names = [
            relative(path)
            for path in ROOT.rglob("*")
            if not any(part.startswith(skipped) for part in path.relative_to(ROOT).parts)
        ]
    return tuple(path for name in names if (path := ROOT / name).is_file())


def python(*folders: str) -> list[Path]:
    """Return the Python files of some folders, tracked or about to be."""
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def text_of(path: Path) -> str | None:
    """Return a file's text, None where it is no text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def report(findings: Iterable[str]) -> None:
    """Fail with one line for each finding."""
    lines = sorted(findings)
    if lines:
        pytest.fail("\n".join(["", *lines]), pytrace=False)


def each(
    rule: Callable[[ast.AST], rules.Findings], paths: Iterable[Path], doors: Iterable[str] = ()
) -> Iterator[str]:
    for path in paths:
        if not relative(path).startswith(tuple(doors)):
            for line, advice in rule(parsed(path)):
                yield f"{relative(path)}:{line}: {advice}"


# ------------------------------------------------------------------ widgets and texts


def test_what_people_typed_never_becomes_markup() -> None:
    report(each(rules.labels, python("ui"), TEXT_DOOR))


def test_no_event_loop_runs_inside_another() -> None:
    report(each(rules.nested_loops, python("ui"), LOOP_DOORS))


def test_no_loop_but_the_application_s_own_is_opened_at_a_door() -> None:
    for door in sorted(LOOP_DOORS):
        opened = [
            ast.unparse(c.func) for c, name in rules.calls(parsed(ROOT / door)) if name == "exec"
        ]
        assert set(opened) == {"app.exec"}, f"{door}: only app.exec() may run a loop here"


def test_texts_can_be_collected_for_translation() -> None:
    report(each(rules.untranslatable, python("ui"), TOUR))  # which looks texts up to press them


def test_no_text_is_shown_without_translation() -> None:
    report(each(rules.untranslated, python("ui")))


def test_the_arabic_lives_in_the_translations() -> None:
    report(each(rules.arabic_in_source, python("ui")))


def test_no_letter_is_shaped_by_hand() -> None:
    paths = [*python("ui"), *sorted((ROOT / "resources/translations").glob("*.ts"))]
    report(
        f"{relative(path)}:{line}: {advice}"
        for path in paths
        for line, advice in rules.presentation_forms(path.read_text(encoding="utf-8"))
    )


# ------------------------------------------------------------------ translations


@cache
def translation(language: str) -> str:
    return (ROOT / "resources/translations" / f"{language}.ts").read_text(encoding="utf-8")


@pytest.mark.parametrize(("language", "forms"), TRANSLATIONS.items())
def test_every_text_is_translated_in_every_form(language: str, forms: int) -> None:
    report(rules.unfinished(translation(language), forms))


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_one_text_has_one_translation(language: str) -> None:
    report(rules.contradictory(translation(language)))


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_translations_name_the_same_values(language: str) -> None:
    report(rules.values_lost(translation(language)))


def test_arabic_asks_it_does_not_order() -> None:
    report(rules.imperatives(translation("ar")))


def test_what_the_window_says_and_what_is_translated_are_the_same() -> None:
    said: dict[str, list[str]] = defaultdict(list)
    for path in python("ui"):
        for source in rules.sources(parsed(path)):
            said[source].append(relative(path))
    known = {source for _context, source, _message in rules.messages(translation("ar"))}
    report(
        [f"{said[source][0]}: {source!r} is missing from ar.ts" for source in said.keys() - known]
        + [f"ar.ts: {source!r} is said nowhere any more" for source in known - said.keys()]
    )


# ------------------------------------------------------------------ styles


def test_style_sheets_know_start_and_end_only() -> None:
    report(
        f"{relative(path)}:{line}: {advice}"
        for path in sorted((ROOT / "resources/styles").glob("*"))
        for line, advice in rules.physical_sides(path.read_text(encoding="utf-8"))
    )


# ------------------------------------------------------------------ modules and files


def test_no_file_has_two_subjects() -> None:
    findings = []
    for path in tracked():
        if path.suffix != ".py":
            continue
        most = rules.LONGEST_OF_TESTS if relative(path).startswith("tests/") else rules.LONGEST
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > most:
            findings.append(f"{relative(path)}: {lines} lines of {most}; it has two subjects")
    report(findings)


def test_a_module_is_named_after_its_subject() -> None:
    report(
        f"{relative(path)}: a module called {part!r} has no subject; name what is in it"
        for path in tracked()
        if path.suffix == ".py"
        for name in path.relative_to(ROOT).with_suffix("").parts
        for part in name.split("_")
        if part in rules.SHAPELESS
    )


def test_nothing_of_one_machine_is_in_the_project() -> None:
    own = {"tests/house/rules.py", "tests/house/test_rules_bite.py"}  # they name what is forbidden
    report(
        f"{relative(path)}:{line}: {advice}"
        for path in tracked()
        if relative(path) not in own and (text := text_of(path)) is not None
        for line, advice in rules.machine_words(text)
    )


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.txt")), ids=relative)
def test_every_package_is_locked_by_its_hash(lock: Path) -> None:
    entries = re.split(r"^(?=[A-Za-z0-9])", lock.read_text("utf-8"), flags=re.MULTILINE)[1:]
    assert entries
    assert [
        e for e in entries if not re.match(r"[\w.-]+==\S+ ", e) or "--hash=sha256:" not in e
    ] == []


def test_only_commands_print() -> None:
    report(each(rules.prints, python(*PRODUCT), CONSOLE_DOORS))


# ------------------------------------------------------------------ errors


def test_every_error_code_is_explained() -> None:
    page = (ROOT / "docs/error-codes.md").read_text(encoding="utf-8")
    rows = [line.split("`")[1] for line in page.splitlines() if line.startswith("| `")]
    report(
        [f"docs/error-codes.md: {code.value} has no row" for code in ErrorCode if code not in rows]
        + [f"docs/error-codes.md: {row} is no code" for row in rows if row not in set(ErrorCode)]
        + [f"docs/error-codes.md: {row} has two rows" for row in rows if rows.count(row) > 1]
    )
