"""E-mail addresses that a code can be delivered to."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.domain.email import parse_email, same_mailbox
from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.field_id import FieldId
from tests.data import HOSTILE, any_text


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("name@example.com", "name@example.com"),
        ("Name@EXAMPLE.com", "Name@example.com"),
        (" name@example.com\r\n", "name@example.com"),
        ("\u200fname@example.com\u200f", "name@example.com"),
        ("name@example.com.", "name@example.com"),
        ("name@example.com،", "name@example.com"),
        ("name@example.com ؛", "name@example.com"),
        ("name+ssc@mail.example.jo", "name+ssc@mail.example.jo"),
        ("name١٩٩٠@example.com", "name1990@example.com"),
        ("name@الأردن.jo", "name@الأردن.jo"),
        ("name@xn--wgbl6a.icom.museum", "name@قطر.icom.museum"),
        ("name@someone.test", "name@someone.test"),
    ],
)
def test_an_address_is_read(typed: str, wanted: str) -> None:
    assert parse_email(typed) == wanted


@pytest.mark.parametrize(
    "typed",
    [
        "name",
        "name@",
        "@example.com",
        "name@example",
        "name@@example.com",
        "na me@example.com",
        "name@exam ple.com",
        "name@example،com",
        "name@example..com",
        ".name@example.com",
        "name.@example.com",
        "اسم@example.com",
        "nameٌ@example.com",
        "شاةشي@لةشهم.ؤخة",
        "é@example.com",
        "ｎame@example.com",
        "Name <name@example.com>",
        "mailto:name@example.com",
        "name@[127.0.0.1]",
        "name@localhost",
        '"na me"@example.com',
        "name@example.com, other@example.com",
        "name@example.com other@example.com",
        f"name@{'a' * 64}.com",
        f"{'a' * 300}@example.com",
        f"{'a' * 65}@example.com",
    ],
)
def test_what_cannot_be_delivered_to_is_refused(typed: str) -> None:
    with pytest.raises(AppError) as refusal:
        parse_email(typed)
    assert refusal.value.code is ErrorCode.EMAIL_FORMAT
    assert refusal.value.problem.field is FieldId.EMAIL


ADDRESSES = st.builds(
    "{}@{}.{}".format,
    any_text(8),
    st.text("abzAZ09-.الأردن", max_size=9),
    st.sampled_from(["com", "jo", "الاردن"]),
)


@given(typed=st.one_of(any_text(), ADDRESSES, st.emails()))
def test_the_parser_refuses_or_returns_what_it_would_read_again(typed: str) -> None:
    with suppress(AppError):
        value = parse_email(typed)
        assert parse_email(value) == value
        assert value.split("@")[0].isascii()


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda t: f"{t[:8]!a}-{len(t)}")
def test_hostile_text_is_refused(typed: str) -> None:
    with pytest.raises(AppError):
        parse_email(typed)


def test_a_mailbox_is_the_same_in_any_case_and_with_what_stands_around_it() -> None:
    assert same_mailbox(" Name@Example.com", "name@example.COM\u200f")
    assert same_mailbox("name@example.com.", "name@example.com،")
    assert same_mailbox("name١@example.com", "name1@example.com")
    assert not same_mailbox("name@example.com", "nane@example.com")
