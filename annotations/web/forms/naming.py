"""Naming in a form what the desk has: a person by their name, or by the address of their page."""

import re
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from annotations.domain.names import name_key
from annotations.models import Membership, Person
from annotations.queries.persons import persons_of

PAGE: Final = re.compile(r"/people/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/?$")
"""The address of the page of a person, as somebody copies it."""


def the_person(member: Membership, given: str) -> Person:
    """The one person who is meant. Raises ValidationError where there is none, or more than one."""
    page = PAGE.search(given)
    wanted: dict[str, Any] = (
        {"pk": page[1]} if page else {"folded": name_key(given) or given.casefold()}
    )
    rows = list(persons_of(member).filter(**wanted).order_by("id")[:2])
    if not rows:
        raise forms.ValidationError(_("The desk has nobody of this name. Add them first."))
    if len(rows) > 1:
        raise forms.ValidationError(
            _("There are several people of this name. Give the address of the page of one.")
        )
    return rows[0]
