"""Hold every data file, icon and drawing that comes with the program to its own rules."""

import json
import re
import runpy
import unicodedata
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import resources

ROOT = Path(__file__).resolve().parents[2]
DATA = resources.path("data")
JSON_FILES = sorted(DATA.glob("*.json"))
TEXT_FILES = [*JSON_FILES, DATA / "password_stems.txt"]
ICONS = sorted(resources.path("icons").glob("*.svg"))
DRAWINGS = sorted(resources.path("drawings").glob("*.svg"))
MARKS = {"mark.svg", "app.svg"}

PRESENTATION_FORM = re.compile("[\ufb50-\ufdff\ufe70-\ufeff]")
ARABIC_LETTER = re.compile("[\u0621-\u064a]")
ARABIC_NAME = re.compile("[\u0621-\u063a\u0641-\u064a]+(?: [\u0621-\u063a\u0641-\u064a]+)*")
SVG = "{http://www.w3.org/2000/svg}"


def load(name: str) -> Any:
    """Return what a JSON file holds."""
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def entries(name: str) -> list[dict[str, Any]]:
    """Return the entries of a list, wherever its file keeps them."""
    content = load(name)
    rows: list[dict[str, Any]] = content["banks"] if isinstance(content, dict) else content
    return rows


def stems() -> list[str]:
    """Return the stems as a reader of the file finds them."""
    lines = (DATA / "password_stems.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def name_lists(node: Any, where: str = "people") -> Iterator[tuple[str, list[str]]]:
    """Yield every list of names with its place in the file."""
    if isinstance(node, list):
        yield where, node
    else:
        for key, below in node.items():
            yield from name_lists(below, f"{where}.{key}")


def by_name(path: Path) -> str:
    """Name a parameter after its file."""
    return path.name


@pytest.mark.parametrize("path", TEXT_FILES, ids=by_name)
def test_text_is_plain(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not PRESENTATION_FORM.search(text)
    assert [c for c in text if unicodedata.category(c) == "Cf"] == [], "invisible characters"
    assert [c for c in text if unicodedata.category(c) == "Nd" and not c.isascii()] == []
    assert unicodedata.is_normalized("NFC", text)
    assert ARABIC_LETTER.search(text)
    assert "\r" not in text
    assert text.endswith("\n")


@pytest.mark.parametrize("path", JSON_FILES, ids=by_name)
def test_json_parses_without_duplicate_keys(path: Path) -> None:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in pairs]
        assert len(keys) == len(set(keys)), keys
        return dict(pairs)

    json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=unique)


@pytest.mark.parametrize(
    "name", ["countries.json", "banks.json", "academic_levels.json", "kinships.json"]
)
def test_choices_are_unique_and_named_in_both_languages(name: str) -> None:
    rows = entries(name)
    for key in ("code", "ar", "en"):
        values = [row[key] for row in rows]
        assert len(values) == len(set(values)), key
        assert all(value == value.strip() and value for value in values), key
    assert all(ARABIC_LETTER.search(row["ar"]) for row in rows)
    assert not any(ARABIC_LETTER.search(row["en"]) for row in rows)


def test_country_fields() -> None:
    for row in entries("countries.json"):
        assert list(row) == ["code", "ar", "en", "calling_code", "main", "arab"]
        assert re.fullmatch("[A-Z]{2}", row["code"])
        assert re.fullmatch(r"\+[1-9][0-9]{0,2}", row["calling_code"]), row["code"]
        assert isinstance(row["main"], bool)
        assert isinstance(row["arab"], bool)


def test_countries_stand_in_order() -> None:
    """Jordan, the Arab states, the rest; within each the alphabet, where the article is silent."""

    def letters(name: str) -> str:
        bare = name.removeprefix("ال")
        for variants, letter in (("أإآ", "ا"), ("ى", "ي"), ("ة", "ه"), ("ؤ", "و"), ("ئ", "ي")):
            bare = re.sub(f"[{variants}]", letter, bare)
        return " ".join(re.sub("[^\u0621-\u064a ]", "", bare).split())

    rows = entries("countries.json")
    assert rows[0]["code"] == "JO"
    keys = [(not row["arab"], letters(row["ar"])) for row in rows[1:]]
    assert keys == sorted(keys)
    assert sum(row["arab"] for row in rows) == 22


