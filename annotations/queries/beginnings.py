"""How far somebody new has come: their first steps on the desk, and the tasks of the practice article."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from annotations.domain.practice import TASKS
from annotations.domain.vocabulary import Role, VerdictState
from annotations.models import (
    Article,
    Claim,
    Evidence,
    ExportJob,
    Membership,
    OccurrenceSpeaker,
    Review,
    Submission,
    Verdict,
)

APPROVED = (VerdictState.APPROVED, VerdictState.PUBLISHED, VerdictState.CORRECTED)
STEPS: Mapping[str, tuple[str, ...]] = {
    Role.EDITOR: ("practise", "import", "highlight", "evidence", "submit"),
    Role.REVIEWER: ("practise", "review", "highlight"),
    Role.LEAD: ("invite", "import_first", "approve", "export"),
    Role.GUEST: (),
}
"""The first steps of each role, in the order in which they are taken."""


def first_steps(member: Membership) -> list[dict[str, Any]]:
    """The first steps of the member's role with `done`; none once all are done or the list was put away.

    One question. Only what the desk's rows show counts: nothing is noted about the person for it.
    """
    names = STEPS[member.role]
    if not names or member.account.first_steps_hidden_at is not None:
        return []
    done = _answers(member, _taken(member, names))
    if all(done.values()):
        return []
    return [{"code": name, "done": done[name]} for name in names]


def _answers(member: Membership, conditions: Mapping[str, Exists]) -> dict[str, bool]:
    """All conditions in one statement."""
    rows = Membership.objects.filter(pk=member.pk).values_list(*conditions.values())
    return dict(zip(conditions, rows.get(), strict=True))


def _taken(member: Membership, names: tuple[str, ...]) -> dict[str, Exists]:
    """Whether each of these steps was taken, as conditions of one statement."""
    me = member.account_id
    of_desk = {"desk": member.desk_id}
    claims = Claim.objects.filter(**of_desk)
    real = Article.objects.filter(**of_desk, practice=False)
    mine = Claim.objects.filter(**of_desk, made_by=me)
    rows: dict[str, QuerySet[Any]] = {
        "practise": mine.filter(occurrences__article__practice=True),
        "import": real.filter(added_by=me),
        "import_first": real,
        "highlight": mine.filter(~Q(occurrences__article__practice=True)),
        "evidence": Evidence.objects.filter(claim__in=claims, made_by=me),
        "submit": Submission.objects.filter(claim__in=claims, submitted_by=me),
        "review": Review.objects.filter(submission__claim__in=claims, reviewer=me),
        "invite": Membership.objects.filter(**of_desk, account__is_system=False).exclude(
            pk=OuterRef("pk")
        ),
        "approve": Verdict.objects.filter(claim__in=claims, state__in=APPROVED),
        "export": ExportJob.objects.filter(**of_desk),
    }
    return {name: Exists(rows[name]) for name in names}


def practice_article(member: Membership) -> Article | None:
    """The practice article, if somebody of the desk has asked for it."""
    return Article.objects.visible_to(member).filter(practice=True).order_by("-id").first()


def progress_of(member: Membership, article_id: Any) -> dict[str, Any]:
    """The tasks of the practice article, and how many of them the member has done. One question."""
    tasks = practice_tasks(member, article_id)
    return {"tasks": tasks, "done": sum(task["done"] for task in tasks), "all": len(tasks)}


def practice_tasks(member: Membership, article_id: Any) -> list[dict[str, Any]]:
    """The tasks of the practice article, each with its words, `done` by this member, and whether it is `next`.

    What another newcomer did there does not count. One question.
    """
    mine = Claim.objects.filter(
        desk=member.desk_id, made_by=member.account_id, occurrences__article=article_id
    ).standing()
    verdicts = Verdict.objects.filter(claim__in=mine)
    conditions = {
        "highlight": Exists(mine),
        "state": Exists(mine.exclude(statement="")),
        "speaker": Exists(
            OccurrenceSpeaker.objects.filter(occurrence__claim__in=mine, removed_at=None)
        ),
        "evidence": Exists(Evidence.objects.attached().filter(claim__in=mine)),
        "verdict": Exists(verdicts.exclude(Q(rating=None) | Q(justification=""))),
        "submit": Exists(Submission.objects.filter(claim__in=mine, submitted_by=member.account_id)),
    }
    done = _answers(member, conditions)
    first = next((task.code for task in TASKS if not done[task.code]), None)
    return [
        {
            "code": task.code,
            "title": _(task.title),
            "text": _(task.text),
            "done": done[task.code],
            "next": task.code == first,
        }
        for task in TASKS
    ]
