"""The fixed values of the product: one enum for each closed list of words.

The strings are stored in tables, sent by the API and written into exports: they never change meaning.
"""

from enum import StrEnum


class Role(StrEnum):
    """What a member may do on a desk."""

    EDITOR = "editor"
    REVIEWER = "reviewer"
    LEAD = "lead"
    GUEST = "guest"


class Scope(StrEnum):
    """What a token of the API may be used for."""

    READ = "read"
    ANNOTATE = "annotate"
    REVIEW = "review"
    EXPORT = "export"
    MANAGE = "manage"


class ClaimKind(StrEnum):
    """What sort of proposition a claim is."""

    QUANTITY = "quantity"
    QUOTATION = "quotation"
    EVENT = "event"
    COMPARISON = "comparison"
    CAUSAL = "causal"
    RULE = "rule"
    PREDICTION = "prediction"
    POSITION = "position"
    VISUAL = "visual"
    OTHER = "other"


class Level(StrEnum):
    """Harm if the claim is wrong, and its reach."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Form(StrEnum):
    """How an occurrence carries its claim."""

    VERBATIM = "verbatim"
    PARAPHRASE = "paraphrase"
    VISUAL = "visual"
    OMISSION = "omission"


class OutletPosition(StrEnum):
    """Whether the outlet says the claim itself or reports that somebody said it."""

    ASSERTS = "asserts"
    REPORTS = "reports"


class Precision(StrEnum):
    """How much of a date is known."""

    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class BlockKind(StrEnum):
    """What a block of a canonical text is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    QUOTE = "quote"


class AnchorState(StrEnum):
    """Where the words of an anchor stand in one revision."""

    EXACT = "exact"
    MOVED = "moved"
    CHANGED = "changed"
    AMBIGUOUS = "ambiguous"
    LOST = "lost"


class TriageDecision(StrEnum):
    """Whether a claim will be checked."""

    TO_CHECK = "to_check"
    NOT_CHECKABLE = "not_checkable"
    NOT_SELECTED = "not_selected"


class TriageGround(StrEnum):
    """Why a claim will not be checked, in a word; the first five make it not checkable."""

    OPINION = "opinion"
    PREDICTION = "prediction"
    SATIRE = "satire"
    TOO_VAGUE = "too_vague"
    NO_DATA = "no_data"
    LITTLE_HARM = "little_harm"
    CHECKED_BEFORE = "checked_before"
    NO_TIME = "no_time"


class RelationKind(StrEnum):
    """How one claim relates to another. A verdict is never inherited by a variant."""

    SAME = "same"
    VARIANT_OF = "variant_of"
    PART_OF = "part_of"
    CONTRADICTS = "contradicts"


class EvidenceKind(StrEnum):
    """What a piece of evidence is."""

    WEB = "web"
    DOCUMENT = "document"
    DATASET = "dataset"
    EMAIL = "email"
    INTERVIEW = "interview"
    RECORDING = "recording"
    IMAGE = "image"
    CALCULATION = "calculation"


class Stance(StrEnum):
    """What a piece of evidence does to its claim."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    CONTEXT = "context"


class Terms(StrEnum):
    """On which terms evidence was given."""

    ON_RECORD = "on_record"
    BACKGROUND = "background"
    OFF_RECORD = "off_record"


class Channel(StrEnum):
    """How somebody was reached, or wrote."""

    CALL = "call"
    IN_PERSON = "in_person"
    VIDEO = "video"
    EMAIL = "email"
    MESSAGE = "message"
    LETTER = "letter"
    OTHER = "other"


class FileFamily(StrEnum):
    """What kind of file evidence has, as far as its preview is concerned."""

    IMAGE = "image"
    PDF = "pdf"
    AUDIO = "audio"
    VIDEO = "video"
    SHEET = "sheet"
    TABLE = "table"
    MAIL = "mail"
    TEXT = "text"


class PreviewProblem(StrEnum):
    """Why a file has no preview; empty where it has one."""

    DAMAGED = "damaged"
    LOCKED = "locked"
    TOO_MUCH = "too_much"
    UNKNOWN = "unknown"
    LOST = "lost"


class Visibility(StrEnum):
    """Who may see a piece of evidence."""

    PUBLIC = "public"
    INTERNAL = "internal"
    SEALED = "sealed"


class AveritecLabel(StrEnum):
    """The four labels of AVeriTeC."""

    SUPPORTED = "Supported"
    REFUTED = "Refuted"
    NOT_ENOUGH_EVIDENCE = "Not Enough Evidence"
    CONFLICTING = "Conflicting Evidence/Cherrypicking"


class VerdictState(StrEnum):
    """Where a verdict stands on its way to the public."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    CHANGES_REQUESTED = "changes_requested"
    DISPUTED = "disputed"
    APPROVED = "approved"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    RETRACTED = "retracted"
    WITHHELD = "withheld"
    WITHDRAWN = "withdrawn"


