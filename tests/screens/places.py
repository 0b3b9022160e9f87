"""Which pages are pictured: by whom they are read, how wide, in which light."""

from dataclasses import dataclass
from typing import Final

DESK: Final = 1440
PHONE: Final = 390


@dataclass(frozen=True)
class Shot:
    """One picture. `steps` leads to the page: an address first, then what is clicked on it or followed from it."""

    name: str
    who: str
    steps: tuple[str, ...]
    width: int = DESK
    scheme: str = "light"


FIRST_ROW: Final = (
    "link: main a.t, main a.what, main .people a, main table a, main .brief a, main ul a"
)
OPEN_ARTICLE: Final = "link: main a.t[lang=en]"
RTL_ARTICLE: Final = "link: main a.t[lang=ar], main a.t[dir=rtl]"
OPEN_CLAIM: Final = (
    "click: [data-testid=claim-card]:has(.state-draft, .state-changes, .state-submitted)"
)
WORKBENCH: Final = ("/articles/", OPEN_ARTICLE, OPEN_CLAIM)
CLAIM: Final = ("/articles/", OPEN_ARTICLE, "claim: .state-approved")
REVIEW: Final = ("/review/", "link: main .work a.what")

SHOTS: Final = (
    Shot("sign-in", "", ("/login/",)),
    Shot("my-work", "editor", ("/",)),
    Shot("my-work-reviewer", "reviewer", ("/",)),
    Shot("articles", "editor", ("/articles/",)),
    Shot("import", "editor", ("/articles/import/",)),
    Shot("imports", "editor", ("/articles/imports/",)),
    Shot("workbench", "editor", WORKBENCH),
    Shot("workbench-rtl", "editor", ("/articles/", RTL_ARTICLE)),
    Shot("claims", "editor", ("/claims/",)),
    Shot("claim", "editor", CLAIM),
    Shot("review-queue", "reviewer", ("/review/",)),
    Shot("review", "reviewer", REVIEW),
    Shot("four-eyes", "editor", REVIEW),
    Shot("exports", "lead", ("/exports/",)),
    Shot("people", "editor", ("/people/",)),
    Shot("person", "editor", ("/people/", "link: main a[href^='/people/0']")),
    Shot("sources", "editor", ("/sources/",)),
    Shot("source", "editor", ("/sources/", "link: main a[href^='/sources/0']")),
    Shot("evidence", "editor", ("/evidence/",)),
    Shot("verdicts", "editor", ("/verdicts/",)),
    Shot("reviews", "reviewer", ("/reviews/",)),
    Shot("search", "editor", ("/search/?q=bridge",)),
    Shot("notifications", "editor", ("/notifications/",)),
    Shot("members", "lead", ("/members/",)),
    Shot("scales", "lead", ("/scales/",)),
    Shot("policies", "lead", ("/policies/",)),
    Shot("settings", "editor", ("/settings/profile/",)),
    Shot("settings-security", "editor", ("/settings/security/",)),
    Shot("settings-notifications", "editor", ("/settings/notifications/",)),
    Shot("settings-appearance", "editor", ("/settings/appearance/",)),
    Shot("help", "editor", ("/help/",)),
    Shot("more", "lead", ("/", "click: [popovertarget=more-menu] >> visible=true")),
    *(
        Shot(f"{name}-{kind}", who, steps, width, scheme)
        for name, who, steps in (
            ("my-work", "editor", ("/",)),
            ("articles", "editor", ("/articles/",)),
            ("claims", "editor", ("/claims/",)),
            ("workbench", "editor", WORKBENCH),
            ("claim", "editor", CLAIM),
            ("review", "reviewer", REVIEW),
        )
        for kind, width, scheme in (("dark", DESK, "dark"), ("phone", PHONE, "light"))
    ),
)
