"""The synthetic people: enough of them, all different, and all of them able to register."""

import dataclasses
import datetime as dt
import re
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from ssc_desktop.backends.simulator import people as people_module
from ssc_desktop.backends.simulator.people import make_people, seeded_passwords
from ssc_desktop.backends.simulator.service import open_simulator
from ssc_desktop.domain.email import parse_email
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.identity import Nationality, card_shape_is_usual, parse_birth_date
from ssc_desktop.domain.password import PasswordRule, check_password
from ssc_desktop.domain.phone import parse_phone
from ssc_desktop.domain.policy import HashPolicy, Policy
from ssc_desktop.engine.blocklist import is_common
from ssc_desktop.engine.population import Resident
from ssc_desktop.engine.registry import Person, is_kin
from tests.contract.backends import Backend, Clock
from tests.contract.citizens import Town

TODAY = dt.date(2026, 5, 28)


@pytest.fixture(scope="module")
def residents() -> list[Resident]:
    """Return a small town."""
    return list(make_people(2_000, 3))


def test_the_same_people_for_one_seed(residents: list[Resident]) -> None:
    assert list(make_people(2_000, 3)) == residents
    assert list(make_people(2_000, 4)) != residents


@pytest.mark.parametrize("count", [*range(0, 25), 99, 1_000])
@pytest.mark.parametrize("seed", [1, 2])
def test_as_many_can_be_tried_as_asked_for(count: int, seed: int) -> None:
    made = list(make_people(count, seed))
    assert sum(r.trainee is not None for r in made) == count
    check_families(made)
    accounts = [r for r in made if r.trainee and r.trainee.password]
    assert len(accounts) == min(5, count // 4)


@pytest.mark.parametrize("seed", range(1, 13))
def test_forty_are_of_every_sort(seed: int) -> None:
    made = list(make_people(40, seed))
    tried = [r for r in made if r.trainee]
    assert {r.trainee.kinship for r in tried if r.trainee} == {*"1234", None}
    sorts = Counter((r.nationality, r.insurance_number is not None) for r in tried)
    assert len(sorts) == 4
    assert min(sorts.values()) >= 3


@pytest.mark.parametrize("count", [-1, people_module.MOST_PEOPLE + 1])
def test_too_many_are_refused(count: int) -> None:
    with pytest.raises(ValueError, match="people must be from 0"):
        next(make_people(count, 1))


def test_people_come_one_after_another() -> None:
    assert len(list(islice(make_people(1_000_000, 1), 50))) == 50


def test_numbers_last_for_as_many_as_may_be_asked_for() -> None:
    sample = list(islice(make_people(people_module.MOST_PEOPLE, 1), 20_000))
    recent = sum(r.number.startswith("2009") for r in sample)
    assert recent / len(sample) * people_module.MOST_PEOPLE < 10**6


def check_families(residents: list[Resident]) -> None:
    """Check that every listed Jordanian's relative is what the kinship says."""
    registry = {
        r.number: Person(**{n: getattr(r, n) for n in Person.__dataclass_fields__})
        for r in residents
    }
    for resident in residents:
        for relative in (resident.father, resident.mother, resident.spouse):
            assert relative is None or relative in registry
        trainee = resident.trainee
        if trainee is None or resident.nationality is Nationality.FOREIGN:
            continue
        assert trainee.relative_number is not None
        assert trainee.kinship is not None
        person, relative_entry = registry[resident.number], registry[trainee.relative_number]
        assert relative_entry.nationality is Nationality.JORDANIAN
        assert is_kin(person, relative_entry, trainee.kinship)


def test_families(residents: list[Resident]) -> None:
    check_families(residents)
    kinships = Counter(r.trainee.kinship for r in residents if r.trainee)
    assert all(kinships[code] > 50 for code in ("1", "2", "3", "4"))
    born = {r.number: r.birth_date for r in residents}
    for resident in residents:
        for parent in (resident.father, resident.mother):
            if parent is not None:
                age = int(resident.birth_date[:4]) - int(born[parent][:4])
                assert 18 <= age <= 60
        if resident.spouse is not None:
            [spouse] = [r for r in residents if r.number == resident.spouse]
            assert spouse.spouse == resident.number
            assert {spouse.sex, resident.sex} == {"M", "F"}


def test_numbers_belong_to_nobody(residents: list[Resident]) -> None:
    for resident in residents:
        if resident.nationality is Nationality.FOREIGN:
            assert re.fullmatch(r"5[0-9]{9}", resident.number)
            continue
        year = resident.birth_date[:4]
        if year >= "2000":
            assert re.fullmatch(r"2009[0-9]{6}", resident.number)
        else:
            sex = "1" if resident.sex == "M" else "2"
            assert resident.number.startswith(f"9{year[2:]}{sex}")
            assert int(resident.number[4:]) >= 900_000


def test_papers_are_well_formed_and_all_different(residents: list[Resident]) -> None:
    for name in ("number", "card_number", "passport_number", "insurance_number"):
        values = [getattr(r, name) for r in residents if getattr(r, name) is not None]
        assert values
        assert len(set(values)) == len(values)
    for name in ("phone", "email", "position"):
        values = [getattr(r.trainee, name) for r in residents if r.trainee]
        assert len(set(values)) == len(values)
    for resident in residents:
        parse_birth_date(resident.birth_date, TODAY)
        if resident.card_number is not None:
            assert card_shape_is_usual(resident.card_number)
        if resident.insurance_number is not None:
            assert re.fullmatch(r"[0-9]{10}", resident.insurance_number)
        if resident.trainee is not None:
            phone = resident.trainee.phone.removeprefix("+962")
            assert parse_phone(phone, "+962") == phone
            assert parse_email(resident.trainee.email) == resident.trainee.email
            assert re.search(r"@example\.(com|org|net)$", resident.trainee.email)


def test_all_sorts_of_people(residents: list[Resident]) -> None:
    jordanians = sum(r.nationality is Nationality.JORDANIAN for r in residents)
    assert 0.79 <= jordanians / len(residents) <= 0.81
    adults = [r for r in residents if r.trainee]
    assert all(r.birth_date < "2007" for r in adults)
    insured = sum(r.insurance_number is not None for r in adults)
    assert 0.65 <= insured / len(adults) <= 0.75
    assert len({r.country for r in residents}) >= 9
    assert len({r.name for r in residents}) > 0.98 * len(residents)


def test_working_lives_make_sense(residents: list[Resident]) -> None:
    for resident in residents:
        assert bool(resident.employments) == (resident.insurance_number is not None)
        free_from = resident.birth_date
        for turn, work in enumerate(resident.employments):
            last = turn == len(resident.employments) - 1
            assert work.start > free_from
            assert int(work.start[:4]) - int(resident.birth_date[:4]) >= 18
            assert (work.stop is None) == (work.stop_reason is None)
            assert work.stop is not None or last
            free_from = work.stop or "9999"
            assert work.stop is None or work.stop >= work.start
            years = [year for year, _ in work.wages]
            until = int(work.stop[:4]) if work.stop else 2025
            assert years == list(range(int(work.start[:4]), until + 1))
            assert all(200_000 <= fils <= 3_733_000 for _, fils in work.wages)


@pytest.mark.parametrize("seed", range(20))
def test_known_passwords_are_good_ones(seed: int) -> None:
    passwords = seeded_passwords(seed)
    assert len(set(passwords)) == 5
    for password in passwords:
        check_password(password, PasswordRule(), FieldId.PASSWORD)
        assert not is_common(password)


def test_everybody_listed_really_registers(tmp_path: Path) -> None:
    policy = Policy(hashing=HashPolicy(time_cost=1, memory_cost=8))
    clock = Clock()
    opened = open_simulator(tmp_path, 150, 5, policy=policy, clock=clock)
    try:
        town = Town(Backend(opened, opened.training, clock))
        for person in opened.training.people(registered=False):
            town.activate(person)
            assert town.sign_in(person).name == person.name
        assert opened.training.people(registered=False) == []
    finally:
        opened.close()


def test_trainees_without_relatives_are_foreign(residents: list[Resident]) -> None:
    alone = [r for r in residents if r.trainee and r.trainee.relative_number is None]
    assert {r.nationality for r in alone} == {Nationality.FOREIGN}
    assert dataclasses.fields(Resident)
