"""A secret shows itself to `reveal` alone."""

import copy
import logging
import pickle
import traceback

import pytest
from hypothesis import given

from ssc_desktop.domain.secret import Secret
from tests.data import any_text

HIDDEN = "Qarib#6183"


@pytest.mark.parametrize("show", [repr, str, "{}".format, "{!r}".format, "%s".__mod__, ascii])
def test_it_is_not_shown(show) -> None:
    assert HIDDEN not in show(Secret(HIDDEN))
    assert HIDDEN not in show([Secret(HIDDEN)])


def test_it_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("test").warning("%s %r", Secret(HIDDEN), {"password": Secret(HIDDEN)})
    assert HIDDEN not in caplog.text
    caplog.clear()


def test_it_is_not_in_a_traceback_that_shows_values() -> None:
    def fail(secret: Secret) -> None:
        raise ValueError(secret)

    try:
        fail(Secret(HIDDEN))
    except ValueError as error:
        shown = traceback.TracebackException.from_exception(error, capture_locals=True)
    assert HIDDEN not in "".join(line for line in shown.format() if "HIDDEN" not in line)


@pytest.mark.parametrize("keep", [pickle.dumps, copy.copy, copy.deepcopy])
def test_it_is_neither_pickled_nor_copied(keep) -> None:
    with pytest.raises(TypeError):
        keep(Secret(HIDDEN))


@given(one=any_text(), other=any_text())
def test_it_compares_by_its_text(one: str, other: str) -> None:
    assert (Secret(one) == Secret(other)) == (one == other)
    assert Secret(one).reveal() == one
    assert bool(Secret(one)) == bool(one)
    assert Secret(one) != one
    assert len({Secret(one), Secret(one)}) == 1
