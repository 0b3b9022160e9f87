"""The matrix of permissions: each act that somebody does, asked of `policies` for each role and state.

`docs/permissions.md` is written from it, and a test does every act in every cell. An act that takes an actor
and has no row here fails that test.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from annotations import policies
from annotations.domain.vocabulary import (
    ExportState,
    ImportState,
    QueueItemState,
    Role,
    VerdictState,
    Visibility,
)
from annotations.models import (
    Account,
    ArticleImport,
    Claim,
    Evidence,
    ExportJob,
    Membership,
    QueueItem,
    RatingScale,
    Redaction,
    ReviewPolicy,
    SavedFilter,
    SealedAccess,
    Verdict,
)

ROLES: Final = (Role.GUEST, Role.EDITOR, Role.REVIEWER, Role.LEAD)
NOW: Final = datetime(2026, 1, 1, tzinfo=UTC)
ALLOWED: Final = ""
"""The code of a cell whose act is allowed."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act: what it is done to, and the permit it asks for, given the actor and the subject in its state."""

    name: str
    subject: str
    permit: Callable[[Membership, Any], policies.Permit | str]
    for_contributors: bool = False
    """Whether it matters that the actor contributed to the claim."""


def _open(member: Membership, _subject: object) -> policies.Permit:
    """Open to every member: it concerns nobody else."""
    return policies.ALLOWED


def _review(member: Membership, asked: "Asked") -> str:
    bar = policies.bar_to_review(member, asked.verdict, contributed=asked.contributed)
    return bar.code if bar else ALLOWED


def _take_item(member: Membership, asked: "Asked") -> str:
    return _review(member, asked) or _code(policies.may_hold(member, asked.item, NOW))


def _extend(member: Membership, asked: "Asked") -> str:
    return _code(policies.may_extend(member, asked.item)) or _review(member, asked)


def _change_evidence(member: Membership, evidence: Evidence) -> policies.Permit:
    edit = policies.may_edit_claim(member, evidence.claim)
    return policies.may_change_sealed(member, evidence) if edit else edit


def _change_sealed(member: Membership, evidence: Evidence) -> policies.Permit:
    edit = policies.may_edit(member)
    return policies.may_change_sealed(member, evidence) if edit else edit


def _share_filter(member: Membership, saved: SavedFilter) -> policies.Permit:
    change = policies.may_change_filter(member, saved)
    return policies.may_share_filter(member) if change else change


@dataclass(frozen=True, slots=True)
class Asked:
    """A verdict and its queue item as a reviewer meets them."""

    verdict: Verdict
    item: QueueItem
    contributed: bool