def test_each_calling_code_has_one_main_country() -> None:
    rows = entries("countries.json")
    main = [row["calling_code"] for row in rows if row["main"]]
    assert sorted(main) == sorted({row["calling_code"] for row in rows})
    of_code = {row["calling_code"]: row["code"] for row in rows if row["main"]}
    expected = {"+1": "US", "+7": "RU", "+44": "GB", "+39": "IT", "+212": "MA", "+962": "JO"}
    assert expected.items() <= of_code.items()


def test_palestine_has_its_name() -> None:
    (row,) = (row for row in entries("countries.json") if row["code"] == "PS")
    assert (row["ar"], row["en"], row["arab"]) == ("فلسطين", "Palestine", True)


def test_countries_are_what_the_script_writes() -> None:
    pytest.importorskip("babel")
    pytest.importorskip("phonenumbers")
    script = runpy.run_path(str(ROOT / "packaging" / "make_countries.py"))
    written = (DATA / "countries.json").read_text(encoding="utf-8")
    assert written == script["render"](script["countries"]())


def test_banks_are_dated_and_keyed_by_iban_letters() -> None:
    assert re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", load("banks.json")["as_of"])
    assert all(re.fullmatch("[A-Z]{4}", row["code"]) for row in entries("banks.json"))


@pytest.mark.parametrize(("name", "count"), [("academic_levels.json", 13), ("kinships.json", 4)])
def test_numbered_lists_count_from_one(name: str, count: int) -> None:
    assert [row["code"] for row in entries(name)] == [str(n) for n in range(1, count + 1)]


def test_names_of_people_are_plain_words_without_repeats() -> None:
    for where, names in name_lists(load("people.json")):
        assert len(names) == len(set(names)), where
        assert [name for name in names if not ARABIC_NAME.fullmatch(name)] == [], where


def test_there_are_enough_names_to_choose_from() -> None:
    people = load("people.json")
    jordanian, foreign = people["jordanian"], people["foreign"]
    least = {"male": 120, "female": 120, "family": 150}
    assert {key: count for key, count in least.items() if len(jordanian[key]) < count} == {}
    assert set(foreign) == {"EG", "SY", "IQ", "PS", "SD", "YE", "IN", "BD", "PH", "LK"}
    for code, lists in foreign.items():
        assert set(lists) == {"male", "female", "family"}, code
        assert all(len(names) >= 20 for names in lists.values()), code
    assert len(people["establishments"]) >= 60
    assert len(people["stop_reasons"]) >= 8


def test_foreign_names_belong_to_listed_countries() -> None:
    listed = {row["code"] for row in entries("countries.json")}
    assert set(load("people.json")["foreign"]) <= listed


def test_stems_are_casefolded_and_unique() -> None:
    found = stems()
    assert len(found) == len(set(found))
    folded = [unicodedata.normalize("NFKC", stem).casefold().strip() for stem in found]
    assert [stem for stem, fold in zip(found, folded, strict=True) if stem != fold] == []


def test_stems_cover_both_scripts_and_the_context() -> None:
    expected = {"password", "qwerty", "asdf", "zxcvbn", "1q2w3e", "ضصثق", "شسيب", "محمد", "ahmad"}
    expected |= {"ssc", "daman", "dhaman", "ضمان", "الضمان", "jordan", "الأردن", "الاردن"}
    expected |= {"amman", "عمان", "irbid", "zarqa", "petra"}
    assert expected - set(stems()) == set()


@pytest.mark.parametrize("path", ICONS + DRAWINGS, ids=by_name)
def test_drawing_is_plain_svg(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "<!" not in text
    assert "<?xml-stylesheet" not in text
    root = ElementTree.fromstring(text)
    assert root.tag == f"{SVG}svg"
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {"svg", "g", "path", "rect", "circle", "ellipse"}, tags
    names = {name for element in root.iter() for name in element.attrib}
    assert not {name for name in names if name in ("style", "class", "id") or "href" in name}
    assert not {name for name in names if name.startswith("on")}
    assert "url(" not in text


@pytest.mark.parametrize("path", [p for p in ICONS if p.name not in MARKS], ids=by_name)
def test_icon_keeps_the_common_style(path: Path) -> None:
    root = ElementTree.parse(path).getroot()
    common = {
        "viewBox": "0 0 24 24",
        "fill": "none",
        "stroke": "currentColor",
        "stroke-width": "1.8",
        "stroke-linecap": "round",
        "stroke-linejoin": "round",
    }
    assert common.items() <= root.attrib.items()
    for element in root:
        assert element.get("fill", "currentColor") == "currentColor"
        assert element.get("stroke", "none") == "none"
