"""Who may do what: every permission as one predicate, with the sentence that refuses."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.domain.errors import (
    DomainError,
    DuplicateError,
    FourEyesError,
    GoneError,
    NotPermittedError,
    NotReadyError,
    WrongStateError,
)
from annotations.domain.vocabulary import (
    ExportState,
    ImportState,
    QueueItemState,
    VerdictState,
    Visibility,
)
from annotations.domain.workflow import EDITABLE, REVIEWABLE, Move, advance
from annotations.models import (
    Account,
    Article,
    ArticleImport,
    Claim,
    Contribution,
    Evidence,
    ExportJob,
    Membership,
    QueueItem,
    Verdict,
    importing,
)
from annotations.policies.filters import may_change_filter as may_change_filter
from annotations.policies.filters import may_share_filter as may_share_filter
from annotations.policies.leading import may_confirm_redaction as may_confirm_redaction
from annotations.policies.leading import may_end_membership as may_end_membership
from annotations.policies.leading import may_invite_again as may_invite_again
from annotations.policies.leading import may_lead as may_lead
from annotations.policies.leading import may_make_default as may_make_default
from annotations.policies.leading import may_manage_members as may_manage_members
from annotations.policies.leading import may_redact as may_redact
from annotations.policies.leading import may_retire as may_retire
from annotations.policies.leading import may_see_redactions as may_see_redactions
from annotations.policies.permits import ALLOWED as ALLOWED
from annotations.policies.permits import EDITORS as EDITORS
from annotations.policies.permits import REVIEWERS as REVIEWERS
from annotations.policies.permits import Permit as Permit
from annotations.policies.permits import by_role

STOPPED_IMPORTS = frozenset({ImportState.CANCELLED, ImportState.FAILED})


def _wrong(sentence: str) -> Permit:
    """Refused for the state it is in, whoever asks."""
    return Permit(WrongStateError(sentence))


def may_add_article(member: Membership) -> Permit:
    """Editors, reviewers and leads bring articles in."""
    return by_role(
        member, EDITORS, _("Guests cannot add articles. Ask an editor of the desk to add it.")
    )


def may_cancel_import(member: Membership, job: ArticleImport) -> Permit:
    """Whoever brings articles in may give up an import that is not finished."""
    add = may_add_article(member)
    if add and job.state not in importing.UNFINISHED:
        return _wrong(_("This import is finished: there is nothing to cancel."))
    return add


def may_resume_import(member: Membership, job: ArticleImport) -> Permit:
    """Whoever brings articles in may let an import go on that was cancelled or failed, while its file is kept."""
    add = may_add_article(member)
    if add and job.state not in STOPPED_IMPORTS:
        return _wrong(_("This import was not stopped: it runs or is done."))
    if add and not job.file:
        return Permit(
            GoneError(_("The file of this import is no longer kept. Send what is left anew."))
        )
    return add


def may_correct_text(member: Membership, article: Article) -> Permit:
    """Whoever brings articles in puts their text right, until a claim quotes it."""
    if may_add_article(member) and article.occurrences.exists():
        words = _("Claims quote this text, so it stays. Import it corrected, as another article.")
        return Permit(WrongStateError(words))
    return may_add_article(member)


def may_edit(member: Membership) -> Permit:
    """Editors, reviewers and leads work on claims."""
    return by_role(
        member, EDITORS, _("Guests can read but not change claims. Ask an editor of the desk.")
    )


def may_edit_claim(member: Membership, claim: Claim) -> Permit:
    """A claim that stands may be edited by those who work on claims."""
    edit = may_edit(member)
    if edit and claim.withdrawn_at is not None:
        return _wrong(_("This claim was withdrawn and can only be read. Make a new claim instead."))
    return edit


def may_draft(member: Membership, claim: Claim, *, live: bool) -> Permit:
    """Whoever may edit a claim may draft its verdict, unless it has a live one."""
    edit = may_edit_claim(member, claim)
    if edit and live:
        return Permit(DuplicateError(_("This claim has a verdict already. Edit that one.")))
    return edit


def may_revise(member: Membership, verdict: Verdict) -> Permit:
    """Whoever may edit the claim may revise a verdict that is neither public nor withdrawn."""
    edit = may_edit_claim(member, verdict.claim)
    if edit and verdict.state in CLOSED:
        return _wrong(
            _("This verdict is public or withdrawn. Correct or retract it, or draft a new one.")
        )
    return edit


def may_withdraw_verdict(member: Membership, verdict: Verdict) -> Permit:
    """Whoever may edit the claim may give up a verdict that is not public."""
    edit = may_edit_claim(member, verdict.claim)
    if edit:
        try:
            advance(VerdictState(verdict.state), Move.WITHDRAW)
        except WrongStateError as refusal:
            return Permit(refusal)
    return edit


def may_submit(member: Membership, verdict: Verdict) -> Permit:
    """Whoever may edit may submit a draft, or what came back with requested changes."""
    edit = may_edit_claim(member, verdict.claim)
    if edit and verdict.state not in EDITABLE:
        return _wrong(_("This verdict is not a draft: it was submitted already or is decided."))
    return edit


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
    bar = bar_to_review(member, verdict, contributed=contributed)
    if bar is FourEyesError:
        return Permit(four_eyes_refusal(verdict))
    if bar is NotPermittedError:
        return Permit(
            NotPermittedError(
                _("Only reviewers and leads approve verdicts. Ask one of them to review this."),
                could_review=could_review(verdict),
            )
        )
    if bar is WrongStateError:
        return _wrong(_("This verdict does not wait for a review now."))
    return ALLOWED


def bar_to_review(
    member: Membership, verdict: Verdict, *, contributed: bool
) -> type[DomainError] | None:
    """What keeps the member from reviewing, without a look at who else could; None where nothing does."""
    if contributed:
        return FourEyesError
    if member.role not in REVIEWERS:
        return NotPermittedError
    return None if verdict.state in REVIEWABLE else WrongStateError


def nothing_to_review() -> Permit:
    """The verdict an item was made for was withdrawn."""
    return _wrong(_("This verdict was withdrawn: there is nothing to review. Take the next."))


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
    edit = may_edit_claim(member, claim)
    if edit and published:
        return _wrong(_("The verdict on this claim is public. Correct or retract it instead."))
    return edit


def may_export(member: Membership) -> Permit:
    """Editors, reviewers and leads export claim reports."""
    return by_role(
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


def may_read_file(member: Membership, evidence: Evidence) -> Permit:
    """Whoever sees the evidence takes its file and looks at it; of sealed evidence only the people named on it."""
    if may_see_sealed(member, evidence):
        return ALLOWED
    return Permit(
        NotPermittedError(_("This evidence is sealed: only the people named on it read it."))
    )


PUBLIC_STATES = frozenset(
    {VerdictState.PUBLISHED, VerdictState.CORRECTED, VerdictState.WITHHELD, VerdictState.RETRACTED}
)
CLOSED = PUBLIC_STATES | {VerdictState.WITHDRAWN}
UNFINISHED = frozenset({ExportState.QUEUED, ExportState.RUNNING})


def may_cancel_export(member: Membership, job: ExportJob) -> Permit:
    """Whoever exports may give up an export that is not finished."""
    export = may_export(member)
    if export and job.state not in UNFINISHED:
        return _wrong(_("This export is finished: there is nothing to cancel."))
    return export


def may_take_export(member: Membership, job: ExportJob) -> Permit:
    """Whoever exports may take the file of any export of the desk, once it is there."""
    export = may_export(member)
    if export and job.state in UNFINISHED:
        return Permit(
            NotReadyError(_("This export is still being written. Try again in a moment."))
        )
    if export and job.state != ExportState.DONE:
        return Permit(NotReadyError(_("This export has no file. Make a new one.")))
    return export


def may_hold(member: Membership, item: QueueItem, now: datetime) -> Permit:
    """An item is held by one person at a time, and only while it waits for a review."""
    if item.state not in (QueueItemState.WAITING, QueueItemState.LEASED):
        return _wrong(_("This review is done. Take the next one."))
    held = item.lease_until is not None and item.lease_until > now
    if held and item.holder_id != member.account_id:
        return Permit(
            DuplicateError(
                _("%(name)s is reviewing this. Take the next one.")
                % {"name": item.holder.name if item.holder else ""}
            )
        )
    return ALLOWED


def may_extend(member: Membership, item: QueueItem) -> Permit:
    """Only the holder holds on."""
    if item.state != QueueItemState.LEASED or item.holder_id != member.account_id:
        return _wrong(_("You do not hold this item any more. Take it again to go on."))
    return ALLOWED


def may_take(member: Membership) -> Permit:
    """Reviewers and leads take items from a review queue."""
    return by_role(
        member,
        REVIEWERS,
        _("Only reviewers and leads take reviews. Ask a lead if you should be one."),
    )


def assigned_to(account: Account) -> Q:
    """Items that wait for anybody, or for this account by name."""
    return Q(assignee=None) | Q(assignee=account)
