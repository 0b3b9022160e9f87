"""The audit log of a claim in words."""

from django import template
from django.utils.translation import gettext_lazy as _

from annotations.models.labels import Words

register = template.Library()

ACTS: dict[str, tuple[Words, str]] = {
    "claim.highlighted": (_("Claim made"), "open"),
    "claim.reworded": (_("Claim reworded"), "draft"),
    "claim.triaged": (_("Triage decided"), "open"),
    "claim.withdrawn": (_("Claim withdrawn"), "gone"),
    "occurrence.added": (_("Found in another place"), "open"),
    "occurrence.changed": (_("Where and by whom it was said was changed"), "draft"),
    "contact.logged": (_("Contact with the claimant noted"), "open"),
    "contact.replied": (_("A reply of the claimant noted"), "submitted"),
    "contact.changed": (_("The note of a contact changed"), "open"),
    "relation.made": (_("Related to another claim"), "open"),
    "relation.dissolved": (_("A relation taken back"), "open"),
    "evidence.attached": (_("Evidence attached"), "draft"),
    "evidence.changed": (_("Evidence changed"), "draft"),
    "evidence.detached": (_("Evidence taken away"), "draft"),
    "reader.named": (_("Somebody may read sealed evidence"), "open"),
    "reader.removed": (_("Somebody may no longer read sealed evidence"), "open"),
    "verdict.drafted": (_("Verdict drafted"), "draft"),
    "verdict.revised": (_("Verdict revised"), "draft"),
    "verdict.voided": (_("Something it rests on changed: the verdict is a draft again"), "draft"),
    "verdict.submitted": (_("Submitted for review"), "submitted"),
    "verdict.withdrawn": (_("Verdict withdrawn"), "gone"),
    "review.recorded": (_("Review given"), "submitted"),
    "verdict.changes_requested": (_("Changes requested"), "changes"),
    "verdict.disputed": (_("Reviewers differ"), "disputed"),
    "verdict.approved": (_("Verdict approved"), "approved"),
    "verdict.published": (_("Verdict published"), "approved"),
    "verdict.corrected": (_("Verdict corrected in the open"), "approved"),
    "verdict.retracted": (_("Verdict retracted"), "gone"),
    "verdict.withheld": (_("Verdict withheld"), "gone"),
    "claim.redacted": (_("Words withheld by order"), "gone"),
    "row.adopted": (_("Taken over as it stood"), "open"),
}
FIELDS: dict[str, Words] = {
    "statement": _("statement"),
    "kind": _("kind"),
    "topics": _("topics"),
    "harm": _("harm"),
    "reach": _("reach"),
    "quantity": _("quantity"),
    "speaker": _("speaker"),
    "said_on": _("said on"),
    "rating": _("rating"),
    "summary": _("summary"),
    "justification": _("justification"),
    "as_of": _("as of"),
    "quote": _("quote"),
    "stance": _("stance"),
    "note": _("note"),
    "source": _("source"),
    "url": _("address"),
    "title": _("title"),
    "reply": _("reply"),
    "replied_at": _("when the reply came"),
    "deadline": _("deadline"),
    "question": _("question"),
    "whom": _("whom"),
    "channel": _("channel"),
    "assignee": _("assignee"),
    "parent": _("the claim it is a part of"),
    "words": _("words"),
    "differs": _("in what it differs"),
    "locator": _("place in the source"),
    "place": _("place in the source"),
    "informant": _("who was asked"),
    "calculation": _("calculation"),
    "visibility": _("who may see it"),
}


@register.filter
def act_words(act: str) -> Words:
    """What was done. An act without words of its own is shown by its name."""
    return ACTS[act][0] if act in ACTS else act.replace(".", " ").replace("_", " ")


@register.filter
def act_look(act: str) -> str:
    """The state whose line the act takes on the time line."""
    return ACTS[act][1] if act in ACTS else "open"


@register.filter
def field_words(name: str) -> Words:
    """A field as people call it."""
    return FIELDS.get(name) or name.replace("_", " ")
