"""The English words for the Arabic ones, so that the same steps can be made in both languages."""

import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from functools import cache

import resources

_LISTS = ("academic_levels", "banks", "countries", "kinships")


def english(text: str) -> str:
    """Return what a text of the window is in English; what is no such text stays as it is."""
    return _words().get(text, text)


@cache
def _words() -> dict[str, str]:
    return dict(_pairs())


def _pairs() -> Iterator[tuple[str, str]]:
    for name in _LISTS:
        found = json.loads(resources.path("data", f"{name}.json").read_text("utf-8"))
        for entry in found["banks"] if name == "banks" else found:
            yield entry["ar"], entry["en"]
    for message in ElementTree.parse(resources.path("translations", "ar.ts")).iter("message"):
        source, translation = message.find("source"), message.find("translation")
        assert source is not None
        assert translation is not None
        if source.text and translation.text:
            yield translation.text, source.text
