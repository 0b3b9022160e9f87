"""The Celery door: every task parses its ids and calls one act. Importing this fills the registry."""

from annotations.tasks import (
    audit,
    exports,
    imports,
    mails,
    notifications,
    previews,
    queues,
    redactions,
    upkeep,
)

__all__ = [
    "audit",
    "exports",
    "imports",
    "mails",
    "notifications",
    "previews",
    "queues",
    "redactions",
    "upkeep",
]
