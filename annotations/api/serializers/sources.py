"""Sources coming in and going out."""

from rest_framework import serializers

from annotations.api.serializers.evidence import SourceOut
from annotations.api.serializers.fields import Id, In, Text, WebAddress
from annotations.api.serializers.people import PersonOut


class SourceIn(In):
    """What can be cited. Of a source that is cited only the owner may be changed."""

    title = Text(max_length=500, required=False, help_text="Without one the address stands for it.")
    url = WebAddress(required=False)
    publisher = Text(max_length=200, required=False)
    owner = Text(
        max_length=200, required=False, help_text="Wire copies and sister titles share one."
    )
    person = Id(
        required=False, allow_null=True, help_text="Who the source is, as the id of a person."
    )
    published_on = serializers.DateField(required=False, allow_null=True)


class SourceRowOut(SourceOut):
    """A source, who speaks through it, and on how many claims it is cited."""

    id = serializers.UUIDField()
    person = PersonOut(allow_null=True)
    voice = serializers.CharField(
        help_text="Owner, or publisher, or title: two sources with one voice are not independent."
    )
    claims_count = serializers.IntegerField()
    created_by = PersonOut()
    created_at = serializers.DateTimeField()
    etag = serializers.CharField()


class SourceDetailOut(SourceRowOut):
    """A source, and whether it is cited."""

    cited = serializers.BooleanField(help_text="Then all but its owner stays as it is.")
