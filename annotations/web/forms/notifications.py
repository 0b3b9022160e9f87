"""How somebody wants to be told."""

from typing import Any

from django import forms

from annotations.domain.vocabulary import NoticeKind, NoticeWay
from annotations.models.labels import choices


class ChoiceForm(forms.Form):
    """One choice for each kind of notice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, words in choices(NoticeKind):
            box = forms.Select({"class": "form-select"})
            self.fields[kind] = forms.ChoiceField(
                label=words, choices=choices(NoticeWay), widget=box
            )
