"""Sources: entered before they are cited, and put right as far as what was cited allows."""

from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from django.utils.translation import gettext as _

from annotations import policies
from annotations.actions import audit
from annotations.actions.acts import (
    Versions,
    act,
    alone,
    found,
    locked,
    refreshed,
    refuse_unknown,
)
from annotations.actions.publishers import publisher_named
from annotations.domain.errors import InvalidError, WrongStateError
from annotations.domain.text import clean
from annotations.models import Evidence, Membership, Person, Source

AS_CITED: Final = ("title", "url", "publisher", "person", "published_on")
"""What is said of a source that stays as it is once the source is cited."""
FIELDS: Final = {*AS_CITED, "owner"}


@act
def add_source(*, actor: Membership, fields: dict[str, Any]) -> tuple[Source, bool]:
    """A source to cite; returns it and whether it is new: the same title and address is the same source."""
    policies.may_edit(actor).require()
    source = Source(desk=actor.desk, added_by=actor.account)
    _fill(actor, source, fields)
    alone("source", actor.desk_id, source.url, source.title)
    same = {name: getattr(source, name) for name in AS_CITED}
    known = Source.objects.visible_to(actor).filter(**same).order_by("id").first()
    if known is not None:
        return known, False
    source.save()
    audit.record("source.added", actor=actor, subject=source)
    return source, True


@act
def change_source(
    *, actor: Membership, source_id: UUID, expected_version: Versions, changes: dict[str, Any]
) -> Source:
    """Put right what is known of a source. Of one that is cited only the owner (WrongStateError for the rest)."""
    policies.may_edit(actor).require()
    source = locked(Source.objects.visible_to(actor), source_id, expected_version=expected_version)
    before = {name: getattr(source, name) for name in AS_CITED}
    _fill(actor, source, changes)
    other = [name for name, value in before.items() if getattr(source, name) != value]
    if other and Evidence.objects.filter(source=source).exists():
        raise WrongStateError(
            _(
                "This source is cited, and stays as it was cited: only its owner may be put right. Another title, "
                "address or day is another source: attach that one to the claim."
            ),
            errors={name: [_("cited")] for name in other},
        )
    source.save()
    data = {"fields": sorted(changes)}
    audit.record("source.changed", actor=actor, subject=refreshed(source), data=data)
    return source


def _fill(actor: Membership, source: Source, fields: dict[str, Any]) -> None:
    refuse_unknown(fields, FIELDS)
    for name in {"title", "owner"} & fields.keys():
        setattr(source, name, clean(fields[name] or ""))
    if "url" in fields:
        source.url = _address(fields["url"] or "")
    if "published_on" in fields:
        source.published_on = fields["published_on"]
    if "publisher" in fields:
        name = clean(fields["publisher"] or "")
        source.publisher = publisher_named(actor, name) if name else None
    if "person" in fields:
        person = fields["person"]
        source.person = found(Person.objects.visible_to(actor), person) if person else None
    source.title = (source.title or source.url)[:500]
    if not source.title:
        raise InvalidError(
            _("Give a title or an address: something a reader can follow."),
            errors={"title": [_("missing")]},
        )


def _address(url: str) -> str:
    if url and urlsplit(url).scheme not in {"http", "https"}:
        raise InvalidError(
            _("An address begins with http:// or https://."),
            errors={"url": [_("not a web address")]},
        )
    return url
