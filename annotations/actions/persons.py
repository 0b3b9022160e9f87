"""People who are quoted or who are sources: entered, put right, and marked as one and the same."""

from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from django.utils import timezone
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
from annotations.actions.audit import Line
from annotations.domain.errors import DuplicateError, InvalidError, WrongStateError
from annotations.domain.names import name_key
from annotations.domain.text import one_line
from annotations.models import Membership, OccurrenceSpeaker, Person, PersonRole

FIELDS: Final = {"name", "links", "roles"}
ROLE_FIELDS: Final = ("title", "organisation", "starts_on", "ends_on")
MOST_LINKS: Final = 20
MOST_ROLES: Final = 50


@act
def add_person(*, actor: Membership, fields: dict[str, Any], namesake: bool = False) -> Person:
    """A person of the desk, with links and roles.

    Two people may bear one name; so that nobody is entered twice by mistake, the second is a `namesake` in so
    many words. Raises DuplicateError otherwise, with the ids of those who bear it.
    """
    policies.may_edit(actor).require()
    refuse_unknown(fields, FIELDS)
    name = _name(fields.get("name", ""))
    key = name_key(name) or name.casefold()
    alone("person", actor.desk_id, key)
    known = Person.objects.visible_to(actor).filter(folded=key)
    if not namesake and (ids := [str(pk) for pk in known.values_list("pk", flat=True)]):
        raise DuplicateError(
            _(
                "Somebody of this name is on the desk already. Open them, or say that this is another "
                "person of the same name."
            ),
            people=ids,
        )
    person = Person.objects.create(
        desk=actor.desk, name=name, folded=key, links=_links(fields.get("links") or [])
    )
    lines = [Line("person.added", person)]
    _set_roles(person, fields.get("roles") or [], lines)
    audit.record_lines(lines, actor=actor)
    return person


@act
def change_person(
    *, actor: Membership, person_id: UUID, expected_version: Versions, changes: dict[str, Any]
) -> Person:
    """Put right what is known of a person. `roles` is the whole list: one with an `id` is changed, the rest are new.

    Whoever is quoted keeps their name (WrongStateError): it is part of what was judged.
    """
    policies.may_edit(actor).require()
    person = locked(Person.objects.visible_to(actor), person_id, expected_version=expected_version)
    refuse_unknown(changes, FIELDS)
    if "name" in changes and (name := _name(changes["name"])) != person.name:
        _refuse_if_quoted(person)
        person.name, person.folded = name, name_key(name) or name.casefold()
    if "links" in changes:
        person.links = _links(changes["links"] or [])
    person.save()
    lines = [Line("person.changed", refreshed(person), {"fields": sorted(changes)})]
    if "roles" in changes:
        _set_roles(person, changes["roles"] or [], lines)
    audit.record_lines(lines, actor=actor)
    return person


@act
def mark_same_person(
    *, actor: Membership, person_id: UUID, expected_version: Versions, same_as: UUID | None
) -> Person:
    """Say that this person was entered twice: they are the same as another; None takes it back.

    No quote moves and no name changes. Whoever was the same as this one is the same as the other now.
    """
    policies.may_edit(actor).require()
    alone("same person", actor.desk_id)
    people = Person.objects.visible_to(actor)
    person = locked(people, person_id, expected_version=expected_version)
    other = found(people, same_as) if same_as else None
    if other is not None and other.same_as is not None:
        other = other.same_as
    if other == person:
        raise InvalidError(
            _("These two are one person already. Choose somebody else."),
            errors={"same_as": [_("the person themselves")]},
        )
    also = list(people.select_for_update().filter(same_as=person).order_by("id")) if other else []
    for one in also:
        one.same_as = None
        one.save()
    person.same_as = other
    person.save()
    told = [Line("person.parted", refreshed(one)) for one in also]
    told.append(Line("person.matched" if other else "person.parted", refreshed(person)))
    audit.record_lines(told, actor=actor)
    for one in also:
        one.same_as = other
        one.save()
    if also:
        audit.record_lines([Line("person.matched", refreshed(one)) for one in also], actor=actor)
    return person


def _name(given: str) -> str:
    name = one_line(given)[:200]
    if not name:
        raise InvalidError(_("A person needs a name."), errors={"name": [_("empty")]})
    return name


def _refuse_if_quoted(person: Person) -> None:
    if OccurrenceSpeaker.objects.filter(person=person).exists():
        raise WrongStateError(
            _(
                "This person is quoted, and what was judged says this name. Add a person with the right name, "
                "and name them as speaker on the claims that have it wrong."
            ),
            errors={"name": [_("quoted")]},
        )


def _links(given: Iterable[str]) -> list[str]:
    """Web addresses, each once, as they were given."""
    links = list(dict.fromkeys(link.strip() for link in given if link.strip()))
    if len(links) > MOST_LINKS:
        raise InvalidError(
            _("Give at most %(most)d links: those that say who this is.") % {"most": MOST_LINKS},
            errors={"links": [_("too many")]},
        )
    for link in links:
        if urlsplit(link).scheme not in {"http", "https"}:
            raise InvalidError(
                _("An address begins with http:// or https://."),
                errors={"links": [_("not a web address")]},
            )
    return links


def _set_roles(person: Person, given: list[Mapping[str, Any]], lines: list[Line]) -> None:
    """Make the person's roles what was given; what is not among them any more is taken away."""
    if len(given) > MOST_ROLES:
        raise InvalidError(
            _("Give at most %(most)d roles.") % {"most": MOST_ROLES},
            errors={"roles": [_("too many")]},
        )
    standing = {role.pk: role for role in person.roles.filter(removed_at=None)}
    for entry in given:
        role = _known_role(standing, entry.get("id")) or PersonRole(person=person)
        values = _role_values(entry)
        if not role._state.adding and all(getattr(role, name) == values[name] for name in values):
            continue
        act = "role.added" if role._state.adding else "role.changed"
        for name, value in values.items():
            setattr(role, name, value)
        role.save()
        lines.append(Line(act, refreshed(role)))
    for role in standing.values():
        role.removed_at = timezone.now()
        role.save()
        lines.append(Line("role.removed", refreshed(role)))


def _known_role(standing: dict[UUID, PersonRole], pk: Any) -> PersonRole | None:
    """The role of this id, no longer among those left over; None where the entry names none."""
    if not pk:
        return None
    role = standing.pop(UUID(str(pk)), None)
    if role is None:
        raise InvalidError(
            _("One of these roles is not there any more. Read the person again, then save."),
            errors={"roles": [_("no such role")]},
        )
    return role


def _role_values(entry: Mapping[str, Any]) -> dict[str, Any]:
    values = {name: entry.get(name) for name in ROLE_FIELDS}
    for name in ("title", "organisation"):
        values[name] = one_line(values[name] or "")[:200]
    if not values["title"]:
        raise InvalidError(
            _("Say what the person was: a role needs a title."), errors={"roles": [_("no title")]}
        )
    starts, ends = values["starts_on"], values["ends_on"]
    if starts and ends and ends < starts:
        raise InvalidError(
            _("A role ends after it begins. Correct one of the days of “%(title)s”.")
            % {"title": values["title"]},
            errors={"roles": [_("ends before it begins")]},
        )
    return values