ACTS: Final = (
    Act("add_article", "desk", lambda m, _: policies.may_add_article(m)),
    Act("add_articles", "desk", lambda m, _: policies.may_add_article(m)),
    Act("begin_practice", "desk", lambda m, _: policies.may_add_article(m)),
    Act("request_import", "desk", lambda m, _: policies.may_add_article(m)),
    Act("correct_metadata", "desk", lambda m, _: policies.may_add_article(m)),
    Act("correct_text", "desk", lambda m, _: policies.may_add_article(m)),
    Act("archive_article", "desk", lambda m, _: policies.may_add_article(m)),
    Act("highlight_claim", "desk", lambda m, _: policies.may_edit(m)),
    Act("add_person", "desk", lambda m, _: policies.may_edit(m)),
    Act("change_person", "desk", lambda m, _: policies.may_edit(m)),
    Act("mark_same_person", "desk", lambda m, _: policies.may_edit(m)),
    Act("add_source", "desk", lambda m, _: policies.may_edit(m)),
    Act("change_source", "desk", lambda m, _: policies.may_edit(m)),
    Act("request_export", "desk", lambda m, _: policies.may_export(m)),
    Act("take_next", "desk", lambda m, _: policies.may_take(m)),
    Act("add_member", "desk", lambda m, _: policies.may_manage_members(m)),
    Act("invite_member", "desk", lambda m, _: policies.may_manage_members(m)),
    Act("change_desk", "desk", lambda m, _: policies.may_lead(m)),
    Act("change_queue", "desk", lambda m, _: policies.may_lead(m)),
    Act("revise_scale", "desk", lambda m, _: policies.may_lead(m)),
    Act("revise_policy", "desk", lambda m, _: policies.may_lead(m)),
    Act("redact", "desk", lambda m, _: policies.may_redact(m)),
    Act("save_filter", "desk", _open),
    Act("read_notices", "desk", _open),
    Act("choose_notices", "desk", _open),
    Act("issue_token", "desk", _open),
    Act("revoke_token", "desk", _open),
    Act("add_occurrence", "claim", lambda m, c: policies.may_edit_claim(m, c.claim)),
    Act("reword_claim", "claim", lambda m, c: policies.may_edit_claim(m, c.claim)),
    Act("triage_claim", "claim", lambda m, c: policies.may_edit_claim(m, c.claim)),
    Act("log_contact", "claim", lambda m, c: policies.may_edit_claim(m, c.claim)),
    Act("relate_claims", "claim", lambda m, c: policies.may_edit_claim(m, c.claim)),
    Act("change_contact", "claim", lambda m, c: policies.may_edit_claim(m, c.claim)),
    Act("correct_occurrence", "claim", lambda m, c: policies.may_edit_claim(m, c.claim)),
    Act("dissolve_relation", "claim", lambda m, _: policies.may_edit(m)),
    Act("attach_evidence", "claim", lambda m, c: policies.may_edit_claim(m, c.claim)),
    Act("draft_verdict", "claim", lambda m, c: policies.may_draft(m, c.claim, live=c.live)),
    Act(
        "withdraw_claim",
        "claim",
        lambda m, c: policies.may_withdraw_claim(m, c.claim, published=c.published),
    ),
    Act("change_evidence", "evidence", _change_evidence),
    Act("detach_evidence", "evidence", lambda m, e: policies.may_edit_claim(m, e.claim)),
    Act("name_reader", "sealed", _change_sealed),
    Act("remove_reader", "sealed", _change_sealed),
    Act("revise_verdict", "verdict", lambda m, a: policies.may_revise(m, a.verdict)),
    Act("submit_for_review", "verdict", lambda m, a: policies.may_submit(m, a.verdict)),
    Act("withdraw_verdict", "verdict", lambda m, a: policies.may_withdraw_verdict(m, a.verdict)),
    Act("record_review", "verdict", _review, for_contributors=True),
    Act("take_item", "item", _take_item, for_contributors=True),
    Act("extend_lease", "item", _extend, for_contributors=True),
    Act("release_item", "item", _open),
    Act("invite_again", "member", policies.may_invite_again),
    Act("change_role", "member", lambda m, _: policies.may_manage_members(m)),
    Act("end_membership", "member", lambda m, of: policies.may_end_membership(m, of.pk)),
    Act("rename_filter", "filter", policies.may_change_filter),
    Act("remove_filter", "filter", policies.may_change_filter),
    Act("share_filter", "filter", _share_filter),
    Act("make_default_scale", "scale", policies.may_make_default),
    Act("retire_scale", "scale", policies.may_retire),
    Act("make_default_policy", "policy", policies.may_make_default),
    Act("retire_policy", "policy", policies.may_retire),
    Act("confirm_redaction", "redaction", policies.may_confirm_redaction),
    Act("cancel_export", "export", policies.may_cancel_export),
    Act("take_export", "export", policies.may_take_export),
    Act("cancel_import", "import", policies.may_cancel_import),
    Act("resume_import", "import", policies.may_resume_import),
)
BY_COMMAND: Final = frozenset({"adopt_row"})
"""Acts that no door of members leads to: operators do them by a command, as the system account."""


@dataclass(frozen=True, slots=True)
class OfClaim:
    """A claim, and whether it has a live verdict, or one that is public."""

    claim: Claim
    live: bool = False
    published: bool = False


def _verdict(state: str) -> Callable[[Membership, bool], Any]:
    return lambda _member, contributed: Asked(
        Verdict(state=state, claim=Claim()), QueueItem(), contributed
    )


def _item(state: str, *, holder: str = "") -> Callable[[Membership, bool], Any]:
    """An item in this state, held by nobody, by `me` or by `another`."""

    def asked(member: Membership, contributed: bool) -> Asked:
        item = QueueItem(state=state, lease_until=NOW + timedelta(minutes=5) if holder else None)
        if holder:
            item.holder = member.account if holder == "me" else Account(name="Somebody")
        return Asked(Verdict(state=VerdictState.SUBMITTED, claim=Claim()), item, contributed)

    return asked


