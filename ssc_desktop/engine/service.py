"""`EngineService`: the contract kept by the engine's rules."""

import copy
import dataclasses
from collections.abc import Callable

import sqlalchemy as sa

from ssc_desktop.domain.policy import Policy
from ssc_desktop.domain.reference import ReferenceData
from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine import (
    audit,
    captchas,
    codes,
    credentials,
    inquiry,
    registration,
    replays,
    reset,
    retention,
    schema,
    sign_in,
    sources,
)
from ssc_desktop.engine.administration import Administration
from ssc_desktop.engine.audit import Event
from ssc_desktop.engine.context import Context, Randomness, Secrets
from ssc_desktop.engine.database import Database
from ssc_desktop.engine.outgoing import Outgoing
from ssc_desktop.engine.passwords import Hasher
from ssc_desktop.engine.requests import number_of
from ssc_desktop.services.contract import (
    Account,
    AccountService,
    Activated,
    Captcha,
    CaptchaKind,
    CodeRequest,
    CodeSent,
    InquiryAnswer,
    InquiryRequest,
    NewPasswordRequest,
    PasswordChanged,
    RegistrationRequest,
    ResendRequest,
    ResetRequest,
    Session,
    SignInRequest,
)


class EngineService(AccountService):
    """The account rules for one source of calls."""

    def __init__(
        self,
        database: Database,
        *,
        clock: Callable[[], float],
        randomness: Randomness,
        secrets: Secrets,
        policy: Policy,
        reference: ReferenceData,
        source: str,
    ) -> None:
        self._context = Context(
            database=database,
            clock=clock,
            randomness=randomness,
            secrets=secrets,
            policy=policy,
            reference=reference,
            hasher=Hasher(policy.hashing, secrets.password_pepper),
            source=source,
        )

    def for_source(self, source: str) -> "EngineService":
        """Return the same service as another source sees it."""
        return self._in(dataclasses.replace(self._context, source=source))

    def for_credential(self, text: str, source: str = "") -> "EngineService":
        """Return the service as the desk or terminal sees it that shows this credential.

        `source` is the address it calls from, where a refusal is noted.

        Raises AppError CREDENTIAL_REFUSED.
        """
        calling = dataclasses.replace(self._context, source=source)
        return self._in(credentials.caller_of(calling, text))

    def _in(self, context: Context) -> "EngineService":
        service = copy.copy(self)
        service._context = context
        return service

    def reference_data(self) -> ReferenceData:
        """Return the lists and values that forms need."""
        return self._context.reference

    def new_captcha(self, kind: CaptchaKind) -> Captcha:
        """Draw a new captcha."""
        return captchas.new(self._context, kind)

    def register(self, request: RegistrationRequest) -> CodeSent:
        """Check the evidence and send a code."""
        number = number_of(request)
        with audit.refusals(self._context, Event.REGISTER, number=number):
            return registration.register(self._context, request)

    def verify_registration(self, request: CodeRequest) -> Activated:
        """Activate the account."""
        flow_id = request.flow_id
        with audit.refusals(self._context, Event.VERIFY_REGISTRATION, flow_id=flow_id):
            return registration.verify(self._context, request)

    def resend_code(self, request: ResendRequest) -> CodeSent:
        """Send a new code."""
        with audit.refusals(self._context, Event.RESEND_CODE, flow_id=request.flow_id):
            return self._resend_code(request)

    def _resend_code(self, request: ResendRequest) -> CodeSent:
        press = replays.press_of(
            request.idempotency_key,
            "resend",
            {},
            flow=request.flow_id,
            channel=request.channel or "",
        )
        with self._context.database.write() as connection:
            repeated = replays.earlier(self._context, connection, press)
            if repeated is not None:
                return codes.describe(self._context, repeated)
            sources.admit(self._context, connection)
            captchas.spend_if_suspected(self._context, connection, request.captcha)
            sent = codes.resend(self._context, connection, request.flow_id, request.channel)
            replays.remember(self._context, connection, press, sent)
        return sent

    def sign_in(self, request: SignInRequest) -> Session:
        """Open a session."""
        with audit.refusals(self._context, Event.SIGN_IN, number=request.sign_in_id):
            return sign_in.sign_in(self._context, request)

    def sign_out(self, token: Secret) -> None:
        """End a session."""
        sign_in.sign_out(self._context, token)

    def account(self, token: Secret) -> Account:
        """Return the account of a session."""
        return sign_in.account(self._context, token)

    def request_reset(self, request: ResetRequest) -> CodeSent:
        """Send a reset code."""
        with audit.refusals(self._context, Event.REQUEST_RESET, number=request.user_id):
            return reset.request(self._context, request)

    def finish_reset(self, request: NewPasswordRequest) -> PasswordChanged:
        """Set the new password."""
        with audit.refusals(self._context, Event.FINISH_RESET, flow_id=request.flow_id):
            return reset.finish(self._context, request)

    def request_inquiry(self, request: InquiryRequest) -> CodeSent:
        """Check the evidence and send a code."""
        number = number_of(request)
        with audit.refusals(self._context, Event.REQUEST_INQUIRY, number=number):
            return inquiry.request(self._context, request)

    def answer_inquiry(self, request: CodeRequest) -> InquiryAnswer:
        """Return the insurance number."""
        with audit.refusals(self._context, Event.ANSWER_INQUIRY, flow_id=request.flow_id):
            return inquiry.answer(self._context, request)

    @property
    def administration(self) -> Administration:
        """The administrator's commands on the same database."""
        return Administration(self._context)

    @property
    def outgoing(self) -> Outgoing:
        """The messages that wait to leave."""
        return Outgoing(self._context)

    def check(self) -> None:
        """Look whether the database answers. Raises AppError STORAGE_…."""
        with self._context.database.read() as connection:
            connection.execute(sa.select(schema.meta.c.key).limit(1))

    def forget_expired(self) -> None:
        """Forget what has served its time; to be called now and then."""
        with self._context.database.alone("retention") as ours:
            if ours:
                retention.forget(self._context)

    def close(self) -> None:
        """Give the database back."""
        self._context.database.close()
