"""REST v1 as an OpenAPI 3.1 document, made of the same table that client and server work by."""

import inspect
from collections.abc import Mapping
from typing import Any

import msgspec

from ssc_desktop import __version__
from ssc_desktop.domain.errors import ErrorCode
from ssc_desktop.domain.secret import Secret
from ssc_desktop.services import codec, operations
from ssc_desktop.services.contract import AccountService
from ssc_desktop.services.operations import Operation

_MESSAGES = {"messages": {"enum": ["on time", "late"]}}  # whether one has been waiting too long
_ABOUT_KEY = (
    "One for each press of a button, such as a UUID: however often it comes, one code is sent and "
    "the first answer told. 400 without one, 409 while the first call is being worked on, 422 with "
    "another body. Kept for 48 hours."
)
_ABOUT_VERSION = "A program that the service no longer speaks with gets 400 `client.outdated`."
_ABOUT_TAG = "The ETag of the lists that the caller has."
_ABOUT_WAIT = "Seconds to wait, where `retry_after` tells them."
_ABOUT_CHALLENGE = "With 401: what is missing or not valid, a session or the credential."
_REF = "#/components/schemas/{name}"
_PROBLEM = codec.ProblemDocument.__name__
_DESCRIPTION = """\
Electronic services of social security. Every refusal is an RFC 9457 problem whose `code` is stable
(docs/error-codes.md); its HTTP status is for intermediaries. Durations are in seconds from the
moment an answer arrives. Objects in answers may gain members; requests may not have unknown ones.
Bodies are JSON in UTF-8 without any content coding, or refused with 415. HEAD is answered wherever
GET is, without the body; OPTIONS tells in `Allow` which methods an address has.
"""


def document() -> dict[str, Any]:
    """Return the document, ready to be written as JSON."""
    shapes = _shapes()
    _, schemas = msgspec.json.schema_components(shapes, schema_hook=_secret, ref_template=_REF)
    schemas[_PROBLEM]["properties"]["code"]["enum"] = sorted(ErrorCode)
    paths: dict[str, Any] = {}
    for operation in operations.OPERATIONS:
        described = _described(operation)
        paths.setdefault(operation.path, {})[operation.method.lower()] = described
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "ssc-desktop",
            "version": f"1 ({__version__})",
            "description": _DESCRIPTION,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": {
            **paths,
            "/health": {"get": _probe("health", "Tell that the process lives.")},
            "/ready": {"get": _probe("ready", "Tell whether calls can be answered.", _MESSAGES)},
        },
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "session": {"type": "http", "scheme": "bearer"},
                "credential": {
                    "type": "apiKey",
                    "in": "header",
                    "name": operations.CREDENTIAL_HEADER,
                    "description": "What a desk or terminal was issued with; others call without.",
                },
            },
        },
    }


def _shapes() -> list[type[Any]]:
    shapes: list[type[Any]] = [codec.ProblemDocument]
    for operation in operations.OPERATIONS:
        shapes += [shape for shape in (operation.body, operation.result) if shape]
    return list(dict.fromkeys(shapes))


def _secret(kind: type[Any]) -> dict[str, Any]:
    if kind is Secret:
        return {"type": "string", "format": "password"}
    raise NotImplementedError(kind.__name__)


def _described(operation: Operation) -> dict[str, Any]:
    about = inspect.getdoc(getattr(AccountService, operation.name)) or ""
    parameters = [_header(operations.VERSION_HEADER, r"^[0-9.]+.*$", _ABOUT_VERSION)]
    if "{flow}" in operation.path:
        schema = {"type": "string", "pattern": f"^{operations.FLOW_SHAPE}$"}
        parameters.append({"name": "flow", "in": "path", "required": True, "schema": schema})
    if operation.keyed:
        key = _header(operations.KEY_HEADER, f"^{operations.KEY_SHAPE}$", _ABOUT_KEY)
        parameters.append({**key, "required": True})
    success: dict[str, Any] = {"description": operation.status.phrase}
    if operation.result is not None:
        success["content"] = _content(codec.JSON, operation.result.__name__)
    responses = {str(operation.status.value): success, "default": _problem()}
    if operation is operations.REFERENCE_DATA:
        parameters.append(_header("If-None-Match", r'^(W/)?"[!#-~]*"$', _ABOUT_TAG))
        success["headers"] = tag = {"ETag": {"schema": {"type": "string"}}}
        told = "What If-None-Match names is still good."
        responses["304"] = {"description": told, "headers": tag}
    described: dict[str, Any] = {
        "operationId": operation.name,
        "summary": about.partition("\n")[0],
        "parameters": parameters,
        "responses": responses,
    }
    if operation.body is not None:
        content = _content(codec.JSON, operation.body.__name__)
        described["requestBody"] = {"required": True, "content": content}
    session: dict[str, list[str]] = {"session": []} if operation.signed_in else {}
    described["security"] = [session, {**session, "credential": []}]
    return described


def _probe(name: str, summary: str, more: Mapping[str, Any] | None = None) -> dict[str, Any]:
    state = {"type": "object", "properties": {"status": {"type": "string"}, **(more or {})}}
    fine = {"description": "OK", "content": {codec.JSON: {"schema": state}}}
    responses = {"200": fine, "default": _problem()}
    return {"operationId": name, "summary": summary, "responses": responses}


def _header(name: str, pattern: str, about: str) -> dict[str, Any]:
    schema = {"type": "string", "pattern": pattern}
    return {"name": name, "in": "header", "description": about, "schema": schema}


def _problem() -> dict[str, Any]:
    headers = {
        "Retry-After": {"description": _ABOUT_WAIT, "schema": {"type": "integer"}},
        "WWW-Authenticate": {"description": _ABOUT_CHALLENGE, "schema": {"type": "string"}},
    }
    content = _content(codec.PROBLEM_JSON, _PROBLEM)
    return {"description": "A refusal", "headers": headers, "content": content}


def _content(kind: str, shape: str) -> dict[str, Any]:
    return {kind: {"schema": {"$ref": _REF.format(name=shape)}}}
