"""`RestAccountService`: the contract, kept by a service that speaks REST v1."""

import re
from http import HTTPStatus
from typing import Any

from ssc_desktop.backends.rest.answers import is_sound
from ssc_desktop.backends.rest.credential import ReadCredential, ShownCredential
from ssc_desktop.backends.rest.mapping import refusal_of
from ssc_desktop.backends.rest.session import Session, new_key
from ssc_desktop.backends.rest.wire import Answer, NoAnswerError, StrangeAnswerError
from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.reference import ReferenceData
from ssc_desktop.domain.secret import Secret
from ssc_desktop.services import codec, contract, operations
from ssc_desktop.services.contract import AccountService
from ssc_desktop.services.operations import Operation


class RestAccountService(AccountService):
    """A service at an address; several threads may call it."""

    def __init__(self, session: Session, credential: ReadCredential = lambda: None) -> None:
        self.session = session
        self._credential = ShownCredential(session.address, credential)
        self._lists: tuple[str, ReferenceData] | None = None  # with the tag they came under

    def reference_data(self) -> ReferenceData:
        """Return the lists and values that forms need; what has not changed is not sent again."""
        operation, held = operations.REFERENCE_DATA, self._lists
        answer = self._ask(operation, {"If-None-Match": held[0]} if held else {})
        if held and answer.status == HTTPStatus.NOT_MODIFIED:
            return held[1]
        data: ReferenceData = self._result(operation, answer)
        tag = answer.headers.get("ETag", "")
        # Anything but a plain tag would go back to the service in a header of ours.
        self._lists = (tag, data) if re.fullmatch(r'"[\x21\x23-\x7e]{1,128}"', tag) else None
        return data

    def new_captcha(self, kind: contract.CaptchaKind) -> contract.Captcha:
        """Draw a new captcha."""
        asked = operations.CaptchaRequest(kind)
        made: contract.Captcha = self._post(operations.NEW_CAPTCHA, asked)
        if (made.png is not None) != (kind is contract.CaptchaKind.PICTURE):
            raise AppError(ErrorCode.SERVICE_FAULT)
        return made

    def register(self, request: contract.RegistrationRequest) -> contract.CodeSent:
        """Check the evidence and send a code."""
        return self._send(operations.REGISTER, request)

    def verify_registration(self, request: contract.CodeRequest) -> contract.Activated:
        """Activate the account."""
        done: contract.Activated = self._post(
            operations.VERIFY_REGISTRATION, request, flow_id=request.flow_id
        )
        return done

    def resend_code(self, request: contract.ResendRequest) -> contract.CodeSent:
        """Send a new code."""
        return self._send(operations.RESEND_CODE, request, flow_id=request.flow_id)

    def sign_in(self, request: contract.SignInRequest) -> contract.Session:
        """Open a session."""
        session: contract.Session = self._post(operations.SIGN_IN, request)
        return session

    def sign_out(self, token: Secret) -> None:
        """End a session."""
        headers = _bearer(token)
        if headers:
            self._result(operations.SIGN_OUT, self._ask(operations.SIGN_OUT, headers))

    def account(self, token: Secret) -> contract.Account:
        """Return the account of a session."""
        headers = _bearer(token)
        if not headers:
            raise AppError(ErrorCode.SESSION_ENDED)
        account: contract.Account = self._result(
            operations.ACCOUNT, self._ask(operations.ACCOUNT, headers)
        )
        return account

    def request_reset(self, request: contract.ResetRequest) -> contract.CodeSent:
        """Send a reset code."""
        return self._send(operations.REQUEST_RESET, request)

    def finish_reset(self, request: contract.NewPasswordRequest) -> contract.PasswordChanged:
        """Set the new password."""
        done: contract.PasswordChanged = self._post(
            operations.FINISH_RESET, request, flow_id=request.flow_id
        )
        return done

    def request_inquiry(self, request: contract.InquiryRequest) -> contract.CodeSent:
        """Check the evidence and send a code."""
        return self._send(operations.REQUEST_INQUIRY, request)

    def answer_inquiry(self, request: contract.CodeRequest) -> contract.InquiryAnswer:
        """Return the insurance number."""
        answer: contract.InquiryAnswer = self._post(
            operations.ANSWER_INQUIRY, request, flow_id=request.flow_id
        )
        return answer

    def close(self) -> None:
        """Forget what was held; there is no connection to end."""
        self._lists = None

    # -------------------------------------------------------------- the call

    def _send(
        self,
        operation: Operation,
        request: contract.Sendable | contract.ResendRequest,
        *,
        flow_id: str | None = None,
    ) -> contract.CodeSent:
        """Make a call that sends a code."""
        sent: contract.CodeSent = self._post(
            operation, request, flow_id=flow_id, key=request.idempotency_key or new_key()
        )
        return sent

    def _post(
        self, operation: Operation, request: object, *, flow_id: str | None = None, key: str = ""
    ) -> Any:
        if flow_id is not None and not re.fullmatch(operations.FLOW_SHAPE, flow_id):
            raise AppError(ErrorCode.FLOW_ENDED)  # the service never gave such a one
        headers = {operations.KEY_HEADER: key} if key else {}
        body = operation.write_body(request)
        return self._result(operation, self._ask(operation, headers, body, flow_id or ""))

    def _ask(
        self,
        operation: Operation,
        headers: dict[str, str],
        body: bytes | None = None,
        flow_id: str = "",
    ) -> Answer:
        try:
            return self.session.ask(
                operation.method,
                operation.path_of(flow_id),
                {**self._credential.headers(), **headers},
                body,
                repeatable=operation.method == "GET" or operation.keyed,
            )
        except NoAnswerError as error:
            raise refusal_of(error, operation) from None
        except StrangeAnswerError:
            raise AppError(ErrorCode.SERVICE_FAULT) from None

    def _result(self, operation: Operation, answer: Answer) -> Any:
        """Read what a call has come to. Raises AppError."""
        if answer.status != operation.status:
            raise self._credential.explain(refusal_of(answer, operation))
        if operation.result is None:
            return None
        try:
            result = codec.decode(answer.body, operation.result)
        except codec.Undecodable:
            raise AppError(ErrorCode.SERVICE_FAULT) from None
        if not is_sound(result):
            raise AppError(ErrorCode.SERVICE_FAULT)
        return result


def _bearer(token: Secret) -> dict[str, str]:
    """Return the header that carries a token; empty for what cannot be one."""
    if not re.fullmatch(operations.TOKEN_SHAPE, token.reveal()):
        return {}
    return {"Authorization": f"Bearer {token.reveal()}"}
