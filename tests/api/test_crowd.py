"""A crowd on one claim: whatever people do at the same moment, nobody gets an error and the claim stays whole."""

import os
import random
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from annotations.actions.claims import highlight_claim
from annotations.actions.queues import fill_review_queue
from annotations.actions.reviews import close_void_rounds
from annotations.models import Claim, Evidence, Person, ReviewPolicy, ReviewRound, Verdict

pytestmark = pytest.mark.django_db(transaction=True)
SECONDS = 60 if os.environ.get("FACTCHECK_SOAK") else 5
LATEST = SECONDS + 40
"""A slow machine may need longer until everything was done once."""
CROWD = 6
ACTS = {"reword", "part", "attach", "change", "detach", "draft", "revise", "submit", "review"}


class Visitor:
    """Somebody who does one thing after the other on the claim and notes how the API answered."""

    def __init__(self, caller: Any, claim: Any, other: Any, ratings: list[str], seed: int) -> None:
        self.api, self.claim, self.other, self.ratings = caller, claim, other, ratings
        self.chance = random.Random(seed)
        self.answers: Counter[tuple[str, int]] = Counter()
        self.here = f"claims/{claim.pk}/"
        self.done: set[str] = set()  # what anybody of the crowd did

    def stay(self) -> "Visitor":
        """Do things until the time is over and everything was done by somebody."""
        acts: list[Callable[[], Any]] = [
            self.reword, self.reword, self.part, self.attach, self.change, self.detach, self.draft,
            self.revise, self.withdraw, self.submit, self.submit, self.review, self.review, self.work,
        ]  # fmt: skip
        began = time.monotonic()
        while (stayed := time.monotonic() - began) < SECONDS or (
            not self.done >= ACTS and stayed < LATEST
        ):
            act = self.chance.choice(acts)
            answer = act()
            if answer is not None:
                self.answers[act.__name__, answer.status_code] += 1
                self.done |= {act.__name__} if answer.status_code < 300 else set()
        return self

    def read(self, address: str = "") -> tuple[Any, str]:
        answer = self.api.get(address or self.here)
        self.answers["read", answer.status_code] += 1
        return answer.json(), answer.headers.get("ETag", "")

    def verdict(self) -> tuple[str, Any, str]:
        found = self.read()[0].get("verdict")
        address = f"verdicts/{found['id']}/" if found else ""
        return (address, *self.read(address)) if address else ("", None, "")

    def piece(self) -> tuple[str, str]:
        found = self.read()[0].get("evidence") or [None]
        one = self.chance.choice(found)
        return (f"evidence/{one['id']}/", f'"{one["etag"]}"') if one else ("", "")

    def reword(self) -> Any:
        number = self.chance.randrange(5)
        change = self.chance.choice(
            [
                {"statement": f"Statement {number}."},
                {"speaker": f"Speaker {number}", "topics": [f"t{number}", f"t{number + 1}"]},
                {"harm": self.chance.choice(["low", "medium", "high"])},
            ]
        )
        return self.api.patch(self.here, change, self.read()[1])

    def part(self) -> Any:
        here, there = self.chance.sample([str(self.claim.pk), str(self.other.pk)], 2)
        address = f"claims/{here}/"
        parent = self.chance.choice([there, None])
        return self.api.patch(address, {"parent": parent}, self.read(address)[1])

    def attach(self) -> Any:
        source = {"title": f"Source {self.chance.randrange(5)}", "publisher": "Port"}
        return self.api.post(f"{self.here}evidence/", {"stance": "refutes", **source})

    def change(self) -> Any:
        address, etag = self.piece()
        return (
            address and self.api.patch(address, {"quote": str(self.chance.random())}, etag)
        ) or None

    def detach(self) -> Any:
        address, etag = self.piece()
        return (address and self.api.delete(address, etag)) or None

    def draft(self) -> Any:
        words = {"summary": "It is not so.", "justification": "The source says otherwise."}
        rating = self.chance.choice(self.ratings)
        return self.api.post(f"{self.here}verdicts/", {"rating": rating, **words})

    def revise(self) -> Any:
        address, _body, etag = self.verdict()
        return (
            address and self.api.patch(address, {"summary": f"So {self.chance.random()}."}, etag)
        ) or None

    def withdraw(self) -> Any:
        address, _body, etag = self.verdict()
        return (address and self.chance.random() < 0.3 and self.api.delete(address, etag)) or None

    def submit(self) -> Any:
        address, _body, _etag = self.verdict()
        return (address and self.api.post(f"{address}submit/")) or None

    def review(self) -> Any:
        self.api.post("queues/review/next/")
        address, body, _etag = self.verdict()
        if not body or not body["submission"]:
            return None
        outcome = self.chance.choice(["approve", "request_changes"])
        judged = {"submission": body["submission"]["id"], "outcome": outcome, "comment": "Why?"}
        return self.api.post(f"{address}reviews/", judged)

    def work(self) -> Any:
        self.chance.choice([fill_review_queue, close_void_rounds])()


def two_reviews(desk: Any, editor: Any) -> None:
    """Two have to approve: more rows to close at once."""
    ReviewPolicy.objects.filter(desk=desk).update(is_default=False)
    ReviewPolicy.objects.create(
        desk=desk,
        slug="two",
        number=1,
        name="Two",
        kinds={"editorial": 2},
        made_by=editor.account,
        is_default=True,
    )


def test_a_crowd_on_one_claim_gets_no_error_and_leaves_it_whole(
    article: Any, claim: Any, editor: Any, desk: Any, join: Any, calls: Any, rating: Any, race: Any
) -> None:
    two_reviews(desk, editor)
    other = highlight_claim(actor=editor, article_id=article.pk, start=0, end=7)
    ratings = [str(rating("false").pk), str(rating("mostly-false").pk)]
    # Readers have no hand in the claim, so that reviews are given and not only refused.
    crowd = [
        Visitor(calls(join(desk, f"v{n}@example.org", "lead")), claim, other, ratings, seed=n)
        for n in range(CROWD)
    ]
    for reader in crowd[CROWD // 2 :]:
        for name in ("reword", "part", "attach", "change", "detach", "draft", "revise", "withdraw"):
            setattr(reader, name, reader.review)
    together: set[str] = set()
    for visitor in crowd:
        visitor.done = together
    race.patience = LATEST + 30
    gone = race.together(*[visitor.stay for visitor in crowd])
    answers: Counter[tuple[str, int]] = sum((one.answers for one in gone), Counter())
    assert {code for _act, code in answers if code >= 500} == set(), answers
    assert {act for act, code in answers if code < 300} >= ACTS, answers
    _is_whole(claim)


def _is_whole(claim: Any) -> None:
    claim.refresh_from_db()
    assert Verdict.objects.live().filter(claim=claim).count() <= 1
    for approved in Verdict.objects.filter(claim=claim, state="approved"):
        assert approved.submissions.latest("number").version == claim.version
    close_void_rounds()
    assert ReviewRound.objects.open().filter(verdict__claim=claim).count() <= 1
    assert Claim.objects.exclude(parent=None).count() <= 1
    assert Person.objects.values("folded").distinct().count() == Person.objects.count()
    assert Evidence.objects.filter(claim=claim, source=None).count() == 0
