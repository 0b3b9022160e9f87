"""A job with bugs."""

import logging

from celery import shared_task
from django.db import transaction

from annotations.models import Account


@shared_task(name="faulty")
def faulty(words: str, how: str) -> None:
    """Break in a way: a plain exception, or a refusal of the database that quotes the row."""
    logging.getLogger("somebodys.package").debug("parsed %s as %r", words, {"name": words})
    if how == "database":
        with transaction.atomic():
            for _ in range(2):
                Account.objects.create_user(f"{words}@example.org", None, name=words)
    raise RuntimeError(f"cannot do {words}")
