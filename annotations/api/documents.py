"""The API's own documents: OpenAPI 3.1 for programs, pages for people. Both are public and hold no row of any desk."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import override
from django.views.decorators.http import require_safe
from django.views.generic import View
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotations.api import schemes
from annotations.api.errors import PROBLEMS
from annotations.api.schema import METHODS

SIGN_IN = (schemes.TokenScheme, schemes.SessionScheme)
"""Known to drf-spectacular by being imported."""


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document, made once: it is the same for everybody, in English."""
    with override("en"):
        made: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return made


@extend_schema(exclude=True)
class Document(APIView):
    """The OpenAPI document, as YAML or JSON by `Accept` or `?format=yaml|json`."""

    authentication_classes = []
    permission_classes = []
    renderer_classes = [OpenApiYamlRenderer, OpenApiJsonRenderer]

    def get(self, request: Request) -> Response:
        """The document."""
        return Response(document())


@method_decorator(require_safe, name="dispatch")
class Pages(View):
    """The document as a page: every call with its parameters, bodies and refusals; no script."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        problems = [
            {"code": code, "status": status, "title": title}
            for code, (status, title) in PROBLEMS.items()
        ]
        return render(
            request, "api/docs.html", {"groups": groups(document()), "problems": problems}
        )


def groups(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """The calls of a document by their tag, as the page shows them."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path, item in schema["paths"].items():
        for method in METHODS:
            if method in item:
                operation = item[method]
                found.setdefault(operation["tags"][0], []).append(
                    _call(schema, path, method, operation)
                )
    return [{"name": name, "calls": calls} for name, calls in found.items()]


def _call(
    schema: dict[str, Any], path: str, method: str, operation: dict[str, Any]
) -> dict[str, Any]:
    content = operation.get("requestBody", {}).get("content", {})
    body: dict[str, Any] = next(iter(content.values()), {})
    examples = [example["value"] for example in body.get("examples", {}).values()]
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": operation.get("summary", ""),
        "description": _plain(operation),
        "parameters": [
            {**one, "description": _plain(one)} for one in operation.get("parameters", [])
        ],
        "media_types": list(content),
        "fields": _fields(schema, body.get("schema", {})),
        "example": _pretty(examples[0]) if examples else "",
        "answers": [
            {
                "status": status,
                "description": _plain(answer),
                "fields": _fields(schema, _shape(answer)),
            }
            for status, answer in operation["responses"].items()
        ],
    }


def _shape(answer: dict[str, Any]) -> dict[str, Any]:
    shape: dict[str, Any] = answer.get("content", {}).get("application/json", {}).get("schema", {})
    return shape


def _fields(schema: dict[str, Any], shape: dict[str, Any]) -> list[dict[str, Any]]:
    """Name, type and meaning of each field of a body."""
    whole = _resolved(schema, shape)
    required = whole.get("required", [])
    return [
        {
            "name": name,
            "type": _type(schema, part),
            "required": name in required,
            "description": _plain(part),
        }
        for name, part in whole.get("properties", {}).items()
    ]


def _resolved(schema: dict[str, Any], shape: dict[str, Any]) -> dict[str, Any]:
    ref = shape.get("$ref", "")
    resolved: dict[str, Any] = (
        schema["components"]["schemas"][ref.rpartition("/")[2]] if ref else shape
    )
    return resolved


def _type(schema: dict[str, Any], part: dict[str, Any]) -> str:
    """A type in a few words."""
    kinds = part.get("type")
    variants = (
        part.get("oneOf")
        or part.get("anyOf")
        or part.get("allOf")
        or ([part] if "$ref" in part else [])
    )
    if variants:
        return " | ".join(dict.fromkeys(_named(schema, variant) for variant in variants))
    if kinds == "array":
        return f"[{_type(schema, part.get('items', {}))}]"
    named = " | ".join(kinds) if isinstance(kinds, list) else str(kinds or "any")
    return f"{named} ({part['format']})" if "format" in part else named


def _named(schema: dict[str, Any], variant: dict[str, Any]) -> str:
    whole = _resolved(schema, variant)
    if "enum" in whole:
        return " | ".join(f"“{value}”" for value in whole["enum"])
    if "$ref" in variant:
        return str(variant["$ref"]).rpartition("/")[2]
    return _type(schema, variant)


def _plain(part: dict[str, Any]) -> str:
    """A description without the marks of Markdown, which the page does not draw."""
    return str(part.get("description", "")).replace("`", "")


def _pretty(value: Any) -> str:
    lines = OpenApiJsonRenderer().render(value)
    return str(lines.decode())
