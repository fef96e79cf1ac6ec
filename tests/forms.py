"""The forms that a Jordanian and a foreign resident send, with nothing that is optional."""

from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.secret import Secret
from ssc_desktop.services.contract import Channel, InquiryRequest, RegistrationRequest

REGISTRATIONS = {
    Nationality.JORDANIAN: RegistrationRequest(
        nationality=Nationality.JORDANIAN,
        calling_code="+962",
        phone_number="790000000",
        activation_channel=Channel.SMS,
        password=Secret("Qarib#6183"),
        national_number="9901900001",
        card_number="ABC12345",
        relative_national_number="9602900002",
        kinship="1",
    ),
    Nationality.FOREIGN: RegistrationRequest(
        nationality=Nationality.FOREIGN,
        calling_code="+962",
        phone_number="790000000",
        activation_channel=Channel.SMS,
        password=Secret("Qarib#6183"),
        country_of_nationality="EG",
        personal_number="5000900001",
        passport_number="A1234567",
        birth_date="1990-05-17",
    ),
}
INQUIRIES = {
    Nationality.JORDANIAN: InquiryRequest(
        nationality=Nationality.JORDANIAN,
        calling_code="+962",
        phone_number="790000000",
        national_number="9901900001",
        civil_id_number="ABC12345",
    ),
    Nationality.FOREIGN: InquiryRequest(
        nationality=Nationality.FOREIGN,
        calling_code="+962",
        phone_number="790000000",
        country_of_nationality="EG",
        personal_number="5000900001",
        passport_number="A1234567",
        birth_date="1990-05-17",
    ),
}
