"""The words people read for the fixed values of `domain.vocabulary`, marked for translation."""

from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from django.utils.translation import gettext_lazy as _

from annotations.domain import vocabulary as v
from annotations.domain.list_names import ListName

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"
LABELS: dict[type[StrEnum], dict[str, Words]] = {
    v.Role: {
        v.Role.EDITOR: _("Editor"),
        v.Role.REVIEWER: _("Reviewer"),
        v.Role.LEAD: _("Lead"),
        v.Role.GUEST: _("Guest"),
    },
    v.Scope: {
        v.Scope.READ: _("Read"),
        v.Scope.ANNOTATE: _("Add articles, claims, evidence and verdicts"),
        v.Scope.REVIEW: _("Take and give reviews"),
        v.Scope.EXPORT: _("Export"),
        v.Scope.MANAGE: _("Manage members, and your tokens"),
    },
    v.ClaimKind: {
        v.ClaimKind.QUANTITY: _("Number or amount"),
        v.ClaimKind.QUOTATION: _("Quotation"),
        v.ClaimKind.EVENT: _("Event"),
        v.ClaimKind.COMPARISON: _("Comparison"),
        v.ClaimKind.CAUSAL: _("Cause and effect"),
        v.ClaimKind.RULE: _("Law or rule"),
        v.ClaimKind.PREDICTION: _("Prediction"),
        v.ClaimKind.POSITION: _("Somebody’s position"),
        v.ClaimKind.VISUAL: _("Image or video"),
        v.ClaimKind.OTHER: _("Other"),
    },
    ListName: {
        ListName.ARTICLES: _("Articles"),
        ListName.CLAIMS: _("Claims"),
        ListName.PEOPLE: _("People"),
        ListName.SOURCES: _("Sources"),
        ListName.EVIDENCE: _("Evidence"),
        ListName.VERDICTS: _("Verdicts"),
        ListName.REVIEWS: _("Reviews given"),
        ListName.REVIEW: _("Review"),
    },
    v.RedactionCause: {
        v.RedactionCause.ORDER: _("By order"),
        v.RedactionCause.SEALING: _("Sealed"),
    },
    v.RedactionSubject: {
        v.RedactionSubject.ARTICLE: _("Article"),
        v.RedactionSubject.CLAIM: _("Claim"),
        v.RedactionSubject.EVIDENCE: _("Evidence"),
    },
    v.Level: {v.Level.LOW: _("Low"), v.Level.MEDIUM: _("Medium"), v.Level.HIGH: _("High")},
    v.Form: {
        v.Form.VERBATIM: _("Word for word"),
        v.Form.PARAPHRASE: _("Paraphrase"),
        v.Form.VISUAL: _("In a picture"),
        v.Form.OMISSION: _("By leaving out"),
    },
    v.OutletPosition: {
        v.OutletPosition.ASSERTS: _("The outlet says so itself"),
        v.OutletPosition.REPORTS: _("The outlet reports that it was said"),
    },
    v.Precision: {
        v.Precision.MINUTE: _("to the minute"),
        v.Precision.DAY: _("to the day"),
        v.Precision.MONTH: _("to the month"),
        v.Precision.YEAR: _("to the year"),
        v.Precision.UNKNOWN: _("unknown"),
    },
    v.BlockKind: {
        v.BlockKind.PARAGRAPH: _("Paragraph"),
        v.BlockKind.HEADING: _("Heading"),
        v.BlockKind.LIST_ITEM: _("List item"),
        v.BlockKind.QUOTE: _("Quote"),
    },
    v.AnchorState: {
        v.AnchorState.EXACT: _("Exact"),
        v.AnchorState.MOVED: _("Moved"),
        v.AnchorState.CHANGED: _("Changed"),
        v.AnchorState.AMBIGUOUS: _("Ambiguous"),
        v.AnchorState.LOST: _("Lost"),
    },
    v.TriageDecision: {
        v.TriageDecision.TO_CHECK: _("To check"),
        v.TriageDecision.NOT_CHECKABLE: _("Not checkable"),
        v.TriageDecision.NOT_SELECTED: _("Not selected"),
    },
    v.TriageGround: {
        v.TriageGround.OPINION: _("Opinion"),
        v.TriageGround.PREDICTION: _("Prediction"),
        v.TriageGround.SATIRE: _("Satire"),
        v.TriageGround.TOO_VAGUE: _("Too vague"),
        v.TriageGround.NO_DATA: _("No data"),
        v.TriageGround.LITTLE_HARM: _("Little harm if wrong"),
        v.TriageGround.CHECKED_BEFORE: _("Checked before"),
        v.TriageGround.NO_TIME: _("No time for it"),
    },
    v.RelationKind: {
        v.RelationKind.SAME: _("Same claim"),
        v.RelationKind.VARIANT_OF: _("Variant of"),
        v.RelationKind.PART_OF: _("Part of"),
        v.RelationKind.CONTRADICTS: _("Contradicts"),
    },
    v.EvidenceKind: {
        v.EvidenceKind.WEB: _("Web page"),
        v.EvidenceKind.DOCUMENT: _("Document"),
        v.EvidenceKind.DATASET: _("Data set"),
        v.EvidenceKind.EMAIL: _("E-mail"),
        v.EvidenceKind.INTERVIEW: _("Call or interview"),
        v.EvidenceKind.RECORDING: _("Video or audio"),
        v.EvidenceKind.IMAGE: _("Image"),
        v.EvidenceKind.CALCULATION: _("Own calculation"),
    },
    v.Stance: {
        v.Stance.SUPPORTS: _("Supports"),
        v.Stance.REFUTES: _("Refutes"),
        v.Stance.CONTEXT: _("Context"),
    },
    v.Terms: {
        v.Terms.ON_RECORD: _("On the record"),
        v.Terms.BACKGROUND: _("Background"),
        v.Terms.OFF_RECORD: _("Off the record"),
    },
    v.Channel: {
        v.Channel.CALL: _("Telephone"),
        v.Channel.IN_PERSON: _("In person"),
        v.Channel.VIDEO: _("Video call"),
        v.Channel.EMAIL: _("E-mail"),
        v.Channel.MESSAGE: _("Messages"),
        v.Channel.LETTER: _("Letter"),
        v.Channel.OTHER: _("Another way"),
    },
    v.FileFamily: {
        v.FileFamily.IMAGE: _("Image"),
        v.FileFamily.PDF: _("PDF"),
        v.FileFamily.AUDIO: _("Audio"),
        v.FileFamily.VIDEO: _("Video"),
        v.FileFamily.SHEET: _("Spreadsheet"),
        v.FileFamily.TABLE: _("Table"),
        v.FileFamily.MAIL: _("E-mail"),
        v.FileFamily.TEXT: _("Text"),
    },
    v.PreviewProblem: {
        v.PreviewProblem.DAMAGED: _("The file is damaged or not quite what it says it is."),
        v.PreviewProblem.LOCKED: _("The file is protected by a password."),
        v.PreviewProblem.TOO_MUCH: _("The file is too large or too intricate to look into."),
        v.PreviewProblem.UNKNOWN: _("There is no preview for this kind of file."),
        v.PreviewProblem.LOST: _("The file is not in the store any more. Ask an operator."),
    },
    v.Visibility: {
        v.Visibility.PUBLIC: _("Public"),
        v.Visibility.INTERNAL: _("Desk only"),
        v.Visibility.SEALED: _("Sealed: named people only"),
    },
    v.AveritecLabel: {
        v.AveritecLabel.SUPPORTED: _("Supported"),
        v.AveritecLabel.REFUTED: _("Refuted"),
        v.AveritecLabel.NOT_ENOUGH_EVIDENCE: _("Not enough evidence"),
        v.AveritecLabel.CONFLICTING: _("Conflicting evidence or cherry-picking"),
    },
    v.VerdictState: {
        v.VerdictState.DRAFT: _("Draft"),
        v.VerdictState.SUBMITTED: _("Waiting for review"),
        v.VerdictState.IN_REVIEW: _("In review"),
        v.VerdictState.CHANGES_REQUESTED: _("Changes requested"),
        v.VerdictState.DISPUTED: _("Two verdicts differ"),
        v.VerdictState.APPROVED: _("Approved"),
        v.VerdictState.PUBLISHED: _("Published"),
        v.VerdictState.CORRECTED: _("Corrected"),
        v.VerdictState.RETRACTED: _("Retracted"),
        v.VerdictState.WITHHELD: _("Withheld"),
        v.VerdictState.WITHDRAWN: _("Withdrawn"),
    },
    v.ReviewKind: {
        v.ReviewKind.EDITORIAL: _("Editorial"),
        v.ReviewKind.LEGAL: _("Legal"),
        v.ReviewKind.COPY: _("Copy"),
        v.ReviewKind.STANDARDS: _("Standards"),
    },
    v.ReviewOutcome: {
        v.ReviewOutcome.APPROVE: _("Approved"),
        v.ReviewOutcome.REQUEST_CHANGES: _("Changes requested"),
    },
    v.RoundOutcome: {
        v.RoundOutcome.APPROVED: _("Approved"),
        v.RoundOutcome.CHANGES_REQUESTED: _("Changes requested"),
        v.RoundOutcome.DISPUTED: _("Disputed"),
        v.RoundOutcome.VOID: _("Void: what was judged changed"),
    },
    v.QueueItemState: {
        v.QueueItemState.WAITING: _("Waiting"),
        v.QueueItemState.LEASED: _("With a reviewer"),
        v.QueueItemState.DONE: _("Done"),
        v.QueueItemState.CANCELLED: _("Cancelled"),
    },
    v.ExportFormat: {
        v.ExportFormat.CLAIMREVIEW: _("ClaimReview (JSON-LD)"),
        v.ExportFormat.WEBANNOTATION: _("W3C Web Annotation (JSON-LD)"),
        v.ExportFormat.CSV: _("CSV table"),
        v.ExportFormat.JSONL: _("JSON lines"),
        v.ExportFormat.HTML: _("Claim report (printable)"),
    },
    v.ExportState: {
        v.ExportState.QUEUED: _("Waiting for a worker"),
        v.ExportState.RUNNING: _("Running"),
        v.ExportState.DONE: _("Ready"),
        v.ExportState.FAILED: _("Failed"),
        v.ExportState.CANCELLED: _("Cancelled"),
    },
    v.ImportKind: {
        v.ImportKind.ZIP: _("Files"),
        v.ImportKind.JSONL: _("JSON lines"),
    },
    v.ImportState: {
        v.ImportState.QUEUED: _("Waiting for a worker"),
        v.ImportState.RUNNING: _("Running"),
        v.ImportState.DONE: _("Done"),
        v.ImportState.FAILED: _("Failed"),
        v.ImportState.CANCELLED: _("Cancelled"),
    },
    v.RowFate: {
        v.RowFate.WAITING: _("Waiting"),
        v.RowFate.ADDED: _("Added"),
        v.RowFate.KNOWN: _("On the desk already"),
        v.RowFate.REFUSED: _("Refused"),
    },
    v.DateField: {
        v.DateField.SAID: _("Said on"),
        v.DateField.CREATED: _("Created"),
        v.DateField.APPROVED: _("Approved"),
        v.DateField.PUBLISHED: _("Published"),
    },
    v.CorrectionKind: {
        v.CorrectionKind.CLARIFICATION: _("Clarification"),
        v.CorrectionKind.UPDATE: _("Update"),
        v.CorrectionKind.CORRECTION: _("Correction"),
        v.CorrectionKind.RETRACTION: _("Retraction"),
        v.CorrectionKind.WITHHOLDING: _("Withholding"),
    },
    v.MailKind: {
        v.MailKind.RESET: _("Setting a new password"),
        v.MailKind.INVITATION: _("Invitation"),
        v.MailKind.CHANGED: _("Notice of a new password"),
        v.MailKind.ADDRESS: _("Confirming a new address"),
        v.MailKind.MOVED: _("Notice of a new address"),
        v.MailKind.NOTICE: _("Notice of something on the desk"),
    },
    v.NoticeKind: {
        v.NoticeKind.CHANGES_REQUESTED: _("Changes to your verdict are requested"),
        v.NoticeKind.APPROVED: _("Your verdict was approved"),
        v.NoticeKind.DISPUTED: _("Reviewers differ on your verdict"),
        v.NoticeKind.REPLY: _("A reply came after a verdict was submitted"),
        v.NoticeKind.ASSIGNED: _("A claim was assigned to you"),
        v.NoticeKind.DEADLINE: _("A deadline for a reply has passed"),
        v.NoticeKind.TO_REVIEW: _("A verdict waits for your review"),
        v.NoticeKind.EXPORT_ENDED: _("Your export has ended"),
        v.NoticeKind.IMPORT_ENDED: _("Your import has ended"),
    },
    v.NoticeWay: {
        v.NoticeWay.PAGE: _("On the page"),
        v.NoticeWay.MAIL: _("On the page and by mail"),
        v.NoticeWay.NONE: _("Not at all"),
    },
    v.Theme: {
        v.Theme.SYSTEM: _("As on this device"),
        v.Theme.LIGHT: _("Light"),
        v.Theme.DARK: _("Dark"),
    },
    v.TextSize: {
        v.TextSize.SMALL: _("Small"),
        v.TextSize.NORMAL: _("Normal"),
        v.TextSize.LARGE: _("Large"),
        v.TextSize.LARGEST: _("Largest"),
    },
    v.Density: {
        v.Density.ROOMY: _("Roomy"),
        v.Density.COMPACT: _("Close together"),
    },
}


def choices(enum: type[StrEnum]) -> list[tuple[str, Words]]:
    """(value, label) pairs in the order of the enum, for fields and menus."""
    return [(member.value, LABELS[enum][member]) for member in enum]


def label(enum: type[StrEnum], value: str) -> Words:
    """The words for one stored value; the value itself when it is empty."""
    return LABELS[enum][value] if value else ""
