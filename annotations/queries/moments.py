"""Days of the reader's calendar as moments."""

from datetime import date, datetime, time

from django.utils import timezone


def start_of(day: date) -> datetime:
    """The first moment of this day where the reader is."""
    return timezone.make_aware(datetime.combine(day, time()))
