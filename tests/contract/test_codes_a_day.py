"""How many codes a day go to a person, a phone or a mailbox."""

from ssc_desktop.domain.errors import ErrorCode
from ssc_desktop.services.contract import Channel, ResendRequest
from tests.contract.citizens import Town, refused

DAY = 86_400


def test_five_codes_a_day_are_sent(town: Town) -> None:
    person = town.citizen()
    for _ in range(5):
        town.register(person)
        town.advance(600)
    with refused(ErrorCode.CODE_PAUSED) as problems:
        town.register(person)
    assert problems[0].retry_after == DAY - 3_000
    town.advance(DAY - 3_000)
    town.register(person)


def test_a_days_five_codes_are_a_persons_not_a_purposes(town: Town) -> None:
    person = town.citizen(insured=True)
    town.activate(person)
    sent = town.ask_reset(person)
    town.advance(60)
    town.service.resend_code(ResendRequest(sent.flow_id))
    town.service.request_inquiry(town.inquiry(person))
    last = town.register(person, renewal=True)
    asks = (
        lambda: town.service.request_inquiry(town.inquiry(person)),
        lambda: town.register(person, renewal=True),
        lambda: town.service.resend_code(ResendRequest(last.flow_id)),
    )
    for ask in asks:
        with refused(ErrorCode.CODE_PAUSED) as problems:
            ask()
        assert problems[0].retry_after == DAY - 60
    town.verify(last, town.last_code())  # what was sent is good all the same
    town.register(town.citizen())
    town.advance(DAY - 60)
    assert town.register(person, renewal=True).tries_left == 3


def test_a_reset_does_not_tell_of_a_days_other_codes(town: Town) -> None:
    person = town.citizen()
    town.activate(person)
    for _ in range(4):
        town.register(person, renewal=True)
    before = len(town.messages())
    for _ in range(5):
        town.ask_reset(person)
    assert len(town.messages()) == before
    with refused(ErrorCode.CODE_PAUSED):
        town.ask_reset(person)
    with refused(ErrorCode.CODE_PAUSED):
        town.register(person, renewal=True)
    town.advance(DAY)
    town.finish_reset(town.ask_reset(person), town.last_code())


def test_ten_codes_a_day_go_to_one_phone(town: Town) -> None:
    phone = town.citizen().phone.removeprefix("+962")
    for _ in range(10):
        town.register(town.citizen(), phone_number=phone)
    person = town.citizen()
    with refused(ErrorCode.CODE_PAUSED) as problems:
        town.register(person, phone_number=phone)
    assert problems[0].retry_after == DAY
    town.register(person)


def test_ten_codes_a_day_go_to_one_mailbox(town: Town) -> None:
    by_email = {"activation_channel": Channel.EMAIL}
    for turn in range(10):
        name = "Some.One" if turn % 2 else "some.one"
        town.register(town.citizen(), email=f"{name}@example.com", **by_email)
    with refused(ErrorCode.CODE_PAUSED):
        town.register(town.citizen(), email="SOME.ONE@example.com", **by_email)
