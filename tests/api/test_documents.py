"""The API's own documents: public, complete, without scripts or anything from elsewhere."""

import json
import re
from typing import Any

import pytest
import yaml
from django.test import Client

from annotations.api.errors import PROBLEMS

pytestmark = pytest.mark.django_db


def test_the_schema_is_public_openapi_3_1_in_yaml_and_json(client: Client) -> None:
    plain = client.get("/api/v1/schema/")
    assert yaml.safe_load(plain.content)["openapi"].startswith("3.1")
    assert json.loads(client.get("/api/v1/schema/?format=json").content) == yaml.safe_load(
        plain.content
    )


def test_what_is_not_there_yet_is_not_promised(client: Client) -> None:
    paths = json.loads(client.get("/api/v1/schema/?format=json").content)["paths"]
    assert not [path for path in paths if re.search(r"publish|retract|revisions|intakes", path)]
    assert "/api/v1/claims/{id}/" in paths


def test_every_call_promises_its_headers_and_refusals(client: Client) -> None:
    document: dict[str, Any] = json.loads(client.get("/api/v1/schema/?format=json").content)
    for path, item in document["paths"].items():
        for method, operation in item.items():
            names = {parameter["name"]: parameter for parameter in operation.get("parameters", [])}
            answers = operation["responses"]
            assert {"401", "403", "500", "503"} <= answers.keys(), (method, path)
            assert operation["summary"], (method, path)
            if method in {"patch", "delete"}:
                assert names["If-Match"]["required"], (method, path)
                assert {"412", "428", "404"} <= answers.keys(), (method, path)
            if method == "post":
                assert "Idempotency-Key" in names, (method, path)
                assert "422" in answers, (method, path)
            for status, answer in answers.items():
                if status >= "400":
                    assert list(answer["content"]) == ["application/problem+json"], (method, path)


def test_every_body_that_is_sent_has_an_example(client: Client) -> None:
    document = json.loads(client.get("/api/v1/schema/?format=json").content)
    for path, item in document["paths"].items():
        for method, operation in item.items():
            body = operation.get("requestBody", {}).get("content", {}).get("application/json")
            assert body is None or body.get("examples"), (method, path)


def test_the_page_shows_every_call_and_every_refusal_without_a_script(client: Client) -> None:
    response = client.get("/api/v1/docs/")
    page = response.content.decode()
    assert response.status_code == 200
    for path in json.loads(client.get("/api/v1/schema/?format=json").content)["paths"]:
        assert path in page
    for code in PROBLEMS:
        assert f'id="problem-{code}"' in page
    assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=", page)
    assert not re.search(r"(?:src|href)=\"https?:", page)
