"""What can go wrong, in words for the person who typed the command."""


class ServicesError(Exception):
    """The services cannot be had; the message says why and what to do."""
