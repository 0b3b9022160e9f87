"""A signed-in browser's cookie, without a browser."""

import http.client
import re
from urllib.parse import urlencode

from annotations.models import Account
from benchmarks.ground import PASSWORD


def signed_in(port: int) -> str:
    """The `Cookie` header of the editor, signed in by the page as a person would."""
    account = Account.objects.get(email="bench@example.org")
    account.set_password(PASSWORD)
    account.save(update_fields=["password"])
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    client.request("GET", "/login/")
    answer = client.getresponse()
    page, cookies = answer.read().decode(), _cookies(answer)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    if token is None:
        raise RuntimeError("the sign-in page has no form")
    form = urlencode(
        {"csrfmiddlewaretoken": token[1], "email": account.email, "password": PASSWORD}
    )
    headers = {
        "Cookie": _header(cookies),
        "Content-Type": "application/x-www-form-urlencoded",
        "Referer": f"http://127.0.0.1:{port}/login/",
    }
    client.request("POST", "/login/", form, headers)
    answer = client.getresponse()
    answer.read()
    if answer.status != 302:
        raise RuntimeError(f"signing in answered {answer.status}")
    return _header({**cookies, **_cookies(answer)})


def _cookies(answer: http.client.HTTPResponse) -> dict[str, str]:
    pairs = (
        line.partition(";")[0].partition("=") for line in answer.headers.get_all("Set-Cookie", [])
    )
    return {name: value for name, _equals, value in pairs}


def _header(cookies: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())
