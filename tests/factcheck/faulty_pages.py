"""Pages with bugs beside those of the product."""

import logging
import warnings

from celery import current_app
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from annotations.models import Account
from factcheck.urls import handler500, urlpatterns

__all__ = ["handler500", "urlpatterns"]
log = logging.getLogger("somebodys.package")


@csrf_exempt
def faulty(request: HttpRequest, how: str) -> HttpResponse:
    """Break in a way, with the words of the form in every local variable and message."""
    words = request.POST["words"]
    log.debug("parsed %s as %r", words, {"name": words})
    log.warning(f"cannot read {words}")  # noqa: G004  as libraries do
    warnings.warn(f"odd: {words}", UserWarning, stacklevel=1)
    if how == "job":
        for way in ("plain", "database"):
            current_app.send_task("faulty", kwargs={"words": words, "how": way})
        return HttpResponse(b"rung")
    if how == "database":
        with transaction.atomic():
            for _ in range(2):
                Account.objects.create_user(f"{words}@example.org", None, name=words)
    try:
        raise KeyError(words)
    except KeyError as error:
        raise RuntimeError(f"cannot do {words}") from error


urlpatterns = [*urlpatterns, path("faulty/<slug:how>/", faulty)]
