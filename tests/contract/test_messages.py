"""The words of the messages, letter by letter."""

import pytest

from ssc_desktop.services.contract import Channel
from tests.contract.citizens import Town

ONE_SMS = 70  # characters outside the GSM alphabet


@pytest.mark.parametrize(
    ("channel", "minutes_ar", "minutes_en"),
    [(Channel.SMS, "5 دقائق", "5 minutes"), (Channel.EMAIL, "10 دقائق", "10 minutes")],
)
def test_activation(town: Town, channel: Channel, minutes_ar: str, minutes_en: str) -> None:
    for language, text in (
        ("ar", "الضمان الاجتماعي: رمز تفعيل حسابك {}، صالح {}. يرجى عدم مشاركته"),
        ("en", "SSC: your activation code is {}, valid {}. Please do not share it"),
    ):
        town.register(town.citizen(), activation_channel=channel, language=language)
        minutes = minutes_ar if language == "ar" else minutes_en
        message = town.messages()[-1]
        assert message.text == text.format(message.code, minutes)
        assert (message.channel, message.purpose) == (channel, "activation")


def test_reset(town: Town) -> None:
    person = town.citizen()
    town.activate(person)
    for language, text in (
        ("ar", "الضمان الاجتماعي: رمز كلمة السر {}، صالح 5 دقائق. يرجى عدم مشاركته"),
        ("en", "SSC: your password code is {}, valid 5 minutes. Please do not share it"),
    ):
        town.ask_reset(person, language=language)
        message = town.messages()[-1]
        assert message.text == text.format(message.code)
        assert message.purpose == "reset"


def test_inquiry(town: Town) -> None:
    person = town.citizen()
    for language, text in (
        ("ar", "الضمان الاجتماعي: رمز الاستعلام {}، صالح 5 دقائق. يرجى عدم مشاركته"),
        ("en", "SSC: your inquiry code is {}, valid 5 minutes. Please do not share it"),
    ):
        town.service.request_inquiry(town.inquiry(person, language=language))
        for message in town.messages()[-2:]:
            assert message.text == text.format(message.code)
            assert message.purpose == "inquiry"


def test_every_arabic_text_fits_one_sms_and_has_no_direction_marks(town: Town) -> None:
    person = town.citizen(insured=True)
    town.activate(person)
    town.activate(person, renewal=True)
    town.finish_reset(town.ask_reset(person), town.last_code())
    town.service.request_inquiry(town.inquiry(person))
    texts = [m.text for m in town.messages()]
    assert len(set(texts)) >= 5
    for text in texts:
        assert len(text) <= ONE_SMS, text
        assert not set(text) & set("\u200e\u200f\u2066\u2067\u2068\u2069\u202a\u202b\u202c")


def test_the_trainee_finds_messages_by_any_way_of_writing_the_address(town: Town) -> None:
    person = town.citizen()
    town.register(person)
    town.service.request_inquiry(town.inquiry(person))
    national = person.phone.removeprefix("+962")
    for phone in (person.phone, f"0{national}", f"00962{national}", national):
        assert [m.channel for m in town.messages(phone)] == [Channel.SMS] * 2
    for email in (person.email, person.email.upper()):
        assert [m.channel for m in town.messages(email)] == [Channel.EMAIL]
    assert town.messages("790000000") == []
    assert town.messages("nobody@example.com") == []
    assert town.messages("") == []


def test_the_trainee_finds_the_newest_messages(town: Town) -> None:
    first, second = town.citizen(), town.citizen()
    for person in (first, second, first, second):
        town.register(person)
    every, to_first = town.messages(), town.messages(first.phone)
    assert (len(every), len(to_first)) == (4, 2)
    assert town.messages(last=3) == every[-3:]
    assert town.messages(last=9) == every
    assert town.messages(first.phone, last=1) == to_first[-1:]
    assert town.messages(last=0) == []


def test_a_message_says_when_it_was_sent(town: Town) -> None:
    town.register(town.citizen())
    assert town.messages()[-1].sent_at == "2026-05-28T20:26:40.000Z"
