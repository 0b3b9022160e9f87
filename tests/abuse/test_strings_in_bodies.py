"""Every text field of every call that writes, as the description names them, with every nasty string.

What comes back is the canonical form of what was sent (`domain.text.clean`), and what cannot be stored is
refused by the name of its field. A field added to the API is tried without a word here.
"""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any, Final

import pytest
from django.db import transaction
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from annotations.domain.text import clean, one_line
from tests.abuse.conftest import AtWork
from tests.abuse.strings import KEPT, REFUSED

pytestmark = pytest.mark.django_db

ADDRESSES: Final = ("url", "media_url", "links.0")
"""Fields that take addresses: a string goes into the query of one."""
NOT_SHOWN: Final = {
    "add_article": {
        "text",
        "html",
        "language",
    },  # the article's text, and a hint: test_strings_in_articles.py
    "highlight_claim": {"exact"},  # compared with the article's words
    "add_occurrence": {"exact"},
    "attach_evidence": {"place"},  # read into a locator: tests/domain/test_locators.py
    "change_evidence": {"place"},
    "invite_member": {"email"},  # an address of mail, or refused
}
"""Fields that are read and not kept as they are."""
ONE_LINE_OF_EVIDENCE: Final = {"informant"} | {
    f"calculation.{name}" for name in ("formula", "result", "unit")
}
ON_ONE_LINE: Final = {
    "add_article": {"title"},
    "correct_article": {"title", "byline", "language"},
    "add_person": {"name"},
    "change_person": {"name"},
    "attach_evidence": ONE_LINE_OF_EVIDENCE,
    "change_evidence": ONE_LINE_OF_EVIDENCE,
    "make_token": {"name"},
    "request_import": {"publisher", "language"},
    "request_export": {f"filters.{name}" for name in ("topic", "publisher", "language")},
    "invite_member": {"name"},
}
SUM: Final = {"words": "One.", "inputs": [{"name": "A", "value": "1"}], "result": "1"}
BODIES: Final[dict[str, dict[str, Any]]] = {
    "highlight_claim": {"start": 0, "end": 7, "exact": None},
    "log_contact": {"replied_at": "2026-03-03T08:00:00Z"},
    "attach_evidence": {"calculation": SUM},
    "change_evidence": {"calculation": SUM},
    "change_contact": {
        "question": "Why?",
        "sent_at": "2026-03-02T08:00:00Z",
        "replied_at": "2026-03-03T08:00:00Z",
    },
}
"""What the example of a call lacks to be good here; None leaves a field out."""


STEP: Final = 1 if os.environ.get("FACTCHECK_SOAK") else 8
"""How many strings a call carries in its fields: with 1 every field has every string, else every call has."""


@dataclass(frozen=True)
class Call:
    """One call that writes: its operation, address, a good body, and the text fields it takes with their bounds."""

    operation: str
    method: str
    address: str
    body: dict[str, Any]
    fields: dict[str, int]


def resolved(schema: dict[str, Any], components: dict[str, Any]) -> dict[str, Any]:
    """The schema a reference leads to."""
    ref = schema.get("$ref") or next(iter(schema.get("allOf", ({},)))).get("$ref", "")
    return components[ref.rpartition("/")[2]] if ref else schema


def text_fields(
    schema: dict[str, Any], components: dict[str, Any], path: str = ""
) -> Iterator[tuple[str, int]]:
    """Dotted names of free texts, with the most code points they take."""
    for name, given in resolved(schema, components).get("properties", {}).items():
        options = [given, *given.get("oneOf", []), *given.get("anyOf", [])]
        for option in (resolved(option, components) for option in options):
            if option.get("type") == "object":
                yield from text_fields(option, components, f"{path}{name}.")
            kind = option.get("items", option) if option.get("type") == "array" else option
            is_text = "string" in kind.get("type", "") and "maxLength" in kind
            if is_text and "enum" not in kind:
                yield f"{path}{name}" + (".0" if option is not kind else ""), kind["maxLength"]


def calls(ids: dict[str, str]) -> Iterator[Call]:
    """Every call with a JSON body that has text fields."""
    document = SchemaGenerator().get_schema(request=None, public=True)
    components = document["components"]["schemas"]
    for path, item in document["paths"].items():
        for method in item.keys() & {"post", "patch", "put"}:
            operation = item[method]
            body = operation.get("requestBody", {}).get("content", {}).get("application/json")
            fields = dict(text_fields(body["schema"], components)) if body else {}
            name = operation["operationId"]
            if not fields:
                continue
            noun = "bare" if name == "draft_verdict" else path.split("/")[3].rstrip("s")
            example = next(iter(body["examples"].values()))["value"]
            example |= {name: ids[name] for name in example.keys() & ids.keys()}
            good = {**example, **BODIES.get(name, {})}
            yield Call(
                name,
                method,
                path.replace("{id}", ids.get(noun, "")),
                {name: value for name, value in good.items() if value is not None},
                fields,
            )


