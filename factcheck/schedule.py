"""Beat's timetable. Most jobs are also rung by the act that makes their work; beat finds what was missed."""

from typing import Any

TIMETABLE: dict[str, dict[str, Any]] = {
    "sweep": {"task": "sweep", "schedule": 15.0, "options": {"expires": 15}},
    "fill review queues": {
        "task": "fill_review_queue",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    # No act rings for it: each writes events, and a seal need not follow at once.
    "seal the audit log": {
        "task": "seal_audit",
        "schedule": 30.0,
        "options": {"expires": 30},
    },
}
