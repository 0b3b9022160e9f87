"""Sets a soak up in the running product's database and reads it at the end. A process of its own: it needs Django.

`python -m tests.soak.people make EDITORS REVIEWERS` prints the desk as JSON; `python -m tests.soak.people read`
prints what the database holds.
"""

import json
import sys
from collections import Counter
from typing import Any

import django

django.setup()

from annotations.actions.articles import add_article  # noqa: E402
from annotations.actions.desks import found_desk  # noqa: E402
from annotations.actions.members import add_member  # noqa: E402
from annotations.actions.tokens import issue_token  # noqa: E402
from annotations.domain.vocabulary import Role  # noqa: E402
from annotations.management.commands._desks import system_member  # noqa: E402
from annotations.models import (  # noqa: E402
    AuditEvent,
    Claim,
    Desk,
    Evidence,
    ExportJob,
    Membership,
    QueueItem,
    Rating,
    Review,
    Submission,
)
from benchmarks.corpus import Writer, spans  # noqa: E402

SLUG = "soak"
ARTICLES = 20


def make(editors: int, reviewers: int) -> dict[str, Any]:
    """A desk with people, their tokens, and articles with places to highlight."""
    desk = found_desk(name="Soak", slug=SLUG)
    system = system_member(desk)
    tokens = {"editors": [], "reviewers": []}  # type: dict[str, list[str]]
    for kind, role, count in (
        ("editors", Role.EDITOR, editors),
        ("reviewers", Role.REVIEWER, reviewers),
    ):
        for number in range(count):
            member = add_member(
                actor=system,
                email=f"{kind}{number}@soak.example",
                name=f"{kind} {number}",
                role=role,
            )
            tokens[kind].append(issue_token(actor=member, name="soak", days=1)[1])
    author = Membership.objects.get(desk=desk, account__email="editors0@soak.example")
    writer, places = Writer(), []
    for _ in range(ARTICLES):
        article, _new = add_article(actor=author, data=writer.article(20_000), kind="text")
        found = spans(article.revisions.get().text, 40)
        places.append({"article": str(article.pk), "spans": found})
    rating = Rating.objects.filter(scale__desk=desk, position__isnull=False).order_by("order")[0]
    return {**tokens, "places": places, "rating": str(rating.pk)}


def read() -> dict[str, Any]:
    """What the database holds of the soak."""
    desk = Desk.objects.get(slug=SLUG)
    claims = Claim.objects.filter(desk=desk)
    reviewed = Counter(
        str(pk) for pk in Review.objects.filter(submission__verdict__claim__desk=desk).values_list(
            "submission_id", flat=True)
    )  # fmt: skip
    logged = Counter(
        str(pk)
        for pk in AuditEvent.objects.filter(desk=desk, act="claim.highlighted").values_list(
            "subject_id", flat=True
        )
    )
    items = QueueItem.objects.filter(verdict__claim__desk=desk)
    queued = set(map(str, items.values_list("round__submission_id", flat=True)))
    return {
        "statements": {str(pk): text for pk, text in claims.values_list("pk", "statement")},
        "evidence": Counter(
            Evidence.objects.filter(claim__desk=desk).values_list("source__title", flat=True)
        ),
        "submissions": [
            str(pk)
            for pk in Submission.objects.filter(verdict__claim__desk=desk).values_list(
                "pk", flat=True
            )
        ],
        "reviews": reviewed,
        "logged": logged,
        "queued": sorted(queued),
        "exports": Counter(ExportJob.objects.filter(desk=desk).values_list("state", flat=True)),
    }


if __name__ == "__main__":
    answer = make(int(sys.argv[2]), int(sys.argv[3])) if sys.argv[1] == "make" else read()
    sys.stdout.write(json.dumps(answer))