def placed(body: dict[str, Any], name: str, value: str) -> None:
    """Set a dotted field of a body."""
    first, _dot, rest = name.partition(".")
    if name in ADDRESSES:
        value = f"https://example.org/?q={value}"
    if not rest:
        body[first] = value
    elif rest == "0":
        body[first] = [value]
    else:
        placed(body.setdefault(first, {}), rest, value)


def strings_of(value: Any) -> Iterator[str]:
    """Every string in an answer."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings_of(part)


@pytest.fixture
def send(client: Client, at_work: AtWork) -> Callable[[Call, dict[str, str]], Any]:
    """Sends a call as the lead with these fields changed, and takes back whatever it did."""

    @cache
    def etag(address: str) -> dict[str, str]:
        return {"If-Match": client.get(address, headers=at_work.headers["lead"])["ETag"]}

    def etag_of(call: Call) -> dict[str, str]:
        return etag(call.address) if call.method == "patch" else {}

    def sent(call: Call, fields: dict[str, str]) -> Any:
        body = json.loads(json.dumps(call.body))
        for name, value in fields.items():
            placed(body, name, value)
        headers = at_work.headers["lead"] | etag_of(call)
        with transaction.atomic():
            response = getattr(client, call.method)(
                call.address, json.dumps(body), content_type="application/json", headers=headers
            )
            transaction.set_rollback(True)
        return response

    return sent


def fitted(text: str, mark: str, most: int) -> str:
    """The string with a mark that tells its field, cut so that its canonical form fits."""
    room = most - len(mark)
    while len(clean(text[:room] + mark)) > most:
        room -= 1
    return text[:room] + mark


def test_what_is_written_comes_back_in_its_canonical_form(
    at_work: AtWork, send: Callable[[Call, dict[str, str]], Any]
) -> None:
    every = list(calls(at_work.ids))
    assert len(every) >= 12
    for call, first in product(every, range(0, len(KEPT), STEP)):
        hidden = {*ADDRESSES, *NOT_SHOWN.get(call.operation, ())}
        names = [name for name in call.fields if name not in hidden]
        texts = [KEPT[(first + number % STEP) % len(KEPT)] for number in range(len(names))]
        sent = {
            name: fitted(text, f"~{number:02}", call.fields[name])
            for number, (name, text) in enumerate(zip(names, texts, strict=True))
        }
        response = send(call, sent)
        assert response.status_code < 300, (call.operation, sent, response.content)
        shown = set(strings_of(json.loads(response.content)))
        for name, value in sent.items():
            form = one_line if name in ON_ONE_LINE.get(call.operation, ()) else clean
            assert form(value) in shown, (call.operation, name, value)


def test_an_address_is_kept_as_it_is_or_refused(
    at_work: AtWork, send: Callable[[Call, dict[str, str]], Any]
) -> None:
    for call, text in product(calls(at_work.ids), KEPT[::STEP]):
        for name in call.fields.keys() & set(ADDRESSES):
            response = send(call, {name: text})
            body = json.loads(response.content)
            if response.status_code == 422:
                assert set(body["errors"]) == {name}, (call.operation, text)
            else:
                assert response.status_code < 300, (call.operation, text, body)
                kept = f"https://example.org/?q={text}"
                assert kept in set(strings_of(body)), (call.operation, text)


def test_what_cannot_be_stored_is_refused_by_the_name_of_its_field(
    at_work: AtWork, send: Callable[[Call, dict[str, str]], Any]
) -> None:
    for call, text in product(calls(at_work.ids), REFUSED):
        for name in call.fields:
            response = send(call, {name: text})
            assert response.status_code == 422, (call.operation, name, text, response.content)
            assert set(response.json()["errors"]) == {name}, (call.operation, name, text)


@pytest.mark.parametrize("letter", ["\ufb2c", "\ufdfa", "ß"])
def test_letters_that_grow_when_they_are_compared_or_normalised_fit_or_are_refused(
    letter: str, at_work: AtWork, send: Callable[[Call, dict[str, str]], Any]
) -> None:
    for call in calls(at_work.ids):
        for name in call.fields.keys() - {*ADDRESSES, "text", "html", "exact"}:
            response = send(call, {name: letter * min(call.fields[name], 6000)})
            if response.status_code == 422:
                assert set(response.json()["errors"]) == {name}
            else:
                assert response.status_code < 300, (call.operation, name, response.content)


@pytest.mark.parametrize("blank", [" ", "\x01\x99", "\u200b", "\u0301"])
def test_a_text_of_nothing_is_stored_or_refused(
    blank: str, at_work: AtWork, send: Callable[[Call, dict[str, str]], Any]
) -> None:
    for call in calls(at_work.ids):
        for name in call.fields.keys() - {"text", "html", "exact"}:
            response = send(call, {name: blank})
            if response.status_code >= 300:
                assert response.status_code == 422, (call.operation, name, response.content)
                assert name in response.json()["errors"], (call.operation, name)
