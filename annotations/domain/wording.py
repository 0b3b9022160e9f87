"""Words that people read but that the rules keep as plain data.

The domain does not translate: it marks. The tools that collect texts for translators know the name
below; whoever shows such a text passes it through gettext.
"""


def gettext_noop(text: str) -> str:
    """Mark a literal for the catalogues of translations and give it back unchanged."""
    return text
