"""Registering again: new data for an account that there is, on the same evidence."""

from ssc_desktop.domain.errors import ErrorCode
from ssc_desktop.domain.secret import Secret
from ssc_desktop.services.contract import Channel
from tests.contract.citizens import NEW_PASSWORD, PASSWORD, Town, number_of, refused


def test_renewal_brings_the_account_up_to_date(town: Town) -> None:
    person = town.citizen()
    town.activate(person, bank="ARAB")
    session = town.sign_in(person)
    sent = town.register(
        person,
        renewal=True,
        phone_number="790000002",
        email="new.one@example.org",
        password=Secret(NEW_PASSWORD),
        activation_channel=Channel.EMAIL,
    )
    assert town.service.account(session.token).phone == person.phone  # until the code is back
    done = town.verify(sent, town.last_code())
    assert (done.sign_in_id, done.renewed) == (number_of(person), True)
    with refused(ErrorCode.SESSION_ENDED):
        town.service.account(session.token)
    with refused(ErrorCode.SIGN_IN_REFUSED):
        town.sign_in(person, PASSWORD)
    account = town.service.account(town.sign_in(person, NEW_PASSWORD).token)
    assert (account.phone, account.email) == ("+962790000002", "new.one@example.org")
    assert account.activation_channel is Channel.EMAIL
    assert account.bank == "ARAB"  # for three days
    town.advance(72 * 3_600)
    account = town.service.account(town.sign_in(person, NEW_PASSWORD).token)
    assert account.bank is None
    told = {m.to for m in town.messages() if m.purpose == "notice"}
    assert told == {person.phone, person.email, "+962790000002", "new.one@example.org"}


def test_renewal_without_an_account_opens_one(town: Town) -> None:
    person = town.citizen()
    done = town.activate(person, renewal=True)
    assert not done.renewed
    town.sign_in(person)
    assert [m for m in town.messages() if m.purpose == "notice"] == []
    with refused(ErrorCode.ACCOUNT_EXISTS):
        town.register(person)


def test_renewal_needs_the_same_evidence(town: Town) -> None:
    person = town.citizen()
    town.activate(person)
    with refused(ErrorCode.EVIDENCE_MISMATCH):
        town.register(person, renewal=True, card_number="ZZZ00000")
    with refused(ErrorCode.CAPTCHA_REQUIRED, "captcha"):
        town.register(person, renewal=True, captcha=None)


def test_renewal_clears_the_sign_in_lock(town: Town) -> None:
    person = town.citizen()
    town.activate(person)
    for _ in range(5):
        with refused(ErrorCode.SIGN_IN_REFUSED):
            town.sign_in(person, "wrong*1234")
    town.activate(person, renewal=True)
    town.sign_in(person)
