"""Who may do what: every permission as one predicate, with the sentence that refuses."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.domain.errors import DomainError, FourEyesError, NotPermittedError, WrongStateError
from annotations.domain.vocabulary import Role, VerdictState, Visibility
from annotations.domain.workflow import EDITABLE, REVIEWABLE
from annotations.models import Account, Claim, Contribution, Evidence, Membership, Verdict


@dataclass(frozen=True, slots=True)
class Permit:
    """An answer to “may I?”: true, or false with the refusal to raise."""

    refusal: DomainError | None = None

    def __bool__(self) -> bool:
        return self.refusal is None

    def require(self) -> None:
        """Raise the refusal, if there is one."""
        if self.refusal is not None:
            raise self.refusal


ALLOWED = Permit()
EDITORS = frozenset({Role.EDITOR, Role.REVIEWER, Role.LEAD})
REVIEWERS = frozenset({Role.REVIEWER, Role.LEAD})


def _role(member: Membership, roles: frozenset[Role], sentence: str) -> Permit:
    return ALLOWED if member.role in roles else Permit(NotPermittedError(sentence))


def may_add_article(member: Membership) -> Permit:
    """Editors, reviewers and leads bring articles in."""
    return _role(
        member, EDITORS, _("Guests cannot add articles. Ask an editor of the desk to add it.")
    )


def may_edit(member: Membership) -> Permit:
    """Editors, reviewers and leads work on claims."""
    return _role(
        member, EDITORS, _("Guests can read but not change claims. Ask an editor of the desk.")
    )


def may_edit_claim(member: Membership, claim: Claim) -> Permit:
    """A claim that stands may be edited by those who work on claims."""
    if claim.withdrawn_at is not None:
        return Permit(
            WrongStateError(
                _("This claim was withdrawn and can only be read. Make a new claim instead.")
            )
        )
    return may_edit(member)


def may_submit(member: Membership, verdict: Verdict) -> Permit:
    """Whoever may edit may submit a draft, or what came back with requested changes."""
    if verdict.state not in EDITABLE:
        return Permit(
            WrongStateError(
                _("This verdict is not a draft: it was submitted already or is decided.")
            )
        )
    return may_edit_claim(member, verdict.claim)


def has_contributed(account: Account, claim_id: UUID | str) -> bool:
    """Whether the account contributed to the claim (substantive fields)."""
    return Contribution.objects.filter(claim_id=claim_id, account=account).exists()


def could_review(verdict: Verdict) -> list[dict[str, Any]]:
    """Who on the desk could review this verdict: reviewers and leads who did not contribute."""
    rows = (
        Membership.objects.active(timezone.now())
        .people()
        .filter(desk_id=verdict.claim.desk_id, role__in=REVIEWERS, scope_kind="")
        .exclude(account__contribution__claim_id=verdict.claim_id)
        .order_by("account__name")
        .values_list("account_id", "account__name")
    )
    return [{"id": str(account_id), "name": name} for account_id, name in rows]


def may_review(member: Membership, verdict: Verdict, *, contributed: bool | None = None) -> Permit:
    """Reviewers and leads review what waits for review, but never what they contributed to.

    The database refuses a contributor's review in any case; this says it in words.
    """
    if contributed is None:
        contributed = has_contributed(member.account, verdict.claim_id)
    if contributed:
        return Permit(four_eyes_refusal(verdict))
    if member.role not in REVIEWERS:
        return Permit(
            NotPermittedError(
                _("Only reviewers and leads approve verdicts. Ask one of them to review this."),
                could_review=could_review(verdict),
            )
        )
    if verdict.state not in REVIEWABLE:
        return Permit(WrongStateError(_("This verdict does not wait for a review now.")))
    return ALLOWED


def nothing_to_review() -> Permit:
    """The verdict an item was made for was withdrawn."""
    return Permit(
        WrongStateError(_("This verdict was withdrawn: there is nothing to review. Take the next."))
    )


def four_eyes_refusal(verdict: Verdict) -> FourEyesError:
    """Why a contributor cannot review, and who could."""
    others = could_review(verdict)
    if others:
        names = ", ".join(person["name"] for person in others)
        sentence = _(
            "You contributed to this claim, so you cannot review its verdict: a second person must. "
            "These people could: %(names)s."
        ) % {"names": names}
    else:
        sentence = _(
            "You contributed to this claim, so you cannot review its verdict, and nobody else on the desk "
            "could: everyone who reviews has contributed to it. Ask a lead to add a reviewer."
        )
    return FourEyesError(sentence, could_review=others)


def may_withdraw_claim(member: Membership, claim: Claim, *, published: bool) -> Permit:
    """A claim whose verdict is public is corrected or retracted, not withdrawn."""
    if published:
        return Permit(
            WrongStateError(
                _("The verdict on this claim is public. Correct or retract it instead.")
            )
        )
    return may_edit_claim(member, claim)


def may_export(member: Membership) -> Permit:
    """Editors, reviewers and leads export claim reports."""
    return _role(
        member, EDITORS, _("Guests cannot export. Ask an editor of the desk for the report.")
    )


def may_see_sealed(member: Membership, evidence: Evidence) -> bool:
    """Sealed evidence is for the accounts named on it."""
    if evidence.visibility != Visibility.SEALED:
        return True
    return any(
        grant.account_id == member.account_id and grant.revoked_at is None
        for grant in evidence.access.all()
    )


def may_change_sealed(member: Membership, evidence: Evidence) -> Permit:
    """Whoever reads sealed words may change what is said of them."""
    if may_see_sealed(member, evidence):
        return ALLOWED
    return Permit(
        NotPermittedError(
            _(
                "This evidence is sealed: only the people named on it change it. Ask who attached it."
            )
        )
    )


PUBLIC_STATES = frozenset(
    {VerdictState.PUBLISHED, VerdictState.CORRECTED, VerdictState.WITHHELD, VerdictState.RETRACTED}
)


def may_take(member: Membership) -> Permit:
    """Reviewers and leads take items from a review queue."""
    return _role(
        member,
        REVIEWERS,
        _("Only reviewers and leads take reviews. Ask a lead if you should be one."),
    )


def assigned_to(account: Account) -> Q:
    """Items that wait for anybody, or for this account by name."""
    return Q(assignee=None) | Q(assignee=account)


def may_manage_members(member: Membership) -> Permit:
    """Leads invite people to their desk, change roles and end memberships."""
    return _role(
        member,
        frozenset({Role.LEAD}),
        _("Only leads manage the members of the desk. Ask one of them."),
    )
