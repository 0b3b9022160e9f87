"""Beat's timetable. Every job is also rung by the act that makes its work; beat finds what was missed."""

from typing import Any

TIMETABLE: dict[str, dict[str, Any]] = {
    "sweep": {"task": "sweep", "schedule": 15.0, "options": {"expires": 15}},
    "fill review queues": {
        "task": "fill_review_queue",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
}
