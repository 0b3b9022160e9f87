"""What every task is made of: its attempts are counted."""

from functools import partial
from typing import Any

from celery import Task

from annotations.actions import attempts


class CountedTask(Task):  # type: ignore[type-arg]
    """A task that is tried a few times only. Which ones are counted is decided by the names in `Job`."""

    abstract = True

    def __call__(self, *args: Any, **ids: Any) -> Any:
        """Run the task's function as one attempt."""
        return attempts.attempt(name=self.name, ids=ids, work=partial(self.run, *args, **ids))
