"""The desk's publishers, by name."""

from annotations.actions import audit
from annotations.domain.names import publisher_key
from annotations.domain.text import clean
from annotations.models import Membership, Publisher


def publisher_named(actor: Membership, name: str) -> Publisher:
    """The desk's publisher of this name, made when it is new."""
    name = clean(name)[:200]
    publisher, made = Publisher.objects.get_or_create(
        desk=actor.desk, folded=publisher_key(name) or name.casefold(), defaults={"name": name}
    )
    if made:
        audit.record("publisher.added", actor=actor, subject=publisher)
    return publisher
