"""Every address of the product, filled desks to crawl, and answers made comparable.

The addresses come from the resolver and the operations from the API's own description: a new one is crawled
by itself, or the crawl says which id it does not know.
"""

import re
import secrets
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from annotations.actions.articles import add_article
from annotations.actions.claims import highlight_claim, triage_claim
from annotations.actions.contacts import log_contact
from annotations.actions.evidence import attach_evidence
from annotations.actions.exports import request_export, run_export
from annotations.actions.import_runs import run_import
from annotations.actions.imports import request_import
from annotations.actions.queues import fill_review_queue
from annotations.actions.relations import relate_claims
from annotations.actions.reviews import record_review, submit_for_review
from annotations.actions.saved_filters import save_filter
from annotations.actions.tokens import issue_token
from annotations.actions.verdicts import draft_verdict
from annotations.domain.list_names import ListName
from annotations.domain.vocabulary import RelationKind
from annotations.models import (
    BrowserSession,
    Membership,
    Notification,
    QueueItem,
    Rating,
    RatingScale,
    Redaction,
    ReviewPolicy,
    ReviewQueue,
)

ROOT = Path(__file__).parents[2]
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
METHODS = ("get", "head", "post", "put", "patch", "delete", "options")
# What one answer differs in from the next whatever is on the desks.
VOLATILE = [
    (re.compile(rb'name="csrfmiddlewaretoken" value="\w+"'), b"csrf"),
    (re.compile(rb'"counter": ?\d+'), b"counter"),
    (re.compile(rb'"request_id": ?"[^"]*"'), b"request"),
]
UNSTABLE_HEADERS = {"date", "set-cookie", "x-request-id", "server-timing", "content-length"}


@dataclass(frozen=True)
class Route:
    """One address: its pattern with the names of the ids in it."""

    pattern: str
    name: str
    callback: Any

    @property
    def parameters(self) -> list[str]:
        """The names of the ids in the address."""
        return [a or b for a, b in PARAMETER.findall(self.pattern)]

    def path(self, ids: Callable[[str], str]) -> str:
        """The address with these ids in it."""
        filled = PARAMETER.sub(lambda found: ids(found[1] or found[2]), self.pattern)
        return "/" + re.sub(r"\(\?:?[^)]*\)|\.\*|[\^$]", "", filled).replace("\\", "")

    def kind(self, parameter: str) -> str:
        """What the id names: `claim` in `claims/<uuid:id>/`, `item` for `item_id`."""
        if parameter == "id":
            before = self.pattern.partition("<")[0].rstrip("/")
            return before.rpartition("/")[2].removesuffix("s")
        return parameter.removesuffix("_id")

    @property
    def methods(self) -> list[str]:
        """The methods that lead to a row: those the view has; both of forms where it is a plain function."""
        view = getattr(self.callback, "view_class", None)
        if view is None:
            return ["get", "post"]
        return [
            method
            for method in METHODS
            if hasattr(view, method) and method not in {"head", "options"}
        ]


