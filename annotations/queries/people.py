"""People of a desk as the API and the pages name them."""

from typing import Any

from django.utils import timezone

from annotations import policies
from annotations.models import Account, Membership


def account_row(account: Account | None) -> dict[str, Any] | None:
    """An account by id and name."""
    return None if account is None else {"id": str(account.pk), "name": account.name}


def me(member: Membership) -> dict[str, Any]:
    """Who is signed in, on which desk, and what they may do there."""
    allowed = {
        "edit": policies.may_edit(member),
        "add_article": policies.may_add_article(member),
        "review": policies.may_take(member),
        "export": policies.may_export(member),
    }
    desk = member.desk
    return {
        "id": str(member.account_id),
        "email": member.account.email,
        "name": member.account.name,
        "language": member.account.language,
        "desk": {
            "id": str(desk.pk),
            "name": desk.name,
            "slug": desk.slug,
            "language": desk.language,
            "zone": desk.zone,
        },
        "role": member.role,
        "permissions": [verb for verb, permit in allowed.items() if permit],
    }


def members(member: Membership) -> list[dict[str, Any]]:
    """Everybody who works on the desk now."""
    rows = (
        Membership.objects.active(timezone.now())
        .people()
        .filter(desk_id=member.desk_id)
        .select_related("account")
        .order_by("account__name")
    )
    return [{"id": str(row.account_id), "name": row.account.name, "role": row.role} for row in rows]
