"""What the OpenAPI document promises of every call alike: problems, versions in headers, idempotency keys."""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from django.urls import resolve

from annotations.api.errors import MEDIA_TYPE, PROBLEMS, TYPE_BASE
from annotations.api.idempotency import KEY_LIMIT
from annotations.api.scopes import needed
from annotations.api.serializers.articles import STATUSES
from annotations.api.serializers.claims import CLAIM_STATES
from annotations.api.serializers.evidence import PREVIEW_STATES
from annotations.api.serializers.exports import EXPORT_STATES
from annotations.api.views.base import Changes, Creates, Lists, Reads, Removes
from annotations.domain import vocabulary as v
from annotations.models.labels import choices

METHODS: Final = ("get", "post", "patch", "delete")
_FOR_DEVELOPERS: Final = {
    method.__doc__ for method in (Reads.get, Lists.get, Creates.post, Changes.patch, Removes.delete)
}
"""Docstrings of what calls share: they say nothing of one call."""


class Words:
    """The closed vocabularies by the names they have in the document."""

    ROLE = choices(v.Role)
    SCOPE = choices(v.Scope)
    CLAIM_KIND = choices(v.ClaimKind)
    LEVEL = choices(v.Level)
    FORM = choices(v.Form)
    OUTLET_POSITION = choices(v.OutletPosition)
    PRECISION = choices(v.Precision)
    ANCHOR_STATE = choices(v.AnchorState)
    TRIAGE_DECISION = choices(v.TriageDecision)
    TRIAGE_GROUND = choices(v.TriageGround)
    EVIDENCE_KIND = choices(v.EvidenceKind)
    STANCE = choices(v.Stance)
    TERMS = choices(v.Terms)
    VISIBILITY = choices(v.Visibility)
    CHANNEL = choices(v.Channel)
    FILE_FAMILY = choices(v.FileFamily)
    PREVIEW_STATE = PREVIEW_STATES
    VERDICT_STATE = choices(v.VerdictState)
    REVIEW_KIND = choices(v.ReviewKind)
    REVIEW_OUTCOME = choices(v.ReviewOutcome)
    QUEUE_ITEM_STATE = choices(v.QueueItemState)
    EXPORT_FORMAT = choices(v.ExportFormat)
    EXPORT_STATE = choices(v.ExportState)
    IMPORT_KIND = choices(v.ImportKind)
    IMPORT_STATE = choices(v.ImportState)
    ROW_FATE = choices(v.RowFate)
    DATE_FIELD = choices(v.DateField)
    NOTICE_KIND = choices(v.NoticeKind)
    ARTICLE_STATUS = STATUSES
    CLAIM_STATE = CLAIM_STATES
    EXPORTED_STATE = EXPORT_STATES


PROBLEM_SCHEMA: Final = {
    "type": "object",
    "description": "A refusal (RFC 9457). Programs read `code`; people read `detail`.",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "Why, and what to do."},
        "code": {"type": "string", "enum": sorted(PROBLEMS)},
        "errors": {
            "type": "object",
            "description": "Sentences by field; inner fields by dots (`quantity.unit`).",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
        "missing": {
            "type": "array",
            "description": "With `incomplete`: what has to be there first.",
            "items": {"$ref": "#/components/schemas/MissingOut"},
        },
        "could_review": {
            "type": "array",
            "description": "With `four_eyes` and `not_permitted`: who could review.",
            "items": {"$ref": "#/components/schemas/PersonOut"},
        },
        "current": {
            "type": "integer",
            "description": "With `stale`: the version that stands there.",
        },
        "request_id": {
            "type": "string",
            "description": "With 5xx: the number to tell the operator; it is in the log and in `X-Request-Id`.",
        },
    },
    "additionalProperties": True,
}

_ETAG: Final = {
    "schema": {"type": "string"},
    "description": "The version of what was sent; see `If-Match`.",
}
_KEY: Final = {
    "name": "Idempotency-Key",
    "in": "header",
    "schema": {"type": "string", "minLength": 1, "maxLength": KEY_LIMIT},
    "description": "The same key with the same body does its work once and gets the same answer again.",
}
_IF_NONE_MATCH: Final = {
    "name": "If-None-Match",
    "in": "header",
    "schema": {"type": "string"},
    "description": "The `ETag` the client holds; 304 where it is the current one.",
}