def routes(resolver: URLResolver | None = None, before: str = "") -> Iterator[Route]:
    """Every address of the product."""
    for entry in (resolver or get_resolver()).url_patterns:
        here = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield Route(here, entry.name or "", entry.callback)
        else:
            yield from routes(entry, here)


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, method and description of every operation of the API."""
    described = yaml.safe_load((ROOT / "docs/openapi.yaml").read_text())
    for path, entry in described["paths"].items():
        for method, operation in entry.items():
            if method in METHODS:
                yield path, method, operation


def ids_in_bodies() -> Iterator[tuple[str, str, str]]:
    """Path, method and field of every id an operation takes in its body."""
    schemas = yaml.safe_load((ROOT / "docs/openapi.yaml").read_text())["components"]["schemas"]
    for path, method, operation in operations():
        content = operation.get("requestBody", {}).get("content", {}).get("application/json")
        reference = content["schema"].get("$ref", "") if content else ""
        fields = schemas.get(reference.rpartition("/")[2], {}).get("properties", {})
        for name, schema in fields.items():
            if schema.get("format") == "uuid" or "id of a person" in schema.get("description", ""):
                yield path, method, name


def query_parameters() -> set[tuple[str, str]]:
    """Address and name of all filters, searches and orders of the API."""
    return {
        (path, parameter["name"])
        for path, _method, operation in operations()
        for parameter in operation.get("parameters", [])
        if parameter["in"] == "query"
    }


@dataclass
class Filled:
    """A part of a desk with a word of its own in every text field, and one row of every kind by its id."""

    word: str
    ids: dict[str, str] = field(default_factory=dict)

    def __call__(self, kind: str) -> str:
        """The id of the row of this kind."""
        assert kind in self.ids, f"The crawl does not know an id for “{kind}”: add it to `fill`."
        return self.ids[kind]


def fill(*, editor: Membership, reviewer: Membership, export: bool = True) -> Filled:
    """One row of every kind on the desk, with a random word in every text of it."""
    word = "zq" + secrets.token_hex(6)
    text = (
        f"{word} heading\n\nThe {word} council said that {word} ferries sail.\n\nLast {word} words."
    )
    article, _new = add_article(
        actor=editor, data=text, kind="text", url=f"https://{word}.example/", title=f"{word} title",
        publisher=f"{word} outlet", name=f"{word}.txt",
    )  # fmt: skip
    claims = [_claim(editor, article, word, number) for number in range(3)]
    verdicts = [_judged(editor, claim, word) for claim in claims[:2]]
    submissions = [submit_for_review(actor=editor, verdict_id=verdict.pk) for verdict in verdicts]
    fill_review_queue()
    record_review(
        actor=reviewer, verdict_id=verdicts[1].pk, submission_id=submissions[1].pk, outcome="approve",
        comment=f"{word} comment",
    )  # fmt: skip
    evidence = claims[0].evidence.first()
    speaker = claims[0].occurrences.get().speakers.get()
    token, _secret = issue_token(actor=editor, name=f"{word} token")
    Client().force_login(editor.account)
    relation = relate_claims(
        actor=editor, claim_id=claims[0].pk, other_id=claims[2].pk, kind=RelationKind.VARIANT_OF,
        differs=f"{word} differs",
    )  # fmt: skip
    notice = Notification.objects.filter(desk=editor.desk).order_by("-created_at")[0]
    saved = save_filter(
        actor=editor, list_name=ListName.CLAIMS, name=f"{word} filter", query=f"q={word}"
    )
    withheld = Redaction.objects.create(
        desk=editor.desk, subject_kind="claim", subject_id=claims[2].pk, order=f"{word} order",
        reason=f"{word} reason", made_by=editor.account, created_at=timezone.now() - timedelta(days=1),
    )  # fmt: skip
    filled = Filled(word, {
        "article": article.pk, "revision": article.revisions.get().pk, "claim": claims[0].pk,
        "bare": claims[2].pk, "verdict": verdicts[0].pk, "submission": submissions[0].pk,
        "evidence": evidence.pk, "person": speaker.person_id, "account": editor.account_id,
        "people": speaker.person_id, "source": evidence.source_id,
        "rating": Rating.objects.filter(scale__desk=editor.desk).order_by("id")[0].pk,
        "scale": RatingScale.objects.get(desk=editor.desk, is_default=True).pk,
        "policy": ReviewPolicy.objects.filter(desk=editor.desk).latest("number").pk,
        "queue": ReviewQueue.objects.get(desk=editor.desk).pk,
        "item": QueueItem.objects.get(verdict=verdicts[0]).pk, "object": str(article.pk),
        "membership": editor.pk, "member": editor.pk, "redaction": withheld.pk, "filter": saved.pk, "token": token.pk,
        "contact": claims[0].contacts.first().pk, "relation": relation.pk,
        "occurrence": claims[0].occurrences.get().pk, "notice": notice.pk,
        "session": BrowserSession.objects.filter(account=editor.account).latest("id").pk,
    })  # fmt: skip
    if export:
        job = request_export(actor=editor, format="csv", filters={"article": str(article.pk)})
        run_export(export_id=job.pk)
        filled.ids["export"] = job.pk
    filled.ids["import"] = _imported(editor, word)
    filled.ids = {kind: str(value) for kind, value in filled.ids.items()}
    return filled


def _imported(editor: Membership, word: str) -> Any:
    """An import with a file that came in and one that was refused."""
    files = [
        SimpleUploadedFile(f"{word}.txt", f"{word} imported".encode()),
        SimpleUploadedFile(f"{word}.png", b"\x89PNG"),
    ]
    job = request_import(actor=editor, files=files, publisher=f"{word} importer")
    run_import(import_id=job.pk)
    return job.pk


def _claim(editor: Membership, article: Any, word: str, number: int) -> Any:
    claim = highlight_claim(
        actor=editor, article_id=article.pk, start=0, end=len(word),
        fields={
            "statement": f"{word} statement {number}", "speaker": f"{word} speaker", "speaker_role": f"{word} role",
            "topics": [f"{word} topic"], "note": f"{word} note", "place": f"{word} place",
            "translation": f"{word} translation", "quantity": {"value": "1", "unit": f"{word} unit"},
        },
    )  # fmt: skip
    triage_claim(actor=editor, claim_id=claim.pk, decision="to_check", reason=f"{word} reason")
    log_contact(actor=editor, claim_id=claim.pk, fields={"none_because": f"{word} nobody"})
    return claim


def _judged(editor: Membership, claim: Any, word: str) -> Any:
    fields = {
        "stance": "refutes", "title": f"{word} source", "publisher": f"{word} printer", "owner": f"{word} owner",
        "quote": f"{word} quote", "note": f"{word} remark", "url": f"https://{word}.example/s", "locator": {"text": word},
    }  # fmt: skip
    file = SimpleUploadedFile(f"{word}.txt", f"{word} bytes {claim.pk}".encode())
    attach_evidence(actor=editor, claim_id=claim.pk, fields=fields, file=file)
    sealed = {"stance": "context", "visibility": "sealed", "quote": f"{word} sealed"}
    attach_evidence(actor=editor, claim_id=claim.pk, fields=sealed)
    rating = Rating.objects.filter(scale__desk=editor.desk, scale__slug="truth", position=1)[0]
    return draft_verdict(
        actor=editor, claim_id=claim.pk, rating_id=rating.pk, summary=f"{word} summary",
        justification=f"{word} justification",
    )  # fmt: skip


def all_ids() -> set[str]:
    """The ids of all rows of all tables that have a UUID."""
    return {
        str(pk)
        for model in apps.get_app_config("annotations").get_models()
        if isinstance(
            model._meta.pk.default and model._meta.pk.to_python(uuid.UUID(int=0)), uuid.UUID
        )
        for pk in model._base_manager.values_list("pk", flat=True)
    }


@dataclass(frozen=True)
class Answer:
    """What came back, without what no two answers have in common."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def about(self, asked: str) -> "Answer":
        """The answer with the id that was asked for written as `ID`."""
        headers = tuple((name, value.replace(asked, "ID")) for name, value in self.headers)
        return Answer(self.status, headers, self.body.replace(asked.encode(), b"ID"))

    def holds(self, words: Iterator[str] | set[str] | list[str]) -> list[str]:
        """Which of these words are in it, headers included."""
        whole = self.body.decode(errors="replace") + str(self.headers)
        return [word for word in words if word in whole]


def answer(client: Client, method: str, path: str, body: Any = None, **headers: str) -> Answer:
    """Ask as this client."""
    options: dict[str, Any] = {"headers": headers}
    if method in {"post", "put", "patch"} and path.startswith("/api/"):
        options |= {"data": {} if body is None else body, "content_type": "application/json"}
    elif body is not None:
        options["data"] = body
    response = getattr(client, method)(path, **options)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    for pattern, name in VOLATILE:
        content = pattern.sub(name, content)
    # What the next page would say is said to this one, and does not stand on the next.
    storage = getattr(response.wsgi_request, "_messages", [])
    content += "".join(map(str, getattr(storage, "_queued_messages", []))).encode()
    client.cookies.pop("messages", None)
    kept = sorted(
        (name.lower(), value)
        for name, value in response.items()
        if name.lower() not in UNSTABLE_HEADERS
    )
    return Answer(response.status_code, tuple(kept), content)
