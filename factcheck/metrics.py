"""`/metrics` for Prometheus: off unless a setting names who may read it; no label that grows with the data.

Requests and jobs are counted by each process in a file (`counts.py`), so that one answer tells of all of
them. What stands in tables, broker and cache is asked when the page is read (`gauges.py`).
"""

import hmac
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from factcheck import counts
from factcheck.gauges import Standing
from factcheck.networks import within

METHODS: Final = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
PASSED_ON: Final = ("X-Forwarded-For", "Forwarded", "X-Real-Ip")
"""Headers that tell of a proxy: who is behind it is not a direct caller."""
SIGN_IN, SIGNED_IN = "login/", 302
QUICK: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
SLOW: Final = (0.05, 0.25, 1, 5, 15, 60, 300, 900)

own = CollectorRegistry()
REQUESTS = Counter(
    "factcheck_requests",
    "Requests answered, by pattern of the address",
    ["route", "method", "status"],
    registry=own,
)
REQUEST_SECONDS = Histogram(
    "factcheck_request_seconds",
    "Seconds until the answer began",
    ["route", "method"],
    buckets=QUICK,
    registry=own,
)
REFUSALS = Counter(
    "factcheck_sign_in_refusals", "Sign-ins and tokens refused", ["door"], registry=own
)
JOBS = Counter("factcheck_jobs", "Jobs ended, by outcome", ["job", "outcome"], registry=own)
JOB_SECONDS = Histogram(
    "factcheck_job_seconds", "Seconds a job took", ["job"], buckets=SLOW, registry=own
)


def known_method(method: str | None) -> str:
    """The method, or `other` for one that somebody made up."""
    return method if method in METHODS else "other"


def request_answered(*, route: str, method: str, status: int, seconds: float) -> None:
    """Count a request, and a sign-in that was refused."""
    if not settings.METRICS:
        return
    REQUESTS.labels(route, method, str(status)).inc()
    REQUEST_SECONDS.labels(route, method).observe(seconds)
    if route == SIGN_IN and method == "POST" and status != SIGNED_IN:
        REFUSALS.labels("page").inc()
    elif status == 401:
        REFUSALS.labels("api").inc()


def job_ended(*, job: str, outcome: str, seconds: float) -> None:
    """Count a job."""
    if settings.METRICS:
        JOBS.labels(job, outcome).inc()
        JOB_SECONDS.labels(job).observe(seconds)


class Counted(Collector):
    """What all processes of this machine counted."""

    def collect(self) -> Iterator[Metric]:
        """The sums; without a shared folder, what this process counted."""
        if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
            files = counts.files(Path(settings.METRICS_DIR))
            yield from MultiProcessCollector.merge(files)  # type: ignore[no-untyped-call]
        else:
            yield from own.collect()


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The page. For whoever may not read it, it is not there (404)."""
    if not may_read(request):
        raise Http404
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Counted())
    registry.register(Standing())
    encode, media_type = choose_encoder(request.headers.get("Accept", ""))
    return HttpResponse(encode(registry), content_type=media_type)


def may_read(request: HttpRequest) -> bool:
    """Whether the caller has the token, or calls directly from a network that was named."""
    given = request.headers.get("Authorization", "")
    token = f"Bearer {settings.METRICS_TOKEN}"
    if settings.METRICS_TOKEN and hmac.compare_digest(given.encode(), token.encode()):
        return True
    direct = not any(name in request.headers for name in PASSED_ON)
    return direct and within(request.META.get("REMOTE_ADDR", ""), settings.METRICS_NETWORKS)
