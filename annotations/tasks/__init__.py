"""The Celery door: every task parses its ids and calls one act. Importing this fills the registry."""

from annotations.tasks import exports, queues, upkeep

__all__ = ["exports", "queues", "upkeep"]
