"""The lists that come with the program, as the service tells them."""

import hashlib
import json
from typing import Any

import resources
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.password import PasswordRule
from ssc_desktop.domain.phone import JORDAN
from ssc_desktop.domain.policy import CodePolicy
from ssc_desktop.domain.reference import Choice, Country, ReferenceData

_FILES = ("countries", "banks", "academic_levels", "kinships")


def load_reference(
    *,
    codes: CodePolicy,
    password_rule: PasswordRule,
    sms_calling_codes: tuple[str, ...] = (JORDAN,),
    optional_fields: tuple[FieldId, ...] = (),
    training: bool = False,
) -> ReferenceData:
    """Read the lists; `version` changes with any of them and with the values told beside them."""
    read = {name: resources.path("data", f"{name}.json").read_bytes() for name in _FILES}
    told = repr((codes.length, password_rule, sms_calling_codes, optional_fields, training))
    version = hashlib.sha256(b"\0".join([*read.values(), told.encode()])).hexdigest()[:16]
    lists: dict[str, Any] = {name: json.loads(data) for name, data in read.items()}
    return ReferenceData(
        version=version,
        countries=tuple(Country(**entry) for entry in lists["countries"]),
        banks=tuple(Choice(**entry) for entry in lists["banks"]["banks"]),
        academic_levels=tuple(Choice(**entry) for entry in lists["academic_levels"]),
        kinships=tuple(Choice(**entry) for entry in lists["kinships"]),
        sms_calling_codes=sms_calling_codes,
        optional_fields=optional_fields,
        password_rule=password_rule,
        code_length=codes.length,
        training=training,
    )
