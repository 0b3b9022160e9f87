"""The log of asking whoever made a claim."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from annotations import policies
from annotations.actions import audit
from annotations.actions.acts import act, found, locked_claim, refuse_unknown
from annotations.domain.errors import InvalidError
from annotations.domain.text import clean
from annotations.models import Contact, Membership, Person

FIELDS = {
    "person",
    "whom",
    "channel",
    "question",
    "sent_at",
    "deadline",
    "reply",
    "replied_at",
    "none_because",
}


@act
def log_contact(*, actor: Membership, claim_id: UUID, fields: dict[str, Any]) -> Contact:
    """One attempt to reach the claimant, or the reason why there was none."""
    claim = locked_claim(actor, claim_id)
    policies.may_edit_claim(actor, claim).require()
    refuse_unknown(fields, FIELDS)
    values = {
        name: clean(value) if isinstance(value, str) else value for name, value in fields.items()
    }
    if not values.get("none_because") and not (values.get("sent_at") and values.get("question")):
        raise InvalidError(
            _("Say what was asked and when, or why nobody was asked."),
            errors={"question": [_("missing")]},
        )
    if values.get("reply") and not values.get("replied_at"):
        raise InvalidError(_("Say when the reply came."), errors={"replied_at": [_("missing")]})
    if person := values.pop("person", None):
        values["person"] = found(Person.objects.visible_to(actor), person)
    contact = Contact.objects.create(claim=claim, account=actor.account, **values)
    audit.record("contact.logged", actor=actor, subject=contact, claim_id=claim.pk)
    return contact
