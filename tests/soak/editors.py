"""Fifty editors and their reviewers: each does its work by the API and remembers what was acknowledged."""

import http.client
import json
import random
import threading
import time
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

PATIENCE = 90.0
"""Seconds an editor goes on trying to have one act acknowledged."""


@dataclass
class Ledger:
    """What the product acknowledged, and what it answered that it never should."""

    statements: dict[str, set[str]] = field(default_factory=dict)
    """Claim to the words it may hold: the last acknowledged ones, and those of a change nobody answered."""
    evidence: set[str] = field(default_factory=set)
    submissions: set[str] = field(default_factory=set)
    reviews: set[str] = field(default_factory=set)
    exports: set[str] = field(default_factory=set)
    markers: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    acts: int = 0
    refused: int = 0
    """Honest 503 and connections that broke."""
    lock: threading.Lock = field(default_factory=threading.Lock)


class Unanswered(Exception):  # noqa: N818  (the product was away; nothing is wrong yet)
    """No answer came in all the time there was."""


class Person:
    """One signed-in person, who tries again what was not acknowledged."""

    def __init__(
        self, port: int, token: str, desk: dict[str, Any], ledger: Ledger, until: float
    ) -> None:
        self.port, self.desk, self.ledger, self.until = port, desk, ledger, until
        self.headers = {"Authorization": f"Token {token}", "Content-Type": "application/json"}
        self.dice = random.Random(token)
        self.connection: http.client.HTTPConnection | None = None

    def once(
        self, method: str, path: str, body: Any, headers: dict[str, str]
    ) -> tuple[int, dict[str, str], Any] | None:
        """One try: status, headers and body, or None when the product was honestly away."""
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            sent = None if body is None else json.dumps(body)
            self.connection.request(method, path, sent, {**self.headers, **headers})
            answer = self.connection.getresponse()
            raw = answer.read()
        except (OSError, http.client.HTTPException):
            if self.connection is not None:
                self.connection.close()
            self.connection = None
            self._count("refused")
            return None
        if answer.status in {502, 503, 429}:
            if answer.status == 503 and not answer.headers.get("Retry-After"):
                self._note(f"{method} {path}: 503 without Retry-After {raw[:200]!r}")
            self._count("refused")
            return None
        if answer.status >= 500:
            self._note(f"{method} {path}: {answer.status} {raw[:300]!r}")
        return answer.status, dict(answer.headers), json.loads(raw) if raw else None

    def call(
        self, method: str, path: str, body: Any = None, **headers: str
    ) -> tuple[int, dict[str, str], Any]:
        """Try until there is an answer. A POST carries one key through all its tries."""
        if method == "POST":
            headers = {"Idempotency-Key": str(uuid4()), **headers}
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            answer = self.once(method, f"/api/v1/{path}", body, sent)
            if answer is not None:
                return answer
            time.sleep(self.dice.uniform(0.3, 1.5))
        raise Unanswered(f"{method} {path}")

    def _note(self, words: str) -> None:
        with self.ledger.lock:
            self.ledger.wrong.append(words)

    def _count(self, name: str) -> None:
        with self.ledger.lock:
            setattr(self.ledger, name, getattr(self.ledger, name) + 1)

    def expect(self, answer: tuple[int, dict[str, str], Any], *statuses: int) -> Any:
        """The body of an answer that must have one of these statuses."""
        status, _headers, body = answer
        if status not in statuses:
            self._note(f"{status} where {statuses} was due: {str(body)[:300]}")
            raise Unanswered(str(status))
        self._count("acts")
        return body

    def __call__(self) -> None:
        """Work until the time is over."""
        while time.monotonic() < self.until:
            try:
                self.work()
            except Unanswered:
                continue
            time.sleep(self.dice.uniform(0.2, 1.2))
        if self.connection is not None:
            self.connection.close()

    def work(self) -> None:
        """One turn of work."""
        raise NotImplementedError


class Editor(Person):
    """Highlights claims, rewords them, attaches evidence, drafts and submits verdicts."""

    def work(self) -> None:
        """One claim from its highlight to its submission."""
        place = self.dice.choice(self.desk["places"])
        start, end = self.dice.choice(place["spans"])
        marker = f"Statement {uuid4()}"
        with self.ledger.lock:
            self.ledger.markers.add(marker)
        claim = self.expect(
            self.call("POST", "claims/", {"article": place["article"], "start": start, "end": end, "statement": marker}),
            201,
        )  # fmt: skip
        self._remember(claim["id"], marker)
        self._reword(claim["id"], marker)
        title = f"Source {uuid4()}"
        self.expect(
            self.call("POST", f"claims/{claim['id']}/evidence/", {"stance": "supports", "title": title, "quote": title}),
            201,
        )  # fmt: skip
        with self.ledger.lock:
            self.ledger.evidence.add(title)
        if self.dice.random() < 0.2:
            self.expect(self.call("GET", f"articles/{place['article']}/claims/"), 200)
        if self.dice.random() < 0.6:
            self._submit(claim["id"])
        if self.dice.random() < 0.03:
            export = self.expect(
                self.call("POST", "exports/", {"format": "jsonl", "filters": {"state": "any"}}), 202
            )
            with self.ledger.lock:
                self.ledger.exports.add(export["id"])

    def _remember(self, claim: str, *statements: str) -> None:
        with self.ledger.lock:
            self.ledger.statements[claim] = set(statements)

    def _reword(self, claim: str, marker: str) -> None:
        _status, headers, _body = self.call("GET", f"claims/{claim}/")
        reworded = f"{marker} reworded {self.dice.randrange(10**6)}"
        # What is not answered may have been done: until then either text may stand.
        self._remember(claim, marker, reworded)
        answer = self.call(
            "PATCH", f"claims/{claim}/", {"statement": reworded}, If_Match=headers.get("ETag", "")
        )
        if answer[0] == 412:  # an earlier try of ours was done, though its answer was lost
            answer = self.call("GET", f"claims/{claim}/")
        body = self.expect(answer, 200)
        self._remember(claim, body["statement"])
        if body["statement"] != reworded:
            self._note(
                f"claim {claim} says {body['statement']!r} after {reworded!r} was accepted or refused"
            )

    def _submit(self, claim: str) -> None:
        fields = {
            "rating": self.desk["rating"],
            "summary": "In short.",
            "justification": "At length.",
        }
        verdict = self.expect(self.call("POST", f"claims/{claim}/verdicts/", fields), 201)
        submitted = self.expect(self.call("POST", f"verdicts/{verdict['id']}/submit/"), 200, 201)
        with self.ledger.lock:
            self.ledger.submissions.add(submitted["submission"]["id"])


class Reviewer(Person):
    """Takes the next review and approves."""

    def work(self) -> None:
        """One review."""
        status, _headers, item = self.call("POST", "queues/review/next/")
        if status == 204 or not item:
            time.sleep(1)
            return
        body = {"submission": item["submission"], "outcome": "approve", "comment": "Read."}
        status, _headers, _answer = self.call("POST", f"verdicts/{item['verdict']}/reviews/", body)
        if status == 409:  # somebody else's review came first, or the claim changed
            return
        self.expect((status, {}, _answer), 201)
        with self.ledger.lock:
            self.ledger.reviews.add(item["submission"])
