"""The answers of one form, and what the rules of its fields look at."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.phone import JORDAN
from ssc_desktop.domain.policy import INPUT_LIMIT
from ssc_desktop.domain.reference import Choice, ReferenceData, find_calling_code, find_choice
from ssc_desktop.domain.text import plain, without_spaces

# Lists of two carry codes alone; the window words them for each page.
NATIONALITIES = tuple(Choice(n, n, n) for n in Nationality)
CHANNELS = tuple(Choice(c, c, c) for c in ("sms", "email"))


class Answers(Mapping[FieldId, str]):
    """What a person has typed so far, as typed; its repr shows no value."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[FieldId, str] | None = None) -> None:
        self._values = dict(values or {})

    def __getitem__(self, key: FieldId) -> str:
        return self._values[key]

    def __iter__(self) -> Iterator[FieldId]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"Answers({', '.join(self._values)})"

    def with_(self, more: Mapping[FieldId, str]) -> "Answers":
        """Return these answers with some replaced."""
        return Answers({**self._values, **more})

    def without(self, gone: Iterable[FieldId]) -> "Answers":
        """Return these answers with some dropped."""
        dropped = set(gone)
        return Answers({k: v for k, v in self._values.items() if k not in dropped})


@dataclass(frozen=True, slots=True)
class Form:
    """The answers of one form together with what its rules look at."""

    answers: Mapping[FieldId, str] = field(repr=False)
    reference: ReferenceData
    today: dt.date = field(default_factory=dt.date.today)

    def raw(self, asked: FieldId) -> str:
        """Return an answer as typed, empty where there is none; what no field takes is cut off."""
        return self.answers.get(asked, "")[:INPUT_LIMIT]

    def given(self, asked: FieldId) -> bool:
        """Tell whether a field holds anything that can be seen."""
        return bool(plain(self.raw(asked)))

    def nationality(self) -> Nationality | None:
        """Return the nationality chosen so far."""
        chosen = find_choice(NATIONALITIES, self.raw(FieldId.NATIONALITY))
        return Nationality(chosen.code) if chosen else None

    def activates_by_email(self) -> bool:
        """Tell whether e-mail is the chosen way of activation, or the only one there is."""
        chosen = find_choice(CHANNELS, self.raw(FieldId.ACTIVATION_CHANNEL))
        return (chosen is not None and chosen.code == "email") or not self.sms_reaches()

    def calling_code(self) -> str:
        """Return the calling code chosen so far, Jordan's where the form has none yet."""
        return self._dialled() or JORDAN

    def calling_code_is_known(self) -> bool:
        """Tell whether the calling code is one, or left to the default."""
        return self._dialled() is not None or not self.given(FieldId.CALLING_CODE)

    def own_number(self) -> str:
        """Return the person's own number as far as it is typed."""
        national, personal = (
            without_spaces(self.raw(asked))
            for asked in (FieldId.NATIONAL_NUMBER, FieldId.PERSONAL_NUMBER)
        )
        match self.nationality():
            case Nationality.JORDANIAN:
                return national
            case Nationality.FOREIGN:
                return personal
            case _:
                return national or personal

    def sms_reaches(self) -> bool:
        """Tell whether the service can send an SMS to the phone of this form."""
        return self.reference.sends_sms_to(self.calling_code())

    def _dialled(self) -> str | None:
        country = find_calling_code(self.reference.countries, self.raw(FieldId.CALLING_CODE))
        return country.calling_code if country else None
