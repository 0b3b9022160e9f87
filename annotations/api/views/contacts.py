"""The log of asking whoever made a claim."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view

from annotations.actions import contacts as acts
from annotations.actions.acts import Versions
from annotations.api import examples
from annotations.api.idempotency import Outcome
from annotations.api.pagination import Pages
from annotations.api.serializers.claims import ContactIn, ContactOut
from annotations.api.views.base import Changes, Creates, Lists
from annotations.models import Contact
from annotations.queries import contacts as questions


@extend_schema_view(
    get=extend_schema(
        summary="Who was asked about a claim, and what came back",
        operation_id="contacts",
        responses=ContactOut(many=True),
    ),
    post=extend_schema(
        summary="Log that the claimant was asked, or why not",
        operation_id="log_contact",
        responses={201: ContactOut},
        examples=[examples.CONTACT_IN],
        extensions={"x-problems": ["wrong_state"]},
    ),
)
class Contacts(Lists, Creates):
    """The log of one claim."""

    pagination_class = Pages
    page_ordering = ("id",)
    serializer_class = ContactIn
    location = "contact"

    def get_queryset(self) -> QuerySet[Contact]:
        """The contacts of the claim."""
        return questions.contacts_of(self.member, self.id)

    def row(self, item: Contact) -> dict[str, Any]:
        """One contact."""
        return questions.contact_row(item)

    def perform_create(self, fields: dict[str, Any]) -> Outcome:
        """Log the contact."""
        contact = acts.log_contact(actor=self.member, claim_id=self.id, fields=fields)
        return questions.contact_row(questions.contact_of(self.member, contact.pk)), 201


@extend_schema_view(
    get=extend_schema(summary="One contact", operation_id="contact", responses=ContactOut),
    patch=extend_schema(
        summary="Note the reply, or put right what was noted",
        description=(
            "A reply is not substantive: it voids nothing. When it comes after the verdict was submitted, author "
            "and reviewers are told."
        ),
        operation_id="change_contact",
        request=ContactIn,
        responses=ContactOut,
        examples=[examples.CONTACT_CHANGE],
        extensions={"x-problems": ["wrong_state"]},
    ),
)
class OneContact(Changes):
    """A contact."""

    serializer_class = ContactIn

    def read(self) -> Any:
        """The contact."""
        return questions.contact_row(questions.contact_of(self.member, self.id))

    def perform_update(self, changes: dict[str, Any], expected: Versions) -> None:
        """Change the contact."""
        acts.change_contact(
            actor=self.member, contact_id=self.id, expected_version=expected, changes=changes
        )
