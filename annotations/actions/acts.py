"""What makes a function an act: keyword-only, one transaction, refusals of the database told as such."""

import functools
from collections.abc import Callable, Iterable
from typing import Any, ParamSpec, TypeAlias, TypeVar
from uuid import UUID

from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.domain.errors import (
    DomainError,
    DuplicateError,
    FourEyesError,
    InvalidError,
    NotFoundError,
    QuoteMismatchError,
    StaleError,
    StaleSubmissionError,
    WrongStateError,
)
from annotations.models import Claim, Membership

P = ParamSpec("P")
R = TypeVar("R")
M = TypeVar("M", bound=models.Model)

Versions: TypeAlias = int | frozenset[int] | None
"""The version a person read, or several of which any will do; None where it is not asked."""

# Rules the database keeps, and how their refusal is told. Acts check first and say more; this is what
# is left when two people act in the same moment.
RULES: dict[str, tuple[type[DomainError], Any]] = {
    "four_eyes": (
        FourEyesError,
        gettext_lazy(
            "You contributed to this claim, so you cannot review its verdict: a second person must."
        ),
    ),
    "stale_submission": (
        StaleSubmissionError,
        gettext_lazy(
            "What you read has changed since it was submitted. Read it again before you decide."
        ),
    ),
    "round_open": (WrongStateError, gettext_lazy("This round of review is closed.")),
    "review_once": (DuplicateError, gettext_lazy("You have reviewed this submission already.")),
    "anchor_words": (
        QuoteMismatchError,
        gettext_lazy(
            "The words sent do not stand at these offsets. Offsets are counted in code points."
        ),
    ),
    "anchor_newest": (
        QuoteMismatchError,
        gettext_lazy(
            "The text of the article was corrected meanwhile. Load the page again, then select the words."
        ),
    ),
    "anchor_once": (DuplicateError, gettext_lazy("This claim is anchored at these words already.")),
    "verdict_one_live": (
        DuplicateError,
        gettext_lazy("This claim has a verdict already. Edit that one."),
    ),
    "round_one_open": (WrongStateError, gettext_lazy("This verdict is in review already.")),
    "submission_current": (
        StaleError,
        gettext_lazy("The claim changed while you submitted it. Read it again, then submit."),
    ),
    "approval_earned": (
        FourEyesError,
        gettext_lazy(
            "A verdict is approved by the review of a second person, and by nothing else."
        ),
    ),
    "as_cited": (
        WrongStateError,
        gettext_lazy(
            "Who is quoted and what is cited stays as it was cited. Add it anew as it should be, and use that."
        ),
    ),
    "one_person": (
        InvalidError,
        gettext_lazy("Somebody else marked one of these two just now. Look at them again."),
    ),
    "same_desk": (NotFoundError, gettext_lazy("There is no such row on this desk.")),
    "claim_no_ring": (
        InvalidError,
        gettext_lazy("A claim is no part of itself nor of its own parts. Choose another claim."),
    ),
    "evidence_off_record_not_public": (
        InvalidError,
        gettext_lazy(
            "What was said off the record cannot be public. Choose “Desk only” or “Sealed”."
        ),
    ),
}


def refusal_of(error: IntegrityError) -> DomainError | None:
    """The refusal behind an error of the database, if it is one of the rules."""
    rule = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    kind, sentence = RULES.get(rule or "", (None, None))
    return kind(str(sentence), rule=rule) if kind else None


def act(function: Callable[P, R]) -> Callable[P, R]:
    """One act: one transaction, and the database's own refusals told as refusals of the product."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            with transaction.atomic():
                return function(*args, **kwargs)
        except IntegrityError as error:
            refusal = refusal_of(error)
            if refusal is None:
                raise
            raise refusal from error

    run.is_act = True  # type: ignore[attr-defined]
    return run


def step(function: Callable[P, R]) -> Callable[P, R]:
    """A step of a job (progress, lease): one transaction, no line in the audit log."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic():
            return function(*args, **kwargs)

    run.is_step = True  # type: ignore[attr-defined]
    return run


def found(rows: "models.QuerySet[M]", pk: UUID | str) -> M:
    """The row with this id, or NotFoundError: another desk's row does not exist."""
    row = rows.filter(pk=pk).first()
    if row is None:
        raise NotFoundError(_("There is no such row on this desk."))
    return row


def locked(rows: "models.QuerySet[M]", pk: UUID | str, *, expected_version: Versions = None) -> M:
    """The row, locked until the act ends, at the version the actor read.

    Raises NotFoundError, and StaleError when somebody changed it meanwhile.
    """
    row = found(rows.select_for_update(of=("self",)), pk)
    check_version(row, expected_version)
    return row


def check_version(row: models.Model, expected: Versions) -> None:
    """Raise StaleError when the row is not at the version the actor read."""
    read = {expected} if isinstance(expected, int) else expected
    if read is not None and row.row_version not in read:  # type: ignore[attr-defined]
        raise StaleError(
            _("Somebody changed this while you had it open. Look at both texts, then save again."),
            current=row.row_version,  # type: ignore[attr-defined]
        )


def locked_claim(
    actor: Membership, claim_id: UUID | str, *, expected_version: Versions = None
) -> Claim:
    """The claim as root of what is changed, locked."""
    return locked(Claim.objects.visible_to(actor), claim_id, expected_version=expected_version)


def alone(*names: object) -> None:
    """Wait for whoever holds these names, and hold them until this transaction ends.

    For what has no row to lock yet: of two who make the same new thing at once, the second finds it made.
    An act asks for at most one name before it locks its claim (`parts`) and for one after.
    """
    with connection.cursor() as cursor:
        words = "\n".join(str(name) for name in names)
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [words])


def refuse_unknown(values: Iterable[str], known: Iterable[str]) -> None:
    """Raise InvalidError for field names the act does not know: nothing is dropped in silence."""
    unknown = sorted(set(values) - set(known))
    if unknown:
        raise InvalidError(
            _("There are no such fields here: %(names)s.") % {"names": ", ".join(unknown)},
            errors={name: [_("There is no such field.")] for name in unknown},
        )


def refreshed(row: M, *extra: str) -> M:
    """The row with what triggers wrote."""
    row.refresh_from_db(fields=["row_version", *extra])
    return row
