"""The Litestar application: REST v1 over an AccountService per source of calls."""

import contextlib
import hashlib
import ipaddress
import re
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Literal

import anyio
from anyio.to_thread import run_sync
from litestar import Litestar, Request, Response
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler
from litestar.types import Method

from ssc_desktop.domain.errors import AppError, ErrorCode, Problem
from ssc_desktop.domain.secret import Secret
from ssc_desktop.server.statuses import is_own_trouble, status_of
from ssc_desktop.services import codec, operations
from ssc_desktop.services.contract import AccountService
from ssc_desktop.services.operations import Operation

_BEARER = re.compile(rf"Bearer +({operations.TOKEN_SHAPE})", re.IGNORECASE)
_VERSION = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6}){0,3}).*", re.DOTALL)
_HEADERS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
_IPV6_BITS = 64  # of an address, as a network is given out
_TEND_SECONDS, _BODY_SECONDS = 600, 20
_FAULT = Problem(ErrorCode.SERVICE_FAULT)

Reply = Response[bytes]
Asked = Request[Any, Any, Any]


@dataclass(frozen=True)
class Service:
    """What the application serves.

    `for_source` gives the service as an address sees it, `for_credential` as the desk or terminal
    does that shows this credential from an address, or it raises AppError CREDENTIAL_REFUSED;
    `is_ready` tells whether it can answer, and may block; `report` hears of every failure with its
    reference; `is_late` tells whether messages wait for too long; `tend` is called now and then; a
    client older than `minimum_client` is told so.
    """

    for_source: Callable[[str], AccountService]
    is_ready: Callable[[], bool]
    report: Callable[[str, BaseException], None]
    is_late: Callable[[], bool] = lambda: False
    tend: Callable[[], None] = lambda: None
    minimum_client: str | None = None
    for_credential: Callable[[str, str], AccountService] | None = None
    credential_required: bool = False


class _RefusedError(Exception):
    """A request that cannot be put to the service."""

    def __init__(self, status: HTTPStatus, problem: Problem = _FAULT) -> None:
        super().__init__(status.phrase)
        self.status = status
        self.problem = problem


def create_app(service: Service) -> Litestar:
    """Build the application."""

    async def health(request: Asked) -> Reply:
        return _reply(HTTPStatus.OK, b'{"status":"ok"}')

    async def ready(request: Asked) -> Reply:
        if not await run_sync(service.is_ready):
            return _refuse(HTTPStatus.SERVICE_UNAVAILABLE, _FAULT)
        try:
            messages = b"late" if await run_sync(service.is_late) else b"on time"
        except AppError:
            return _refuse(HTTPStatus.SERVICE_UNAVAILABLE, _FAULT)
        return _reply(HTTPStatus.OK, b'{"status":"ready","messages":"%s"}' % messages)

    @contextlib.asynccontextmanager
    async def tended(_app: Litestar) -> AsyncIterator[None]:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(_tend, service)
            yield
            tasks.cancel_scope.cancel()

    handlers = [_handler(service, operation) for operation in operations.OPERATIONS]
    return Litestar(
        [*handlers, _route("/health", "GET", health), _route("/ready", "GET", ready)],
        exception_handlers={HTTPException: _refuse_route},
        lifespan=[tended],
        openapi_config=None,
        logging_config=None,
        debug=False,
        request_max_body_size=codec.MAX_BYTES,
    )


async def _tend(service: Service) -> None:
    while True:
        await anyio.sleep(_TEND_SECONDS)
        try:
            await run_sync(service.tend)
        except Exception as error:  # the next time may go well
            service.report(secrets.token_hex(4), error)


def _route(
    path: str, method: Literal["GET", "POST", "DELETE"], answer: Callable[[Asked], Awaitable[Reply]]
) -> HTTPRouteHandler:
    """Answer at a path: HEAD as GET, whose body the server drops; OPTIONS with what there is."""
    methods: list[Method] = ["GET", "HEAD"] if method == "GET" else [method]
    methods.append("OPTIONS")
    allowed = {"Allow": ", ".join(methods)}

    async def answer_any(request: Asked) -> Reply:
        if request.method == "OPTIONS":
            return _reply(HTTPStatus.NO_CONTENT, b"", allowed)
        return await answer(request)

    # The framework refuses to register a status without a body; the reply has its own.
    route = HTTPRouteHandler(path, http_method=methods, status_code=HTTPStatus.OK)
    return route(answer_any)


def _handler(service: Service, operation: Operation) -> HTTPRouteHandler:
    async def answer(request: Asked) -> Reply:
        try:
            return await _answer(service, operation, request)
        except _RefusedError as error:
            return _refuse(error.status, error.problem)
        except AppError as error:
            problem = error.problem
            if not is_own_trouble(problem, operation):
                return _refuse(status_of(problem, operation), problem)
            return _fail(service, status_of(problem, operation), error)
        except HTTPException:
            raise
        except Exception as error:
            return _fail(service, HTTPStatus.INTERNAL_SERVER_ERROR, error)

    return _route(operation.path.replace("{flow}", "{flow:str}"), operation.method, answer)


async def _answer(service: Service, operation: Operation, request: Asked) -> Reply:
    _check_version(request, service.minimum_client)
    argument = await _argument(operation, request)

    def call() -> bytes:
        asked = getattr(_seen_by_caller(service, operation, request), operation.name)
        result = asked() if argument is None else asked(argument)
        return b"" if operation.result is None else codec.encode(result)

    body = await run_sync(call)
    if operation is operations.REFERENCE_DATA:
        return _tagged(body, request)
    return _reply(operation.status, body)


