"""Pages that moved: their old addresses lead to the new ones."""

from django.urls import path
from django.views.generic import RedirectView

MOVED = {
    "account/": "web:settings-security",
    "account/password/": "web:password-change",
    "account/tokens/new/": "web:token-new",
}
urlpatterns = [
    path(before, RedirectView.as_view(pattern_name=name)) for before, name in MOVED.items()
]
