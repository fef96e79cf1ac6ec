"""Make synthetic people: families of Jordanians, foreign residents, their papers and work.

The same people for the same (people, seed), one after another, so that a million need no more
memory than a thousand. So many as are asked for can be tried; children, and some relatives, are
there for their families alone. Numbers lie in ranges that belong to nobody: national numbers with
serials from 900000, personal numbers that begin with 5.
"""

import datetime as dt
import json
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import resources
from ssc_desktop.backends.simulator import MOST_PEOPLE
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.engine import blocklist
from ssc_desktop.engine.population import Employment, Resident, Trainee
from ssc_desktop.engine.registry import Kinship
from ssc_desktop.services.contract import Channel

ACCOUNTS = 5
_JORDANIAN_SHARE, _INSURED_SHARE = 0.8, 0.7
_TODAY = dt.date(2025, 12, 31)  # the people's own present, whatever the calendar says
_LAST_ADULT_BIRTH = dt.date(2007, 1, 1)
_AT_ONCE = 135  # people; enough of them that a mixture of all sorts comes out
_COUNTRIES = {"EG": 34, "SY": 26, "IQ": 9, "PS": 8, "YE": 5, "SD": 4, "IN": 4, "BD": 4, "PH": 3}
_ONE_GIVEN_NAME = {"IN", "PH", "LK"}  # where a father's name is not part of one's own
_LAST_POSITIONS = 10**9
_WORDS = ("Basalt", "Heron", "Saffron", "Lantern", "Quartz", "Walnut", "Thistle", "Marble")
_SYMBOLS = "*@#%+"


def make_people(people: int, seed: int) -> Iterator[Resident]:
    """Yield people until so many can be tried, about three quarters of them Jordanians."""
    if not 0 <= people <= MOST_PEOPLE:
        raise ValueError(f"people must be from 0 to {MOST_PEOPLE}")
    maker = _Maker(seed)
    left = people
    passwords = seeded_passwords(seed)
    while left:
        residents = maker.residents(left, passwords)
        left -= sum(resident.trainee is not None for resident in residents)
        yield from residents
        passwords = ()


def seeded_passwords(seed: int) -> tuple[str, ...]:
    """Return the passwords of the accounts that are made with the people."""
    rng = random.Random(f"passwords {seed}")
    passwords: list[str] = []
    for word in rng.sample(_WORDS, ACCOUNTS):
        password = word
        while password == word or blocklist.is_common(password):
            password = f"{word}{rng.choice(_SYMBOLS)}{rng.randrange(1_000, 10_000)}"
        passwords.append(password)
    return tuple(passwords)


