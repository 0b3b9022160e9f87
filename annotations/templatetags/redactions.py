"""The words of redactions."""

from django import template
from django.utils.translation import gettext_lazy as _

from annotations.domain.vocabulary import RedactionSubject
from annotations.models.labels import LABELS, Words

register = template.Library()

TABLES: dict[str, Words] = {
    "article": _("articles"),
    "articlerevision": _("texts of articles"),
    "revisionblock": _("paragraphs"),
    "anchor": _("highlights"),
    "snapshot": _("files"),
    "articleimport": _("imports"),
    "sealedfile": _("sealed files"),
    "claim": _("claims"),
    "triage": _("triage decisions"),
    "contact": _("contacts"),
    "relation": _("relations of claims"),
    "occurrence": _("places where it was made"),
    "occurrencespeaker": _("speakers’ roles"),
    "evidence": _("pieces of evidence"),
    "sealedevidence": _("sealed pieces of evidence"),
    "source": _("sources"),
    "verdict": _("verdicts"),
    "submission": _("submissions"),
    "review": _("reviews"),
    "publication": _("publications"),
    "publicationversion": _("published versions"),
    "correction": _("corrections"),
}


@register.filter
def table_words(table: str) -> Words:
    """What a table holds."""
    return TABLES.get(table, table)


@register.filter
def subject_words(kind: str) -> Words:
    """What a redaction is about."""
    return LABELS[RedactionSubject][RedactionSubject(kind)]
