"""Who signs in, and how people are named."""

from rest_framework import serializers

from annotations.api.serializers.fields import Out, Word
from annotations.domain.vocabulary import Role


class PersonOut(Out):
    """Somebody by id and name."""

    id = serializers.UUIDField()
    name = serializers.CharField()


class DeskOut(Out):
    """A newsroom."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    slug = serializers.CharField()
    language = serializers.CharField()
    zone = serializers.CharField(help_text="IANA time zone: dates without a zone are meant in it.")


class MeOut(Out):
    """Who calls, and what they may do on their desk."""

    id = serializers.UUIDField()
    email = serializers.EmailField()
    name = serializers.CharField()
    language = serializers.CharField()
    desk = DeskOut()
    role = Word(Role)
    permissions = serializers.ListField(child=serializers.CharField())
