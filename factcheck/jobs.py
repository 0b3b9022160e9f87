"""Around every job: the number of the request that rang it, one line in the log, its place in the counts."""

import logging
import time
from typing import Any

from factcheck import metrics, tracing
from factcheck.bell import CARRIED
from factcheck.counted import CountedTask

log = logging.getLogger(__name__)


class TracedTask(CountedTask):
    """What every task is made of. A job nobody's request rang, such as the sweep, has a number of its own."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run the task."""
        number = str(getattr(self.request, CARRIED, None) or tracing.new_number())
        fields = {"request_id": number, "job": self.name, "job_id": self.request.id or ""}
        began, outcome, cause = time.perf_counter(), "done", ""
        with tracing.traced(**fields):
            try:
                return super().__call__(*args, **kwargs)
            except BaseException as error:
                outcome, cause = "failed", type(error).__name__
                raise
            finally:
                seconds = time.perf_counter() - began
                metrics.job_ended(job=self.name, outcome=outcome, seconds=seconds)
                told = {"outcome": outcome, "cause": cause, "ms": round(seconds * 1000, 1)}
                log.info("job", extra=told)