class ReviewKind(StrEnum):
    """What a reviewer looked for."""

    EDITORIAL = "editorial"
    LEGAL = "legal"
    COPY = "copy"
    STANDARDS = "standards"


class ReviewOutcome(StrEnum):
    """What a reviewer decided."""

    APPROVE = "approve"
    REQUEST_CHANGES = "request_changes"


class RoundOutcome(StrEnum):
    """How a review round ended. Void: what was judged changed meanwhile."""

    APPROVED = "approved"
    CHANGES_REQUESTED = "changes_requested"
    DISPUTED = "disputed"
    VOID = "void"


class QueueItemState(StrEnum):
    """Where a queue item stands; waiting and leased items are live."""

    WAITING = "waiting"
    LEASED = "leased"
    DONE = "done"
    CANCELLED = "cancelled"


class ExportFormat(StrEnum):
    """Formats an export can be written in."""

    CLAIMREVIEW = "claimreview"
    WEBANNOTATION = "webannotation"
    CSV = "csv"
    JSONL = "jsonl"
    HTML = "html"


class ExportState(StrEnum):
    """Where an export job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class ImportKind(StrEnum):
    """What the articles of an import came in; files that came by themselves are put into a zip."""

    ZIP = "zip"
    JSONL = "jsonl"


class ImportState(StrEnum):
    """Where an import of many articles stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class RowFate(StrEnum):
    """What became of one file or line of an import. Known: the desk had this text already."""

    WAITING = "waiting"
    ADDED = "added"
    KNOWN = "known"
    REFUSED = "refused"


class DateField(StrEnum):
    """Which date of a claim an export filters by."""

    SAID = "said"
    CREATED = "created"
    APPROVED = "approved"
    PUBLISHED = "published"


class CorrectionKind(StrEnum):
    """What a change after publication is."""

    CLARIFICATION = "clarification"
    UPDATE = "update"
    CORRECTION = "correction"
    RETRACTION = "retraction"
    WITHHOLDING = "withholding"


class MailKind(StrEnum):
    """Why a mail is sent."""

    RESET = "reset"
    INVITATION = "invitation"
    CHANGED = "changed"
    ADDRESS = "address"
    MOVED = "moved"
    NOTICE = "notice"


class NoticeKind(StrEnum):
    """What somebody is told of."""

    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"
    DISPUTED = "disputed"
    REPLY = "reply"
    ASSIGNED = "assigned"
    DEADLINE = "deadline"
    TO_REVIEW = "to_review"
    EXPORT_ENDED = "export_ended"
    IMPORT_ENDED = "import_ended"


class NoticeWay(StrEnum):
    """How somebody is told: on the page, by mail as well, or not at all."""

    PAGE = "page"
    MAIL = "mail"
    NONE = "none"


class RedactionCause(StrEnum):
    """Why words were blocked out or blanked."""

    ORDER = "order"
    SEALING = "sealing"


class RedactionSubject(StrEnum):
    """What a redaction is about; what hangs on it is searched too."""

    ARTICLE = "article"
    CLAIM = "claim"
    EVIDENCE = "evidence"


class Theme(StrEnum):
    """How bright the pages are."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class TextSize(StrEnum):
    """How large the text of an article is."""

    SMALL = "small"
    NORMAL = "normal"
    LARGE = "large"
    LARGEST = "largest"


class Density(StrEnum):
    """How close the rows of a list stand."""

    ROOMY = "roomy"
    COMPACT = "compact"
