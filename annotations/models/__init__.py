"""The tables, one noun a file, re-exported here."""

from annotations.models.article import Article, ArticleRevision, RevisionBlock
from annotations.models.attempt import JobAttempts
from annotations.models.audit import AuditEvent, Payload
from annotations.models.claim import (
    Anchor,
    Claim,
    Contribution,
    Occurrence,
    OccurrenceSpeaker,
    Relation,
    Triage,
)
from annotations.models.contact import Contact
from annotations.models.desk import Desk, Membership
from annotations.models.evidence import Evidence, SealedAccess, SealedEvidence, SealedFile
from annotations.models.export import ExportDownload, ExportJob
from annotations.models.importing import ArticleImport, ImportRow
from annotations.models.mail import Mail
from annotations.models.notification import Notification, NotificationChoice
from annotations.models.person import Person, PersonRole
from annotations.models.policy import ReviewPolicy
from annotations.models.preview import Preview
from annotations.models.publication import (
    Correction,
    Credit,
    Publication,
    PublicationVersion,
    PublishedVerdict,
)
from annotations.models.publisher import Publisher
from annotations.models.queue import QueueItem, ReviewQueue
from annotations.models.rating import Rating, RatingScale
from annotations.models.redaction import Redaction
from annotations.models.request import IdempotencyKey
from annotations.models.review import Review, ReviewRound
from annotations.models.saved_filter import SavedFilter
from annotations.models.search import SearchEntry
from annotations.models.session import BrowserSession
from annotations.models.snapshot import Snapshot
from annotations.models.source import Source
from annotations.models.token import ApiToken
from annotations.models.topic import Topic
from annotations.models.user import Account
from annotations.models.verdict import Submission, Verdict

__all__ = [
    "Account",
    "Anchor",
    "ApiToken",
    "Article",
    "ArticleImport",
    "ArticleRevision",
    "AuditEvent",
    "BrowserSession",
    "Claim",
    "Contact",
    "Contribution",
    "Correction",
    "Credit",
    "Desk",
    "Evidence",
    "ExportDownload",
    "ExportJob",
    "IdempotencyKey",
    "ImportRow",
    "JobAttempts",
    "Mail",
    "Membership",
    "Notification",
    "NotificationChoice",
    "Occurrence",
    "OccurrenceSpeaker",
    "Payload",
    "Person",
    "PersonRole",
    "Preview",
    "Publication",
    "PublicationVersion",
    "PublishedVerdict",
    "Publisher",
    "QueueItem",
    "Rating",
    "RatingScale",
    "Redaction",
    "Relation",
    "Review",
    "ReviewPolicy",
    "ReviewQueue",
    "ReviewRound",
    "RevisionBlock",
    "SavedFilter",
    "SealedAccess",
    "SealedEvidence",
    "SealedFile",
    "SearchEntry",
    "Snapshot",
    "Source",
    "Submission",
    "Topic",
    "Triage",
    "Verdict",
]
