"""A refused act stands at the form that asked for it, beside the words that were typed."""

from django import forms
from django.utils.translation import gettext

from annotations.domain.errors import DomainError


def sentence(refusal: DomainError) -> str:
    """The refusal in the reader's language: rules only mark their sentences, doors translate them."""
    return gettext(refusal.detail)


def tell(form: forms.Form, refusal: DomainError) -> None:
    """Put the sentence of the refusal at the field it is about, or above the form."""
    named = refusal.extra.get("errors")
    fields = [name for name in named if name in form.fields] if isinstance(named, dict) else []
    form.add_error(fields[0] if len(fields) == 1 else None, sentence(refusal))
