"""People who are quoted or who are sources: listed, entered, read and put right."""

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view

from annotations.actions import persons as acts
from annotations.actions.acts import Versions
from annotations.api import examples
from annotations.api.conditional import tag_of_whole
from annotations.api.idempotency import Outcome
from annotations.api.pagination import Pages
from annotations.api.serializers.persons import (
    PersonChangeIn,
    PersonIn,
    QuotedPersonDetailOut,
    QuotedPersonOut,
)
from annotations.api.views.base import Changes, Creates, Lists, MemberView
from annotations.api.views.filtering import (
    described,
    filters_of,
    ordering_of,
    words,
    yes_or_no,
)
from annotations.models import Person
from annotations.queries import persons as questions

FILTERS: Final = {
    "q": words("A part of the name, or nearly; accents do not matter."),
    "role": words("A part of a role or an organisation."),
    "has_claims": yes_or_no("Quoted on a claim."),
    "matched": yes_or_no("Marked as the same as another person."),
}


class ShowsPerson(MemberView):
    """What a person looks like to the member."""

    def etag(self, body: Mapping[str, Any]) -> str | None:
        """What they said shows too: the row's version alone would not tell that it changed."""
        return tag_of_whole(body["etag"], body) if "etag" in body else None


@extend_schema_view(
    get=extend_schema(
        summary="The people who are quoted or who are sources",
        operation_id="people",
        responses=QuotedPersonOut(many=True),
        parameters=described(FILTERS, questions.ORDERINGS, "name"),
    ),
    post=extend_schema(
        summary="Enter a person",
        description="Of a name the desk has already only as a `namesake` (`duplicate`).",
        operation_id="add_person",
        responses={201: QuotedPersonDetailOut},
        examples=[examples.PERSON_IN],
        extensions={"x-problems": ["duplicate", "not_permitted"]},
    ),
)
class People(ShowsPerson, Lists, Creates):
    """The people of the desk."""

    pagination_class = Pages
    serializer_class = PersonIn
    location = "person"

    @property
    def page_ordering(self) -> tuple[str, ...]:  # type: ignore[override]
        """The keys of the ordering asked for."""
        return ordering_of(self.request, questions.ORDERINGS, "name")

    def get_queryset(self) -> QuerySet[Person]:
        """The people asked for."""
        return questions.found_persons(self.member, **filters_of(self.request, FILTERS))

    def row(self, item: Person) -> dict[str, Any]:
        """One person."""
        return questions.person_row(item, self.member)

    def perform_create(self, fields: dict[str, Any]) -> Outcome:
        """Enter the person."""
        namesake = fields.pop("namesake", False)
        person = acts.add_person(actor=self.member, fields=fields, namesake=namesake)
        return questions.person_detail(self.member, person.pk), 201


@extend_schema_view(
    get=extend_schema(summary="One person", operation_id="person", responses=QuotedPersonDetailOut),
    patch=extend_schema(
        summary="Put right what is known of a person",
        description=(
            "Whoever is quoted keeps their name (`wrong_state`). `same_as` comes alone: it says that a person was "
            "entered twice, and moves no quote."
        ),
        operation_id="change_person",
        request=PersonChangeIn,
        responses=QuotedPersonDetailOut,
        examples=[examples.PERSON_CHANGE],
        extensions={"x-problems": ["wrong_state", "not_permitted"]},
    ),
)
class OnePerson(ShowsPerson, Changes):
    """A person."""

    serializer_class = PersonChangeIn

    def read(self) -> Any:
        """The person as the member may see them."""
        return questions.person_detail(self.member, self.id)

    def perform_update(self, changes: dict[str, Any], expected: Versions) -> None:
        """Put the person right, or mark them as somebody else."""
        read: dict[str, Any] = {
            "actor": self.member,
            "person_id": self.id,
            "expected_version": expected,
        }
        if changes.keys() == {"same_as"}:
            acts.mark_same_person(**read, same_as=changes["same_as"])
        else:
            acts.change_person(**read, changes=changes)