class _Spread:
    """Number things so that neighbours look unrelated and no two are the same."""

    def __init__(self, size: int, rng: random.Random) -> None:
        self._size = size
        self._step = rng.randrange(size // 3, size // 2) if size > 8 else 1
        while math.gcd(self._step, size) != 1:
            self._step += 1
        self._next = rng.randrange(size)
        self.given = 0

    def take(self) -> int:
        """Return the next number below the size."""
        if self.given == self._size:
            raise OverflowError("all numbers are given out")
        self.given += 1
        self._next = (self._next + self._step) % self._size
        return self._next


@dataclass(slots=True)
class _Draft:
    """A person who still may marry or have children."""

    number: str
    sex: str
    given: str
    ancestors: tuple[str, ...]  # father's, grandfather's given names
    family: str
    birth: dt.date
    father: "_Draft | None" = None
    mother: "_Draft | None" = None
    spouse: "_Draft | None" = None
    children: list["_Draft"] = field(default_factory=list)
    country: str = "JO"


_Adult = tuple[_Draft, Resident]


def _mixture(adults: list[_Adult]) -> list[_Adult]:
    """Put people in an order in which all sorts of them take turns as long as they last."""
    sorts: dict[tuple[bool, bool], list[_Adult]] = {
        (jordanian, insured): []
        for insured, jordanian in ((True, True), (True, False), (False, True), (False, False))
    }
    for draft, resident in reversed(adults):
        sort = (draft.country == "JO", resident.insurance_number is not None)
        sorts[sort].append((draft, resident))
    mixed: list[_Adult] = []
    while any(sorts.values()):
        mixed += [waiting.pop() for waiting in sorts.values() if waiting]
    return mixed


class _Maker:
    def __init__(self, seed: int) -> None:
        self._rng = rng = random.Random(f"people {seed}")
        data: dict[str, Any] = json.loads(
            resources.path("data", "people.json").read_text(encoding="utf-8")
        )
        self._jordanian: dict[str, list[str]] = data["jordanian"]
        self._foreign: dict[str, dict[str, list[str]]] = data["foreign"]
        self._stop_reasons: list[str] = data["stop_reasons"]
        numbers = _Spread(9_000_000, rng)
        self._establishments = [
            (str(1_000_000 + numbers.take()), name) for name in data["establishments"]
        ]
        self._serials: dict[str, _Spread] = {}
        self._cards = _Spread(26**3 * 10**5, rng)
        self._passports = _Spread(26 * 10**7, rng)
        self._personal = _Spread(10**9, rng)
        self._insurance = _Spread(10**9, rng)
        self._phones = _Spread(26 * 10**6, rng)
        self._mailboxes = _Spread(9 * 10**6, rng)
        self._position = 0
        self._wanted_kinship = 0

    def residents(self, most: int, passwords: tuple[str, ...]) -> list[Resident]:
        """Make some families and foreign residents; of the adults at most `most` can be tried."""
        drafts: list[_Draft] = []
        while len(drafts) < _AT_ONCE * _JORDANIAN_SHARE:
            drafts += self._family()
        foreigners = round(len(drafts) * (1 / _JORDANIAN_SHARE - 1))
        return self._with_trainees(
            drafts + [self._foreigner() for _ in range(foreigners)], most, passwords
        )

    # -------------------------------------------------------------- families

    def _family(self) -> list[_Draft]:
        """Make three generations."""
        rng = self._rng
        grandfather = self._jordanian_born("1", rng.randint(1938, 1955))
        grandmother = self._spouse_of(grandfather)
        people = [grandfather, grandmother]
        for _ in range(rng.randint(2, 4)):
            child = self._child_of(grandfather, grandmother)
            people.append(child)
            if rng.random() > 0.7:
                continue
            spouse = self._spouse_of(child)
            people.append(spouse)
            father, mother = (child, spouse) if child.sex == "1" else (spouse, child)
            people += [self._child_of(father, mother) for _ in range(rng.randint(1, 3))]
        return people

    def _jordanian_born(self, sex: str, year: int) -> _Draft:
        names, rng = self._jordanian, self._rng
        birth = self._day_in(year)
        given, father, grandfather = rng.sample(names["male"], 3)
        return _Draft(
            number=self._national_number(birth.year, sex),
            sex=sex,
            given=given if sex == "1" else rng.choice(names["female"]),
            ancestors=(father, grandfather),
            family=rng.choice(names["family"]),
            birth=birth,
        )

    def _spouse_of(self, person: _Draft) -> _Draft:
        sex = "2" if person.sex == "1" else "1"
        younger = self._rng.randint(0, 7) * (1 if sex == "2" else -1)
        spouse = self._jordanian_born(sex, min(person.birth.year + younger, 2004))
        spouse.spouse, person.spouse = person, spouse
        return spouse

    def _child_of(self, father: _Draft, mother: _Draft) -> _Draft:
        rng = self._rng
        sex = rng.choice("12")
        after = max(father.birth.year, mother.birth.year) + 20
        child = self._jordanian_born(sex, min(rng.randint(after, after + 16), 2020))
        taken = {sibling.given for sibling in father.children}
        taken |= {father.given, father.ancestors[0]}
        while child.given in taken:
            child.given = rng.choice(self._jordanian["male" if sex == "1" else "female"])
        child.ancestors = (father.given, father.ancestors[0])
        child.family = father.family
        child.father, child.mother = father, mother
        father.children.append(child)
        mother.children.append(child)
        return child

    def _foreigner(self) -> _Draft:
        rng = self._rng
        country = rng.choices([*_COUNTRIES, "LK"], [*_COUNTRIES.values(), 3])[0]
        names = self._foreign[country]
        sex = rng.choice("112")
        return _Draft(
            number=f"5{self._personal.take():09d}",
            sex=sex,
            given=rng.choice(names["male" if sex == "1" else "female"]),
            ancestors=() if country in _ONE_GIVEN_NAME else (rng.choice(names["male"]),),
            family=rng.choice(names["family"]),
            birth=self._day_in(rng.randint(1964, 2004)),
            country=country,
        )

    # -------------------------------------------------------------- papers

    def _day_in(self, year: int) -> dt.date:
        return dt.date(year, 1, 1) + dt.timedelta(days=self._rng.randrange(365))

    def _national_number(self, year: int, sex: str) -> str:
        if year >= 2000:
            return f"2009{self._serial('2009', 10**6):06d}"
        start = f"9{year % 100:02d}{sex}"
        return f"{start}{900_000 + self._serial(start, 10**5)}"

    def _serial(self, start: str, size: int) -> int:
        if start not in self._serials:
            self._serials[start] = _Spread(size, self._rng)
        return self._serials[start].take()

    def _phone(self) -> str:
        # Mobile numbers begin with 79 and any digit, with 77 or 78 and any digit but 3 and 4.
        starts = [f"79{n}" for n in range(10)]
        starts += [f"{prefix}{n}" for prefix in (77, 78) for n in (0, 1, 2, 5, 6, 7, 8, 9)]
        block, rest = divmod(self._phones.take(), 10**6)
        return f"+962{starts[block]}{rest:06d}"

    def _mailbox(self) -> str:
        number = 1_000_000 + self._mailboxes.take()
        domain = ("example.com", "example.org", "example.net")[number % 3]
        return f"citizen.{number}@{domain}"

    def _card(self) -> str:
        letters, digits = divmod(self._cards.take(), 10**5)
        first, second, third = letters // 676, letters // 26 % 26, letters % 26
        return f"{chr(65 + first)}{chr(65 + second)}{chr(65 + third)}{digits:05d}"

    def _passport(self) -> str:
        letter, digits = divmod(self._passports.take(), 10**7)
        return f"{chr(65 + letter)}{digits:07d}"

    # -------------------------------------------------------------- residents

    def _with_trainees(
        self, drafts: list[_Draft], most: int, passwords: tuple[str, ...]
    ) -> list[Resident]:
        """Turn drafts into residents; those who can be tried are a mixture of all sorts."""
        residents = [self._resident(draft) for draft in drafts]
        adults = [
            (draft, resident)
            for draft, resident in zip(drafts, residents, strict=True)
            if draft.birth < _LAST_ADULT_BIRTH
        ]
        self._rng.shuffle(adults)
        mixed = _mixture(adults)[:most]
        owners = min(len(passwords), len(mixed) // 4)
        owned = mixed[len(mixed) // 4 :][:owners]
        trainees: dict[str, Trainee] = {}
        for draft, resident in mixed:
            self._position += 1
            trainees[resident.number] = self._trainee(draft, self._position)
        for turn, (_, resident) in enumerate(owned):
            trainees[resident.number] = replace(
                trainees[resident.number],
                position=_LAST_POSITIONS + turn,
                password=passwords[turn],
                channel=Channel.EMAIL if turn % 3 == 2 else Channel.SMS,
            )
        return [replace(r, trainee=trainees.get(r.number)) for r in residents]

    def _trainee(self, draft: _Draft, position: int) -> Trainee:
        relative, kinship = self._relative_of(draft)
        return Trainee(position, relative, kinship, self._phone(), self._mailbox())

    def _relative_of(self, draft: _Draft) -> tuple[str | None, str | None]:
        """Choose a relative, each kinship in its turn as far as there is one."""
        siblings = [c for c in (draft.father.children if draft.father else ()) if c is not draft]
        kin: dict[str, list[_Draft]] = {
            Kinship.PARENT: [p for p in (draft.father, draft.mother) if p is not None],
            Kinship.SIBLING: siblings,
            Kinship.SPOUSE: [draft.spouse] if draft.spouse else [],
            Kinship.CHILD: draft.children,
        }
        kinships = list(kin)
        for turn in range(len(kinships)):
            kinship = kinships[(self._wanted_kinship + turn) % len(kinships)]
            if kin[kinship]:
                self._wanted_kinship += 1
                return self._rng.choice(kin[kinship]).number, kinship
        return None, None

    def _resident(self, draft: _Draft) -> Resident:
        jordanian = draft.country == "JO"
        adult = draft.birth < _LAST_ADULT_BIRTH
        insured = adult and self._rng.random() < _INSURED_SHARE
        return Resident(
            number=draft.number,
            nationality=Nationality.JORDANIAN if jordanian else Nationality.FOREIGN,
            name=" ".join((draft.given, *draft.ancestors, draft.family)),
            sex="M" if draft.sex == "1" else "F",
            birth_date=draft.birth.isoformat(),
            country=draft.country,
            card_number=self._card() if jordanian else None,
            passport_number=None if jordanian else self._passport(),
            father=draft.father.number if draft.father else None,
            mother=draft.mother.number if draft.mother else None,
            spouse=draft.spouse.number if draft.spouse else None,
            insurance_number=f"4{self._insurance.take():09d}" if insured else None,
            employments=tuple(self._work(draft)) if insured else (),
        )

    # -------------------------------------------------------------- work

    def _work(self, draft: _Draft) -> Iterator[Employment]:
        """Make a working life: one to five employments with a wage that grows from year to year."""
        rng = self._rng
        retired = min(_TODAY, dt.date(draft.birth.year + 60, 6, 30))
        latest_start = _TODAY - dt.timedelta(days=200)
        start = dt.date(draft.birth.year + rng.randint(18, 27), rng.randint(1, 12), 1)
        start = min(max(start, dt.date(1981, 1, 1)), latest_start)
        fils = rng.randrange(260, 720) * 1_000
        for turn in range(5):
            last = turn == 4 or rng.random() < 0.25
            stop = retired if last else start + dt.timedelta(days=rng.randrange(240, 3_300))
            lasting = stop >= retired
            stop = min(stop, retired)
            number, name = rng.choice(self._establishments)
            wages: list[tuple[int, int]] = []
            for year in range(start.year, stop.year + 1):
                wages.append((year, fils))
                fils = min(round(fils * rng.uniform(1.0, 1.07) / 500) * 500, 3_733_000)
            still_there = lasting and retired == _TODAY
            yield Employment(
                establishment_number=number,
                establishment_name=name,
                start=start.isoformat(),
                stop=None if still_there else stop.isoformat(),
                stop_reason=None if still_there else rng.choice(self._stop_reasons),
                wages=tuple(wages),
            )
            start = stop + dt.timedelta(days=rng.randrange(1, 500))
            if lasting or start >= min(retired, latest_start):
                return
