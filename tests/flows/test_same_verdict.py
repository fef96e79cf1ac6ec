"""Form and service read with the same rules: what one refuses, the other refuses alike."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ssc_desktop.domain.errors import AppError
from ssc_desktop.domain.errors import ErrorCode as E
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.fields import INQUIRY_FORM, REGISTRATION_FORM, Asked, Form, check
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.secret import Secret
from ssc_desktop.services.contract import (
    Channel,
    InquiryRequest,
    RegistrationRequest,
    answers_of,
)
from tests.contract.backends import Backend
from tests.data import any_text
from tests.forms import INQUIRIES, REGISTRATIONS

NOT_SENT = {F.EMAIL_CONFIRMATION, F.PASSWORD_CONFIRMATION, F.CAPTCHA, F.CODE}
both_kinds = pytest.mark.parametrize("kind", list(Nationality))
TYPED = st.one_of(
    any_text(),
    st.sampled_from(
        ["", "JO", "EG", "+20", "الأردن", "0790000000", "+962 79 000 0000", "06 5000000",
         "9901900001", "9602900002", "abc 12345", "17/5/1990", "31/2/1990", "name@example.com",
         "name@example", "4", "بكالوريوس", "ARAB", "asdf*1234", "asdfasdf", "1" * 499, "1" * 500,
         "1" * 5_000]
    ),
)  # fmt: skip


def verdicts(
    backend: Backend, form: tuple[Asked, ...], request: RegistrationRequest | InquiryRequest
) -> tuple[tuple[E, FieldId | None] | None, tuple[E, FieldId | None]]:
    """Return what the form says first, and what the service says."""
    service: Any = backend.service
    entries = [entry for entry in form if entry.field not in NOT_SENT]
    seen = check(entries, Form(answers_of(request), service.reference_data()))
    said = (seen.problems[0].code, seen.problems[0].field) if seen.problems else None
    send = service.register if isinstance(request, RegistrationRequest) else service.request_inquiry
    with pytest.raises(AppError) as refusal:
        send(request)
    return said, (refusal.value.problem.code, refusal.value.problem.field)


def changed(data: st.DataObject, request: Any, form: tuple[Asked, ...]) -> Any:
    """Type anything into up to three fields of a request."""
    names = sorted(
        str(entry.field)
        for entry in form
        if hasattr(request, entry.field)
        and entry.field not in NOT_SENT | {F.NATIONALITY, F.ACTIVATION_CHANNEL}
    )
    typed: Mapping[str, str] = data.draw(
        st.dictionaries(st.sampled_from(names), TYPED, min_size=1, max_size=3)
    )
    values = {name: Secret(text) if name == "password" else text for name, text in typed.items()}
    return replace(request, **values)


SLOW = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@both_kinds
@SLOW
@given(data=st.data(), by_email=st.booleans())
def test_form_and_service_say_the_same_of_a_registration(
    backend: Backend, kind: Nationality, data: st.DataObject, by_email: bool
) -> None:
    request = changed(data, REGISTRATIONS[kind], REGISTRATION_FORM)
    if by_email:
        request = replace(request, activation_channel=Channel.EMAIL)
    said, told = verdicts(backend, REGISTRATION_FORM, request)
    assert told == (said or (E.CAPTCHA_REQUIRED, F.CAPTCHA))


@both_kinds
@SLOW
@given(data=st.data())
def test_form_and_service_say_the_same_of_an_inquiry(
    backend: Backend, kind: Nationality, data: st.DataObject
) -> None:
    request = changed(data, INQUIRIES[kind], INQUIRY_FORM)
    said, told = verdicts(backend, INQUIRY_FORM, request)
    if said is None:
        assert told[0] in (E.CAPTCHA_REQUIRED, E.EVIDENCE_MISMATCH, E.EVIDENCE_LIMIT)
    else:
        assert told == said
