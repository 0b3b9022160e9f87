"""Forms as a browser sends them."""

from typing import Any


def sent(form: Any, **changed: str) -> dict[str, str]:
    """What a browser sends of a form it was shown, with these fields filled in anew."""
    data = dict(form.data)
    for field in form if not data else ():
        shown = field.value()
        if shown is not None and shown is not False:
            data[field.html_name] = shown
        if field.field.show_hidden_initial and shown is not None:
            data[field.html_initial_name] = shown
    return {**data, **changed}
