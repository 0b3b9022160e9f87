"""The site of the operators' console: open to superusers alone, under the product's own name."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class ConsoleSite(AdminSite):
    """Operators look after the machine here. Desks are led on the pages of the product."""

    site_title = site_header = _("Factcheck: console of operators")
    index_title = _(
        "Tables, to be read. What changes something is done by members, or by a command."
    )
    site_url = "/"

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether somebody is an operator: staff alone is not enough."""
        return request.user.is_active and request.user.is_superuser
