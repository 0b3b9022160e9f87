"""People who are quoted or who are sources, coming in and going out."""

from rest_framework import serializers

from annotations.api.serializers.fields import Entries, Id, In, Out, Text, WebAddress
from annotations.api.serializers.people import PersonOut


class RoleIn(In):
    """What a person was. With an `id` it is one of the roles they have, without it a new one."""

    id = Id(required=False, allow_null=True)
    title = Text(max_length=200, required=True)
    organisation = Text(max_length=200, required=False)
    starts_on = serializers.DateField(required=False, allow_null=True)
    ends_on = serializers.DateField(required=False, allow_null=True)


class PersonChangeIn(In):
    """What is known of a person. Whoever is quoted keeps their name."""

    name = Text(max_length=200, required=False)
    links = Entries(
        child=WebAddress(), max_length=20, required=False, help_text="Wikidata and others, http(s)."
    )
    roles = RoleIn(
        many=True,
        required=False,
        help_text="The whole list: a role that is not in it any more is taken away.",
    )
    same_as = Id(
        required=False,
        allow_null=True,
        help_text="Another person this one was entered twice as; quotes stay where they are.",
    )


class PersonIn(In):
    """A person, before or after they are quoted."""

    name = Text(max_length=200, required=True)
    links = Entries(child=WebAddress(), max_length=20, required=False)
    roles = RoleIn(many=True, required=False)
    namesake = serializers.BooleanField(
        required=False, help_text="Another person of a name the desk has already."
    )


class RoleOut(Out):
    """What a person was, from when to when."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    organisation = serializers.CharField()
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)


class QuotedPersonOut(Out):
    """Somebody who is quoted or who is a source. They do not sign in."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    links = serializers.ListField(child=serializers.CharField())
    roles = RoleOut(many=True)
    same_as = PersonOut(allow_null=True)
    claims_count = serializers.IntegerField()
    last_said = serializers.DateField(allow_null=True)
    created_at = serializers.DateTimeField()
    etag = serializers.CharField()


class AlsoOut(PersonOut):
    """Another entry of the same person."""

    etag = serializers.CharField()


class QuotedPersonDetailOut(QuotedPersonOut):
    """A person, and who else they were entered as."""

    quoted = serializers.BooleanField(help_text="Then the name stays as it is.")
    also = AlsoOut(many=True)
