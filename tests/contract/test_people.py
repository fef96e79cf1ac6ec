"""The people a trainee can be: each of them can really register."""

from ssc_desktop.domain.errors import ErrorCode
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.services.training import TrainingPerson
from tests.contract.citizens import Town, number_of, refused


def test_people_can_be_narrowed_down(town: Town) -> None:
    training = town.backend.training
    everybody = training.people()
    assert training.people() == everybody
    for kind in Nationality:
        found = training.people(kind=kind)
        assert found == [p for p in everybody if p.kind is kind]
        assert found
    for registered in (True, False):
        found = training.people(registered=registered)
        assert found == [p for p in everybody if p.registered is registered]
        assert found
    assert training.people(limit=3) == everybody[:3]
    assert training.people(limit=0) == []


def test_the_first_are_a_mixture_without_accounts(town: Town) -> None:
    first = town.backend.training.people(limit=4)
    assert [(p.kind, p.insurance_number is not None) for p in first] == [
        (Nationality.JORDANIAN, True),
        (Nationality.FOREIGN, True),
        (Nationality.JORDANIAN, False),
        (Nationality.FOREIGN, False),
    ]
    assert not any(p.registered for p in first)


def test_everything_needed_is_there_and_nothing_else(town: Town) -> None:
    for person in town.backend.training.people():
        papers = (person.national_number, person.card_number)
        kin = (person.relative_national_number, person.kinship_code, person.kinship)
        foreign = (person.personal_number, person.passport_number)
        if person.kind is Nationality.JORDANIAN:
            assert person.nationality == "JO"
            assert None not in papers + kin
            assert set(foreign) == {None}
        else:
            assert person.nationality != "JO"
            assert None not in foreign
            assert set(papers + kin) == {None}
        assert (person.password is not None) == person.registered


def test_whoever_has_registered_is_marked(town: Town) -> None:
    person = town.citizen()
    town.activate(person)
    now = find(town, person)
    assert now.registered
    assert now.password is None


def test_a_password_is_known_until_it_is_changed(town: Town) -> None:
    person = town.backend.training.people(registered=True)[0]
    assert person.password is not None
    town.sign_in(person, person.password)
    assert find(town, person).password == person.password
    town.advance(1)
    town.finish_reset(town.ask_reset(person), town.last_code())
    assert find(town, person).password is None


def test_a_seeded_account_is_an_account(town: Town) -> None:
    person = town.backend.training.people(registered=True)[0]
    with refused(ErrorCode.ACCOUNT_EXISTS):
        town.register(person)


def find(town: Town, person: TrainingPerson) -> TrainingPerson:
    """Return a person as the trainee sees them now."""
    number = number_of(person)
    return next(p for p in town.backend.training.people() if number_of(p) == number)