def _evidence(visibility: str, *, named: bool = False) -> Callable[[Membership, bool], Any]:
    """Open evidence, or sealed evidence that does not name the member, or does."""

    def made(member: Membership, _contributed: bool) -> Evidence:
        evidence = Evidence(visibility=visibility, claim=Claim())
        access = [SealedAccess(account=member.account)] if named else []
        evidence._prefetched_objects_cache = {"access": access}  # type: ignore[attr-defined]
        return evidence

    return made


def _claim(**facts: bool) -> Callable[[Membership, bool], Any]:
    return lambda _member, _contributed: OfClaim(Claim(), **facts)


def _withdrawn(_member: Membership, _contributed: bool) -> OfClaim:
    return OfClaim(Claim(withdrawn_at=NOW))


def _export(state: str) -> Callable[[Membership, bool], Any]:
    return lambda _member, _contributed: ExportJob(state=state)


def _import(state: str, *, file: str = "kept.zip") -> Callable[[Membership, bool], Any]:
    return lambda _member, _contributed: ArticleImport(state=state, file=file)


SUBJECTS: Final[Mapping[str, Mapping[str, Callable[[Membership, bool], Any]]]] = {
    "desk": {"any time": lambda _member, _contributed: None},
    "claim": {
        "without a verdict": _claim(),
        "with a live verdict": _claim(live=True),
        "with a public verdict": _claim(live=True, published=True),
        "withdrawn": _withdrawn,
    },
    "evidence": {
        "open": _evidence(Visibility.INTERNAL),
        "sealed, not named on it": _evidence(Visibility.SEALED),
    },
    "sealed": {
        "named on it": _evidence(Visibility.SEALED, named=True),
        "not named on it": _evidence(Visibility.SEALED),
    },
    "verdict": {state.value: _verdict(state) for state in VerdictState},
    "item": {
        "waiting": _item(QueueItemState.WAITING),
        "held by oneself": _item(QueueItemState.LEASED, holder="me"),
        "held by another": _item(QueueItemState.LEASED, holder="another"),
        "done": _item(QueueItemState.DONE),
    },
    "member": {
        "oneself": lambda member, _contributed: member,
        "another, invited": lambda _member, _contributed: Membership(
            account=Account(), invited_as="Somebody"
        ),
        "another, who joined": lambda _member, _contributed: Membership(account=Account()),
    },
    "filter": {
        "one's own": lambda member, _contributed: SavedFilter(account=member.account),
        "shared by another": lambda _member, _contributed: SavedFilter(
            account=Account(), shared=True
        ),
    },
    "scale": {
        "in use": lambda _member, _contributed: RatingScale(),
        "the default": lambda _member, _contributed: RatingScale(is_default=True),
        "retired": lambda _member, _contributed: RatingScale(retired_at=NOW),
    },
    "policy": {
        "in use": lambda _member, _contributed: ReviewPolicy(),
        "the default": lambda _member, _contributed: ReviewPolicy(is_default=True),
        "retired": lambda _member, _contributed: ReviewPolicy(retired_at=NOW),
    },
    "redaction": {
        "made by oneself": lambda member, _contributed: Redaction(made_by=member.account),
        "made by another": lambda _member, _contributed: Redaction(made_by=Account()),
    },
    "export": {state.value: _export(state) for state in ExportState},
    "import": {
        **{state.value: _import(state) for state in ImportState},
        "failed, its file gone": _import(ImportState.FAILED, file=""),
    },
}
"""What acts are done to, and the states it can be in, each as an unsaved row."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: an act by a role in a state, and the code of the refusal; "" where it is allowed."""

    act: str
    subject: str
    role: Role
    contributed: bool
    state: str
    code: str


def cells() -> Iterator[Cell]:
    """The whole matrix, from the policies."""
    for act in ACTS:
        for role in ROLES:
            for contributed in (False, True) if act.for_contributors else (False,):
                member = Membership(role=role, account=Account())
                for state, subject in SUBJECTS[act.subject].items():
                    permit = act.permit(member, subject(member, contributed))
                    code = permit if isinstance(permit, str) else _code(permit)
                    yield Cell(act.name, act.subject, role, contributed, state, code)


def _code(permit: policies.Permit) -> str:
    return permit.refusal.code if permit.refusal else ALLOWED
