"""Who could still approve a verdict, now and after an edit: said before somebody makes one."""

from typing import Any
from uuid import UUID

from annotations import policies
from annotations.models import Claim, Membership, Verdict


def approvers(member: Membership, claim_id: UUID | str) -> list[dict[str, Any]]:
    """Reviewers and leads who had no hand in the claim."""
    claim = Claim.objects.visible_to(member).get(pk=claim_id)
    return policies.could_review(Verdict(claim=claim))


def approvers_after_edit(member: Membership, claim_id: UUID | str) -> list[dict[str, Any]]:
    """Who could approve once the member has made a substantive edit: all of them but the member."""
    own = str(member.account_id)
    return [person for person in approvers(member, claim_id) if person["id"] != own]