def _if_match(required: bool) -> dict[str, Any]:
    return {
        "name": "If-Match",
        "in": "header",
        "required": required,
        "schema": {"type": "string"},
        "description": "The `ETag` that was read. If somebody changed the row since: `stale`.",
        "example": '"7"',
    }


def add_promises(
    result: dict[str, Any], generator: Any, request: Any, public: bool
) -> dict[str, Any]:
    """Postprocessing hook of drf-spectacular: completes every operation of the document."""
    components = result["components"]
    components["schemas"]["Problem"] = PROBLEM_SCHEMA
    components["examples"] = {f"problem-{code}": _example(code) for code in sorted(PROBLEMS)}
    components["schemas"] = dict(sorted(components["schemas"].items()))
    for path, item in result["paths"].items():
        for method in METHODS:
            if method in item:
                _complete(path, method, item[method], components["schemas"])
    return result


def _complete(
    path: str, method: str, operation: dict[str, Any], schemas: Mapping[str, Any]
) -> None:
    if operation.get("description") in _FOR_DEVELOPERS:
        del operation["description"]
    parameters, responses = operation.setdefault("parameters", []), operation["responses"]
    codes = _codes(path, method, operation)
    _name_scope(path, method, operation)
    if method in {"patch", "delete"}:
        parameters.append(_if_match(required=True))
    elif "stale" in codes:
        parameters.append(_if_match(required=False))
        codes.add("precondition_required")
    if method == "post":
        parameters.append(_KEY)
    if _add_etags(responses, schemas) and method == "get":
        parameters.append(_IF_NONE_MATCH)
        responses["304"] = {"description": "The client holds it already"}
    responses |= dict(_refusals(codes))
    operation["responses"] = dict(sorted(responses.items()))


def _name_scope(path: str, method: str, operation: dict[str, Any]) -> None:
    """Say which scope a token needs for the call."""
    name = resolve(path.replace("{id}", str(UUID(int=0))).replace("{slug}", "any")).url_name or ""
    scope = needed(name, method.upper())
    for way in operation.get("security", []):
        if "token" in way and scope is not None:
            way["token"] = [scope.value]


def _codes(path: str, method: str, operation: dict[str, Any]) -> set[str]:
    """The refusals of an operation: those it names itself, and those its kind brings along."""
    codes = {*operation.pop("x-problems", []), "server_error", "unavailable"}
    if operation.get("security"):
        codes |= {"not_authenticated", "not_permitted", "throttled"}
    if "{" in path:
        codes.add("not_found")
    if "requestBody" in operation or method == "post":
        codes |= {"malformed", "invalid", "unsupported_media_type", "too_large", "length_required"}
    if any(parameter["in"] == "query" for parameter in operation["parameters"]):
        codes.add("invalid")
    if method in {"patch", "delete"}:
        codes |= {"stale", "precondition_required"}
    if method == "post":
        codes |= {"idempotency_mismatch", "invalid"}
    return codes


def _add_etags(responses: Mapping[str, Any], schemas: Mapping[str, Any]) -> bool:
    """Give successful answers of versioned things their header; whether there was one."""
    found = False
    for answer in responses.values():
        ref = (
            answer.get("content", {}).get("application/json", {}).get("schema", {}).get("$ref", "")
        )
        if "etag" in schemas.get(ref.rpartition("/")[2], {}).get("properties", {}):
            answer.setdefault("headers", {})["ETag"] = _ETAG
            found = True
    return found


def _refusals(codes: set[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    by_status: dict[int, list[str]] = {}
    for code in sorted(codes):
        by_status.setdefault(PROBLEMS[code][0], []).append(code)
    for status, named in by_status.items():
        examples = {code: {"$ref": f"#/components/examples/problem-{code}"} for code in named}
        content = {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": examples}
        description = f"{HTTPStatus(status).phrase}: " + ", ".join(f"`{code}`" for code in named)
        yield str(status), {"description": description, "content": {MEDIA_TYPE: content}}


def _example(code: str) -> dict[str, Any]:
    status, title = PROBLEMS[code]
    value: dict[str, Any] = {
        "type": TYPE_BASE + code,
        "title": str(title),
        "status": status,
        "detail": str(title) + ".",
        "code": code,
    }
    if code == "invalid":
        value["errors"] = {"stance": ["This field is required."]}
    if code == "incomplete":
        value["missing"] = [
            {"code": "rating_missing", "field": "rating", "text": "Choose a rating."}
        ]
    if code == "stale":
        value["current"] = 8
    return {"summary": str(title), "value": value}