def _seen_by_caller(service: Service, operation: Operation, request: Asked) -> AccountService:
    """Return the service as whoever calls sees it. Raises AppError CREDENTIAL_…."""
    credential = request.headers.get(operations.CREDENTIAL_HEADER)
    source = source_of(request.client.host if request.client else "")
    if credential is not None and service.for_credential is not None:
        return service.for_credential(credential, source)
    # The lists are open to all, so that a window can come up and say what is missing.
    if service.credential_required and operation is not operations.REFERENCE_DATA:
        raise AppError(ErrorCode.CREDENTIAL_REQUIRED)
    return service.for_source(source)


def source_of(host: str) -> str:
    """Return an address as callers are told apart by it.

    Whoever has one address of IPv6 has the 2**64 beside it.
    """
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.IPv6Network((address, _IPV6_BITS), strict=False))


async def _argument(operation: Operation, request: Asked) -> object:
    """Read what the call is made with; None where it takes nothing."""
    if operation.signed_in:
        given = _BEARER.fullmatch(request.headers.get("Authorization", ""))
        if given is None:
            raise _RefusedError(HTTPStatus.UNAUTHORIZED, Problem(ErrorCode.SESSION_ENDED))
        return Secret(given[1])
    if operation.request is None:
        return None
    if not _is_plain_json(request.headers):
        raise _RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    key = ""
    if operation.keyed:
        key = request.headers.get(operations.KEY_HEADER, "")
        if not re.fullmatch(operations.KEY_SHAPE, key):
            raise _RefusedError(HTTPStatus.BAD_REQUEST)
    try:
        with anyio.fail_after(_BODY_SECONDS):
            data = await request.body()
        read = operation.read_body(data, flow_id=request.path_params.get("flow", ""), key=key)
    except TimeoutError:
        raise _RefusedError(HTTPStatus.REQUEST_TIMEOUT) from None
    except codec.Undecodable:
        raise _RefusedError(HTTPStatus.BAD_REQUEST) from None
    return read.kind if isinstance(read, operations.CaptchaRequest) else read


def _is_plain_json(headers: Mapping[str, str]) -> bool:
    """Tell whether a body comes as JSON in UTF-8 and in no other coding."""
    kind, *parameters = (p.strip().lower() for p in headers.get("Content-Type", "").split(";"))
    charsets = {p.partition("=")[2].strip(' "') for p in parameters if p.startswith("charset")}
    coding = headers.get("Content-Encoding", "identity").strip().lower()
    return kind == codec.JSON and charsets <= {"utf-8"} and coding == "identity"


def _check_version(request: Asked, minimum: str | None) -> None:
    """Refuse a client that says it is older than the service still speaks with."""
    told = _VERSION.fullmatch(request.headers.get(operations.VERSION_HEADER, ""))
    if minimum and told and _ordered(told[1]) < _ordered(minimum):
        raise _RefusedError(HTTPStatus.BAD_REQUEST, Problem(ErrorCode.CLIENT_OUTDATED))


def _ordered(version: str) -> tuple[int, ...]:
    numbers = [int(n) for n in version.split(".")]
    return tuple(numbers + [0] * (4 - len(numbers)))


# ------------------------------------------------------------------ answers


def _reply(status: HTTPStatus, body: bytes, headers: Mapping[str, str] | None = None) -> Reply:
    return Response(
        body, status_code=status, media_type=codec.JSON, headers={**_HEADERS, **(headers or {})}
    )


def _tagged(body: bytes, request: Asked) -> Reply:
    """Answer with a tag of the content, or only say that the caller's copy is still good."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    held = request.headers.get("If-None-Match", "")
    known = {t.strip().removeprefix("W/") for t in held.split(",")}  # a proxy may have weakened it
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if known & {tag, "*"}:
        return _reply(HTTPStatus.NOT_MODIFIED, b"", headers)
    return _reply(HTTPStatus.OK, body, headers)


def _refuse(
    status: HTTPStatus, problem: Problem, headers: Mapping[str, str] | None = None
) -> Reply:
    more = dict(headers or {})
    if problem.retry_after is not None:
        more["Retry-After"] = str(problem.retry_after)
    if status is HTTPStatus.UNAUTHORIZED:
        is_ours = problem.code is ErrorCode.SESSION_ENDED
        more["WWW-Authenticate"] = "Bearer" if is_ours else operations.CREDENTIAL_HEADER
    return Response(
        codec.encode(codec.document_of(problem, status)),
        status_code=status,
        media_type=codec.PROBLEM_JSON,
        headers={**_HEADERS, **more},
    )


def _fail(service: Service, status: HTTPStatus, error: Exception) -> Reply:
    reference = secrets.token_hex(4)
    service.report(reference, error)
    return _refuse(status, Problem(ErrorCode.SERVICE_FAULT, reference=reference))


def _refuse_route(_request: Asked, error: HTTPException) -> Reply:
    """Answer what did not get as far as an operation: another path or method, a body too large."""
    status = HTTPStatus(error.status_code)
    elsewhere = status in (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED)
    problem = Problem(ErrorCode.SERVICE_NOT_SUPPORTED) if elsewhere else _FAULT
    return _refuse(status, problem, error.headers)
