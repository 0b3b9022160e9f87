"""Beat's timetable. Every job is also rung by the act that makes its work; beat finds what was missed."""

from typing import Any

TIMETABLE: dict[str, dict[str, Any]] = {
    "heartbeat": {"task": "heartbeat", "schedule": 1.0, "options": {"expires": 2}},
    "sweep": {"task": "sweep", "schedule": 15.0, "options": {"expires": 15}},
    "fill review queues": {
        "task": "fill_review_queue",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
}
