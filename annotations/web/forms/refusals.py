"""A refused act stands at the form that asked for it, beside the words that were typed."""

from django import forms

from annotations.domain.errors import DomainError


def tell(form: forms.Form, refusal: DomainError) -> None:
    """Put the sentence of the refusal at the field it is about, or above the form."""
    named = refusal.extra.get("errors")
    fields = [name for name in named if name in form.fields] if isinstance(named, dict) else []
    form.add_error(fields[0] if len(fields) == 1 else None, refusal.detail)
